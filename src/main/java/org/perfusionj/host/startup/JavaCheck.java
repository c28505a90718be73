package org.perfusionj.host.startup;

/** Says whether a Java runtime can run the plugin. */
final class JavaCheck {

	/** Oldest Java that can load the plugin's classes. */
	static final int OLDEST = 17;

	private JavaCheck() {
	}

	/**
	 * @param specification value of {@code java.specification.version}: {@code 1.8}, {@code 11}, {@code 21}
	 * @param version value of {@code java.version}, for the message
	 * @param home value of {@code java.home}, for the message
	 * @return what to tell the user, or null if this Java will do
	 */
	static String problem(final String specification, final String version, final String home) {
		if (feature(specification) >= OLDEST) return null;
		return "PerfusionJ needs Java " + OLDEST + " or newer, this is Java " + version + " (" + home + ").\n"
			+ "In Fiji: install Fiji-Latest, which brings its own Java. ImageJ: start it with a newer Java.";
	}

	/** @return {@link #problem} of the running Java */
	static String problem() {
		return problem(System.getProperty("java.specification.version"), System.getProperty("java.version"), System.getProperty("java.home"));
	}

	private static int feature(final String specification) {
		final String number = specification.startsWith("1.") ? specification.substring(2) : specification;
		final int dot = number.indexOf('.');
		try {
			return Integer.parseInt(dot < 0 ? number : number.substring(0, dot));
		}
		catch (final NumberFormatException unknown) {
			// A Java that counts in another way is newer than this code.
			return Integer.MAX_VALUE;
		}
	}
}
