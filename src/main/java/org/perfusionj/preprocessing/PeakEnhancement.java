package org.perfusionj.preprocessing;

import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * The highest concentration that each voxel reaches after the baseline: an angiogram, on which vessels are seen at once. Curves are smoothed a little
 * (1-2-1), or the maximum of the noise would be a veil over everything. Only one slice is in memory at a time.
 */
public final class PeakEnhancement {

	/** Voxels in one piece of work. */
	private static final int PIECE = 4096;

	private PeakEnhancement() {}

	/**
	 * @param series concentration
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return highest smoothed sample of each voxel, unit of the concentration; 0 where none is positive or a sample is not finite
	 */
	public static Volume of(final ConcentrationSeries series, final Parallel parallel, final WorkMonitor monitor) {
		final Volume peaks = new Volume(series.slices().grid());
		final int voxels = peaks.grid().planeSize();
		final int slices = peaks.grid().slices();
		final int first = series.baseline() == null ? 0 : Math.min(series.baseline().endFrame(), series.time().count() - 1);
		SliceFrames slice = null;
		for (int z = 0; z < slices; z++) {
			monitor.progress((double) z / slices, "Finding the peak enhancement");
			slice = series.slices().load(z, slice, parallel, monitor);
			final float[][] frames = slice.frames();
			final float[] plane = peaks.plane(z);
			parallel.forEach((voxels + PIECE - 1) / PIECE, monitor, n -> highest(frames, first, plane, n * PIECE, Math.min(voxels, (n + 1) * PIECE)));
		}
		return peaks;
	}

	private static void highest(final float[][] frames, final int first, final float[] plane, final int from, final int to) {
		final float[] check = new float[to - from];
		for (int t = 0; t < frames.length; t++) {
			final float[] before = frames[Math.max(0, t - 1)];
			final float[] at = frames[t];
			final float[] after = frames[Math.min(frames.length - 1, t + 1)];
			final boolean counts = t >= first;
			for (int i = from; i < to; i++) {
				// stays 0 as long as every sample is finite
				check[i - from] += at[i] - at[i];
				final float smooth = (before[i] + 2 * at[i] + after[i]) / 4;
				if (counts && smooth > plane[i]) plane[i] = smooth;
			}
		}
		for (int i = from; i < to; i++)
			if (check[i - from] != 0) plane[i] = 0;
	}
}
