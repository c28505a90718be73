package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** The factor by which a VOF is scaled. */
class RecalibrationTest {

	private static final Voxel HIGH = new Voxel(1, 1, 0);
	private static final Voxel LIKELY = new Voxel(2, 1, 1);
	private static final Voxel UNLIKELY = new Voxel(4, 3, 1);

	private final SmallScan scan = new SmallScan(SmallScan.grid(6, 5, 2, 1, 5), 1).with(HIGH, SmallScan.bolus(14, 300)).with(LIKELY, SmallScan.bolus(14, 200)).with(UNLIKELY, SmallScan.bolus(14, 900));

	private double factor(final double[] curve, final float high, final float likely, final float unlikely) {
		final Volume probability = new Volume(scan.input().slices().grid());
		set(probability, HIGH, high);
		set(probability, LIKELY, likely);
		set(probability, UNLIKELY, unlikely);
		try (Parallel parallel = new Parallel(1)) {
			return Recalibration.factor(curve, probability, scan.input().slices(), parallel, WorkMonitor.SILENT);
		}
	}

	private static void set(final Volume volume, final Voxel voxel, final float value) {
		volume.plane(voxel.z())[voxel.y() * 6 + voxel.x()] = value;
	}

	@Test
	void theVoxelWithTheLargestProbabilityTimesHeightGivesTheHeight() {
		assertEquals(3, factor(SmallScan.bolus(14, 100), 0.5f, 0.5f, 0), 1e-6, "0.5 x 300 against 0.5 x 200");
		assertEquals(2, factor(SmallScan.bolus(14, 100), 0.38f, 0.6f, 0.02f), 1e-6, "0.38 x 300 against 0.6 x 200");
		assertEquals(3, factor(SmallScan.bolus(14, 100), 0.42f, 0.58f, 0), 1e-6);
	}

	@Test
	void whatIsHardlyAVesselCannotWinByItsHeight() {
		assertEquals(2, factor(SmallScan.bolus(14, 100), 0.04f, 0.92f, 0.04f), 1e-6, "a voxel of 900 HU with a twentieth of the probability");
	}

	/** The probability of a softmax hardly differs between neighbours in doubt, and heights do by more than ten times. */
	@Test
	void aHighVoxelWinsAgainstTissueHoweverProbable() {
		scan.with(LIKELY, SmallScan.bolus(14, 10)).with(HIGH, SmallScan.bolus(14, 450)).with(UNLIKELY, SmallScan.bolus(14, 500));
		assertEquals(4.5, factor(SmallScan.bolus(14, 100), 0.045f, 0.5f, 0), 1e-6, "0.045 x 450 against 0.5 x 10, in another slice");
		assertEquals(5, factor(SmallScan.bolus(14, 100), 0, 0.5f, 0.045f), 1e-6, "0.045 x 500 against 0.5 x 10, in the same slice");
		assertEquals(0.1, factor(SmallScan.bolus(14, 100), 0.01f, 0.5f, 0.009f), 1e-6, "0.01 x 450 against 0.5 x 10");
	}

	@Test
	void whatIsHigherThanBloodDoesNotGiveTheHeight() {
		scan.with(UNLIKELY, SmallScan.bolus(14, 1500));
		assertEquals(2, factor(SmallScan.bolus(14, 100), 0.1f, 0.5f, 0.4f), 1e-6, "the edge of bone that moves");
	}

	@Test
	void noiseDoesNotRaiseTheHeight() {
		final double[] noisy = SmallScan.bolus(14, 300);
		for (int t = 0; t < noisy.length; t++)
			noisy[t] += t % 2 == 0 ? 40 : -40;
		scan.with(HIGH, noisy);
		assertEquals(3, factor(SmallScan.bolus(14, 100), 1, 0, 0), 0.02);
	}

	@Test
	void withoutAVoxelAboveZeroNothingIsScaled() {
		scan.with(HIGH, SmallScan.bolus(14, -50));
		assertEquals(1, factor(SmallScan.bolus(14, 100), 1, 0, 0));
	}
}
