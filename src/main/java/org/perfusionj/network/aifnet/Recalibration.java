package org.perfusionj.network.aifnet;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Recalibration of the VOF (paper, 2.4.1): an average of voxels is lower than the best of them, so it is scaled to the
 * peak-to-baseline value PTB of the voxel v* with the largest P(v) PTB(v). The height of a voxel is that of the average, scaled to fit
 * the voxel's curve (least squares over all frames): the maximum of a noisy curve would be too high.
 */
final class Recalibration {

	/** Voxels less probable than this fraction of the largest probability cannot win: none is ten times as high as another. */
	private static final double CANDIDATE = 0.1;

	private Recalibration() {}

	/**
	 * @param curve the average, above baseline, not all zero
	 * @param probability of each voxel
	 * @param slices the scan
	 * @return factor to multiply the average by; 1 if no voxel is higher than 0
	 */
	static double factor(final double[] curve, final Volume probability, final SliceSource slices, final Parallel parallel, final WorkMonitor monitor) {
		float largest = 0;
		for (int z = 0; z < probability.grid().slices(); z++)
			for (final float p : probability.plane(z))
				largest = Math.max(largest, p);
		double energy = 0;
		for (final double value : curve)
			energy += value * value;
		double best = 0;
		double factor = 1;
		SliceFrames slice = null;
		for (int z = 0; z < probability.grid().slices(); z++) {
			final float[] plane = probability.plane(z);
			final List<Integer> candidates = candidates(plane, (float) (CANDIDATE * largest));
			if (candidates.isEmpty()) continue;
			monitor.check();
			slice = slices.load(z, slice, parallel, monitor);
			for (final int v : candidates) {
				double fit = 0;
				for (int t = 0; t < curve.length; t++)
					fit += curve[t] * slice.frames()[t][v] / energy;
				if (plane[v] * fit > best) {
					best = plane[v] * fit;
					factor = fit;
				}
			}
		}
		return factor;
	}

	private static List<Integer> candidates(final float[] plane, final float least) {
		final List<Integer> candidates = new ArrayList<>();
		for (int v = 0; v < plane.length; v++)
			if (plane[v] > 0 && plane[v] >= least) candidates.add(v);
		return candidates;
	}
}
