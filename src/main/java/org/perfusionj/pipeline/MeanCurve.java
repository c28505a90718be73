package org.perfusionj.pipeline;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** The mean curve of the voxels of a mask. */
final class MeanCurve {

	private MeanCurve() {}

	/** Reads the slices that hold voxels of the mask once. */
	static TimeCurve of(final ConcentrationSeries series, final Mask mask, final Parallel parallel, final WorkMonitor monitor) {
		final double[] sum = new double[series.time().count()];
		long count = 0;
		for (int z = 0; z < mask.grid().slices(); z++) {
			final boolean[] plane = mask.plane(z);
			int inSlice = 0;
			for (final boolean in : plane)
				if (in) inSlice++;
			if (inSlice == 0) continue;
			final SliceFrames slice = series.slices().load(z, parallel, monitor);
			parallel.forEach(sum.length, monitor, t -> {
				double total = 0;
				for (int i = 0; i < plane.length; i++)
					if (plane[i]) total += slice.frames()[t][i];
				sum[t] += total;
			});
			count += inSlice;
		}
		for (int t = 0; t < sum.length; t++)
			sum[t] /= Math.max(1, count);
		return new TimeCurve(series.time(), sum);
	}
}
