package org.perfusionj.host;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The build's jars, a jar that adds {@link EchoCommand} to them, and processes that run them away from the project. */
final class Packaged {

	/** Label of the command of {@link #echoJar}. */
	static final String ECHO_LABEL = "Echo (a/b)...";

	private static final int SECONDS = 120;
	private static final String INDEX = "META-INF/json/org.scijava.plugin.Plugin";

	private static final Path BUILD = Path.of(property("perfusionj.build"));

	private Packaged() {
	}

	/**
	 * How a process ended.
	 *
	 * @param code its exit code
	 * @param out what it wrote to standard output
	 * @param err what it wrote to standard error
	 */
	record Result(int code, String out, String err) {
	}

	/** @return the runnable jar */
	static Path runnableJar() {
		return BUILD.resolve("perfusionj.jar");
	}

	/** @return the plugin jar */
	static Path pluginJar() {
		return BUILD.resolve("PerfusionJ_-" + version() + ".jar");
	}

	/** @return version of the build */
	static String version() {
		return property("perfusionj.version");
	}

	/** @return jars that a user of plain ImageJ copies beside the plugin */
	static List<Path> dependencies() throws IOException {
		try (Stream<Path> files = Files.list(BUILD.resolve("dependencies"))) {
			return files.sorted().toList();
		}
	}

	/** @return jars that networks need beside the others */
	static List<Path> network() throws IOException {
		try (Stream<Path> files = Files.list(BUILD.resolve("network"))) {
			return files.sorted().toList();
		}
	}

	/** @return folder of the build */
	static Path build() {
		return BUILD;
	}

	/** Copies a class, and classes inside it, to a folder of their own, which is returned. */
	static Path classes(final Path folder, final Class<?> outer, final String... inner) throws IOException {
		final Path classes = folder.resolve("driver");
		final List<String> names = new ArrayList<>(List.of(outer.getName()));
		for (final String name : inner) names.add(outer.getName() + "$" + name);
		for (final String name : names) {
			final String file = name.replace('.', '/') + ".class";
			Files.createDirectories(classes.resolve(file).getParent());
			try (InputStream code = outer.getClassLoader().getResourceAsStream(file)) {
				Files.copy(code, classes.resolve(file));
			}
		}
		return classes;
	}

	/** Writes a plugin jar with the echo command, its index and its {@code plugins.config}. */
	static Path echoJar(final Path folder) throws IOException {
		final Path jar = folder.resolve("Echo_.jar");
		final String index = resource(INDEX);
		final int start = index.indexOf("{\"class\":\"" + EchoCommand.class.getName() + "\"");
		final int next = index.indexOf("{\"class\":", start + 1);
		final String classFile = EchoCommand.class.getName().replace('.', '/') + ".class";
		try (OutputStream file = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(file)) {
			entry(entries, INDEX, index.substring(start, next < 0 ? index.length() : next).getBytes(StandardCharsets.UTF_8));
			entry(entries, "plugins.config", ("Plugins>Perfusion, \"" + ECHO_LABEL + "\", " + PluginMenu.PLUGIN + "(\"echo\")\n").getBytes(StandardCharsets.UTF_8));
			try (InputStream code = EchoCommand.class.getClassLoader().getResourceAsStream(classFile)) {
				entry(entries, classFile, code.readAllBytes());
			}
		}
		return jar;
	}

	/** @return home of the newest other JDK installed beside the running one that is newer than it */
	static Optional<Path> newerJava() throws IOException {
		final Path parent = Path.of(System.getProperty("java.home")).toRealPath().getParent();
		final int own = Runtime.version().feature();
		try (Stream<Path> homes = Files.list(parent)) {
			return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")) && feature(home) > own).max(Comparator.comparingInt(Packaged::feature));
		}
	}

	/** Starts the Java of a home and waits for its end; standard error and output are read apart. */
	static Result java(final Path home, final Path folder, final boolean display, final List<String> arguments) throws IOException, InterruptedException {
		final Path out = Files.createTempFile(folder, "out", ".txt");
		final Path err = Files.createTempFile(folder, "err", ".txt");
		final Process process = start(home, folder, display, arguments, out, err);
		if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
			process.destroyForcibly().waitFor();
			throw new IOException("No end after " + SECONDS + " s:\n" + Files.readString(out) + Files.readString(err));
		}
		return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
	}

	/** Starts the Java of a home in a folder. */
	static Process start(final Path home, final Path folder, final boolean display, final List<String> arguments, final Path out, final Path err)
		throws IOException
	{
		final List<String> line = new ArrayList<>();
		line.add(home.resolve("bin").resolve("java").toString());
		line.add("-Xmx512m");
		// Preferences of whoever runs the tests stay out of it.
		line.add("-Duser.home=" + folder);
		line.addAll(arguments);
		final ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
		if (!display) builder.environment().remove("DISPLAY");
		return builder.start();
	}

	/** @return home of the running Java */
	static Path ownJava() {
		return Path.of(System.getProperty("java.home"));
	}

	/** @return arguments that run the main class of the runnable jar together with the echo command */
	static List<String> withEcho(final Path echoJar, final String... arguments) {
		final List<String> all = new ArrayList<>(List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", "-cp", runnableJar() + File.pathSeparator + echoJar,
			"org.perfusionj.host.startup.Main"));
		all.addAll(List.of(arguments));
		return all;
	}

	private static int feature(final Path home) {
		final Path release = home.resolve("release");
		if (!Files.isRegularFile(release)) return 0;
		try {
			return Files.readAllLines(release).stream().filter(line -> line.startsWith("JAVA_VERSION=\"")).map(line -> line.substring(14).split("[.\"+-]")[0])
				.mapToInt(Integer::parseInt).findFirst().orElse(0);
		}
		catch (final IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}

	private static String resource(final String name) throws IOException {
		final Path classes = Path.of(EchoCommand.class.getProtectionDomain().getCodeSource().getLocation().getPath());
		return Files.readString(classes.resolve(name));
	}

	private static void entry(final JarOutputStream entries, final String name, final byte[] content) throws IOException {
		entries.putNextEntry(new JarEntry(name));
		entries.write(content);
		entries.closeEntry();
	}

	private static String property(final String name) {
		final String value = System.getProperty(name);
		if (value == null) throw new IllegalStateException("Run the tests of the packaged jars with mvn verify: " + name + " is not set");
		return value;
	}
}
