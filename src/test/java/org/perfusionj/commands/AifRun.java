package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.perfusionj.host.CommandLineCall;

/** Runs of the command {@code aif} on the command line of this JVM, with a stand-in for the network. */
final class AifRun {

	private AifRun() {}

	/** Runs the command, whatever comes of it. */
	static CommandLineCall call(final Path input, final Path output, final String... more) {
		final List<String> arguments = new ArrayList<>(List.of("fake_aif", "input=" + input, "output=" + output));
		arguments.addAll(List.of(more));
		return CommandLineCall.of(arguments.toArray(String[]::new));
	}

	/** Runs the command, requires that it ends well, and returns what it said. */
	static String done(final Path input, final Path output, final String... more) {
		final CommandLineCall call = call(input, output, more);
		assertEquals(0, call.code(), call.err());
		return call.err();
	}

	/** Requires that a run ends with the code, says all of the texts and leaves no file. */
	static void refused(final int code, final Path input, final Path output, final List<String> more, final String... texts) throws IOException {
		final CommandLineCall call = call(input, output, more.toArray(String[]::new));
		assertEquals(code, call.code(), call.err());
		for (final String text : texts)
			assertTrue(call.err().contains(text), () -> "\"" + text + "\" is not in: " + call.err());
		assertFalse(call.err().contains("\tat "), () -> "no stack trace: " + call.err());
		assertFalse(Files.exists(output), "nothing is written");
	}
}
