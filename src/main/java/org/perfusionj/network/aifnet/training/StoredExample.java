package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

import org.perfusionj.vascular.Vessel;

/**
 * A training example on disk.
 *
 * @param name of the scan, for tables
 * @param patient whose head it is
 * @param key what decides its content
 * @param vessels those that are annotated
 * @param file where it is
 */
public record StoredExample(String name, String patient, String key, Set<Vessel> vessels, Path file) {

	/** Copies the set. */
	public StoredExample {
		vessels = Set.copyOf(vessels);
	}

	/** @throws IOException if it cannot be read */
	TrainingExample read() throws IOException {
		return TrainingExample.read(file);
	}
}
