package org.perfusionj.network.residue;

import java.util.Map;

/** Reads the settings of a design from a file. */
final class DesignSettings {

	private DesignSettings() {}

	static String text(final Map<String, String> settings, final String key) {
		final String text = settings.get(key);
		if (text == null) throw new IllegalArgumentException("The setting " + key + " is missing.");
		return text;
	}

	static int number(final Map<String, String> settings, final String key) {
		return Integer.parseInt(text(settings, key));
	}

	static boolean flag(final Map<String, String> settings, final String key) {
		final String text = text(settings, key);
		if (!text.equals("true") && !text.equals("false")) throw new IllegalArgumentException("The setting " + key + " is true or false, not " + text + ".");
		return text.equals("true");
	}
}
