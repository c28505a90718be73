package org.perfusionj.commands;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A number that the user gives, or leaves to the seed of a phantom by the word {@value #DRAWN}. */
final class DrawnNumber {

	/** What the user writes to have a number drawn. */
	static final String DRAWN = "auto";

	private DrawnNumber() {}

	/**
	 * @param key of the parameter, for the message
	 * @param text its value
	 * @return the number; empty to have it drawn
	 * @throws BadParameterException if it is neither a number nor that word
	 */
	static OptionalDouble number(final String key, final String text) {
		if (isDrawn(text)) return OptionalDouble.empty();
		try {
			final double number = Double.parseDouble(text.trim());
			if (Double.isFinite(number)) return OptionalDouble.of(number);
		}
		catch (final NumberFormatException notANumber) {
			throw bad(key, text, "a number");
		}
		throw bad(key, text, "a number");
	}

	/**
	 * @param key of the parameter, for the message
	 * @param text its value
	 * @return the number; empty to have it drawn
	 * @throws BadParameterException if it is neither a whole number nor that word
	 */
	static OptionalInt whole(final String key, final String text) {
		if (isDrawn(text)) return OptionalInt.empty();
		try {
			return OptionalInt.of(Integer.parseInt(text.trim()));
		}
		catch (final NumberFormatException notANumber) {
			throw bad(key, text, "a whole number");
		}
	}

	private static boolean isDrawn(final String text) {
		return text.isBlank() || text.trim().equalsIgnoreCase(DRAWN);
	}

	private static BadParameterException bad(final String key, final String text, final String what) {
		return new BadParameterException(key + "=" + text.trim() + " is neither " + what + " nor " + DRAWN + " (drawn by the seed).");
	}
}
