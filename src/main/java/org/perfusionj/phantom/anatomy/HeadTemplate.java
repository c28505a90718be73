package org.perfusionj.phantom.anatomy;

import org.perfusionj.simulation.RandomStream;

/** Where heads come from: an atlas, or shapes that are built in. Immutable and thread-safe; one template makes any number of heads. */
public interface HeadTemplate {

	/** @return name in tables, "built-in" or the name of the atlas folder */
	String name();

	/**
	 * @param subject who it is: age widens the spaces filled with fluid
	 * @param random the head's own stream
	 * @return one head in template space
	 */
	HeadAnatomy head(Subject subject, RandomStream random);
}
