package org.perfusionj.segmentation.trained;

import org.perfusionj.work.Choice;

/** What a feature is made of. Relative means: to normal tissue of the same head, see {@link NormalValues}. */
public enum FeatureSource implements Choice {
	/** Relative CBF, ratio. */
	CBF("cbf", true),
	/** Relative CBV, ratio. */
	CBV("cbv", true),
	/** Relative MTT, ratio: relative CBV by relative CBF, each smoothed. */
	MTT("mtt", true),
	/** Tmax (or BAD) less that of normal tissue, s. */
	DELAY("delay", true),
	/** The same, in smoothing weighted by flow: where little blood flows, the maximum of a residue function is noise. */
	FLOW_DELAY("flow_delay", true),
	/** Time to peak less that of normal tissue, s. */
	TTP("ttp", true),
	/** Density less that of normal tissue, HU. */
	HU("hu", true),
	/** Share of the neighbourhood that is tissue, 0 to 1. */
	TISSUE("tissue", true),
	/** Distance from the mirror plane, mm. */
	MIDLINE("midline", false),
	/** Distance from the edge of the brain mask, mm. */
	EDGE("edge", false),
	/** How likely core is, as the stage before says. */
	CORE("core", true),
	/** How likely core or penumbra is, as the stage before says. */
	LESION("lesion", true);

	private final String key;
	private final boolean smoothed;

	FeatureSource(final String key, final boolean smoothed) {
		this.key = key;
		this.smoothed = smoothed;
	}

	@Override
	public String key() {
		return key;
	}

	/** @return whether it may be smoothed and compared with the mirrored side */
	boolean isSmoothed() {
		return smoothed;
	}

	/** @return whether a stage before must have said it */
	boolean isChance() {
		return this == CORE || this == LESION;
	}
}
