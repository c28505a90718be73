package org.perfusionj.phantom.perfusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.perfusionj.phantom.anatomy.HeadAnatomy;

class BrainLatticeTest {

	private final BrainLattice brain = new BrainLattice(new EllipsoidHead());

	@Test
	void blurKeepsWhatIsEvenUpToTheSurface() {
		final float[] even = new float[brain.size()];
		Arrays.fill(even, 3);

		final float[] blurred = brain.blurred(even, 6);

		for (final int i : brain.inside())
			assertEquals(3, blurred[i], 1e-4);
	}

	@Test
	void blurDoesNotReachTheOtherHemisphere() {
		final float[] blurred = brain.blurred(brain.indicator(i -> brain.x(i) < 0), 8);

		for (final int i : brain.inside())
			assertEquals(brain.x(i) < 0 ? 1 : 0, blurred[i], 1e-6);
	}

	@Test
	void blurHasTheStandardDeviationThatWasAskedFor() {
		final double edge = 10;
		final float[] blurred = brain.blurred(brain.indicator(i -> brain.z(i) > edge), 6);

		// a Gaussian edge: 16 % one standard deviation before it
		final int below = nearest(30, -20, edge - 6 + BrainLattice.STEP_MM / 2);
		assertEquals(0.16, blurred[below], 0.05);
	}

	private int nearest(final double x, final double y, final double z) {
		return brain.point((int) Math.round(brain.indexX(x)), (int) Math.round(brain.indexY(y)), (int) Math.round(brain.indexZ(z)));
	}

	@Test
	void placesAndIndicesAgree() {
		for (final int i : new int[] { 0, 12345, brain.size() / 2, brain.size() - 1 }) {
			assertEquals(i, nearest(brain.x(i), brain.y(i), brain.z(i)));
		}
		// a place outside is moved to the border
		assertEquals(0, brain.indexX(-500));
		assertTrue(brain.indexX(500) < 66 - 1);
	}

	@Test
	void tissueThatTheMapOfTerritoriesLeavesOutGetsTheOneBesideIt() {
		final EllipsoidHead whole = new EllipsoidHead();
		final BrainLattice holed = new BrainLattice(new HeadAnatomy() {

			@Override
			public void fractions(final double x, final double y, final double z, final float[] fractions) {
				whole.fractions(x, y, z, fractions);
			}

			@Override
			public int territory(final double x, final double y, final double z) {
				return Math.abs(z - 30) < 14 ? 0 : whole.territory(x, y, z);
			}

			@Override
			public double brainBottomMm() {
				return whole.brainBottomMm();
			}

			@Override
			public double brainTopMm() {
				return whole.brainTopMm();
			}
		});

		for (int i = 0; i < holed.size(); i++)
			if (holed.tissue(i) > 0.5) {
				assertTrue(holed.territory(i) > 0);
				assertEquals(holed.x(i) > 0, holed.territory(i) % 2 == 0);
			}
	}
}
