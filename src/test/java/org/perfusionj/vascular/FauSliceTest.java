package org.perfusionj.vascular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.preprocessing.Baseline;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;

/** Automatic selection on one slice of the FAU digital phantom: it has arteries (label 7) and no veins. */
class FauSliceTest {

	private static final int FRAMES = 50;
	private static final int BASELINE = 8;
	private static final int ARTERY = 7;
	private static final int SIZE = 256;

	private static Path folder() {
		final String data = System.getProperty("perfusionj.data", "");
		Assumptions.assumeFalse(data.isBlank(), "needs the reference data: -Dperfusionj.data=FOLDER");
		return Path.of(data, "fau_slice");
	}

	/** Float samples after the 352 bytes of a little-endian NIfTI-1 header. */
	private static float[] samples(final Path file) throws IOException {
		try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
			final ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
			assertEquals(16, bytes.getShort(70), "float samples");
			final float[] samples = new float[(bytes.capacity() - 352) / 4];
			bytes.position(352).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(samples);
			return samples;
		}
	}

	private static double[] trueAif(final Path file) throws IOException {
		return Files.readAllLines(file).stream().skip(1).mapToDouble(line -> Double.parseDouble(line.split(",")[1])).toArray();
	}

	private static ConcentrationSeries series(final float[] hu, final float[] labels, final double noiseSd, final long seed) {
		final Random random = new Random(seed);
		final int plane = SIZE * SIZE;
		final SpatialGrid grid = new SpatialGrid(SIZE, SIZE, 1, 1, 1, 1, Orientation.NONE);
		final float[][][] samples = new float[1][FRAMES][plane];
		final float[][] baseline = new float[1][plane];
		final boolean[][] brain = new boolean[1][plane];
		for (int t = 0; t < FRAMES; t++)
			for (int i = 0; i < plane; i++) {
				samples[0][t][i] = hu[t * plane + i] + (float) (noiseSd * random.nextGaussian());
				if (t < BASELINE) baseline[0][i] += samples[0][t][i] / BASELINE;
			}
		for (int i = 0; i < plane; i++) {
			brain[0][i] = labels[i] > 0;
			for (int t = 0; t < FRAMES; t++)
				samples[0][t][i] -= baseline[0][i];
		}
		return TestSeries.of(samples, grid, new TimeGrid(0, 1, FRAMES), SignalType.CT, new Baseline(0, BASELINE, 8), new Volume(grid, baseline), new Mask(grid, brain));
	}

	@Test
	void findsTheArteriesWithAndWithoutNoise() throws IOException {
		// SETUP
		final Path folder = folder();
		final float[] hu = samples(folder.resolve("ctp_HU_dt1s.nii.gz"));
		final float[] labels = samples(folder.resolve("brain.nii.gz"));
		final double[] truth = trueAif(folder.resolve("aif_HU.csv"));
		for (final double noiseSd : new double[] { 0, 5, 15 }) {
			final MonitorLog log = new MonitorLog();

			// EXECUTE
			final VascularFunction aif;
			try (Parallel parallel = Parallel.allCores()) {
				aif = new ClassicalEstimator().estimate(Vessel.AIF, series(hu, labels, noiseSd, 11), Optional.empty(), parallel, log);
			}

			// VERIFY
			assertTrue(aif.voxels().stream().allMatch(voxel -> labels[voxel.y() * SIZE + voxel.x()] == ARTERY), "noise " + noiseSd + ": " + aif.voxels());
			final double r = new PearsonsCorrelation().correlation(aif.curve().values(), truth);
			System.out.printf("FAU slice, noise %.0f HU: AIF r %.5f, %d voxels%n", noiseSd, r, aif.voxels().size());
			assertTrue(r >= 0.97, "noise " + noiseSd + ": r = " + r);
			assertEquals(CurveMetrics.of(new TimeCurve(new TimeGrid(0, 1, FRAMES), truth)).timeToPeakS(), CurveMetrics.of(aif.curve()).timeToPeakS(), 1);
			// the scan ends before the bolus has left
			assertEquals(1, log.warnings().size(), log.warnings().toString());
			assertTrue(log.warnings().get(0).startsWith("Warning: The AIF still is at 2"), log.warnings().toString());
		}
	}

	@Test
	void doesNotTakeTissueForAVein() throws IOException {
		final Path folder = folder();
		final float[] labels = samples(folder.resolve("brain.nii.gz"));
		final ConcentrationSeries input = series(samples(folder.resolve("ctp_HU_dt1s.nii.gz")), labels, 5, 12);

		try (Parallel parallel = Parallel.allCores()) {
			final ClassicalEstimator estimator = new ClassicalEstimator();
			final VascularFunction aif = estimator.estimate(Vessel.AIF, input, Optional.empty(), parallel, new MonitorLog());
			final String message = assertThrows(PerfusionException.class, () -> estimator.estimate(Vessel.VOF, input, Optional.of(aif), parallel, new MonitorLog())).getMessage();

			assertTrue(message.contains("vof=none"), message);
		}
	}
}
