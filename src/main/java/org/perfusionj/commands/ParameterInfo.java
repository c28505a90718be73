package org.perfusionj.commands;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

import org.perfusionj.work.PerfusionException;

/**
 * One parameter of a command, as read from its annotated field. It turns text into the field's value and back; every
 * host uses these two methods, so that a value means the same in a dialog, a macro and on the command line.
 *
 * @param key name of the field: the macro and command-line key
 * @param label what the dialog shows
 * @param description one or two sentences for help texts, or empty
 * @param type what it holds
 * @param javaType class of the field, primitives boxed
 * @param unit unit of a number, or empty
 * @param group heading under which the dialog and the help list it, or empty
 * @param defaultValue initial value of the field, or null
 * @param minimum smallest allowed number, or NaN
 * @param maximum largest allowed number, or NaN
 * @param choices allowed words of a {@link ParameterType#CHOICE}, else empty
 * @param values what a text may be, for example {@code auto|roi|path}, or empty
 * @param required true if it must be given because the field has no default
 * @param shown false if dialogs leave it out
 * @param remembered true if an interactive dialog starts from the value used last
 * @param columns width of a text field in characters
 */
public record ParameterInfo(String key, String label, String description, ParameterType type, Class<?> javaType, String unit, String group,
	Object defaultValue, double minimum, double maximum, List<String> choices, String values, boolean required, boolean shown, boolean remembered,
	int columns)
{

	/** Copies the choices. */
	public ParameterInfo {
		choices = List.copyOf(choices);
	}

	/** @return true if macros and the command line can set it */
	public boolean hasKey() {
		return type != ParameterType.HOST;
	}

	/** @return true if the text is one of the words that this parameter knows beside paths, such as auto */
	public boolean isWord(final String text) {
		// "path" in the list of values stands for any path
		return Arrays.stream(values.split("\\|")).anyMatch(word -> !word.equals("path") && word.equalsIgnoreCase(text.trim()));
	}

	/**
	 * Turns text into a value of the field.
	 *
	 * @param text what the user typed, without quotes or brackets
	 * @return the value; null for an empty path of a {@code File} field
	 * @throws PerfusionException if the text is not such a value; the message names the key and says what is allowed
	 */
	public Object parse(final String text) {
		final String trimmed = text.trim();
		return switch (type) {
			case FLAG -> parseFlag(trimmed);
			case INTEGER, NUMBER -> parseNumber(trimmed);
			case CHOICE -> parseChoice(trimmed);
			case FILE, FOLDER, PATH -> javaType == File.class ? trimmed.isEmpty() ? null : new File(trimmed) : trimmed;
			case TEXT -> text;
			case HOST -> throw new PerfusionException(key + " cannot be given as text.");
		};
	}

	/**
	 * @param value a value of the field, or null
	 * @return the text that {@link #parse} turns into the value again
	 */
	public String text(final Object value) {
		if (value == null) return "";
		if (value instanceof Double || value instanceof Float) {
			final String digits = value.toString();
			return digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
		}
		return value.toString();
	}

	/** @return the default as text, empty if there is none */
	public String defaultText() {
		return text(defaultValue);
	}

	/** @return true if the value says the same as the default */
	public boolean isDefault(final Object value) {
		return Objects.equals(text(value), defaultText());
	}

	/** @return the allowed values in words, for example "true|false", "0 to 100", "sSVD|cSVD|oSVD"; never empty */
	public String allowed() {
		if (type == ParameterType.CHOICE) return String.join("|", choices);
		if (!values.isEmpty()) return values;
		if (!type.isNumber() || Double.isNaN(minimum) && Double.isNaN(maximum)) return type.words();
		final String range;
		if (Double.isNaN(maximum)) range = text(minimum) + " or more";
		else if (Double.isNaN(minimum)) range = text(maximum) + " or less";
		else range = text(minimum) + " to " + text(maximum);
		return type.words() + ", " + range;
	}

	/** @return label with its unit, for example "Smoothing (mm)" */
	public String labelWithUnit() {
		return unit.isEmpty() ? label : label + " (" + unit + ")";
	}

	private Boolean parseFlag(final String text) {
		switch (text.toLowerCase(Locale.ROOT)) {
			case "true":
				return Boolean.TRUE;
			case "false":
				return Boolean.FALSE;
			default:
				throw new PerfusionException(key + " must be true or false, not \"" + text + "\".");
		}
	}

	private Object parseNumber(final String text) {
		final double number;
		try {
			number = Double.parseDouble(text);
		}
		catch (final NumberFormatException notANumber) {
			final String hint = text.matches("-?\\d+,\\d+") ? " Use a decimal point." : "";
			throw new PerfusionException(key + " must be a " + withUnit(type.words()) + ", not \"" + text + "\"." + hint, notANumber);
		}
		if (Double.isNaN(number) || Double.isInfinite(number) || text.matches(".*[dDfF]$")) {
			throw new PerfusionException(key + " must be a " + withUnit(type.words()) + ", not \"" + text + "\".");
		}
		if (number < minimum || number > maximum) {
			throw new PerfusionException(key + " must be a " + withUnit(allowed()) + ", not " + text + ".");
		}
		if (type == ParameterType.INTEGER) {
			final boolean isLong = javaType == Long.class;
			final double limit = isLong ? 0x1p53 : Integer.MAX_VALUE;
			if (number != Math.rint(number) || Math.abs(number) > limit) {
				throw new PerfusionException(key + " must be a " + withUnit(type.words()) + ", not " + text + ".");
			}
			if (isLong) return (long) number;
			return (int) number;
		}
		if (javaType == Float.class) return (float) number;
		return number;
	}

	private String withUnit(final String words) {
		return unit.isEmpty() ? words : words + " in " + unit;
	}

	private String parseChoice(final String text) {
		for (final String choice : choices) {
			if (choice.equals(text)) return choice;
		}
		for (final String choice : choices) {
			if (choice.equalsIgnoreCase(text)) return choice;
		}
		throw new PerfusionException(key + " must be one of " + String.join(", ", choices) + ", not \"" + text + "\".");
	}
}
