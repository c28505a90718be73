package org.perfusionj.phantom.perfusion;

/** How tissue is. Ordinals are the values of label images. */
public enum TissueState {
	/** Normally perfused. */
	NORMAL,
	/** Less flow than normal, not at risk. */
	OLIGAEMIA,
	/** At risk: it may die or recover. */
	PENUMBRA,
	/** Dead or dying. */
	CORE,
	/** A scar of an earlier stroke. */
	OLD_INFARCT
}
