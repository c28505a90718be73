package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@link CommandLine} within this JVM; the packaged jar's tests run it as a process. */
class CommandLineTest {

	@TempDir
	private Path folder;

	private final ByteArrayOutputStream out = new ByteArrayOutputStream();
	private final ByteArrayOutputStream err = new ByteArrayOutputStream();

	@Test
	void runsACommandWithItsParameters() throws IOException {
		final Path result = folder.resolve("a result.txt");
		final int code = run("echo", "output=" + result, "method=csvd", "smoothing_mm=3", "residue", "overwrite=false", "note=x = [y] z");
		assertEquals(CommandLine.DONE, code, err.toString(StandardCharsets.UTF_8));
		final String echo = Files.readString(result);
		for (final String expected : new String[] { "method=cSVD\n", "threshold=auto\n", "smoothing_mm=3.0\n", "residue=true\n", "overwrite=false\n", "note=x = [y] z\n",
			"image=none\n" })
		{
			assertTrue(echo.contains(expected), echo);
		}
		assertTrue(err().contains("echo method=cSVD"), "the command's log goes to standard error: " + err());
		assertEquals("", out());
	}

	@Test
	void progressIsShown() {
		run("echo", "seconds=0.3");
		assertTrue(err().matches("(?s).*\\d+ %  Echoing.*"), err());
	}

	@Test
	void wrongArgumentsAreNamedAndNothingIsRun() {
		assertBad("There is no command \"deconvolv\"", "deconvolv");
		assertBad("has no parameter \"methd\"", "echo", "methd=oSVD");
		assertBad("smoothing_mm must be a number", "echo", "smoothing_mm=wide");
		assertBad("0 to 20", "echo", "smoothing_mm=20.5");
		assertBad("repeats must be a whole number", "echo", "repeats=1.5");
		assertBad("decimal point", "echo", "smoothing_mm=1,5");
		assertBad("sSVD, cSVD, oSVD", "echo", "method=xSVD");
		assertBad("residue must be true or false", "echo", "residue=yes");
		assertBad("without dashes", "echo", "--method=oSVD");
		assertBad("method needs a value", "echo", "method");
		assertBad("given twice", "echo", "method=oSVD", "method=sSVD");
		assertBad("Give a macro file", "macro");
		assertBad("Give a command");
	}

	@Test
	void failuresHaveTheirOwnCode() {
		assertEquals(CommandLine.FAILED, run("echo", "fault=input"));
		assertEquals("The input is no echo. Shout louder.", err().trim());
		assertEquals(CommandLine.FAILED, run("echo", "fault=file"));
		assertEquals("disc.txt: no space left", err().trim());
		assertEquals(CommandLine.FAILED, run("echo", "fault=program"));
		assertTrue(err().contains("a fault of the program") && err().contains("at " + EchoCommand.class.getName()), err());
	}

	@Test
	void helpListsEveryParameter() {
		assertEquals(CommandLine.DONE, run("echo", "help"));
		final String help = out();
		for (final String expected : new String[] { "echo: Echo (a/b)...", "Writes down what it is given.", "input  file or folder; default none",
			"method  sSVD|cSVD|oSVD|two words; default oSVD", "threshold  auto|number, in %; default auto", "smoothing_mm  number, 0 to 20, in mm; default 1.5",
			"repeats  whole number, 1 to 1000; default 1", "residue  true|false; default false", "Width of the filter.", "\nInput\n", "\nWork\n", "Research use only" })
		{
			assertTrue(help.contains(expected), () -> expected + " is not in\n" + help);
		}
		assertFalse(help.contains("    image"), "the host's parameters have no key");
	}

	@Test
	void helpListsTheCommands() {
		assertEquals(CommandLine.DONE, run("help"));
		assertTrue(out().contains("echo") && out().contains("Echo (a/b)..."), out());
		assertEquals(CommandLine.DONE, run("version"));
		assertTrue(out().startsWith("PerfusionJ "), out());
	}

	@Test
	void aTerminalLineIsRewritten() {
		final Terminal terminal = new Terminal(new PrintStream(err, true, StandardCharsets.UTF_8), true);
		terminal.progress("Reading the series", 0.5);
		terminal.progress("Masking", 0.75);
		terminal.line("AIF: 4 voxels");
		assertEquals("\r 50 %  Reading the series\r 75 %  Masking           \r" + " ".repeat(14) + "\rAIF: 4 voxels", err().stripTrailing());
	}

	private void assertBad(final String expected, final String... arguments) {
		assertEquals(CommandLine.BAD_ARGUMENTS, run(arguments), () -> String.join(" ", arguments));
		assertTrue(err().contains(expected), err());
		assertTrue(err().lines().count() == 2, "a message and a hint: " + err());
	}

	private int run(final String... arguments) {
		out.reset();
		err.reset();
		return new CommandLine(new PrintStream(out, true, StandardCharsets.UTF_8), new Terminal(new PrintStream(err, true, StandardCharsets.UTF_8), false))
			.run(arguments);
	}

	private String out() {
		return out.toString(StandardCharsets.UTF_8);
	}

	private String err() {
		return err.toString(StandardCharsets.UTF_8);
	}
}
