package org.perfusionj.preprocessing;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Slices of concentration, made from slices of signal on a uniform time grid. The pre-bolus mean is that of the slices given. */
final class ConcentrationSlices implements SliceSource {

	/** Voxels in one piece of work. */
	private static final int PIECE = 4096;

	private final SliceSource source;
	private final ConcentrationModel model;
	private final Baseline baseline;
	private final TimeGrid time;

	/**
	 * @param source signal, one frame for each time of the grid
	 * @param model from signal to concentration
	 * @param baseline pre-bolus frames; null if the model needs none
	 * @param time times of the frames
	 */
	ConcentrationSlices(final SliceSource source, final ConcentrationModel model, final Baseline baseline, final TimeGrid time) {
		this.source = source;
		this.model = model;
		this.baseline = baseline;
		this.time = time;
	}

	@Override
	public SpatialGrid grid() {
		return source.grid();
	}

	@Override
	public int frames() {
		return time.count();
	}

	@Override
	public SliceFrames load(final int z, final SliceFrames used, final Parallel parallel, final WorkMonitor monitor) {
		final float[][] frames = source.load(z, used, parallel, monitor).frames();
		if (model.needsBaseline()) {
			final float[] mean = new float[grid().planeSize()];
			final int voxels = mean.length;
			parallel.forEach((voxels + PIECE - 1) / PIECE, monitor, n -> {
				final int from = n * PIECE;
				final int to = Math.min(voxels, from + PIECE);
				mean(frames, baseline, mean, from, to);
				for (final float[] frame : frames)
					model.convert(frame, mean, from, to);
			});
		}
		return new SliceFrames(z, time.times(), frames);
	}

	/** Fills the pre-bolus mean of the voxels from..to. */
	static void mean(final float[][] frames, final Baseline baseline, final float[] mean, final int from, final int to) {
		final double[] sum = new double[to - from];
		for (int t = baseline.firstFrame(); t < baseline.endFrame(); t++)
			for (int i = from; i < to; i++)
				sum[i - from] += frames[t][i];
		for (int i = from; i < to; i++)
			mean[i] = (float) (sum[i - from] / baseline.frames());
	}
}
