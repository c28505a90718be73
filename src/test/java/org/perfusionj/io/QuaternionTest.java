package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.Test;

class QuaternionTest {

	private static double[] affine(final double[] rotation, final double[] size, final int qfac) {
		final double[] affine = new double[12];
		for (int row = 0; row < 3; row++)
			for (int column = 0; column < 3; column++)
				affine[row * 4 + column] = rotation[row * 3 + column] * size[column] * (column == 2 ? qfac : 1);
		return affine;
	}

	@Test
	void knownRotations() {
		final double h = Math.sqrt(0.5);
		assertArrayEquals(new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, Quaternion.toRotation(0, 0, 0), 0);
		assertArrayEquals(new double[] { 1, 0, 0, 0, -1, 0, 0, 0, -1 }, Quaternion.toRotation(1, 0, 0), 0);
		assertArrayEquals(new double[] { 1, 0, 0, 0, 0, -1, 0, 1, 0 }, Quaternion.toRotation(h, 0, 0), 1e-15);
		assertArrayEquals(new double[] { 0, 1, 0, 1, 0, 0, 0, 0, -1 }, Quaternion.toRotation(h, h, 0), 1e-15);
	}

	@Test
	void everyRotationComesBack() {
		final Random random = new Random(3);
		for (int n = 0; n < 500; n++) {
			final double[] q = { Math.abs(random.nextGaussian()) * (n % 5 == 0 ? 0.002 : 1), random.nextGaussian(), random.nextGaussian(), n % 3 == 0 ? 0 : random.nextGaussian() };
			final double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
			final int qfac = n % 2 == 0 ? 1 : -1;
			final double[] rotation = Quaternion.toRotation(q[1] / norm, q[2] / norm, q[3] / norm);
			final Quaternion back = Quaternion.of(affine(rotation, new double[] { 0.5, 0.75, 5 }, qfac));
			assertEquals(qfac, back.qfac());
			assertArrayEquals(rotation, Quaternion.toRotation(back.b(), back.c(), back.d()), 1e-9);
		}
	}

	@Test
	void floatsOfAHeaderComeBackAsTheyWere() {
		final Random random = new Random(4);
		for (int n = 0; n < 500; n++) {
			final float b = random.nextFloat() - 0.5f;
			final float c = random.nextFloat() - 0.5f;
			final float d = random.nextFloat() - 0.5f;
			final Quaternion back = Quaternion.of(affine(Quaternion.toRotation(b, c, d), new double[] { 0.4, 0.4f, 10 }, 1));
			assertArrayEquals(new float[] { b, c, d }, new float[] { (float) back.b(), (float) back.c(), (float) back.d() }, 0);
		}
	}

	@Test
	void shearIsTakenOut() {
		// SETUP: gantry tilt by 10 degrees: the third axis leans towards the second
		final double tilt = Math.toRadians(10);
		final double[] sheared = { 0.5, 0, 0, 0, 0, 0.5, 5 * Math.sin(tilt), 0, 0, 0, 5 * Math.cos(tilt), 0 };
		final Quaternion nearest = Quaternion.of(sheared);
		assertEquals(-Math.sin(tilt / 4), nearest.b(), 1e-12);
		assertEquals(0, nearest.c(), 1e-12);
		assertEquals(0, nearest.d(), 1e-12);
	}
}
