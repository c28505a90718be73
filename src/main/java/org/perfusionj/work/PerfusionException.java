package org.perfusionj.work;

/**
 * The input or a parameter cannot be used. The message says what is wrong and what to do about it, in words that can
 * be shown to an imaging scientist as they are (a dialog in the GUI, one line on the terminal).
 */
public class PerfusionException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** @param message what is wrong and what to do */
	public PerfusionException(final String message) {
		super(message);
	}

	/**
	 * @param message what is wrong and what to do
	 * @param cause what was thrown below
	 */
	public PerfusionException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
