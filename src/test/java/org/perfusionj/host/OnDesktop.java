package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.Prefs;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.commands.CommandParameters;
import org.perfusionj.commands.ParameterInfo;

/** Tests with a running plain ImageJ: one for the tests of a class, which leave no window behind. */
abstract class OnDesktop {

	static Desktop desktop;

	@TempDir
	Path folder;

	@BeforeAll
	static void startImageJ() throws Exception {
		desktop = new Desktop();
	}

	@AfterAll
	static void quitImageJ() throws Exception {
		if (desktop != null) desktop.close();
	}

	@AfterEach
	void closeEverything() {
		desktop.closeAll();
		assertEquals(List.of(), desktop.titles());
	}

	/** Makes the dialog of a command show its defaults. */
	static void forgetLastValues(final String command) {
		for (final ParameterInfo parameter : CommandParameters.of(CommandIndex.shared().find(command).orElseThrow()).keyed())
			Prefs.set("perfusionj." + command + "." + parameter.key(), null);
	}
}
