package org.perfusionj.commands;

import org.perfusionj.work.PerfusionException;

/**
 * A parameter has a value that no input could make right: the run was refused before anything was read. Hosts tell it
 * apart from a run that failed (the command line by its exit code).
 */
public final class BadParameterException extends PerfusionException {

	private static final long serialVersionUID = 1L;

	/** @param message names the parameter and says what is allowed */
	public BadParameterException(final String message) {
		super(message);
	}

	/**
	 * @param message names the parameter and says what is allowed
	 * @param cause what was thrown below
	 */
	public BadParameterException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
