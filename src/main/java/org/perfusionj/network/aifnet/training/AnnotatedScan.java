package org.perfusionj.network.aifnet.training;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.perfusionj.io.InputFile;

/**
 * A scan of the user's own in which people have said where the vessels are.
 *
 * @param name path below the folder of scans, with / between names
 * @param patient whose head it is
 * @param path file or folder
 * @param annotation where the vessels are
 * @param files all that belongs to it, with checksums
 */
record AnnotatedScan(String name, String patient, Path path, ScanAnnotation annotation, List<InputFile> files) {

	private static final int NAME_LENGTH = 60;
	private static final int HASH_LENGTH = 12;

	/** Copies the list. */
	AnnotatedScan {
		files = List.copyOf(files);
	}

	/** @return a file name that changes with the scan and its annotation, not with the place where they lie */
	String key() {
		final String content = files.stream().map(InputFile::sha256).collect(Collectors.joining("\n")) + "\n" + annotation.text();
		final String readable = name.replaceAll("[^A-Za-z0-9.-]+", "_");
		return readable.substring(0, Math.min(NAME_LENGTH, readable.length())) + "-" + Fingerprint.of(name + "\n" + content).substring(0, HASH_LENGTH);
	}
}
