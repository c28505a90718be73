package org.perfusionj.vascular;

import java.util.Locale;

/**
 * What speaks against a vascular function.
 *
 * @param kind of flaw
 * @param verdict doubtful or unusable
 * @param finding what was measured, a sentence with its number
 * @param cure what to do about it, a sentence
 */
public record CurveFlaw(Kind kind, CurveVerdict verdict, String finding, String cure) {

	/** What can be wrong with a curve. */
	public enum Kind {
		/** Not a number, zero, negative, or nothing but noise. */
		NO_BOLUS,
		/** The scan started after the bolus. */
		BEFORE_SCAN,
		/** It rises before the bolus arrives. */
		BEFORE_ARRIVAL,
		/** It rises after what it feeds, or long after the bolus arrives. */
		LATE,
		/** Parts of it rise as late as veins. */
		VENOUS,
		/** A spike. */
		NARROW,
		/** Wider than a bolus. */
		WIDE,
		/** The scan ends before it has come down. */
		TRUNCATED,
		/** Low against its noise. */
		LOW_CONTRAST,
		/** Not higher than tissue. */
		TISSUE,
		/** Higher than blood can be. */
		TOO_HIGH,
		/** Its voxels are bone or calcium. */
		BONE,
		/** Too few voxels agree on it. */
		FEW_VOXELS,
		/** A VOF that rises before or with the AIF. */
		BEFORE_AIF,
		/** A VOF that rises long after the AIF. */
		LONG_AFTER_AIF,
		/** A VOF that encloses less than the AIF. */
		SMALLER_THAN_AIF;

		/** @return name in tables, for example low_contrast */
		public String key() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	/** @return finding and cure */
	public String text() {
		return finding + " " + cure;
	}
}
