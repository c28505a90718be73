package org.perfusionj.segmentation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.segmentation.SegmentationSettings.Exclusions;
import org.perfusionj.series.Mask;
import org.perfusionj.work.PerfusionException;

/** Leaves out of the brain what is no tissue. */
final class TissueFinder {

	private final Exclusions exclusions;

	TissueFinder(final Exclusions exclusions) {
		this.exclusions = exclusions;
	}

	/**
	 * What a lesion may lie in.
	 *
	 * @param tissue the brain without what is excluded
	 * @param excluded what was left out and why, in order; no voxel is in two of them
	 */
	record Found(Mask tissue, Map<String, Mask> excluded) {

		/** Copies the map. */
		Found {
			excluded = Collections.unmodifiableMap(new LinkedHashMap<>(excluded));
		}
	}

	/** @throws PerfusionException if nothing is left */
	Found find(final LesionMaps maps) {
		final Map<String, Mask> excluded = new LinkedHashMap<>();
		Mask tissue = maps.brain();
		if (exclusions.csf()) tissue = leaveOut("csf", maps.csf(), tissue, excluded);
		if (exclusions.vessels()) tissue = leaveOut("vessels", maps.vessels(), tissue, excluded);
		if (tissue.count() == 0) throw new PerfusionException("Nothing in the maps of " + maps.name() + " is tissue: the brain mask is empty, or all of it is taken for vessels or cerebrospinal fluid. Check the mask and the units, or exclude less.");
		return new Found(tissue, excluded);
	}

	private static Mask leaveOut(final String why, final Mask what, final Mask tissue, final Map<String, Mask> excluded) {
		excluded.put(why, what.and(tissue));
		return tissue.minus(what);
	}
}
