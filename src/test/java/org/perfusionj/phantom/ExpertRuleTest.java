package org.perfusionj.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.vessels.BloodPool;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.Vessel;

class ExpertRuleTest {

	private static final double INTERVAL_S = 2;

	@Test
	void looksAtTheClockOfTheScanAndNotOfTheSlice() {
		// a shuttle scan sees the odd slices half an interval later: there the same bolus comes sooner after the first frame
		final ExpertRule rule = new ExpertRule(Vessel.AIF, Occlusion.NONE);
		final VesselVoxel even = voxel("ICA_L", 0, 10, 0, 300, 6, 1);
		final VesselVoxel odd = voxel("ICA_R", 1, 10, INTERVAL_S / 2, 300, 6, 1);
		final VesselVoxel oddButLate = voxel("M1_R", 1, 10.6, INTERVAL_S / 2, 300, 6, 1);

		final double[] scores = rule.scores(List.of(even, odd, oddButLate));

		assertEquals(even.arrivalS(), odd.arrivalS(), 0.15);
		assertEquals(scores[0], scores[1], 0.03);
		assertTrue(scores[2] < scores[0] - 0.04, "late " + scores[2] + ", early " + scores[0]);
	}

	@Test
	void prefersTheEarlyHighNarrowAndFullVessel() {
		final ExpertRule rule = new ExpertRule(Vessel.AIF, Occlusion.NONE);
		final VesselVoxel good = voxel("ICA_L", 0, 10, 0);

		for (final VesselVoxel worse : List.of(voxel("M1_L", 0, 11, 0), voxel("M1_L", 0, 10, 0, 200, 3, 1), voxel("M1_L", 0, 10, 0, 300, 4, 1), voxel("M1_L", 0, 10, 0, 300, 3, 0.5)))
			assertEquals(good, rule.choose(List.of(worse, good)).orElseThrow());
	}

	@Test
	void looksAwayFromTheLesion() {
		final ExpertRule rule = new ExpertRule(Vessel.AIF, Occlusion.LEFT_M1);

		assertFalse(rule.accepts("ICA_L"));
		assertFalse(rule.accepts("M2inf_L"));
		assertFalse(rule.accepts("SSS"));
		assertTrue(rule.accepts("ICA_R"));
		assertTrue(rule.accepts("A2_L"));
		assertTrue(rule.accepts("BA"));
		assertTrue(new ExpertRule(Vessel.VOF, Occlusion.LEFT_M1).accepts("TS_L"));
	}

	private static VesselVoxel voxel(final String branch, final int slice, final double onsetS, final double firstS) {
		return voxel(branch, slice, onsetS, firstS, 300, 3, 1);
	}

	/** A gamma-variate bolus, height at its peak width seconds times 2 after the onset. */
	private static VesselVoxel voxel(final String branch, final int slice, final double onsetS, final double firstS, final double peakHu, final double widthS, final double fraction) {
		final double[] times = new double[30];
		final double[] values = new double[times.length];
		for (int t = 0; t < times.length; t++) {
			times[t] = firstS + t * INTERVAL_S;
			final double x = Math.max(0, (times[t] - onsetS) / (2 * widthS));
			values[t] = peakHu * Math.pow(x * Math.exp(1 - x), 2);
		}
		final TimeCurve curve = new TimeCurve(times, values);
		return new VesselVoxel(new Voxel(0, 0, slice), new BloodPool(branch, 1, false, 0, 1, 0, 0, 2, new double[0]), fraction, curve, CurveMetrics.of(curve));
	}

	@Test
	void beyondAClotOfTheAnteriorArteryNothingIsMeasured() {
		final ExpertRule rule = new ExpertRule(Vessel.AIF, Occlusion.LEFT_A);

		assertFalse(rule.accepts("A2_L") || rule.accepts("A3peri_L") || rule.accepts("CMA_L"));
		assertTrue(rule.accepts("A2_R") && rule.accepts("BA") && rule.accepts("M1_R"));
		assertTrue(new ExpertRule(Vessel.AIF, Occlusion.LEFT_M1).accepts("A2_L"));
	}
}
