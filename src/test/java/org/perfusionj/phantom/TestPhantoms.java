package org.perfusionj.phantom;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.perfusionj.phantom.anatomy.BuiltInTemplate;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.perfusion.TissueState;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.phantom.scan.Timing;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Small phantoms of the built-in head for tests, each made once in a JVM. */
public final class TestPhantoms {

	private TestPhantoms() {}

	/** @return options of a small, quick scan: 96 x 96 pixels of 2.4 mm, two thick slices, 40 frames of 1.5 s */
	public static ScanOptions small(final double dose, final int motion) {
		return new ScanOptions(96, OptionalDouble.of(2.4), OptionalInt.of(2), OptionalDouble.of(10), OptionalInt.of(40), OptionalDouble.of(1.5), Timing.REGULAR, dose, motion);
	}

	/** @return a new phantom of the built-in head */
	public static Phantom create(final long seed, final Occlusion occlusion, final ScanOptions scan, final int threads) {
		try (Parallel parallel = new Parallel(threads)) {
			return new PhantomGenerator(new BuiltInTemplate()).create(new PhantomSettings(seed, Optional.of(occlusion), scan), parallel, WorkMonitor.SILENT);
		}
	}

	/** @return a head with a stroke, without noise */
	public static Phantom stroke() {
		return Stroke.PHANTOM;
	}

	/** @return a healthy head, without noise, in slices of a whole head */
	public static Phantom healthy() {
		return Healthy.PHANTOM;
	}

	/** @return mostly one tissue, in one state, away from vessels */
	public static Mask tissue(final Phantom phantom, final Tissue tissue, final TissueState state) {
		final PhantomTruth truth = phantom.truth();
		final boolean[][] planes = new boolean[truth.brain().grid().slices()][];
		for (int z = 0; z < planes.length; z++) {
			planes[z] = truth.brain().plane(z).clone();
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] &= truth.labels().plane(z)[i] == tissue.ordinal() && truth.states().plane(z)[i] == state.ordinal() && truth.vessels().plane(z)[i] == 0;
		}
		return new Mask(truth.brain().grid(), planes);
	}

	/** @return mean signal of the mask over time */
	public static double[] mean(final PerfusionSeries series, final Mask mask) {
		final double[] mean = new double[series.frames()];
		final float[] plane = new float[series.grid().planeSize()];
		for (int t = 0; t < mean.length; t++) {
			for (int z = 0; z < series.grid().slices(); z++) {
				series.planes().read(z, t, plane);
				for (int i = 0; i < plane.length; i++)
					if (mask.plane(z)[i]) mean[t] += plane[i];
			}
			mean[t] /= mask.count();
		}
		return mean;
	}

	private static final class Stroke {

		private static final Phantom PHANTOM = create(7, Occlusion.LEFT_M1, small(0, 0), 2);
	}

	private static final class Healthy {

		private static final Phantom PHANTOM = create(11, Occlusion.NONE, new ScanOptions(128, OptionalDouble.of(1.8), OptionalInt.of(6), OptionalDouble.of(8), OptionalInt.of(60), OptionalDouble.of(1), Timing.REGULAR, 0, 0), 2);
	}
}
