package org.perfusionj.network.aifnet;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.VascularLimits;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Recalibration of the VOF (paper, 2.4.1): an average of voxels is lower than the best of them, so it is scaled to the
 * peak-to-baseline value PTB of the voxel v* with the largest P(v) PTB(v). The height of a voxel is that of the average, scaled to fit
 * the voxel's curve (least squares over all frames): the maximum of a noisy curve would be too high. What is higher than blood can be is no v*.
 */
final class Recalibration {

	private Recalibration() {}

	/**
	 * @param curve the average, HU above baseline, not all zero
	 * @param probability of each voxel
	 * @param slices the scan
	 * @return factor to multiply the average by; 1 if no voxel is higher than 0
	 */
	static double factor(final double[] curve, final Volume probability, final SliceSource slices, final Parallel parallel, final WorkMonitor monitor) {
		double peak = 0;
		double energy = 0;
		for (final double value : curve) {
			peak = Math.max(peak, value);
			energy += value * value;
		}
		final double highest = VascularLimits.HIGHEST_HU / peak;
		double best = 0;
		double factor = 1;
		SliceFrames slice = null;
		// the most probable slices first: most of the others then need not be read, because nothing in them can win
		final float[] largest = largest(probability, monitor);
		for (final int z : byProbability(largest)) {
			final float[] plane = probability.plane(z);
			if (largest[z] * highest <= best) break;
			monitor.check();
			slice = slices.load(z, slice, parallel, monitor);
			for (int v = 0; v < plane.length; v++) {
				if (!(plane[v] * highest > best)) continue;
				final double fit = fit(curve, energy, slice.frames(), v);
				if (fit <= highest && plane[v] * fit > best) {
					best = plane[v] * fit;
					factor = fit;
				}
			}
		}
		return factor;
	}

	private static double fit(final double[] curve, final double energy, final float[][] frames, final int voxel) {
		double fit = 0;
		for (int t = 0; t < curve.length; t++)
			fit += curve[t] * frames[t][voxel] / energy;
		return fit;
	}

	private static List<Integer> byProbability(final float[] largest) {
		return IntStream.range(0, largest.length).boxed().sorted(Comparator.comparingDouble(z -> -largest[z])).toList();
	}

	/** @return largest probability of each slice */
	private static float[] largest(final Volume probability, final WorkMonitor monitor) {
		final float[] largest = new float[probability.grid().slices()];
		for (int z = 0; z < largest.length; z++) {
			monitor.check();
			for (final float p : probability.plane(z))
				largest[z] = Math.max(largest[z], p);
		}
		return largest;
	}
}
