package org.perfusionj.segmentation.trained;

import org.perfusionj.work.Choice;

/** What a feature is made of. Relative means: to normal tissue of the same head, see {@link NormalValues}. */
public enum FeatureSource implements Choice {
	/** Relative CBF, ratio. */
	CBF("cbf"),
	/** Relative CBV, ratio. */
	CBV("cbv"),
	/** Relative MTT, ratio: relative CBV by relative CBF, each smoothed. */
	MTT("mtt"),
	/** Tmax (or BAD) less that of normal tissue, s. */
	DELAY("delay"),
	/** The same, in smoothing weighted by flow: where little blood flows, the maximum of a residue function is noise. */
	FLOW_DELAY("flow_delay"),
	/** Density less that of normal tissue, HU. */
	HU("hu"),
	/** Share of the neighbourhood that is tissue, 0 to 1. */
	TISSUE("tissue"),
	/** Distance from the mirror plane, mm. */
	MIDLINE("midline"),
	/** Distance from the edge of the brain mask, mm. */
	EDGE("edge"),
	/** How likely core is, as the stage before says. */
	CORE("core"),
	/** How likely core or penumbra is, as the stage before says. */
	LESION("lesion");

	private final String key;

	FeatureSource(final String key) {
		this.key = key;
	}

	@Override
	public String key() {
		return key;
	}

	/** @return whether a stage before must have said it */
	boolean isChance() {
		return this == CORE || this == LESION;
	}
}
