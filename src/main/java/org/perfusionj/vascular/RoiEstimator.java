package org.perfusionj.vascular;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.MeanCurves;
import org.perfusionj.series.Region;
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
		final Set<Voxel> distinct = new LinkedHashSet<>();
		for (final Region region : regions)
			for (final Voxel voxel : region.voxels()) {
				requireInside(region, voxel, input.slices().grid());
				distinct.add(voxel);
			}
		final List<Voxel> voxels = List.copyOf(distinct);
		final TimeCurve mean = MeanCurves.ofRegions(input, List.of(new Region(names(), voxels)), parallel, monitor).get(0);
		if (!Arrays.stream(mean.values()).allMatch(Double::isFinite)) throw nonFinite(voxels, input, parallel, monitor);
		BolusCheck.require(mean.values(), input.time().stepS(), "The " + vessel + " from " + names(), "Move the ROI onto " + (vessel == Vessel.AIF ? "an artery" : "a large vein") + ".");
		return new VascularFunction(vessel, mean, voxels, names());
	}

	private String names() {
		return "ROI " + regions.stream().map(Region::name).collect(Collectors.joining(", "));
	}

	private static void requireInside(final Region region, final Voxel voxel, final SpatialGrid grid) {
		if (!grid.contains(voxel)) throw new PerfusionException("ROI " + region.name() + " lies outside the image: it holds " + place(voxel) + ", the image is " + grid.sizeText() + " voxels. Draw it on this image.");
	}

	/** Looks for the first voxel that spoils the mean. */
	private PerfusionException nonFinite(final List<Voxel> voxels, final ConcentrationSeries input, final Parallel parallel, final WorkMonitor monitor) {
		for (final int z : voxels.stream().mapToInt(Voxel::z).distinct().toArray()) {
			final float[][] frames = input.slices().load(z, parallel, monitor).frames();
			for (final Voxel voxel : voxels)
				for (int t = 0; voxel.z() == z && t < frames.length; t++) {
					final float value = frames[t][voxel.y() * input.slices().grid().width() + voxel.x()];
					if (!Float.isFinite(value)) return new PerfusionException("ROI " + nameOfRoiWith(voxel) + " holds a voxel without a number: " + value + " at " + place(voxel) + ", frame " + (t + 1) + ". Move the ROI.");
				}
		}
		throw new IllegalStateException("the mean of finite floats is finite");
	}

	private String nameOfRoiWith(final Voxel voxel) {
		return regions.stream().filter(region -> region.voxels().contains(voxel)).map(Region::name).findFirst().orElseThrow();
	}

	private static String place(final Voxel voxel) {
		return "x = " + voxel.x() + ", y = " + voxel.y() + ", slice " + (voxel.z() + 1);
	}
}
