package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Networks run where the folder "network" is, and say what is missing where it is not; each time in a process of its own. */
@Timeout(300)
class NetworkIT {

	private static final String ND4J = "log Networks run on ND4J 1\\.0\\.0-M2\\.1 \\(CPU(, oneDNN)?\\)\\.";
	private static final String ONNX = "log Networks run on ONNX Runtime 1\\.24\\.2 \\(CPU\\)\\.";
	private static final String RESULT = "\\Rcorner 17\\.0\\R";

	@TempDir
	private Path folder;
	private String driver;

	@BeforeEach
	void copyDriver() throws IOException {
		driver = Packaged.classes(folder, NetworkDriver.class, "Printing").toString();
		Packaged.classes(folder, PluginLoaderDriver.class);
	}

	@Test
	void besideTheRunnableJar() throws Exception {
		final Packaged.Result run = run(Packaged.runnableJar(), "auto,auto");
		assertEquals("", run.err(), "nothing of the libraries' own talk");
		assertTrue(run.out().matches("(?s)" + ONNX + " Only the CPU version of ONNX Runtime is installed\\." + RESULT), run.out());
		final Packaged.Result other = run(Packaged.runnableJar(), "nd4j,auto");
		assertEquals("", other.err(), "nor of the other's");
		assertTrue(other.out().matches("(?s)" + ND4J + " Only the CPU version of ND4J is installed\\." + RESULT), other.out());
	}

	@Test
	void inAHostThatLoadsPluginsItsOwnWay() throws Exception {
		final List<Path> jars = new ArrayList<>(List.of(Packaged.pluginJar()));
		jars.addAll(Packaged.dependencies());
		jars.addAll(Packaged.network());
		for (final String[] engine : new String[][] { { "onnx,cpu", ONNX }, { "nd4j,cpu", ND4J } }) {
			final List<String> arguments = new ArrayList<>(List.of(engine[0]));
			jars.forEach(jar -> arguments.add(jar.toString()));

			final Packaged.Result run = java(driver, PluginLoaderDriver.class, arguments);

			assertEquals("", run.err());
			assertTrue(run.out().matches(engine[1] + RESULT), run.out());
		}
	}

	@Test
	void withOnnxRuntimeAlone() throws Exception {
		final Packaged.Result run = run(copy(name -> name.startsWith("onnxruntime-")), "auto,cpu");
		assertEquals("", run.err());
		assertTrue(run.out().matches(ONNX + RESULT), run.out());
	}

	@Test
	void withoutOnnxRuntimeTheOtherIsTaken() throws Exception {
		final Packaged.Result run = run(copy(name -> !name.startsWith("onnxruntime-")), "auto,cpu");
		assertEquals("", run.err());
		assertTrue(run.out().matches("(?s)" + ND4J + " ONNX Runtime is not installed \\(.*\\)\\..*and restart\\." + RESULT), run.out());
	}

	@Test
	void withoutTheFolder() throws Exception {
		final Path alone = copy(name -> false);
		for (final String[] engine : new String[][] { { "auto,auto", "ONNX Runtime" }, { "nd4j,cpu", "ND4J" } }) {
			final Packaged.Result run = run(alone, engine[0]);
			assertTrue(run.out().startsWith("message " + engine[1] + " is not installed ("), run.out() + run.err());
			assertTrue(run.out().contains("put the folder itself beside perfusionj.jar, and restart."), run.out());
		}
	}

	@Test
	void withTheFolderOfAnotherPlatform() throws Exception {
		final Packaged.Result run = run(copy(name -> !name.matches("nd4j-native-[0-9].*x86_64.*|nd4j-native-[0-9].*arm64.*")), "nd4j,cpu");
		assertTrue(run.out().startsWith("message ND4J cannot be used on this machine ("), run.out() + run.err());
		assertTrue(run.out().contains("made for this kind of machine"), run.out());
	}

	/** Copies the runnable jar, and of the folder those jars whose names are wanted. */
	private Path copy(final Predicate<String> wanted) throws IOException {
		final Path jar = Files.copy(Packaged.runnableJar(), folder.resolve("perfusionj.jar"));
		final Path network = Files.createDirectory(folder.resolve("network"));
		for (final Path part : Packaged.network())
			if (wanted.test(part.getFileName().toString())) Files.copy(part, network.resolve(part.getFileName()));
		return jar;
	}

	private Packaged.Result run(final Path jar, final String engine) throws Exception {
		return java(jar + File.pathSeparator + driver, NetworkDriver.class, List.of(engine));
	}

	private Packaged.Result java(final String classPath, final Class<?> main, final List<String> arguments) throws Exception {
		// natives are unpacked once for all tests, and not into the home of whoever runs them
		final List<String> all = new ArrayList<>(List.of("-Dorg.bytedeco.javacpp.cachedir=" + Packaged.build().resolve("javacpp"), "-cp", classPath, main.getName()));
		all.addAll(arguments);
		return Packaged.java(Packaged.ownJava(), folder, false, all);
	}
}
