package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.util.Optional;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** A training example that is made when it is needed. */
public interface ExampleRecipe {

	/** @return name of the scan in tables */
	String name();

	/** @return whose head it is: scans of one patient are never divided between training and testing */
	String patient();

	/** @return name of its file: letters, digits, points and hyphens; the same key always gives the same example */
	String key();

	/**
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return the example
	 * @throws UnusableExampleException if this scan cannot be learned from; others can
	 * @throws org.perfusionj.work.PerfusionException if something is wrong that the user should put right
	 * @throws IOException if a file cannot be read
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	TrainingExample create(Parallel parallel, WorkMonitor monitor) throws IOException;

	/** @return why an example that could be made cannot be learned from all the same, a sentence */
	default Optional<String> flaw(final TrainingExample example) {
		return Optional.empty();
	}
}
