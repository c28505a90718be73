package org.perfusionj.pipeline;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Reconstruction;
import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.series.Region;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Looks into single voxels of a result: their curves are estimated again when they are asked for, by the method that made the maps, so that nothing has to be
 * kept in four dimensions but the series itself. Numbers come from the maps as far as they were made.
 * <p>
 * Keeps the slice of the last voxel in memory until it is told to {@link #rest}. Calls from several threads wait for each other.
 */
public final class VoxelExplorer implements AutoCloseable {

	private final PerfusionResult result;
	private final PerfusionMethod method;
	private final MapRequest request;
	private final double[] aif;
	private PerfusionMethod.Prepared prepared;
	private SliceFrames slice;

	/**
	 * @param result what is looked into; its series must not change
	 * @param method the one that made its maps; closed with this explorer
	 * @param request what was asked of it
	 */
	public VoxelExplorer(final PerfusionResult result, final PerfusionMethod method, final MapRequest request) {
		this.result = result;
		this.method = method;
		this.request = request;
		this.aif = result.aif().curve().values();
	}

	/** @return what is looked into */
	public PerfusionResult result() {
		return result;
	}

	/** @return voxels of the result */
	public SpatialGrid grid() {
		return result.maps().mask().grid();
	}

	/** @return name of the method */
	public String method() {
		return method.name();
	}

	/**
	 * @param region voxels of the grid, at least one; of those in the mask everything is averaged
	 * @param parallel threads to load a slice with
	 * @param monitor asked for cancellation
	 * @return their curves
	 * @throws PerfusionException if there is no voxel, or one lies outside the grid
	 */
	public synchronized VoxelCurves curves(final Region region, final Parallel parallel, final WorkMonitor monitor) {
		if (region.voxels().isEmpty()) throw new PerfusionException("The ROI \"" + region.name() + "\" holds no pixel. Draw it again, or delete it.");
		for (final Voxel voxel : region.voxels())
			if (!grid().contains(voxel)) throw new PerfusionException("The voxel " + voxel.x() + ", " + voxel.y() + ", " + voxel.z() + " lies outside the maps, which are " + grid().sizeText() + " voxels. Choose one inside.");
		final List<Voxel> inMask = region.voxels().stream().filter(result.maps().mask()::contains).toList();
		final Sums sums = new Sums(inMask.isEmpty() ? region.voxels() : inMask, !inMask.isEmpty());
		for (int z = 0; z < grid().slices(); z++) {
			final int[] voxels = sums.onSlice(z);
			if (voxels.length == 0) continue;
			load(z, parallel, monitor);
			for (int from = 0; from < voxels.length; from += sums.capacity) {
				monitor.check();
				sums.add(slice.frames(), voxels, from, Math.min(sums.capacity, voxels.length - from));
			}
		}
		return sums.curves(region, inMask);
	}

	/** Frees what was made for the curves; the next ones take a little longer. */
	public synchronized void rest() {
		if (prepared != null) prepared.close();
		prepared = null;
		slice = null;
	}

	/** Frees what it and its method hold. It cannot be used afterwards. */
	@Override
	public synchronized void close() {
		rest();
		method.close();
	}

	private void load(final int z, final Parallel parallel, final WorkMonitor monitor) {
		if (slice != null && slice.z() == z) return;
		final SliceFrames used = slice;
		// if it fails, the frames are of no slice
		slice = null;
		slice = result.concentration().slices().load(z, used, parallel, monitor);
	}

	private PerfusionMethod.Prepared prepared() {
		if (prepared == null) prepared = method.prepare(aif, result.concentration().time());
		return prepared;
	}

	/** Sums over the voxels of a region. */
	private final class Sums {

		private final TimeGrid time = result.concentration().time();
		private final Reconstruction reconstruction = new Reconstruction(time.stepS(), request.kappa());
		private final List<Voxel> voxels;
		private final int capacity;
		private final float[][] block;
		private final EstimateBlock estimates;
		private final PerfusionMethod.Estimator estimator;
		private final double[] tissue = new double[time.count()];
		private final double[] fit = new double[time.count()];
		private final double[] localAif = new double[time.count()];
		private final double[] residue = new double[time.count()];
		private final Map<PerfusionMap, Double> estimated = new EnumMap<>(PerfusionMap.class);

		Sums(final List<Voxel> voxels, final boolean estimate) {
			this.voxels = voxels;
			capacity = Math.min(estimate ? prepared().block() : voxels.size(), voxels.size());
			block = new float[time.count()][capacity];
			estimates = estimate ? new EstimateBlock(prepared().maps(), capacity, time.count(), true, prepared().estimatesLocalAif()) : null;
			estimator = estimate ? prepared().newEstimator(capacity) : null;
		}

		int[] onSlice(final int z) {
			return voxels.stream().filter(voxel -> voxel.z() == z).mapToInt(voxel -> voxel.y() * grid().width() + voxel.x()).toArray();
		}

		void add(final float[][] frames, final int[] indices, final int from, final int count) {
			for (int t = 0; t < block.length; t++)
				for (int v = 0; v < count; v++) {
					block[t][v] = frames[t][indices[from + v]];
					tissue[t] += block[t][v];
				}
			if (estimator == null) return;
			estimator.estimate(block, count, estimates);
			for (final PerfusionMap map : prepared.maps())
				for (int v = 0; v < count; v++)
					estimated.merge(map, (double) estimates.values(map)[v], Double::sum);
			for (int v = 0; v < count; v++)
				addCurves(v);
		}

		private void addCurves(final int v) {
			final double[] r = column(estimates.residue(), v);
			final double delayS = prepared.maps().contains(PerfusionMap.BAD) ? estimates.values(PerfusionMap.BAD)[v] : 0;
			final double[] own = prepared.estimatesLocalAif() ? column(estimates.localAif(), v) : aif;
			final double[] predicted = prepared.fit(column(block, v)).orElseGet(() -> reconstruction.curve(own, r, delayS));
			final double[] arrived = reconstruction.shifted(own, delayS);
			for (int t = 0; t < r.length; t++) {
				residue[t] += r[t];
				fit[t] += predicted[t];
				localAif[t] += arrived[t];
			}
		}

		VoxelCurves curves(final Region region, final List<Voxel> inMask) {
			final TimeCurve mean = mean(time, tissue, 1);
			if (estimator == null) return new VoxelCurves(region, 0, mean, Optional.empty(), Optional.empty(), Optional.empty(), Map.of());
			final Map<PerfusionMap, Double> values = new EnumMap<>(PerfusionMap.class);
			estimated.forEach((map, sum) -> values.put(map, sum / voxels.size()));
			result.maps().all().forEach((map, volume) -> values.put(map, mean(volume)));
			return new VoxelCurves(region, inMask.size(), mean, Optional.of(mean(time, fit, 1)), prepared.estimatesLocalAif() ? Optional.of(mean(time, localAif, 1)) : Optional.empty(), Optional.of(mean(new TimeGrid(0, time.stepS(), time
				.count()), residue, 6000 / request.density())), values);
		}

		private TimeCurve mean(final TimeGrid grid, final double[] sum, final double factor) {
			return new TimeCurve(grid, sum).scaled(factor / voxels.size());
		}

		private double mean(final Volume map) {
			double sum = 0;
			for (final Voxel voxel : voxels)
				sum += map.plane(voxel.z())[voxel.y() * grid().width() + voxel.x()];
			return sum / voxels.size();
		}

		private static double[] column(final float[][] curves, final int v) {
			final double[] column = new double[curves.length];
			for (int t = 0; t < column.length; t++)
				column[t] = curves[t][v];
			return column;
		}
	}
}
