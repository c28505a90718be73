package org.perfusionj.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.perfusionj.commands.ParameterInfo;
import org.perfusionj.work.PerfusionException;

/**
 * The option string of ImageJ's {@code run("label", "key=value flag=true text=[two words]")}. Read here and not by
 * {@code GenericDialog}, which takes {@code flag=true} for false; written so that both ImageJ and Fiji read it.
 */
final class MacroOptions {

	private MacroOptions() {
	}

	/**
	 * Splits an option string. Values with blanks stand in {@code [...]}, which may be nested; a key without a value has
	 * no text (null).
	 *
	 * @param options the string
	 * @param variables turns {@code &name} into the macro variable's text, or gives null if there is none
	 * @return text by key, in order; keys in lower case
	 * @throws PerfusionException if a bracket is not closed, a key is given twice, or a variable is not known
	 */
	static Map<String, String> parse(final String options, final UnaryOperator<String> variables) {
		final Map<String, String> texts = new LinkedHashMap<>();
		int at = 0;
		while (true) {
			while (at < options.length() && Character.isWhitespace(options.charAt(at))) at++;
			if (at == options.length()) return texts;
			int end = at;
			while (end < options.length() && options.charAt(end) != '=' && !Character.isWhitespace(options.charAt(end))) end++;
			final String key = options.substring(at, end).toLowerCase(Locale.ROOT);
			String text = null;
			if (end < options.length() && options.charAt(end) == '=') {
				final int start = end + 1;
				end = endOfValue(options, start, key);
				text = options.substring(start, end);
				if (text.startsWith("[")) text = text.substring(1, text.length() - 1);
				else if (text.startsWith("&")) text = variable(text.substring(1), key, variables);
			}
			if (key.isEmpty()) throw new PerfusionException("A key is missing before \"=" + text + "\" in the macro's options.");
			if (texts.containsKey(key)) throw new PerfusionException(key + " is given twice in the macro's options.");
			texts.put(key, text);
			at = end;
		}
	}

	/**
	 * @param parameters of a command
	 * @param values value by key
	 * @return the options that say where the values differ from the defaults, empty if nowhere
	 */
	static String format(final List<ParameterInfo> parameters, final Map<String, Object> values) {
		final StringBuilder options = new StringBuilder();
		for (final ParameterInfo parameter : parameters) {
			final Object value = values.get(parameter.key());
			if (parameter.isDefault(value)) continue;
			if (options.length() > 0) options.append(' ');
			options.append(parameter.key()).append('=').append(quote(parameter.text(value)));
		}
		return options.toString();
	}

	/**
	 * @return true if the text comes out of {@link #parse} as it went into {@link #format}; only unbalanced brackets do not
	 */
	static boolean canBeWritten(final String text) {
		int open = 0;
		for (final char c : text.toCharArray()) {
			if (c == '[') open++;
			else if (c == ']' && --open < 0) return false;
		}
		return open == 0;
	}

	/** Brackets where ImageJ needs them: blanks, nothing at all, or a first character that means something else. */
	static String quote(final String text) {
		final boolean plain = !text.isEmpty() && text.chars().noneMatch(Character::isWhitespace) && !text.startsWith("[") && !text.startsWith("&")
			&& !text.startsWith("'");
		return plain ? text : "[" + text + "]";
	}

	private static int endOfValue(final String options, final int start, final String key) {
		int end = start;
		if (start < options.length() && options.charAt(start) == '[') {
			int open = 0;
			do {
				if (end == options.length()) throw new PerfusionException("The [ of " + key + "=[... is not closed in the macro's options.");
				final char c = options.charAt(end++);
				if (c == '[') open++;
				else if (c == ']') open--;
			}
			while (open > 0);
			return end;
		}
		while (end < options.length() && !Character.isWhitespace(options.charAt(end))) end++;
		return end;
	}

	private static String variable(final String name, final String key, final UnaryOperator<String> variables) {
		final String text = variables.apply(name);
		if (text == null) throw new PerfusionException(key + "=&" + name + ": the macro has no variable " + name + ".");
		return text;
	}
}
