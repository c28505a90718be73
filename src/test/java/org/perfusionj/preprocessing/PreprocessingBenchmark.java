package org.perfusionj.preprocessing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

import org.perfusionj.curve.Interpolation;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Measures preprocessing of a series of 256 x 256 x 16 voxels and 60 frames on two threads: preparing it, and reading
 * all its slices once with each filter. Run it with {@code -Xmx512m}: the series takes 252 MB, so more than one copy would not fit.
 */
final class PreprocessingBenchmark {

	private PreprocessingBenchmark() {}

	public static void main(final String[] args) {
		final int frames = 60;
		final HeadPhantom head = new HeadPhantom(TestSeries.grid(256, 256, 16, 0.85));
		final Volume image = head.image(0, 0);
		final Mask brain = head.brain();
		final Random random = new Random(1);
		final List<float[]> planes = new ArrayList<>();
		for (int t = 0; t < frames; t++)
			for (int z = 0; z < 16; z++) {
				final float[] plane = image.plane(z).clone();
				final float tissue = (float) TestSeries.bolus(t, 12, 2.6);
				for (int i = 0; i < plane.length; i++)
					plane[i] += 14 * (random.nextFloat() + random.nextFloat() - 1) + (brain.plane(z)[i] && plane[i] > 15 ? plane[i] == 60 ? 250 * tissue : 0.3f * plane[i] * tissue : 0);
				planes.add(plane);
			}
		final PerfusionSeries uniform = TestSeries.of(head.grid, AcquisitionTimes.uniform(frames, 1), SignalType.CT, planes);
		final double[] drifting = new double[frames];
		for (int t = 1; t < frames; t++)
			drifting[t] = drifting[t - 1] + 1 + 0.02 * (t % 5);
		final PerfusionSeries irregular = uniform.withTimes(AcquisitionTimes.of(drifting));
		try (Parallel parallel = new Parallel(2)) {
			for (int round = 0; round < 3; round++) {
				measure("no filter", uniform, PreprocessingSettings.DEFAULTS, parallel);
				measure("gaussian 4 mm", uniform, PreprocessingSettings.DEFAULTS.withFilter(SpatialFilter.GAUSSIAN), parallel);
				measure("guided", uniform, PreprocessingSettings.DEFAULTS.withFilter(SpatialFilter.GUIDED), parallel);
				measure("median", uniform, PreprocessingSettings.DEFAULTS.withFilter(SpatialFilter.MEDIAN), parallel);
				measure("linear in time", irregular, PreprocessingSettings.DEFAULTS, parallel);
				measure("cubic in time", irregular, PreprocessingSettings.DEFAULTS.withInterpolation(Interpolation.MONOTONE_CUBIC), parallel);
				measure("MR", uniform, PreprocessingSettings.DEFAULTS.withSignal(SignalType.MR).withEchoTimeMs(30).withBaselineEndS(8).withMask(MaskChoice.NONE), parallel);
			}
		}
	}

	private static void measure(final String name, final PerfusionSeries series, final PreprocessingSettings settings, final Parallel parallel) {
		final long start = System.nanoTime();
		final ConcentrationSeries prepared = new Preprocessing().prepare(series, settings, parallel, WorkMonitor.SILENT).concentration();
		final long ready = System.nanoTime();
		for (int z = 0; z < series.grid().slices(); z++)
			prepared.slices().load(z, parallel, WorkMonitor.SILENT);
		final long read = System.nanoTime();
		TissueMasks.find(prepared, parallel, WorkMonitor.SILENT);
		System.out.println(String.format(Locale.ROOT, "%-15s prepare %.2f s, all slices once %.2f s, tissue masks %.2f s", name, (ready - start) / 1e9, (read - ready) / 1e9, (System.nanoTime() - read) / 1e9));
	}
}
