package org.perfusionj.evaluation;

import org.perfusionj.work.Choice;

/** How tissue is perfused, as far as the masks of a scan say. Large vessels and cerebrospinal fluid are in neither. */
public enum TissueRegion implements Choice {
	/** Tissue outside the lesion. */
	NORMAL("normal", "normally perfused region"),
	/** Tissue inside the lesion. */
	ISCHAEMIC("ischaemic", "ischaemic region");

	private final String key;
	private final String title;

	TissueRegion(final String key, final String title) {
		this.key = key;
		this.title = title;
	}

	@Override
	public String key() {
		return key;
	}

	/** @return the name in words, as Table 2 of Zeng et al. 2025 has it */
	public String title() {
		return title;
	}
}
