package org.perfusionj.segmentation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.preprocessing.DistanceTransform;
import org.perfusionj.preprocessing.PlaneSmoothing;
import org.perfusionj.preprocessing.TissueMasks;
import org.perfusionj.preprocessing.VoxelSets;
import org.perfusionj.segmentation.SegmentationSettings.Exclusions;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Leaves out of the brain what is no tissue. Maps that were made here come with masks of vessels and cerebrospinal fluid; where maps have none, vessels are found in the CBV map and fluid in the CBV map and the image before contrast, by the
 * same rules ({@link TissueMasks}). A CT image also shows the voxels of which more than half is fluid, in sulci and at the edge of ventricles: maps have no meaning there, and hold most of the false late voxels.
 */
final class TissueFinder {

	/** What is left out as scars of earlier strokes. */
	static final String OLD_INFARCT = "old infarct";

	/** Bone is denser, air less dense, HU. */
	private static final float BONE_HU = 150;
	private static final float AIR_HU = -200;
	/** Half way between fluid (8 HU) and tissue (32 HU). */
	private static final float HALF_FLUID_HU = 20;
	/** More of a brain mask than this is seldom no tissue. */
	private static final double MUCH_LEFT_OUT = 0.4;
	/** Noise of single voxels is smoothed by this much, edges of sulci are not; full width at half maximum, mm. */
	private static final double SMOOTHING_FWHM_MM = 2;

	private final Exclusions exclusions;

	TissueFinder(final Exclusions exclusions) {
		this.exclusions = exclusions;
	}

	/**
	 * What a lesion may lie in.
	 *
	 * @param tissue the brain without what is excluded
	 * @param excluded what was left out and why, in order; no voxel is in two of them
	 * @param warnings what could not be left out, and where too much was
	 */
	record Found(Mask tissue, Map<String, Mask> excluded, List<String> warnings) {

		/** Copies the map. */
		Found {
			excluded = Collections.unmodifiableMap(new LinkedHashMap<>(excluded));
			warnings = List.copyOf(warnings);
		}
	}

	/** @throws PerfusionException if nothing is left */
	Found find(final LesionMaps maps, final Parallel parallel, final WorkMonitor monitor) {
		final Search search = new Search(maps, parallel, monitor);
		search.leaveOut();
		if (search.tissue.count() == 0) throw new PerfusionException("Nothing in the maps of " + maps.name() + " is tissue: the brain mask is empty, or all of it is taken for vessels, fluid or bone. Check the mask and the units, or exclude less.");
		return new Found(search.tissue, search.excluded, search.warnings());
	}

	/** The work on one case. */
	private final class Search {

		private final LesionMaps maps;
		private final Optional<Volume> ct;
		private final Optional<Volume> bloodVolume;
		private final Parallel parallel;
		private final WorkMonitor monitor;
		private final Map<String, Mask> excluded = new LinkedHashMap<>();
		private final List<String> missing = new ArrayList<>();
		private Mask tissue;

		Search(final LesionMaps maps, final Parallel parallel, final WorkMonitor monitor) {
			this.maps = maps;
			this.ct = maps.signal() == SignalType.CT ? maps.image() : Optional.empty();
			this.bloodVolume = maps.get(PerfusionMap.CBV).or(() -> maps.get(PerfusionMap.RCBV));
			this.parallel = parallel;
			this.monitor = monitor;
			this.tissue = maps.brain();
		}

		void leaveOut() {
			ct.ifPresent(image -> leaveOut("skull", notSoft(image)));
			monitor.check();
			if (exclusions.csf() || exclusions.vessels()) leaveOutFluids();
			monitor.check();
			if (exclusions.oldInfarct()) ct.ifPresentOrElse(image -> leaveOut(OLD_INFARCT, new OldInfarctFinder(exclusions.oldInfarctHu()).find(image, bloodVolume, maps.brain(), tissue, parallel, monitor)), () -> missing.add(
				"old infarcts (they show in a CT image before contrast)"));
			if (exclusions.csf()) ct.ifPresent(image -> leaveOut("csf", mostlyFluid(image)));
			if (exclusions.rimMm() > 0) leaveOut("rim", rim());
		}

		private void leaveOutFluids() {
			final boolean isFluidKnown = maps.csf().count() > 0;
			final boolean areVesselsKnown = maps.vessels().count() > 0;
			final Optional<TissueMasks> found = isFluidKnown && areVesselsKnown ? Optional.empty() : bloodVolume.map(volume -> TissueMasks.ofMaps(volume, maps.image(), maps.signal(), tissue));
			if (exclusions.csf()) {
				if (!isFluidKnown && ct.isEmpty() && (bloodVolume.isEmpty() || maps.image().isEmpty())) missing.add("cerebrospinal fluid (it shows in an image before contrast)");
				leaveOut("csf", isFluidKnown ? maps.csf() : found.map(TissueMasks::csf).orElse(maps.csf()));
			}
			if (exclusions.vessels()) {
				if (!areVesselsKnown && bloodVolume.isEmpty()) missing.add("large vessels (they show in the CBV map)");
				leaveOut("vessels", areVesselsKnown ? maps.vessels() : found.map(TissueMasks::vessels).orElse(maps.vessels()));
			}
		}

		private void leaveOut(final String why, final Mask what) {
			excluded.merge(why, what.and(tissue), Mask::or);
			tissue = tissue.minus(what);
		}

		private Mask notSoft(final Volume image) {
			final boolean[][] planes = new boolean[image.grid().slices()][image.grid().planeSize()];
			for (int z = 0; z < planes.length; z++)
				for (int i = 0; i < planes[z].length; i++)
					planes[z][i] = image.plane(z)[i] > BONE_HU || image.plane(z)[i] < AIR_HU;
			return new Mask(image.grid(), planes);
		}

		private Mask mostlyFluid(final Volume image) {
			final boolean[][] planes = new boolean[image.grid().slices()][];
			parallel.forEach(planes.length, monitor, z -> {
				final float[] density = image.plane(z).clone();
				planes[z] = tissue.plane(z).clone();
				for (int i = 0; i < density.length; i++)
					planes[z][i] &= Float.isFinite(density[i]);
				new PlaneSmoothing(image.grid(), SMOOTHING_FWHM_MM).smooth(density, planes[z]);
				for (int i = 0; i < density.length; i++)
					planes[z][i] &= density[i] < HALF_FLUID_HU;
			});
			return new Mask(image.grid(), planes);
		}

		/** The edge of the brain, not of what it encloses. */
		private Mask rim() {
			final SpatialGrid grid = maps.grid();
			final boolean[][] planes = new boolean[grid.slices()][];
			parallel.forEach(grid.slices(), monitor, z -> {
				final boolean[] inside = maps.brain().plane(z).clone();
				new VoxelSets(grid).fillHoles(inside, null, 0);
				final double[] squared = DistanceTransform.squared(inside, grid.width(), grid.height(), grid.spacingX(), grid.spacingY());
				planes[z] = new boolean[inside.length];
				for (int i = 0; i < inside.length; i++)
					planes[z][i] = inside[i] && squared[i] < exclusions.rimMm() * exclusions.rimMm();
			});
			return new Mask(grid, planes);
		}

		private List<String> warnings() {
			final List<String> warnings = new ArrayList<>();
			if (!missing.isEmpty()) warnings.add("Not left out of the tissue, because nothing shows where it is: " + String.join(", ", missing) + ". It may be counted as lesion.");
			final double left = 1 - tissue.count() / (double) maps.brain().count();
			if (left > MUCH_LEFT_OUT) {
				final String most = Collections.max(excluded.keySet(), Comparator.comparingInt(why -> excluded.get(why).count()));
				warnings.add(String.format(Locale.ROOT, "%.0f %% of the brain mask is left out of the tissue, most of it as %s. Check that the image before contrast is in HU and the mask that of the brain, or exclude less.", 100 * left, most));
			}
			return warnings;
		}
	}
}
