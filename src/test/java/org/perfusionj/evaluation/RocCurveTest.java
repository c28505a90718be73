package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

class RocCurveTest {

	private static RocCounts counts(final float[] core, final float[] penumbra) {
		final RocCounts counts = new RocCounts();
		for (final float value : core)
			counts.add(value, true);
		for (final float value : penumbra)
			counts.add(value, false);
		return counts;
	}

	/** Share of pairs in which core is lower, ties half. */
	private static double pairs(final float[] core, final float[] penumbra) {
		double lower = 0;
		for (final float c : core)
			for (final float p : penumbra)
				lower += c < p ? 1 : c == p ? 0.5 : 0;
		return lower / core.length / penumbra.length;
	}

	private static float[] values(final Random random, final int n, final double mean, final boolean isWhole) {
		final float[] values = new float[n];
		for (int i = 0; i < n; i++)
			values[i] = (float) (isWhole ? Math.rint(mean + 3 * random.nextGaussian()) : mean + 3 * random.nextGaussian());
		return values;
	}

	@Test
	void theAreaIsTheShareOfPairsWithTiesHalf() {
		final Random random = new Random(3);
		for (int n = 0; n < 20; n++) {
			// whole numbers around 0: many ties, negative ones, too, and each has a class of its own
			final float[] core = values(random, 200 + n, 1, true);
			final float[] penumbra = values(random, 300, 3, true);
			assertEquals(pairs(core, penumbra), counts(core, penumbra).curve(RocCurve.CoreIs.LOWER).auc(), 1e-12);
			assertEquals(1 - pairs(core, penumbra), counts(core, penumbra).curve(RocCurve.CoreIs.HIGHER).auc(), 1e-12);
		}
	}

	@Test
	void classesAreNarrowEnoughForTheArea() {
		final Random random = new Random(4);
		for (int n = 0; n < 10; n++) {
			final float[] core = values(random, 1000, 5, false);
			final float[] penumbra = values(random, 1000, 7, false);
			assertEquals(pairs(core, penumbra), counts(core, penumbra).curve(RocCurve.CoreIs.LOWER).auc(), 2e-4);
		}
	}

	@Test
	void theAreaOfTwoNormalDistributionsIsKnown() {
		final Random random = new Random(6);
		final RocCounts counts = new RocCounts();
		for (int i = 0; i < 200_000; i++) {
			counts.add((float) (10 + random.nextGaussian()), true);
			counts.add((float) (8 + random.nextGaussian()), false);
		}
		final RocCurve curve = counts.curve(RocCurve.CoreIs.HIGHER);

		// Phi(2 / sqrt 2) and Youden's threshold half way, sensitivity Phi(1)
		assertEquals(0.92135, curve.auc(), 0.002);
		assertEquals(9, curve.best().threshold(), 0.15);
		assertEquals(0.8413, curve.best().sensitivity(), 0.03);
		assertEquals(0.8413, curve.best().specificity(), 0.03);
	}

	@Test
	void theBestThresholdSeparatesWhatCanBeSeparated() {
		final float[] core = { 1, 2, 3, 12 };
		final float[] penumbra = { 5, 6, 7, 8, 2 };

		final RocCurve lower = counts(core, penumbra).curve(RocCurve.CoreIs.LOWER);
		final RocCurve.Point best = lower.best();
		assertTrue(best.threshold() > 3 && best.threshold() <= 5, "threshold " + best.threshold());
		assertEquals(0.75, best.sensitivity(), 1e-12);
		assertEquals(0.2, best.falsePositives(), 1e-12);
		final RocCurve.Point flipped = counts(penumbra, core).curve(RocCurve.CoreIs.HIGHER).best();
		assertTrue(flipped.threshold() > 3 && flipped.threshold() <= 5, "threshold " + flipped.threshold());
		assertEquals(0.8, flipped.sensitivity(), 1e-12);
		assertEquals(0.25, flipped.falsePositives(), 1e-12);
		assertEquals(4, lower.core());
		assertEquals(5, lower.penumbra());
	}

	@Test
	void thresholdsDoWhatTheySay() {
		final Random random = new Random(7);
		final float[] core = values(random, 500, -1, false);
		final float[] penumbra = values(random, 500, 1, false);
		for (final RocCurve.CoreIs coreIs : RocCurve.CoreIs.values())
			for (final RocCurve.Point point : counts(core, penumbra).curve(coreIs).points()) {
				assertEquals(share(core, point.threshold(), coreIs), point.sensitivity(), 1e-12, coreIs + " " + point.threshold());
				assertEquals(share(penumbra, point.threshold(), coreIs), point.falsePositives(), 1e-12, coreIs + " " + point.threshold());
			}
	}

	private static double share(final float[] values, final double threshold, final RocCurve.CoreIs coreIs) {
		double called = 0;
		for (final float value : values)
			if (coreIs == RocCurve.CoreIs.LOWER ? value < threshold : value >= threshold) called++;
		return called / values.length;
	}

	@Test
	void voxelsArePooledAndThoseWithoutAValueAreCounted() {
		final SpatialGrid grid = new SpatialGrid(4, 1, 2, 1, 1, 1, Orientation.NONE);
		final Volume map = new Volume(grid, new float[][] { { 1, 2, Float.NaN, 40 }, { 3, Float.POSITIVE_INFINITY, 4, 50 } });
		final Mask core = new Mask(grid, new boolean[][] { { true, true, true, false }, { false, false, false, false } });
		final Mask penumbra = new Mask(grid, new boolean[][] { { false, false, false, false }, { true, true, true, false } });
		final RocCounts counts = new RocCounts();
		counts.add(map, 2, core, penumbra);
		counts.add(map, 20, core, penumbra);

		final RocCurve curve = counts.curve(RocCurve.CoreIs.LOWER);

		assertEquals(4, curve.core());
		assertEquals(4, curve.penumbra());
		assertEquals(4, curve.missed());
		// core 2, 4, 20, 40 and penumbra 6, 8, 60, 80
		assertEquals((4 + 4 + 2 + 2) / 16.0, curve.auc(), 1e-12);
	}

	@Test
	void withoutPenumbraThereIsNoCurve() {
		final RocCurve curve = counts(new float[] { 1, 2 }, new float[0]).curve(RocCurve.CoreIs.LOWER);
		assertFalse(curve.isDefined());
		assertTrue(Double.isNaN(curve.auc()) && Double.isNaN(curve.best().threshold()));
	}

	@Test
	void aThinnedCurveKeepsItsEndsAndItsShape() {
		final Random random = new Random(8);
		final RocCurve curve = counts(values(random, 3000, 5, false), values(random, 3000, 7, false)).curve(RocCurve.CoreIs.LOWER);

		final RocCurve thin = new RocCurve(curve.coreIs(), curve.core(), curve.penumbra(), curve.missed(), curve.thinned(100));

		assertTrue(thin.points().size() < 250 && thin.points().size() > 50, thin.points().size() + " points");
		assertEquals(curve.points().get(curve.points().size() - 1), thin.points().get(thin.points().size() - 1));
		assertEquals(curve.auc(), thin.auc(), 1e-3);
	}
}
