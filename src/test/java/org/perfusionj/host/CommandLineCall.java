package org.perfusionj.host;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * One call of the command line within this JVM: what a user types after {@code java -jar perfusionj.jar}.
 *
 * @param code exit code
 * @param out what went to standard output
 * @param err messages and progress, which go to standard error
 */
public record CommandLineCall(int code, String out, String err) {

	/** @param arguments command and key=value texts */
	public static CommandLineCall of(final String... arguments) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final ByteArrayOutputStream err = new ByteArrayOutputStream();
		final int code = new CommandLine(new PrintStream(out, true, StandardCharsets.UTF_8), new Terminal(new PrintStream(err, true, StandardCharsets.UTF_8), false)).run(arguments);
		return new CommandLineCall(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
	}
}
