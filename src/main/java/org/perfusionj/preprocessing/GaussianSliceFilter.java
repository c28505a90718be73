package org.perfusionj.preprocessing;

import java.util.function.IntConsumer;

import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Gaussian smoothing of each frame in the plane, the same width in mm along x and y whatever the pixel spacing. */
final class GaussianSliceFilter implements SliceFilter {

	private final double fwhmMm;

	/**
	 * @param fwhmMm full width at half maximum of the kernel, mm
	 * @throws PerfusionException if it is not positive
	 */
	GaussianSliceFilter(final double fwhmMm) {
		if (!(fwhmMm > 0) || Double.isInfinite(fwhmMm)) throw new PerfusionException("Gaussian smoothing needs a positive width, but smoothing_mm is " + fwhmMm + ". Give the full width at half maximum, for example smoothing_mm=4, or filter=none.");
		this.fwhmMm = fwhmMm;
	}

	@Override
	public void apply(final float[][] frames, final SpatialGrid grid, final Parallel parallel, final WorkMonitor monitor) {
		parallel.run(frames.length, monitor, () -> {
			final PlaneSmoothing smoothing = new PlaneSmoothing(grid, fwhmMm);
			final IntConsumer frame = t -> smoothing.smooth(frames[t]);
			return frame;
		});
	}
}
