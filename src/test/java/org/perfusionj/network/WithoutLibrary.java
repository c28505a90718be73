package org.perfusionj.network;

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

import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The plugin in a class loader that lacks a library which only one package may know.
 *
 * @param jars regular expression of the paths of its jars
 * @param example one of its classes
 * @param home the package
 */
public record WithoutLibrary(String jars, String example, String home) {

	private static final Path CLASSES = Path.of(URI.create(InstalledEngines.class.getProtectionDomain().getCodeSource().getLocation().toString()));

	/** Loads every class that is not at home there, and what their signatures name. */
	public void checkThatEverythingElseLoads() throws Exception {
		int count = 0;
		try (URLClassLoader loader = loader()) {
			assertThrows(ClassNotFoundException.class, () -> loader.loadClass(example));
			for (final String name : foreignClasses()) {
				final Class<?> one = Class.forName(name, false, loader);
				one.getDeclaredMethods();
				one.getDeclaredFields();
				one.getDeclaredConstructors();
				count++;
			}
		}
		assertTrue(count > 300, count + " classes");
	}

	/** @param prefix of its classes, with slashes */
	public void checkThatNothingElseKnows(final String prefix) throws IOException {
		for (final String name : foreignClasses()) {
			final String code = new String(Files.readAllBytes(CLASSES.resolve(name.replace('.', '/') + ".class")), StandardCharsets.ISO_8859_1);
			assertFalse(code.contains(prefix), name);
		}
	}

	/** @return what a user is told who asks for an engine */
	public String message(final String kind, final String device) throws Exception {
		try (URLClassLoader loader = loader()) {
			final Class<?> engines = loader.loadClass(InstalledEngines.class.getName());
			final Class<?> choice = loader.loadClass(EngineChoice.class.getName());
			final Class<?> monitor = loader.loadClass(WorkMonitor.class.getName());
			final Object wanted = choice.getMethod("of", String.class, String.class).invoke(null, kind, device);
			final InvocationTargetException thrown = assertThrows(InvocationTargetException.class, () -> engines.getMethod("find", choice, monitor).invoke(engines.getConstructor().newInstance(), wanted, monitor.getField("SILENT").get(
				null)));
			assertEquals(PerfusionException.class.getName(), thrown.getCause().getClass().getName());
			return thrown.getCause().getMessage();
		}
	}

	private List<String> foreignClasses() throws IOException {
		try (Stream<Path> files = Files.walk(CLASSES)) {
			return files.map(file -> CLASSES.relativize(file).toString().replace(File.separatorChar, '.')).filter(name -> name.endsWith(".class") && !name.startsWith(home + ".")).map(name -> name.substring(0, name.length() - 6)).toList();
		}
	}

	private URLClassLoader loader() throws IOException {
		final List<URL> urls = new ArrayList<>();
		urls.add(CLASSES.toUri().toURL());
		for (final String entry : System.getProperty("java.class.path").split(File.pathSeparator))
			if (entry.endsWith(".jar") && !entry.matches(jars)) urls.add(Path.of(entry).toUri().toURL());
		return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
	}
}
