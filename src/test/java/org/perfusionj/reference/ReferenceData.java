package org.perfusionj.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder with reference data that is not part of the repository: system property {@code perfusionj.data}. Tests skip
 * without it, unless {@code perfusionj.data.required} is set.
 */
public final class ReferenceData {

	private ReferenceData() {}

	/** @return a file of the reference data; skips the test if there is none */
	public static Path file(final String name) {
		final String folder = System.getProperty("perfusionj.data", "");
		if (Boolean.getBoolean("perfusionj.data.required")) assertTrue(!folder.isBlank(), "perfusionj.data must be set");
		assumeTrue(!folder.isBlank(), "needs the reference data: set -Dperfusionj.data=FOLDER");
		final Path file = Path.of(folder, name.split("/"));
		assertTrue(Files.exists(file), file + " is missing");
		return file;
	}
}
