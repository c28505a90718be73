package org.perfusionj.phantom.anatomy;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Where heads come from: an atlas, or shapes that are built in. Immutable and thread-safe; one template makes any number of heads. */
public interface HeadTemplate {

	/** @return name in tables, "built-in" or the name of the atlas folder */
	String name();

	/**
	 * @param subject who it is: age widens the spaces filled with fluid
	 * @param random the head's own stream
	 * @param parallel threads; the head does not depend on how many
	 * @param monitor asked for cancellation
	 * @return one head in template space
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	HeadAnatomy head(Subject subject, RandomStream random, Parallel parallel, WorkMonitor monitor);
}
