package org.perfusionj.network.aifnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.preprocessing.Baseline;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.TestSeries;

/** A CT scan of a few voxels: tissue with weak boluses and noise, and whatever vessels a test puts into it. */
public final class SmallScan {

	/** Arrival of the bolus, s after the first frame. */
	public static final double ARRIVAL_S = 8;
	/** 40 frames, one a second. */
	public static final TimeGrid TIME = new TimeGrid(0, 1, 40);

	private final SpatialGrid grid;
	private final float[][][] enhancement;
	private final Volume baseline;

	/** @param seed of noise and heights */
	public SmallScan(final SpatialGrid grid, final long seed) {
		this.grid = grid;
		final Random random = new Random(seed);
		enhancement = new float[grid.slices()][TIME.count()][grid.planeSize()];
		baseline = new Volume(grid);
		for (int z = 0; z < grid.slices(); z++)
			for (int v = 0; v < grid.planeSize(); v++) {
				baseline.plane(z)[v] = (float) (35 + 3 * random.nextGaussian());
				final double height = 4 + 4 * random.nextDouble();
				final double peak = 14 + 6 * random.nextDouble();
				for (int t = 0; t < TIME.count(); t++)
					enhancement[z][t][v] = (float) (bolus(t, peak, height) + 1.5 * random.nextGaussian());
			}
	}

	/** @return a grid of voxels */
	public static SpatialGrid grid(final int width, final int height, final int slices, final double mm, final double sliceMm) {
		return new SpatialGrid(width, height, slices, mm, mm, sliceMm, Orientation.NONE);
	}

	/** @return a bolus at a time after the first frame */
	public static double bolus(final double t, final double peakS, final double height) {
		final double u = (t - ARRIVAL_S) / (peakS - ARRIVAL_S);
		return u <= 0 ? 0 : height * Math.pow(u * Math.exp(1 - u), 3);
	}

	/** @return a bolus at the times of the frames, s after the first */
	public static double[] bolus(final double peakS, final double height) {
		final double[] curve = new double[TIME.count()];
		for (int t = 0; t < curve.length; t++)
			curve[t] = bolus(t, peakS, height);
		return curve;
	}

	/** Puts a curve into a voxel. */
	public SmallScan with(final Voxel voxel, final double... curve) {
		for (int t = 0; t < curve.length; t++)
			enhancement[voxel.z()][t][at(voxel)] = (float) curve[t];
		return this;
	}

	/** Sets one sample. */
	public SmallScan with(final Voxel voxel, final int frame, final float value) {
		enhancement[voxel.z()][frame][at(voxel)] = value;
		return this;
	}

	/** Sets the pre-bolus value of voxels. */
	public SmallScan withBaseline(final Function<Voxel, Float> hu) {
		for (final Voxel voxel : voxels())
			baseline.plane(voxel.z())[at(voxel)] = hu.apply(voxel);
		return this;
	}

	private int at(final Voxel voxel) {
		return voxel.y() * grid.width() + voxel.x();
	}

	/** @return all voxels, slice by slice, row by row */
	public List<Voxel> voxels() {
		final List<Voxel> voxels = new ArrayList<>();
		for (int z = 0; z < grid.slices(); z++)
			for (int v = 0; v < grid.planeSize(); v++)
				voxels.add(new Voxel(v % grid.width(), v / grid.width(), z));
		return voxels;
	}

	/** @return a sample */
	public float enhancement(final Voxel voxel, final int frame) {
		return enhancement[voxel.z()][frame][at(voxel)];
	}

	/** @return the pre-bolus value of a voxel */
	public float baseline(final Voxel voxel) {
		return baseline.plane(voxel.z())[at(voxel)];
	}

	/** @return the scan, ready for networks */
	public ConcentrationSeries input() {
		return input(SignalType.CT);
	}

	/** @return the same samples as another signal */
	public ConcentrationSeries input(final SignalType signal) {
		return TestSeries.of(enhancement, grid, TIME, signal, signal == SignalType.CONCENTRATION ? null : new Baseline(0, 7, ARRIVAL_S), baseline, Mask.all(grid));
	}
}
