package org.perfusionj.evaluation;

import java.util.function.ToDoubleFunction;

import org.perfusionj.work.Choice;

/** What says how a mask agrees with a reference, as Table 3 of de la Rosa et al. (Med. Image Anal. 2021) has it, with distances of the surfaces, sensitivity and specificity. */
public enum LesionMeasure implements Choice {
	/** Volume that was found. */
	VOLUME("volume", "volume", "ml", MaskAgreement::foundMl),
	/** Overlap. */
	DICE("dice", "Dice", "", MaskAgreement::dice),
	/** Found minus reference. */
	VOLUME_ERROR("volume_error", "volume error", "ml", MaskAgreement::volumeErrorMl),
	/** Its size. */
	ABSOLUTE_VOLUME_ERROR("absolute_volume_error", "absolute volume error", "ml", MaskAgreement::absoluteVolumeErrorMl),
	/** 95 % Hausdorff distance. */
	HAUSDORFF95("hausdorff95", "95 % Hausdorff distance", "mm", MaskAgreement::hausdorff95Mm),
	/** Average symmetric surface distance. */
	SURFACE_DISTANCE("surface_distance", "average surface distance", "mm", MaskAgreement::surfaceDistanceMm),
	/** Part of the reference that was found. */
	SENSITIVITY("sensitivity", "sensitivity", "", MaskAgreement::sensitivity),
	/** Part of the rest that was not called lesion. */
	SPECIFICITY("specificity", "specificity", "", MaskAgreement::specificity);

	private final String key;
	private final String title;
	private final String unit;
	private final ToDoubleFunction<MaskAgreement> value;

	LesionMeasure(final String key, final String title, final String unit, final ToDoubleFunction<MaskAgreement> value) {
		this.key = key;
		this.title = title;
		this.unit = unit;
		this.value = value;
	}

	@Override
	public String key() {
		return key;
	}

	/** @return the name in words */
	public String title() {
		return title;
	}

	/** @return unit of the values; empty for parts of a whole */
	public String unit() {
		return unit;
	}

	/** @return the number of one mask, NaN if it is not defined */
	public double of(final MaskAgreement agreement) {
		return value.applyAsDouble(agreement);
	}
}
