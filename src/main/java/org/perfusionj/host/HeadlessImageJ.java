package org.perfusionj.host;

import net.imagej.patcher.LegacyInjector;

/**
 * Makes ImageJ run without a display. ImageJ's menus and dialogs are AWT components, which throw there; ij1-patcher
 * rewrites those classes before they are loaded. No {@code ij} class may be touched before.
 */
final class HeadlessImageJ {

	private HeadlessImageJ() {
	}

	/**
	 * Patches ImageJ for this JVM.
	 *
	 * @throws IllegalStateException if Java does not allow it or ImageJ is loaded already
	 */
	static void patch() {
		System.setProperty("java.awt.headless", "true");
		try {
			LegacyInjector.preinit();
		}
		catch (final RuntimeException | LinkageError refused) {
			throw new IllegalStateException("ImageJ could not be prepared to run without a display. "
				+ "Start it as: java -jar perfusionj.jar ... (or with the option --add-opens java.base/java.lang=ALL-UNNAMED).", refused);
		}
	}
}
