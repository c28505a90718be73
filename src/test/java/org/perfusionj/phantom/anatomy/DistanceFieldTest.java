package org.perfusionj.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class DistanceFieldTest {

	private static final int NX = 13;
	private static final int NY = 9;
	private static final int NZ = 11;

	private static Parallel parallel;

	@BeforeAll
	static void start() {
		parallel = new Parallel(2);
	}

	@AfterAll
	static void stop() {
		parallel.close();
	}

	private static DistanceField field(final int nx, final int ny, final int nz) {
		return new DistanceField(nx, ny, nz, parallel, WorkMonitor.SILENT);
	}

	@Test
	void isTheDistanceToTheNearestVoxel() {
		final RandomStream random = new RandomStream(2);
		final boolean[] set = new boolean[NX * NY * NZ];
		for (int n = 0; n < 12; n++)
			set[random.integer(0, set.length - 1)] = true;

		final float[] distance = field(NX, NY, NZ).outside(set);

		for (int i = 0; i < set.length; i++) {
			double nearest = Double.POSITIVE_INFINITY;
			for (int k = 0; k < set.length; k++)
				if (set[k]) nearest = Math.min(nearest, Math.hypot(Math.hypot(i % NX - k % NX, i / NX % NY - k / NX % NY), i / (NX * NY) - k / (NX * NY)));
			assertEquals(nearest, distance[i], 1e-4);
		}
	}

	@Test
	void signedDistanceOfABallIsRadial() {
		final int n = 41;
		final boolean[] ball = new boolean[n * n * n];
		for (int i = 0; i < ball.length; i++)
			ball[i] = radius(i, n) < 12.3;

		final float[] distance = field(n, n, n).signed(ball);

		for (int i = 0; i < ball.length; i++) {
			final double expected = 12.3 - radius(i, n);
			if (Math.abs(expected) < 6) assertEquals(expected, distance[i], 0.7);
		}
	}

	private static double radius(final int i, final int n) {
		return Math.hypot(Math.hypot(i % n - 20, i / n % n - 20), i / (n * n) - 20);
	}

	@Test
	void nothingIsNearAnEmptySet() {
		final float[] distance = field(NX, NY, NZ).outside(new boolean[NX * NY * NZ]);

		assertTrue(distance[7] > 1000);
	}
}
