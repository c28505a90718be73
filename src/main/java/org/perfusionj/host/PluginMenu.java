package org.perfusionj.host;

import ij.IJ;
import ij.Menus;

import java.awt.GraphicsEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.perfusionj.work.PerfusionException;

/**
 * The menu items of {@code plugins.config}. ImageJ reads that file from jars in its plugins folder; where the plugin is on
 * the class path instead (the runnable jar), this class puts the items in.
 */
final class PluginMenu {

	/** All lines of the plugin's {@code plugins.config} call this class. */
	static final String PLUGIN = "org.perfusionj.host.startup.CommandPlugIn";

	private static final Pattern LINE = Pattern.compile("\\s*([^\"#]+?)\\s*,\\s*\"([^\"]+)\"\\s*,\\s*([\\w.$]+)(?:\\(\"([^\"]*)\"\\))?\\s*");

	/**
	 * A menu item.
	 *
	 * @param menu for example {@code Plugins>Perfusion}
	 * @param label last entry of the menu path, ImageJ's name of the command
	 * @param plugin class that runs it
	 * @param argument passed to the class: the name of a command
	 */
	record Item(String menu, String label, String plugin, String argument) {

		/** @return the whole path, for example {@code Plugins>Perfusion>Open perfusion series} */
		String path() {
			return menu + ">" + label;
		}
	}

	private PluginMenu() {
	}

	/**
	 * @param config text of a {@code plugins.config}
	 * @return its items, comments left out
	 * @throws IOException if it cannot be read or a line is not one of a menu item
	 */
	static List<Item> read(final Reader config) throws IOException {
		final List<Item> items = new ArrayList<>();
		final BufferedReader lines = new BufferedReader(config);
		for (String line; (line = lines.readLine()) != null;) {
			if (line.isBlank() || line.startsWith("#")) continue;
			final Matcher parts = LINE.matcher(line);
			if (!parts.matches()) throw new IOException("Not a line of a plugins.config: " + line);
			items.add(new Item(parts.group(1), parts.group(2), parts.group(3), parts.group(4) == null ? "" : parts.group(4)));
		}
		return items;
	}

	/**
	 * @return the plugin's own items, from every {@code plugins.config} on the class path
	 * @throws IOException if one of them cannot be read
	 */
	static List<Item> own() throws IOException {
		final List<Item> own = new ArrayList<>();
		for (final URL url : Collections.list(PluginMenu.class.getClassLoader().getResources("plugins.config"))) {
			try (Reader config = new InputStreamReader(url.openStream(), StandardCharsets.UTF_8)) {
				for (final Item item : read(config)) {
					if (item.plugin().equals(PLUGIN) && !own.contains(item)) own.add(item);
				}
			}
		}
		return own;
	}

	/**
	 * Puts items into ImageJ's menus and its table of commands, so that {@code run("label")} finds them. Without a display
	 * only into the table; ImageJ's headless patches must then be active. Items that are already there stay.
	 *
	 * @param items to add
	 */
	static void install(final List<Item> items) {
		final boolean headless = GraphicsEnvironment.isHeadless();
		// The patched IJ makes the table of commands, which it otherwise makes with the menu bar.
		if (headless && Menus.getCommands() == null) IJ.runPlugIn("ij.IJ.init", "");
		@SuppressWarnings("unchecked")
		final Hashtable<String, String> commands = Menus.getCommands();
		if (commands == null) throw new PerfusionException("ImageJ could not be started without a display.");
		for (final Item item : items) {
			if (commands.containsKey(item.label())) continue;
			final String call = item.plugin() + "(\"" + item.argument() + "\")";
			if (headless) commands.put(item.label(), call);
			else Menus.add(item.path(), call);
		}
	}
}
