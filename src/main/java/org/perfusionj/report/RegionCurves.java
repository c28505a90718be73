package org.perfusionj.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Region;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Mean concentration over time in each region of the user, in the unit of the concentration. */
public final class RegionCurves {

	private final Map<String, TimeCurve> curves;

	private RegionCurves(final Map<String, TimeCurve> curves) {
		this.curves = curves;
	}

	/** @return no curves */
	public static RegionCurves none() {
		return new RegionCurves(Map.of());
	}

	/**
	 * Loads the slices on which regions lie, each once. Voxels outside the mask are left out, so a region without a voxel in
	 * the mask has no curve.
	 *
	 * @param result the case
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 */
	public static RegionCurves of(final PerfusionResult result, final Parallel parallel, final WorkMonitor monitor) {
		final ConcentrationSeries input = result.concentration();
		final List<Region> regions = result.regions();
		final Map<Integer, List<Integer>> regionsOnSlice = new TreeMap<>();
		for (int r = 0; r < regions.size(); r++) {
			final int region = r;
			regions.get(r).voxels().stream().mapToInt(Voxel::z).distinct().forEach(z -> regionsOnSlice.computeIfAbsent(z, key -> new ArrayList<>()).add(region));
		}
		final double[][] sums = new double[regions.size()][input.time().count()];
		final int[] counts = new int[regions.size()];
		int done = 0;
		for (final Map.Entry<Integer, List<Integer>> slice : regionsOnSlice.entrySet()) {
			monitor.progress((double) done++ / regionsOnSlice.size(), "Measuring curves of regions");
			if (slice.getKey() < 0 || slice.getKey() >= input.mask().grid().slices()) continue;
			final SliceFrames frames = input.slices().load(slice.getKey(), parallel, monitor);
			for (final int region : slice.getValue())
				counts[region] += add(regions.get(region), frames, input.mask(), sums[region]);
		}
		final Map<String, TimeCurve> curves = new LinkedHashMap<>();
		for (int r = 0; r < sums.length; r++) {
			if (counts[r] == 0) continue;
			String name = regions.get(r).name();
			for (int n = 2; curves.containsKey(name); n++)
				name = regions.get(r).name() + " (" + n + ")";
			curves.put(name, new TimeCurve(input.time(), sums[r]).scaled(1.0 / counts[r]));
		}
		return new RegionCurves(curves);
	}

	private static int add(final Region region, final SliceFrames frames, final Mask mask, final double[] sum) {
		int count = 0;
		for (final Voxel voxel : region.voxels()) {
			if (voxel.z() != frames.z() || voxel.x() < 0 || voxel.x() >= mask.grid().width() || voxel.y() < 0 || voxel.y() >= mask.grid().height() || !mask.contains(voxel.x(), voxel.y(), voxel.z())) continue;
			final int i = voxel.y() * mask.grid().width() + voxel.x();
			for (int t = 0; t < sum.length; t++)
				sum[t] += frames.frames()[t][i];
			count++;
		}
		return count;
	}

	/** @return the curves by region name, in the order of the regions; names that occur twice are numbered */
	public Map<String, TimeCurve> curves() {
		return Collections.unmodifiableMap(curves);
	}
}
