package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.commands.CommandParameters;
import org.perfusionj.commands.ParameterInfo;

/** Puts the plugin jar and its dependencies into the plugins folder of an ImageJ and drives its menu there. */
@Timeout(180)
class PlainImageJIT {

	@TempDir
	private Path folder;

	@BeforeEach
	void needsADisplay() {
		RunnableJarIT.assumeDisplay();
	}

	@ParameterizedTest
	@ValueSource(strings = { "plugins", "jars" })
	void everyMenuItemOpensItsDialog(final String dependencies) throws Exception {
		final Path plugins = Files.createDirectory(folder.resolve("plugins"));
		Files.createDirectories(folder.resolve(dependencies));
		Files.copy(Packaged.pluginJar(), plugins.resolve(Packaged.pluginJar().getFileName()));
		for (final Path jar : Packaged.dependencies()) Files.copy(jar, folder.resolve(dependencies).resolve(jar.getFileName()));
		Packaged.echoJar(plugins);
		final Path result = folder.resolve("echo.txt");

		final Path ij = Path.of(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		final List<String> arguments = new ArrayList<>(List.of("-Dplugins.dir=" + folder, "-cp", ij + File.pathSeparator + Packaged.classes(folder, PlainImageJDriver.class),
			PlainImageJDriver.class.getName(), result.toString()));
		final List<String> withDialog = labelsOfCommandsWithDialog();
		arguments.addAll(withDialog);
		final Packaged.Result run = Packaged.java(Packaged.ownJava(), folder, true, arguments);

		assertEquals(0, run.code(), run.out() + run.err());
		for (final PluginMenu.Item item : PluginMenu.own()) {
			assertTrue(run.out().contains("item " + item.label() + " -> " + PluginMenu.PLUGIN + "(\"" + item.argument() + "\")"), run.out());
			if (withDialog.contains(item.label())) assertTrue(run.out().contains("dialog " + item.label()), run.out());
		}
		assertTrue(run.out().contains("dialog " + Packaged.ECHO_LABEL), run.out() + run.err());
		assertTrue(Files.readString(result).startsWith("method=cSVD\n"));
		for (final String shown : new String[] { "image phantom-11", "image phantom-11 CBF", "image phantom-11 TTP", "image phantom-11 residue", "window phantom-11 curves", "window phantom-11 perfusion summary", "window ROI Manager" })
			assertTrue(run.out().lines().anyMatch(shown::equals), shown + " in " + run.out() + run.err());
	}

	private static List<String> labelsOfCommandsWithDialog() {
		return CommandIndex.shared().all().stream().filter(command -> CommandParameters.of(command).keyed().stream().anyMatch(ParameterInfo::shown)).map(
			CommandIndex::label).toList();
	}
}
