package org.perfusionj.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which software made a file.
 *
 * @param name name of the software
 * @param version its version, or "development" if it runs from classes that no build has packed into a jar
 */
public record SoftwareVersion(String name, String version) {

	private static final String NAME = "PerfusionJ";
	private static final String POM = "/META-INF/maven/org.perfusionj/PerfusionJ_/pom.properties";

	/**
	 * @return the running one: from Maven's pom.properties, which also tells it from other jars that are merged into one,
	 *         else from the manifest of its jar
	 */
	public static SoftwareVersion current() {
		return of(SoftwareVersion.class);
	}

	static SoftwareVersion of(final Class<?> type) {
		try (InputStream in = type.getResourceAsStream(POM)) {
			if (in != null) {
				final Properties properties = new Properties();
				properties.load(in);
				final String version = properties.getProperty("version", "").trim();
				if (!version.isEmpty()) return new SoftwareVersion(NAME, version);
			}
		}
		catch (final IOException unreadable) {
			throw new UncheckedIOException("The version of the software cannot be read from " + POM, unreadable);
		}
		final String implementation = type.getPackage() == null ? null : type.getPackage().getImplementationVersion();
		return new SoftwareVersion(NAME, implementation == null ? "development" : implementation);
	}
}
