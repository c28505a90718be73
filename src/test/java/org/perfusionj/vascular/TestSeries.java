package org.perfusionj.vascular;


import net.imglib2.FinalInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.preprocessing.Baseline;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Concentration series over arrays. */
public final class TestSeries {

	private TestSeries() {}

	/** @param concentration [slice][frame][voxel], copied at each load */
	public static ConcentrationSeries of(final float[][][] concentration, final SpatialGrid grid, final TimeGrid time, final SignalType signal, final Baseline baseline, final Volume baselineImage, final Mask mask) {
		final SliceSource slices = new SliceSource() {

			@Override
			public SpatialGrid grid() {
				return grid;
			}

			@Override
			public int frames() {
				return time.count();
			}

			@Override
			public SliceFrames load(final int z, final SliceFrames used, final Parallel parallel, final WorkMonitor monitor) {
				final float[][] frames = new float[time.count()][];
				parallel.forEach(frames.length, monitor, t -> frames[t] = concentration[z][t].clone());
				return new SliceFrames(z, time.times(), frames);
			}
		};
		final PerfusionSeries series = new PerfusionSeries("synthetic", ConstantUtils.constantRandomAccessibleInterval(new FloatType(), new FinalInterval(grid.width(), grid.height(), grid.slices(), time.count())), 1, 0, grid, AcquisitionTimes
			.of(time.times()), signal);
		return new ConcentrationSeries(series, slices, time, baseline, baselineImage, mask, 0);
	}
}
