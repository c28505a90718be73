package org.perfusionj.preprocessing;

import java.util.Arrays;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * How much contrast agent passed each voxel.
 *
 * @param area area under the concentration curve, concentration unit times s
 * @param median median area over the mask
 * @param deviation robust standard deviation of the area over the mask (1.4826 times the median distance from the median)
 */
record Enhancement(Volume area, double median, double deviation) {

	/** Voxels in one piece of work. */
	private static final int PIECE = 4096;

	/** Reads every slice of a series once. */
	static Enhancement measure(final ConcentrationSeries series, final Parallel parallel, final WorkMonitor monitor) {
		final Volume area = new Volume(series.mask().grid());
		final int voxels = area.grid().planeSize();
		for (int z = 0; z < area.grid().slices(); z++) {
			monitor.progress(z / (double) area.grid().slices(), "Finding vessels and CSF");
			final float[][] frames = series.slices().load(z, parallel, monitor).frames();
			final float[] plane = area.plane(z);
			parallel.forEach((voxels + PIECE - 1) / PIECE, monitor, n -> {
				final int to = Math.min(voxels, (n + 1) * PIECE);
				for (int t = 0; t < frames.length; t++) {
					final float weight = (float) (series.time().stepS() * (t == 0 || t == frames.length - 1 ? 0.5 : 1));
					for (int i = n * PIECE; i < to; i++)
						plane[i] += weight * frames[t][i];
				}
			});
		}
		return of(area, series.mask());
	}

	/** @param area anything proportional to the area, for example CBV */
	static Enhancement of(final Volume area, final Mask mask) {
		final double[] areas = inside(area, mask);
		final double median = median(areas);
		for (int i = 0; i < areas.length; i++)
			areas[i] = Math.abs(areas[i] - median);
		return new Enhancement(area, median, 1.4826 * median(areas));
	}

	/** @return the finite values of a volume inside a mask */
	static double[] inside(final Volume volume, final Mask mask) {
		final double[] values = new double[mask.count()];
		int n = 0;
		for (int z = 0; z < volume.grid().slices(); z++)
			for (int i = 0; i < volume.grid().planeSize(); i++)
				if (mask.plane(z)[i] && Float.isFinite(volume.plane(z)[i])) values[n++] = volume.plane(z)[i];
		return Arrays.copyOf(values, n);
	}

	/** @return the median, which sorts the values; 0 if there are none */
	static double median(final double[] values) {
		Arrays.sort(values);
		return values.length == 0 ? 0 : (values[values.length / 2] + values[(values.length - 1) / 2]) / 2;
	}
}
