package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the runnable jar as a process in a folder outside the project, without a display unless a test says so. */
@Timeout(180)
class RunnableJarIT {

	@TempDir
	private Path folder;

	@Test
	void helpAndVersion() throws Exception {
		final Packaged.Result help = jar("help");
		assertEquals(0, help.code(), help.err());
		assertTrue(help.out().contains("PerfusionJ " + Packaged.version()) && help.out().contains("Commands:"), help.out());
		assertEquals(0, jar("version").code());
		assertEquals(2, jar("nonesuch").code());
	}

	@Test
	void withoutADisplayItSaysWhatToDo() throws Exception {
		final Packaged.Result nothing = jar();
		assertEquals(1, nothing.code());
		assertTrue(nothing.err().contains("needs a display"), nothing.err());
	}

	@Test
	void aCommandRunsAndItsExitCodeTellsHowItWent() throws Exception {
		final Path echo = Packaged.echoJar(folder);
		final Path result = folder.resolve("a result.txt");
		final Packaged.Result done = java(Packaged.withEcho(echo, "echo", "output=" + result, "method=cSVD", "seconds=0.2"));
		assertEquals(0, done.code(), done.err());
		assertEquals("", done.out());
		assertTrue(done.err().contains("%  Echoing") && done.err().contains("echo method=cSVD"), done.err());
		assertTrue(Files.readString(result).startsWith("method=cSVD\n"));
		assertEquals(1, java(Packaged.withEcho(echo, "echo", "fault=input")).code());
		assertEquals(1, java(Packaged.withEcho(echo, "echo", "fault=program")).code());
		assertEquals(2, java(Packaged.withEcho(echo, "echo", "smoothing_mm=100")).code());
	}

	/** ImageJ patched for such runs claims batch mode: the maps would be made for nobody, and the exit code would be 0. */
	@Test
	void mapsThatWouldGoNowhereAreRefused() throws Exception {
		final Packaged.Result refused = jar("deconvolve", "input=" + Files.createFile(folder.resolve("series.nii")));
		assertEquals(2, refused.code(), refused.err());
		assertTrue(refused.err().contains("Give a folder for them: output="), refused.err());
	}

	@Test
	void anInterruptStopsACommand() throws Exception {
		final Path result = folder.resolve("never.txt");
		final Path out = folder.resolve("out.txt");
		final Path err = folder.resolve("err.txt");
		final Process process = Packaged.start(Packaged.ownJava(), folder, false, Packaged.withEcho(Packaged.echoJar(folder), "echo", "seconds=100", "output="
			+ result), out, err);
		for (int n = 0; n < 600 && !Files.readString(err).contains("Echoing"); n++) Thread.sleep(100);
		final long start = System.nanoTime();
		process.destroy();
		assertTrue(process.waitFor(5, TimeUnit.SECONDS), "still running");
		assertTrue(System.nanoTime() - start < 2_000_000_000L);
		assertTrue(process.exitValue() != 0);
		assertTrue(Files.readString(err).contains("Interrupted. Nothing was written."), Files.readString(err));
		assertFalse(Files.exists(result));
	}

	@Test
	void aMacroRunsThePluginsCommands() throws Exception {
		checkMacros(Packaged.ownJava());
	}

	@Test
	void theNewestJavaRunsIt() throws Exception {
		final Optional<Path> newer = Packaged.newerJava();
		Assumptions.assumeTrue(newer.isPresent(), "no newer JDK beside " + Packaged.ownJava());
		checkMacros(newer.orElseThrow());
		final Packaged.Result help = Packaged.java(newer.orElseThrow(), folder, false, List.of("-jar", Packaged.runnableJar().toString(), "help"));
		assertEquals(0, help.code(), help.err());
	}

	@Test
	void aMacroRunsFromTheJarItself() throws Exception {
		final Path macro = folder.resolve("plain.ijm");
		Files.writeString(macro, "newImage('x', '16-bit', 8, 8, 3); run('Gaussian Blur...', 'sigma=1 stack'); print(nSlices + ' ' + getArgument());");
		final Packaged.Result done = jar("macro", macro.toString(), "an argument");
		assertEquals(0, done.code(), done.err());
		assertEquals("3 an argument", done.out().trim());
		Files.writeString(macro, "run('There is no such command');");
		assertEquals(1, jar("macro", macro.toString()).code());
		Files.writeString(macro, "exit('by itself');");
		assertEquals(1, jar("macro", macro.toString()).code());
		assertEquals(1, jar("macro", "missing.ijm").code());
	}

	@Test
	void withADisplayImageJStartsWithTheMenu() throws Exception {
		assumeDisplay();
		final Path out = folder.resolve("out.txt");
		final Path err = folder.resolve("err.txt");
		final Path result = folder.resolve("shown.txt");
		final Process process = Packaged.start(Packaged.ownJava(), folder, true, Packaged.withEcho(Packaged.echoJar(folder), "--show", "echo", "output="
			+ result), out, err);
		try {
			for (int n = 0; n < 600 && process.isAlive() && !Files.readString(err).contains("echo method"); n++) Thread.sleep(100);
			assertTrue(process.isAlive(), () -> "windows stay open: " + read(err));
			assertTrue(Files.exists(result), () -> read(err));
		}
		finally {
			process.destroy();
			process.waitFor();
		}
	}

	@Test
	void withoutArgumentsTheMenuIsCompleteAndEveryItemRuns() throws Exception {
		assumeDisplay();
		final Path phantom = folder.resolve("my phantom");
		final String macro = "run('Perfusion CT phantom'); if (nImages != 1) exit('no sample'); run('Close All');"
			+ "run('Perfusion phantom', 'seed=7 occlusion=left_M1 matrix=96 slices=2 slice_mm=10 frames=40 frame_interval_s=1.2 timing=regular output=[" + phantom + "]');"
			+ "if (nImages != 7) exit('' + nImages + ' images of the phantom'); run('Close All'); run('Open perfusion series', 'input=[" + phantom.resolve("series.nii.gz") + "]');"
			+ "run('Deconvolve (sSVD/cSVD/oSVD/Tikhonov)', 'method=sSVD'); selectImage('series Tmax'); return getTitle() + ' of ' + nImages;";
		final Path classes = Packaged.classes(folder, RunnableJarDriver.class);

		final Packaged.Result run = Packaged.java(Packaged.ownJava(), folder, true, List.of("-Xmx1g", "-cp", Packaged.runnableJar() + File.pathSeparator + classes,
			RunnableJarDriver.class.getName(), macro));

		assertEquals(0, run.code(), run.out() + run.err());
		assertTrue(run.out().contains("menu Plugins>Perfusion [Analyze case, Compare AIF/VOF with raters, Compare lesions with reference, Compare methods on tissue, Core segmentation, Deconvolve (sSVD/cSVD/oSVD/Tikhonov), Deep residue estimation, Estimate AIF/VOF (AIFNet), Evaluate methods, Explore curves, Fine-tune deep residue network, Open perfusion series, Perfusion phantom, Train AIFNet, Train deep residue network, Train lesion rule]"), run.out());
		assertTrue(run.out().contains("menu File [New, Open..., Open Next, Open Samples, Open Recent, Import, "), run.out());
		assertTrue(run.out().lines().anyMatch(line -> line.startsWith("menu File>Open Samples [") && line.contains("Perfusion CT phantom")), run.out());
		assertTrue(run.out().contains("returned series Tmax of 6"), run.out() + run.err());
	}

	static void assumeDisplay() {
		if (!GraphicsEnvironment.isHeadless()) return;
		if ("required".equals(System.getProperty("perfusionj.gui"))) throw new IllegalStateException("perfusionj.gui=required, but there is no display");
		Assumptions.abort("needs a display");
	}

	private void checkMacros(final Path home) throws Exception {
		final Path echo = Packaged.echoJar(folder);
		final Path result = folder.resolve("from a macro.txt");
		final Path macro = folder.resolve("echo.ijm");
		Files.writeString(macro, """
			newImage("series", "16-bit", 8, 8, 3);
			run("Echo (a/b)...", "method=cSVD residue=true note=[two words] output=[%s]");
			eval("run('Echo (a/b)...', 'fault=input');");
			print("a batch goes on");
			""".formatted(result.toString().replace('\\', '/')));
		final Packaged.Result done = Packaged.java(home, folder, false, Packaged.withEcho(echo, "macro", macro.toString()));
		assertEquals(0, done.code(), done.err());
		assertTrue(done.out().contains("a batch goes on"), done.out());
		assertTrue(done.err().contains("The input is no echo."), done.err());
		final String text = Files.readString(result);
		assertTrue(text.contains("method=cSVD\n") && text.contains("residue=true\n") && text.contains("note=two words\n") && text.contains("image=series\n"), text);

		Files.writeString(macro, "run('Echo (a/b)...', 'fault=input');\nprint('not reached');");
		final Packaged.Result failed = Packaged.java(home, folder, false, Packaged.withEcho(echo, "macro", macro.toString()));
		assertEquals(1, failed.code());
		assertFalse(failed.out().contains("not reached"));
		assertTrue(failed.err().contains("The input is no echo. Shout louder."), failed.err());
		Files.writeString(macro, "run('Echo (a/b)...', 'metod=oSVD');\nprint('not reached');");
		assertEquals(1, Packaged.java(home, folder, false, Packaged.withEcho(echo, "macro", macro.toString())).code());
	}

	private Packaged.Result jar(final String... arguments) throws IOException, InterruptedException {
		final List<String> all = new java.util.ArrayList<>(List.of("-jar", Packaged.runnableJar().toString()));
		all.addAll(List.of(arguments));
		return java(all);
	}

	private Packaged.Result java(final List<String> arguments) throws IOException, InterruptedException {
		return Packaged.java(Packaged.ownJava(), folder, false, arguments);
	}

	private static String read(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException unreadable) {
			throw new java.io.UncheckedIOException(unreadable);
		}
	}
}
