package org.perfusionj.host;

import ij.Prefs;

import java.util.Map;

import org.perfusionj.commands.CommandParameters;
import org.perfusionj.commands.ParameterInfo;
import org.perfusionj.work.PerfusionException;

/**
 * The values a user chose last in a command's dialog, kept in ImageJ's preferences. Only dialogs read and write them:
 * a macro or a command line must do the same on every machine.
 */
final class LastValues {

	private final String prefix;
	private final CommandParameters parameters;

	LastValues(final String command, final CommandParameters parameters) {
		this.prefix = "perfusionj." + command + ".";
		this.parameters = parameters;
	}

	/** @return value by key: the remembered one if it still is one, else the default */
	Map<String, Object> load() {
		final Map<String, Object> values = parameters.defaults();
		for (final ParameterInfo parameter : parameters.keyed()) {
			final String text = parameter.remembered() ? Prefs.get(prefix + parameter.key(), null) : null;
			if (text == null) continue;
			try {
				values.put(parameter.key(), parameter.parse(text));
			}
			catch (final PerfusionException outdated) {
				// A version with another range or other choices wrote it: its place is taken by the default.
				values.put(parameter.key(), parameter.defaultValue());
			}
		}
		return values;
	}

	/** @param values value by key, kept for the next dialog; a default is not kept, so that it follows the program */
	void save(final Map<String, Object> values) {
		for (final ParameterInfo parameter : parameters.keyed()) {
			if (!parameter.remembered()) continue;
			final Object value = values.get(parameter.key());
			// ImageJ forgets a preference that is set to null.
			Prefs.set(prefix + parameter.key(), parameter.isDefault(value) ? null : parameter.text(value));
		}
	}
}
