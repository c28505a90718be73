package org.perfusionj.phantom;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Makes phantoms one at a time: what an evaluation or a training set draws its cases from. The same settings give the same phantom. */
@FunctionalInterface
public interface PhantomSource {

	/**
	 * @param settings what is wanted
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return a new phantom; nothing of it is kept here
	 * @throws org.perfusionj.work.PerfusionException if such a phantom cannot be made, with the reason
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	Phantom create(PhantomSettings settings, Parallel parallel, WorkMonitor monitor);
}
