package org.perfusionj.host;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Starts {@link NetworkDriver} with jars that are loaded as a host loads plugins: by a loader of which the thread knows nothing. */
public final class PluginLoaderDriver {

	private PluginLoaderDriver() {
	}

	/**
	 * @param arguments engine and device, then the jars
	 * @throws Exception if one cannot be loaded
	 */
	public static void main(final String[] arguments) throws Exception {
		final List<URL> urls = new ArrayList<>(List.of(PluginLoaderDriver.class.getProtectionDomain().getCodeSource().getLocation()));
		for (final String jar : Arrays.asList(arguments).subList(1, arguments.length))
			urls.add(Path.of(jar).toUri().toURL());
		try (URLClassLoader plugins = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
			plugins.loadClass("org.perfusionj.host.NetworkDriver").getMethod("main", String[].class).invoke(null, (Object) new String[] { arguments[0] });
		}
	}
}
