package org.perfusionj.vascular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Region;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * A vascular function from ROIs: the mean curve of all their voxels, each voxel once, wherever the mask lies. Only the
 * slices with voxels are loaded.
 */
public final class RoiEstimator implements VascularEstimator {

	private final List<Region> regions;

	/**
	 * @param regions the ROIs of one vessel
	 * @throws PerfusionException if there is none, or one has no voxel
	 */
	public RoiEstimator(final List<Region> regions) {
		if (regions.isEmpty()) throw new PerfusionException("There is no ROI for the vascular function: draw one over the vessel, give it a name that starts with AIF or VOF and add it to the ROI Manager.");
		for (final Region region : regions)
			if (region.voxels().isEmpty()) throw new PerfusionException("ROI " + region.name() + " holds no voxel: draw it again, at least one pixel large.");
		this.regions = List.copyOf(regions);
	}

	@Override
	public String name() {
		return "roi";
	}

	/**
	 * @throws PerfusionException if a ROI reaches out of the image, a voxel in it is NaN or infinite, or the mean curve shows
	 *           no bolus
	 */
	@Override
	public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
		final SpatialGrid grid = input.slices().grid();
		final Map<Integer, List<Voxel>> bySlice = new TreeMap<>();
		final List<Voxel> voxels = new ArrayList<>();
		final Set<Voxel> seen = new HashSet<>();
		for (final Region region : regions)
			for (final Voxel voxel : region.voxels()) {
				requireInside(region, voxel, grid);
				if (!seen.add(voxel)) continue;
				voxels.add(voxel);
				bySlice.computeIfAbsent(voxel.z(), z -> new ArrayList<>()).add(voxel);
			}
		final double[] sum = new double[input.time().count()];
		int done = 0;
		for (final Map.Entry<Integer, List<Voxel>> slice : bySlice.entrySet()) {
			monitor.progress((double) done++ / bySlice.size(), "Measuring the " + vessel + " in its ROI");
			final SliceFrames loaded = input.slices().load(slice.getKey(), parallel, monitor);
			for (final Voxel voxel : slice.getValue())
				for (int t = 0; t < sum.length; t++)
					sum[t] += finite(loaded.frames()[t][voxel.y() * grid.width() + voxel.x()], voxel, t);
		}
		final double[] mean = Arrays.stream(sum).map(value -> value / voxels.size()).toArray();
		BolusCheck.require(mean, input.time().stepS(), "The " + vessel + " from " + names(), "Move the ROI onto " + (vessel == Vessel.AIF ? "an artery" : "a large vein") + ".");
		return new VascularFunction(vessel, new TimeCurve(input.time(), mean), voxels, names());
	}

	private String names() {
		return "ROI " + regions.stream().map(Region::name).collect(Collectors.joining(", "));
	}

	private static void requireInside(final Region region, final Voxel voxel, final SpatialGrid grid) {
		final boolean inside = voxel.x() >= 0 && voxel.x() < grid.width() && voxel.y() >= 0 && voxel.y() < grid.height() && voxel.z() >= 0 && voxel.z() < grid.slices();
		if (!inside) throw new PerfusionException("ROI " + region.name() + " lies outside the image: it holds " + place(voxel) + ", the image is " + grid.sizeText() + " voxels. Draw it on this image.");
	}

	private double finite(final float value, final Voxel voxel, final int frame) {
		if (Float.isFinite(value)) return value;
		final String name = regions.stream().filter(region -> region.voxels().contains(voxel)).map(Region::name).findFirst().orElseThrow();
		throw new PerfusionException("ROI " + name + " holds a voxel without a number: " + value + " at " + place(voxel) + ", frame " + (frame + 1) + ". Move the ROI.");
	}

	private static String place(final Voxel voxel) {
		return "x = " + voxel.x() + ", y = " + voxel.y() + ", slice " + (voxel.z() + 1);
	}
}
