package org.perfusionj.work;

import java.util.concurrent.CancellationException;

/**
 * What long work tells its caller, and how the caller stops it. Implementations must be thread-safe: several worker
 * threads report at once.
 */
public interface WorkMonitor {

	/** A monitor that shows nothing and never cancels. */
	WorkMonitor SILENT = new WorkMonitor() {

		@Override
		public void progress(final double fraction, final String message) {
			// nothing is shown
		}

		@Override
		public void log(final String message) {
			// nothing is shown
		}

		@Override
		public boolean isCancelled() {
			return false;
		}
	};

	/**
	 * Shows how far the work has come.
	 *
	 * @param fraction done so far, 0 to 1
	 * @param message what is being done, for example "Deconvolving (oSVD)"
	 */
	void progress(double fraction, String message);

	/** Notes something the user should be able to read later: a resolved parameter, a warning. */
	void log(String message);

	/** @return true once the user has asked to stop */
	boolean isCancelled();

	/**
	 * Called often by workers (at least every few hundred milliseconds).
	 *
	 * @throws CancellationException if the user has asked to stop
	 */
	default void check() {
		if (isCancelled()) throw new CancellationException("Cancelled. Nothing was written.");
	}

	/**
	 * @param from fraction of this monitor at which the part starts
	 * @param to fraction at which it ends
	 * @return a monitor for one part of the work; its 0..1 is this monitor's from..to
	 */
	default WorkMonitor part(final double from, final double to) {
		final WorkMonitor whole = this;
		return new WorkMonitor() {

			@Override
			public void progress(final double fraction, final String message) {
				whole.progress(from + fraction * (to - from), message);
			}

			@Override
			public void log(final String message) {
				whole.log(message);
			}

			@Override
			public boolean isCancelled() {
				return whole.isCancelled();
			}
		};
	}
}
