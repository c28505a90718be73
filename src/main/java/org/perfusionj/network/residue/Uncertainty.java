package org.perfusionj.network.residue;

/** Whether standard deviations of CBF and BAD are wanted of a network. Not every network estimates them. */
public enum Uncertainty {

	/** They are not computed. */
	NONE,
	/** They are computed by networks that can. */
	IF_ESTIMATED,
	/** They are computed; a network that cannot is refused. */
	REQUIRED
}
