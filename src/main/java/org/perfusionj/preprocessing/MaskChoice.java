package org.perfusionj.preprocessing;

import java.util.Objects;
import java.util.Optional;

import org.perfusionj.series.Mask;

/** Which voxels are worth computing: found automatically, all of them, or those of a mask that the user gives. */
public final class MaskChoice {

	/**
	 * The brain: from the pre-bolus mean for CT and MR; for a concentration input every voxel that is not 0 all the time.
	 */
	public static final MaskChoice AUTO = new MaskChoice("auto", null);
	/** Every voxel. */
	public static final MaskChoice NONE = new MaskChoice("none", null);

	private final String key;
	private final Mask mask;

	private MaskChoice(final String key, final Mask mask) {
		this.key = key;
		this.mask = mask;
	}

	/** @return the choice of this mask */
	public static MaskChoice of(final Mask mask) {
		return new MaskChoice("given", Objects.requireNonNull(mask));
	}

	/** @return the mask, if it is given */
	public Optional<Mask> given() {
		return Optional.ofNullable(mask);
	}

	/** @return auto, none or given, for logs */
	public String key() {
		return key;
	}
}
