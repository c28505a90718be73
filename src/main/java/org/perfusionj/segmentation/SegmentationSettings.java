package org.perfusionj.segmentation;

import org.perfusionj.work.PerfusionException;

/**
 * How a lesion is found.
 *
 * @param rule says what is core and what lesion
 * @param exclusions what is no tissue
 * @param cleaning what becomes of its edges, holes and small parts
 * @param correctTmax whether Tmax is corrected for the delay that deconvolution adds, where that is known
 */
public record SegmentationSettings(LesionRule rule, Exclusions exclusions, Cleaning cleaning, boolean correctTmax) {

	/** With the correction of Tmax. */
	public SegmentationSettings(final LesionRule rule, final Exclusions exclusions, final Cleaning cleaning) {
		this(rule, exclusions, cleaning, true);
	}

	/**
	 * What is left out of the tissue, beside bone and air where there is a CT image.
	 *
	 * @param csf cerebrospinal fluid, and where there is a CT image voxels of which more than half is fluid
	 * @param vessels large vessels
	 * @param oldInfarct scars of earlier strokes, which are darker than tissue and hold little blood; CT only
	 * @param oldInfarctHu upper limit of the density inside a scar, HU
	 * @param rimMm tissue nearer than this to the edge of the brain mask in its slice, where maps may hold bone and partial volume, mm; 0 = none
	 */
	public record Exclusions(boolean csf, boolean vessels, boolean oldInfarct, double oldInfarctHu, double rimMm) {

		/** Everything is left out. Limits chosen on training phantoms. */
		public static final Exclusions DEFAULTS = new Exclusions(true, true, true, 18, 2);

		/** @throws PerfusionException if a value is no number or below 0 */
		public Exclusions {
			if (!(Math.abs(oldInfarctHu) <= 100)) throw new PerfusionException("old_infarct_hu must be a density between fluid (5 HU) and tissue (25 HU), but is " + oldInfarctHu + ".");
			if (!(rimMm >= 0 && rimMm < Double.POSITIVE_INFINITY)) throw new PerfusionException("rim_mm must be 0 mm or more, but is " + rimMm + ".");
		}
	}

	/**
	 * What becomes of small parts and holes. Parts are connected through faces of voxels in three dimensions: in thick slices, voxels that share but an edge or a corner are far apart.
	 *
	 * @param smallestMl connected parts of the lesion below this volume are dropped, ml; 0 keeps all
	 * @param smallestCoreMl the same for the core, ml
	 * @param holesMl holes up to this volume are filled, as far as they are tissue, ml; 0 fills none
	 */
	public record Cleaning(double smallestMl, double smallestCoreMl, double holesMl) {

		/** Chosen on training phantoms. */
		public static final Cleaning DEFAULTS = new Cleaning(3, 1, 1);

		/** Nothing is dropped and nothing filled. */
		public static final Cleaning NONE = new Cleaning(0, 0, 0);

		/** @throws PerfusionException if a value is negative */
		public Cleaning {
			check("smallest_ml", smallestMl);
			check("smallest_core_ml", smallestCoreMl);
			check("holes_ml", holesMl);
		}

		private static void check(final String name, final double ml) {
			if (!(ml >= 0 && ml < Double.POSITIVE_INFINITY)) throw new PerfusionException(name + " must be 0 ml or more, but is " + ml + ".");
		}
	}
}
