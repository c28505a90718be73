package org.perfusionj.evaluation.training;

import org.perfusionj.work.WorkMonitor;

/** Passes on whether the user wants to stop, and keeps to itself what is said of one case of many. */
record QuietMonitor(WorkMonitor monitor) implements WorkMonitor {

	@Override
	public void progress(final double fraction, final String message) {
		// the number of the case says it
	}

	@Override
	public void log(final String message) {
		// of one case of many
	}

	@Override
	public boolean isCancelled() {
		return monitor.isCancelled();
	}
}
