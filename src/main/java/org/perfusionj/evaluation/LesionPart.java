package org.perfusionj.evaluation;

import org.perfusionj.work.Choice;

/** What of a lesion is compared with a reference. */
public enum LesionPart implements Choice {
	/** Infarct core. */
	CORE("core", "infarct core"),
	/** Core and penumbra together. */
	LESION("lesion", "lesion (core and penumbra)");

	private final String key;
	private final String title;

	LesionPart(final String key, final String title) {
		this.key = key;
		this.title = title;
	}

	@Override
	public String key() {
		return key;
	}

	/** @return the name in words */
	public String title() {
		return title;
	}
}
