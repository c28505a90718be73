package org.perfusionj.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Volume;

class SampleSeriesTest {

	/** Frames before the bolus arrives. */
	private static final int BASELINE = 9;

	private static SampleSeries sample;
	private static double seconds;

	@BeforeAll
	static void make() {
		final long start = System.nanoTime();
		sample = SampleSeries.create(1);
		seconds = (System.nanoTime() - start) / 1e9;
	}

	@Test
	void sameSeedGivesTheSameSeries() {
		final SampleSeries again = SampleSeries.create(1);
		final SampleSeries other = SampleSeries.create(2);

		boolean differs = false;
		for (int t = 0; t < 50; t += 7)
			for (int z = 0; z < 4; z++) {
				assertTrue(Arrays.equals(plane(sample.series(), z, t), plane(again.series(), z, t)));
				differs |= !Arrays.equals(plane(sample.series(), z, t), plane(other.series(), z, t));
			}
		assertTrue(differs);
		assertEquals(sample.aif(), again.aif());
		assertTrue(seconds < 10, "took " + seconds + " s");
	}

	@ParameterizedTest
	@EnumSource(names = { "AIR", "SCALP", "SKULL", "CSF", "GREY", "WHITE", "GREY_PENUMBRA", "WHITE_PENUMBRA", "GREY_CORE", "WHITE_CORE" })
	void baselineIsThatOfTheTissue(final SampleTissue tissue) {
		final double[] mean = meanCurve(tissue);

		// hundreds of voxels x 9 frames of noise 4.5 HU
		assertEquals(tissue.hu(), Arrays.stream(mean, 0, BASELINE).average().getAsDouble(), 0.5);
	}

	@ParameterizedTest
	@EnumSource(names = { "GREY", "WHITE", "GREY_PENUMBRA", "WHITE_PENUMBRA", "GREY_CORE", "WHITE_CORE" })
	void curvesObeyTheIndicatorDilutionEquations(final SampleTissue tissue) {
		final double[] mean = meanCurve(tissue);
		final double[] expected = SampleConvolution.of(sample.aif(), tissue, 0.01);
		double worst = 0;
		for (int t = 0; t < mean.length; t++)
			worst = Math.max(worst, Math.abs(mean[t] - tissue.hu() - expected[t]));

		// the 1-2-1 filter makes the mean of n voxels as noisy as that of 36 n / 256 independent ones
		final double tolerance = 0.3 + 4 * SampleSeries.NOISE_HU * Math.sqrt(256 / 36.0 / count(tissue));
		assertTrue(worst < tolerance, tissue + ": mean curve is off by " + worst + " HU");
		assertEquals(tissue.cbv(), tissue.cbf() * tissue.mtt() / 60, 1e-9);
		if (tissue == SampleTissue.GREY) {
			final double peak = Arrays.stream(mean).max().getAsDouble() - tissue.hu();
			assertTrue(peak > 8 && peak < 20, "grey matter enhances by " + peak + " HU");
			// long after the bolus CBV is the ratio of areas: CBV = 100 kappa int(C) / int(AIF)
			final double area = Arrays.stream(mean).map(v -> v - tissue.hu()).sum();
			assertEquals(tissue.cbv(), 100 * SampleSeries.KAPPA * area / sample.aif().area(), 0.05 * tissue.cbv());
		}
	}

	@Test
	void vascularFunctionsLookTheirPart() {
		final TimeCurve aif = sample.aif();
		final TimeCurve vof = sample.vof();

		assertEquals(300, peak(aif), 15);
		assertEquals(0, aif.value(BASELINE));
		assertTrue(aif.value(11) > 20);
		assertTrue(aif.value(49) < 0.2 * peak(aif) && vof.value(49) < 0.2 * peak(vof), "not cut off");
		assertTrue(peakTime(vof) >= peakTime(aif) + 3, "vein is later");
		assertTrue(width(vof) > width(aif), "vein is wider");
		assertEquals(aif.area(), vof.area(), 0.05 * aif.area());
		final double[] artery = maximum(SampleTissue.ARTERY);
		final double[] vein = maximum(SampleTissue.VEIN);
		assertTrue(Arrays.stream(vein).max().getAsDouble() > Arrays.stream(artery).max().getAsDouble());
	}

	@Test
	void noiseHasItsSizeAndIsCorrelated() {
		final Volume labels = sample.labels();
		double squares = 0;
		double products = 0;
		int count = 0;
		for (int t = 0; t < BASELINE; t++) {
			final float[] plane = plane(sample.series(), 1, t);
			for (int i = 0; i < plane.length - 1; i++)
				if (labels.plane(1)[i] == SampleTissue.WHITE.ordinal() && labels.plane(1)[i + 1] == SampleTissue.WHITE.ordinal()) {
					final double a = plane[i] - SampleTissue.WHITE.hu();
					squares += a * a;
					products += a * (plane[i + 1] - SampleTissue.WHITE.hu());
					count++;
				}
		}
		assertEquals(SampleSeries.NOISE_HU, Math.sqrt(squares / count), 0.2);
		// 1-2-1 weights: neighbours correlate by (2 + 2) / 6
		assertEquals(2.0 / 3, products / squares, 0.05);
	}

	@Test
	void headHasEveryTissueAndTheStrokeLiesLeft() {
		final int[] counts = new int[SampleTissue.values().length];
		final Volume labels = sample.labels();
		for (int z = 0; z < 4; z++)
			for (int i = 0; i < labels.plane(z).length; i++) {
				final SampleTissue tissue = SampleTissue.values()[(int) labels.plane(z)[i]];
				counts[tissue.ordinal()]++;
				assertEquals((float) tissue.cbf(), sample.cbf().plane(z)[i]);
				assertEquals((float) tissue.cbv(), sample.cbv().plane(z)[i]);
				assertEquals((float) tissue.mtt(), sample.mtt().plane(z)[i]);
				assertEquals((float) tissue.delay(), sample.delay().plane(z)[i]);
				if (tissue.name().endsWith("CORE") || tissue.name().endsWith("PENUMBRA")) assertTrue(i % 128 > 64);
			}
		for (final SampleTissue tissue : SampleTissue.values())
			assertTrue(counts[tissue.ordinal()] >= 20, tissue + ": " + counts[tissue.ordinal()]);
		// x to the patient's left: RAS x decreases
		final double[] affine = sample.series().grid().orientation().affine();
		assertEquals(-2, affine[0]);
		assertEquals(-2, affine[5]);
		assertEquals(8, affine[10]);
		assertFalse(sample.cbf().plane(0)[0] != 0);
	}

	private static int count(final SampleTissue tissue) {
		int count = 0;
		for (int z = 0; z < 4; z++)
			for (final float label : sample.labels().plane(z))
				if (label == tissue.ordinal()) count++;
		return count;
	}

	private static double[] meanCurve(final SampleTissue tissue) {
		final double[] mean = new double[50];
		final int count = count(tissue);
		for (int t = 0; t < 50; t++)
			for (int z = 0; z < 4; z++) {
				final float[] plane = plane(sample.series(), z, t);
				for (int i = 0; i < plane.length; i++)
					if (sample.labels().plane(z)[i] == tissue.ordinal()) mean[t] += plane[i] / count;
			}
		return mean;
	}

	private static double[] maximum(final SampleTissue tissue) {
		final double[] max = new double[50];
		for (int t = 0; t < 50; t++)
			for (int z = 0; z < 4; z++) {
				final float[] plane = plane(sample.series(), z, t);
				for (int i = 0; i < plane.length; i++)
					if (sample.labels().plane(z)[i] == tissue.ordinal()) max[t] = Math.max(max[t], plane[i] - tissue.hu());
			}
		return max;
	}

	private static double peak(final TimeCurve curve) {
		return Arrays.stream(curve.values()).max().getAsDouble();
	}

	private static double peakTime(final TimeCurve curve) {
		for (int i = 0;; i++)
			if (curve.value(i) == peak(curve)) return curve.time(i);
	}

	private static long width(final TimeCurve curve) {
		return Arrays.stream(curve.values()).filter(v -> v > peak(curve) / 2).count();
	}

	private static float[] plane(final PerfusionSeries series, final int z, final int t) {
		final float[] plane = new float[series.grid().planeSize()];
		series.planes().read(z, t, plane);
		return plane;
	}
}
