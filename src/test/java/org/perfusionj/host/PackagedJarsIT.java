package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.annotations.Index;
import org.scijava.annotations.IndexItem;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** Tests what the built jars hold. */
class PackagedJarsIT {

	static List<Path> jarsWithMenu() {
		return List.of(Packaged.pluginJar(), Packaged.runnableJar());
	}

	@ParameterizedTest
	@MethodSource("jarsWithMenu")
	void theMenuOfPlainImageJIsTheMenuOfFiji(final Path jar) throws IOException {
		final Map<String, String> imageJ = new TreeMap<>();
		try (JarFile file = new JarFile(jar.toFile())) {
			final JarEntry config = file.getJarEntry("plugins.config");
			assertNotNull(config, "plugins.config is not at the root of " + jar);
			try (InputStream stream = file.getInputStream(config)) {
				for (final PluginMenu.Item item : PluginMenu.read(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
					assertEquals(PluginMenu.PLUGIN, item.plugin(), item.path());
					imageJ.put(item.path(), item.argument());
				}
			}
			assertNotNull(file.getJarEntry(PluginMenu.PLUGIN.replace('.', '/') + ".class"));
		}
		assertEquals(imageJ, commandsOf(jar), "plugins.config (left) and the @Plugin annotations (right) must name the same menu items");
	}

	@Test
	void theRunnableJarListsThePluginsOfEveryJar() throws IOException {
		final Set<String> expected = new TreeSet<>(plugins(Packaged.pluginJar()));
		for (final Path dependency : Packaged.dependencies()) expected.addAll(plugins(dependency));
		assertEquals(expected, new TreeSet<>(plugins(Packaged.runnableJar())));
		assertTrue(expected.contains("org.scijava.command.DefaultCommandService"), "scijava-common is among them");
	}

	@Test
	void serviceFilesAreMerged() throws IOException {
		final Map<String, Set<String>> expected = new TreeMap<>();
		final List<Path> parts = new ArrayList<>(Packaged.dependencies());
		parts.add(Packaged.pluginJar());
		for (final Path part : parts) services(part).forEach((name, lines) -> expected.computeIfAbsent(name, none -> new TreeSet<>()).addAll(lines));
		final Map<String, Set<String>> merged = services(Packaged.runnableJar());
		expected.forEach((name, lines) -> assertTrue(merged.getOrDefault(name, Set.of()).containsAll(lines), name));
	}

	@Test
	void theManifestStartsThePluginAndOpensWhatItPatches() throws IOException {
		try (JarFile jar = new JarFile(Packaged.runnableJar().toFile())) {
			final Attributes main = jar.getManifest().getMainAttributes();
			assertEquals("org.perfusionj.host.startup.Main", main.getValue("Main-Class"));
			assertEquals("java.base/java.lang", main.getValue("Add-Opens"));
			assertEquals(Packaged.version(), main.getValue("Implementation-Version"));
			final List<String> names = jar.stream().map(JarEntry::getName).toList();
			assertTrue(names.stream().noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)")), "signatures of the parts do not fit the whole");
			assertFalse(names.contains("module-info.class"));
			assertEquals(names.size(), new HashSet<>(names).size(), "no entry twice");
			assertNotNull(jar.getJarEntry("ij/IJ.class"));
		}
	}

	@Test
	void networksComeInAFolderOfTheirOwn() throws IOException {
		for (final Path jar : jarsWithMenu()) {
			try (JarFile file = new JarFile(jar.toFile())) {
				assertTrue(file.stream().noneMatch(entry -> entry.getName().matches("org/(nd4j|bytedeco|slf4j)/.*")), jar::toString);
			}
		}
		final List<String> network = Packaged.network().stream().map(path -> "network/" + path.getFileName()).toList();
		try (JarFile jar = new JarFile(Packaged.runnableJar().toFile())) {
			assertEquals(network, Arrays.stream(jar.getManifest().getMainAttributes().getValue("Class-Path").split(" ")).sorted().toList(), "a jar left over from an older build? Then mvn clean.");
		}
		assertEquals(1, network.stream().filter(name -> name.matches("network/nd4j-native-[0-9].*(x86_64|arm64).*")).count(), network::toString);
		final Set<String> dependencies = Packaged.dependencies().stream().map(path -> "network/" + path.getFileName()).collect(Collectors.toSet());
		assertTrue(network.stream().noneMatch(dependencies::contains), "no jar in both");
	}

	@Test
	void aUserOfImageJGetsEveryJarButImageJ() throws IOException {
		final List<String> names = Packaged.dependencies().stream().map(path -> path.getFileName().toString()).toList();
		assertTrue(names.stream().anyMatch(name -> name.startsWith("scijava-common-")), names::toString);
		assertTrue(names.stream().noneMatch(name -> name.startsWith("ij-") || name.startsWith("junit") || name.contains("nd4j")), names::toString);
	}

	/** @return command name by menu path, as the jar's SciJava index has them */
	private static Map<String, String> commandsOf(final Path jar) throws IOException {
		final Map<String, String> commands = new TreeMap<>();
		try (URLClassLoader loader = loader(jar)) {
			for (final IndexItem<Plugin> item : Index.load(Plugin.class, loader)) {
				if (!item.className().startsWith("org.perfusionj.") || item.annotation().type() != Command.class) continue;
				commands.put(item.annotation().menuPath(), item.annotation().name());
			}
		}
		return commands;
	}

	private static List<String> plugins(final Path jar) throws IOException {
		final List<String> names = new ArrayList<>();
		try (URLClassLoader loader = loader(jar)) {
			for (final IndexItem<Plugin> item : Index.load(Plugin.class, loader)) names.add(item.className());
		}
		return names;
	}

	/** Finds resources in the jar alone, classes also among those of the tests. */
	private static URLClassLoader loader(final Path jar) throws IOException {
		final ClassLoader classes = PackagedJarsIT.class.getClassLoader();
		return new URLClassLoader(new URL[] { jar.toUri().toURL() }, null) {

			@Override
			protected Class<?> findClass(final String name) throws ClassNotFoundException {
				return classes.loadClass(name);
			}
		};
	}

	private static Map<String, Set<String>> services(final Path path) throws IOException {
		final Map<String, Set<String>> services = new TreeMap<>();
		try (JarFile jar = new JarFile(path.toFile())) {
			for (final JarEntry entry : jar.stream().filter(one -> one.getName().matches("META-INF/services/[^/]+")).toList()) {
				try (InputStream stream = jar.getInputStream(entry)) {
					services.put(entry.getName(), new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().map(String::trim).filter(line -> !line.isEmpty()
						&& !line.startsWith("#")).collect(Collectors.toSet()));
				}
			}
		}
		return services;
	}
}
