package org.perfusionj.preprocessing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Region;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Mean concentration over time of sets of voxels, in the unit of the concentration. Each slice with one of the voxels is
 * loaded once, the others not at all. The mean of no voxel is 0 at all times; a voxel that is NaN or infinite in a frame
 * makes the mean so.
 */
public final class MeanCurves {

	private MeanCurves() {}

	/** @return mean curve of the voxels of the mask, which has the grid of the series */
	public static TimeCurve of(final ConcentrationSeries series, final Mask mask, final Parallel parallel, final WorkMonitor monitor) {
		return of(series, List.<IntFunction<int[]>> of(z -> IntStream.range(0, mask.plane(z).length).filter(i -> mask.plane(z)[i]).toArray()), parallel, monitor).get(0);
	}

	/**
	 * @param series concentration
	 * @param regions sets of voxels of its grid; they may overlap
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return mean curve of each region, in their order
	 */
	public static List<TimeCurve> ofRegions(final ConcentrationSeries series, final List<Region> regions, final Parallel parallel, final WorkMonitor monitor) {
		final List<IntFunction<int[]>> sets = new ArrayList<>();
		for (final Region region : regions) {
			final Map<Integer, int[]> bySlice = new HashMap<>();
			region.voxels().stream().map(Voxel::z).distinct().forEach(z -> bySlice.put(z, indices(region, z, series.mask().grid().width())));
			sets.add(z -> bySlice.getOrDefault(z, new int[0]));
		}
		return of(series, sets, parallel, monitor);
	}

	private static int[] indices(final Region region, final int z, final int width) {
		return region.voxels().stream().filter(voxel -> voxel.z() == z).mapToInt(voxel -> voxel.y() * width + voxel.x()).toArray();
	}

	/** @param sets give for a slice the voxels that lie on it, as indices into its plane */
	private static List<TimeCurve> of(final ConcentrationSeries series, final List<IntFunction<int[]>> sets, final Parallel parallel, final WorkMonitor monitor) {
		final int slices = series.slices().grid().slices();
		final double[][] sums = new double[sets.size()][series.time().count()];
		final long[] counts = new long[sets.size()];
		SliceFrames used = null;
		for (int z = 0; z < slices; z++) {
			monitor.progress((double) z / slices, "Averaging curves");
			final int slice = z;
			final List<int[]> voxels = sets.stream().map(set -> set.apply(slice)).toList();
			if (voxels.stream().allMatch(inSlice -> inSlice.length == 0)) continue;
			final SliceFrames loaded = series.slices().load(z, used, parallel, monitor);
			parallel.forEach(series.time().count(), monitor, t -> {
				for (int n = 0; n < sums.length; n++)
					sums[n][t] += sum(loaded.frames()[t], voxels.get(n));
			});
			for (int n = 0; n < counts.length; n++)
				counts[n] += voxels.get(n).length;
			used = loaded;
		}
		return IntStream.range(0, sums.length).mapToObj(n -> new TimeCurve(series.time(), sums[n]).scaled(1.0 / Math.max(1, counts[n]))).toList();
	}

	private static double sum(final float[] frame, final int[] voxels) {
		double sum = 0;
		for (final int voxel : voxels)
			sum += frame[voxel];
		return sum;
	}
}
