package org.perfusionj.preprocessing;

import org.perfusionj.curve.CurveResampler;
import org.perfusionj.curve.Interpolation;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Slices on one uniform time grid, made from slices whose frame times are irregular, drift, or differ from slice to
 * slice. The times of a loaded slice are those of the grid, from 0.
 */
final class ResampledSlices implements SliceSource {

	/** Voxels in one piece of work. */
	private static final int PIECE = 4096;

	private final SliceSource source;
	private final TimeResampling plan;
	private final Interpolation interpolation;

	/**
	 * @param source slices with their own times
	 * @param plan the grid, made from those times
	 * @param interpolation how to get there
	 */
	ResampledSlices(final SliceSource source, final TimeResampling plan, final Interpolation interpolation) {
		this.source = source;
		this.plan = plan;
		this.interpolation = interpolation;
	}

	/** @return the source itself where its times are uniform, else a resampling one */
	static SliceSource whereNeeded(final SliceSource source, final TimeResampling plan, final Interpolation interpolation) {
		return plan.needed() ? new ResampledSlices(source, plan, interpolation) : source;
	}

	@Override
	public SpatialGrid grid() {
		return source.grid();
	}

	@Override
	public int frames() {
		return plan.grid().count();
	}

	@Override
	public SliceFrames load(final int z, final SliceFrames used, final Parallel parallel, final WorkMonitor monitor) {
		return resample(source.load(z, parallel, monitor), parallel, monitor);
	}

	/** @return the slice on the grid; the one given is left alone */
	SliceFrames resample(final SliceFrames slice, final Parallel parallel, final WorkMonitor monitor) {
		final TimeGrid acquisition = new TimeGrid(plan.originS(), plan.grid().stepS(), plan.grid().count());
		final CurveResampler resampler = new CurveResampler(slice.times(), acquisition, interpolation);
		final int voxels = source.grid().planeSize();
		final float[][] frames = new float[acquisition.count()][voxels];
		parallel.forEach((voxels + PIECE - 1) / PIECE, monitor, n -> resampler.resample(slice.frames(), frames, n * PIECE, Math.min(voxels, (n + 1) * PIECE)));
		return new SliceFrames(slice.z(), plan.grid().times(), frames);
	}
}
