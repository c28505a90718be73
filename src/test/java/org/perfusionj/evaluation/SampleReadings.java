package org.perfusionj.evaluation;

import java.util.List;

import net.imglib2.FinalInterval;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.ConstantUtils;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.preprocessing.Baseline;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** A scan of one slice with an artery, the same artery 2 s later elsewhere, and a vein; all else is zero. One frame a second. */
public final class SampleReadings {

	public static final Voxel ARTERY = new Voxel(2, 3, 0);
	public static final Voxel LATE_ARTERY = new Voxel(5, 7, 0);
	public static final Voxel VEIN = new Voxel(8, 1, 0);

	private static final SpatialGrid GRID = new SpatialGrid(10, 10, 1, 0.5, 1, 5, Orientation.NONE);
	private static final TimeGrid TIME = new TimeGrid(0, 1, 60);

	/** @return a triangle from 10 over 300 at 20 to 30 s */
	public static double artery(final double timeS) {
		return Math.max(0, 300 - 30 * Math.abs(timeS - 20));
	}

	private static double vein(final double timeS) {
		return Math.max(0, 350 - 25 * Math.abs(timeS - 28));
	}

	/** @return mean square over the scan of the artery minus the same artery later */
	static double meanSquare(final double laterS) {
		double sum = 0;
		for (int t = 0; t < TIME.count(); t++)
			sum += Math.pow(artery(t) - artery(t - laterS), 2);
		return sum / TIME.count();
	}

	private static double value(final Voxel voxel, final double timeS) {
		return voxel.equals(ARTERY) ? artery(timeS) : voxel.equals(LATE_ARTERY) ? artery(timeS - 2) : voxel.equals(VEIN) ? vein(timeS) : 0;
	}

	/** @return concentration in HU */
	public ConcentrationSeries input() {
		final SliceSource slices = new SliceSource() {

			@Override
			public SpatialGrid grid() {
				return GRID;
			}

			@Override
			public int frames() {
				return TIME.count();
			}

			@Override
			public SliceFrames load(final int z, final SliceFrames used, final Parallel parallel, final WorkMonitor monitor) {
				final float[][] frames = new float[TIME.count()][GRID.planeSize()];
				for (int t = 0; t < frames.length; t++)
					for (int i = 0; i < GRID.planeSize(); i++)
						frames[t][i] = (float) value(new Voxel(i % 10, i / 10, z), t);
				return new SliceFrames(z, TIME.times(), frames);
			}
		};
		final PerfusionSeries series = new PerfusionSeries("sample", ConstantUtils.constantRandomAccessibleInterval(new FloatType(), new FinalInterval(10, 10, 1, TIME.count())), 1, 0, GRID, AcquisitionTimes.of(TIME.times()),
			SignalType.CT);
		return new ConcentrationSeries(series, slices, TIME, new Baseline(0, 9, 10), new Volume(GRID), Mask.all(GRID), 0);
	}

	/** @return half the height of the true curve; three quarters of it from the true voxel, one quarter from where the late artery is */
	public VascularReading network(final Vessel vessel) {
		final Voxel place = vessel == Vessel.AIF ? ARTERY : VEIN;
		final Volume probability = new Volume(GRID);
		probability.plane(0)[place.y() * 10 + place.x()] = 0.75f;
		probability.plane(0)[LATE_ARTERY.y() * 10 + LATE_ARTERY.x()] = 0.25f;
		final double[] values = new double[TIME.count()];
		for (int t = 0; t < values.length; t++)
			values[t] = value(place, t) / 2;
		return VascularReading.ofNetwork(new VascularFunction(vessel, new TimeCurve(TIME, values), List.of(place), "AIFNet"), probability, CurveVerdict.GOOD, WorkMonitor.SILENT);
	}
}
