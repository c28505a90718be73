package org.perfusionj.network.aifnet.training;

import org.perfusionj.work.PerfusionException;

/** One scan cannot be learned from, for example because it has no bolus. Training does without it. */
public final class UnusableExampleException extends PerfusionException {

	private static final long serialVersionUID = 1L;

	/** @param message why, in sentences */
	public UnusableExampleException(final String message) {
		super(message);
	}

	/**
	 * @param message why, in sentences
	 * @param cause what was thrown below
	 */
	public UnusableExampleException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
