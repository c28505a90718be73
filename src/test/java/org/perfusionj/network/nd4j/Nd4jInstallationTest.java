package org.perfusionj.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.perfusionj.network.Device;
import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** ND4J as it is found here, and the plugin in a class loader that has no ND4J. */
class Nd4jInstallationTest {

	private static final Path CLASSES = Path.of(URI.create(InstalledEngines.class.getProtectionDomain().getCodeSource().getLocation().toString()));

	@Test
	void theEngineIsTheOneAskedFor() {
		final NetworkEngine engine = new InstalledEngines().find(Device.AUTO, WorkMonitor.SILENT);
		assertEquals(engine.device(), new Nd4jInstallation().load(engine.device()).device());
	}

	@Test
	void withoutAGpuTheReasonIsSaid() {
		Assumptions.assumeTrue(Nd4jEngine.load().device() == Device.CPU, "ND4J runs on a GPU here");
		final PerfusionException thrown = assertThrows(PerfusionException.class, () -> new InstalledEngines().find(Device.CUDA, WorkMonitor.SILENT));
		assertEquals("device=cuda: Only the CPU version of ND4J is installed. docs/networks.md says what a GPU needs; device=cpu and device=auto do without one.", thrown.getMessage());
	}

	@Test
	void withoutAGpuNothingIsSaidOfWhatItNeedsUnlessItIsAskedFor() {
		Assumptions.assumeTrue(Nd4jEngine.load().device() == Device.CPU, "ND4J runs on a GPU here");
		final MonitorLog log = new MonitorLog();
		final NetworkEngine engine = new InstalledEngines().find(Device.AUTO, log);
		assertEquals(List.of("Networks run on " + engine.description() + ". Only the CPU version of ND4J is installed."), log.lines());
	}

	/** Once ND4J has chosen a GPU that it cannot run on, nothing in this Java process brings it back. */
	@Test
	void aGpuThatCannotBeUsedIsToldWithTheWayOut() {
		final LinkageError failed = new ExceptionInInitializerError(new IllegalStateException("no kernel image is available for execution on the device\nmore"));
		final String message = new Nd4jInstallation(true).unusable(failed).getMessage();
		assertTrue(message.contains("no kernel image is available for execution on the device. If that is because of the GPU, set the environment variable BACKEND_PRIORITY_CPU=1000"), message);
		assertFalse(new Nd4jInstallation(false).unusable(failed).getMessage().contains("BACKEND_PRIORITY_CPU"));
	}

	@Test
	void withoutItsJarsTheMessageSaysWhatToCopy() throws Exception {
		try (URLClassLoader loader = withoutNd4j()) {
			final Class<?> engines = loader.loadClass(InstalledEngines.class.getName());
			final Class<?> device = loader.loadClass(Device.class.getName());
			final Class<?> monitor = loader.loadClass(WorkMonitor.class.getName());

			final InvocationTargetException thrown = assertThrows(InvocationTargetException.class, () -> engines.getMethod("find", device, monitor).invoke(engines.getConstructor().newInstance(), device
				.getMethod("of", String.class).invoke(null, "auto"), monitor.getField("SILENT").get(null)));

			assertEquals(PerfusionException.class.getName(), thrown.getCause().getClass().getName());
			assertTrue(thrown.getCause().getMessage().startsWith("The libraries that networks need are not installed ("), thrown.getCause()::getMessage);
			assertTrue(thrown.getCause().getMessage().contains("Copy all jars of the folder \"network\""));
		}
	}

	@Test
	void everythingElseLoadsWithoutItsJars() throws Exception {
		int count = 0;
		try (URLClassLoader loader = withoutNd4j()) {
			assertThrows(ClassNotFoundException.class, () -> loader.loadClass("org.nd4j.linalg.factory.Nd4j"));
			for (final String name : classNames()) {
				if (name.startsWith(Nd4jEngine.class.getPackageName() + ".")) continue;
				final Class<?> one = Class.forName(name, false, loader);
				// what signatures name must be there
				one.getDeclaredMethods();
				one.getDeclaredFields();
				one.getDeclaredConstructors();
				count++;
			}
		}
		assertTrue(count > 300, count + " classes");
	}

	@Test
	void onlyThisPackageKnowsNd4j() throws IOException {
		for (final String name : classNames()) {
			if (name.startsWith(Nd4jEngine.class.getPackageName() + ".")) continue;
			final String code = new String(Files.readAllBytes(CLASSES.resolve(name.replace('.', '/') + ".class")), StandardCharsets.ISO_8859_1);
			assertFalse(code.contains("org/nd4j/"), name);
		}
	}

	private static List<String> classNames() throws IOException {
		try (Stream<Path> files = Files.walk(CLASSES)) {
			return files.map(file -> CLASSES.relativize(file).toString().replace(File.separatorChar, '.')).filter(name -> name.endsWith(".class")).map(name -> name.substring(0, name.length() - 6)).toList();
		}
	}

	private static URLClassLoader withoutNd4j() throws IOException {
		final List<URL> urls = new ArrayList<>();
		urls.add(CLASSES.toUri().toURL());
		for (final String entry : System.getProperty("java.class.path").split(File.pathSeparator))
			if (entry.endsWith(".jar") && !entry.matches(".*(nd4j|javacpp|openblas).*")) urls.add(Path.of(entry).toUri().toURL());
		return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}
}
