package org.perfusionj.segmentation.trained;

/** What becomes of the smoothed values of a source. */
public enum FeatureForm {
	/** They are the feature. */
	VALUE(""),
	/** The value at the mirrored place. */
	MIRRORED("~mirror"),
	/** Difference from the mirrored place. */
	DIFFERENCE("-mirror"),
	/** Ratio to the mirrored place, of which at least 0.1 is taken. */
	RATIO("/mirror"),
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

	FeatureForm(final String suffix) {
		this.suffix = suffix;
	}

	/** @return what stands behind source and width in the name of a feature */
	String suffix() {
		return suffix;
	}

	/** @return whether values of the mirrored side are needed */
	boolean isMirrored() {
		return this == MIRRORED || this == DIFFERENCE || this == RATIO;
	}

	/** @return whether a stage before must have said where core and penumbra are */
	boolean isComparedWithLesion() {
		return this == CORE_MEAN || this == PENUMBRA_MEAN || this == FROM_MIDDLE || this == PLACE;
	}

	/** @return whether only chances have it */
	boolean isOfChances() {
		return this == ODDS || this == DISTANCE || this == VOLUME || this == SHARE;
	}
}
