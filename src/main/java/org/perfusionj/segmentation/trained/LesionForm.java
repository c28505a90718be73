package org.perfusionj.segmentation.trained;

/** How values are seen with what the stage before says of core and lesion. */
public enum LesionForm {
	/** Not at all. */
	NONE(""),
	/** Mean where the stage before sees core: the same for all voxels. */
	CORE_MEAN(":core"),
	/** Mean where the stage before sees penumbra: the same for all voxels. */
	PENUMBRA_MEAN(":penumbra"),
	/** Difference from the middle between the two means. */
	FROM_MIDDLE(":middle"),
	/** Place between the two means: 0 as penumbra, 1 as core. */
	PLACE(":place"),
	/** Logarithm of the odds; of what the stage before says. */
	ODDS(":odds"),
	/** Distance from the edge of where the stage before is rather sure than not, mm: above 0 inside, within -40 and 60. */
	DISTANCE(":distance"),
	/** Volume by chance, ml: the same for all voxels. */
	VOLUME(":volume"),
	/** Share of the lesion's volume by chance: the same for all voxels. */
	SHARE(":share");

	private final String suffix;

	LesionForm(final String suffix) {
		this.suffix = suffix;
	}

	/** @return how it stands in the name of a feature */
	String suffix() {
		return suffix;
	}

	/** @return whether only chances have it */
	boolean isOfChances() {
		return this == ODDS || this == DISTANCE || this == VOLUME || this == SHARE;
	}
}
