package org.perfusionj.segmentation;

import org.perfusionj.work.PerfusionException;

/**
 * How a lesion is found.
 *
 * @param rule says what is core and what lesion
 * @param exclusions what is no tissue
 * @param cleaning what becomes of its edges, holes and small parts
 */
public record SegmentationSettings(LesionRule rule, Exclusions exclusions, Cleaning cleaning) {

	/**
	 * What is left out of the tissue, beside what the maps' own masks say.
	 *
	 * @param csf cerebrospinal fluid
	 * @param vessels large vessels
	 * @param oldInfarct dark tissue: below {@code oldInfarctHu} over a connected volume; CT only
	 * @param oldInfarctHu upper limit of its density, HU
	 * @param rimMm tissue nearer than this to the edge of the brain mask, where maps hold bone and partial volume, mm
	 */
	public record Exclusions(boolean csf, boolean vessels, boolean oldInfarct, double oldInfarctHu, double rimMm) {

		/** Everything is left out. */
		public static final Exclusions DEFAULTS = new Exclusions(true, true, true, 18, 0);
	}

	/**
	 * @param smallestMl connected parts of the lesion (and of the core) below this volume are dropped, ml; 0 keeps all
	 * @param holesMl holes up to this volume are filled, as far as they are brain, ml; 0 fills none
	 */
	public record Cleaning(double smallestMl, double holesMl) {

		/** Chosen on training phantoms. */
		public static final Cleaning DEFAULTS = new Cleaning(3, 1);

		/** @throws PerfusionException if a value is negative */
		public Cleaning {
			if (!(smallestMl >= 0) || !(holesMl >= 0)) throw new PerfusionException("smallest_ml and holes_ml must be 0 or more, but are " + smallestMl + " and " + holesMl + ".");
		}
	}
}
