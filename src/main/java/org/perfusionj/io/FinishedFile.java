package org.perfusionj.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

import org.perfusionj.work.PerfusionException;

/** Writes a file under a hidden temporary name beside its final one, which it gets only when it is complete. */
final class FinishedFile {

	private FinishedFile() {}

	/** Writes the content of a file. */
	interface Content {

		/** @param path new file to write */
		void writeTo(Path path) throws IOException;
	}

	/**
	 * @param path final name; a file that has it is replaced
	 * @param content writes the content
	 * @throws IOException if writing fails; there is no new file then
	 * @throws PerfusionException if the disk is full
	 */
	static void write(final Path path, final Content content) throws IOException {
		final Path folder = path.toAbsolutePath().getParent();
		if (folder == null || !Files.isDirectory(folder)) throw new PerfusionException("There is no folder " + folder + " to write " + path.getFileName() + " to.");
		if (Files.isDirectory(path)) throw new PerfusionException(path + " is a folder, so no file of that name can be written.");
		// Files.createTempFile would make a file that only its owner may read
		final Path unfinished = folder.resolve("." + path.getFileName() + "." + UUID.randomUUID() + ".tmp");
		try {
			content.writeTo(unfinished);
			Files.move(unfinished, path, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final IOException failure) {
			throw DiskFull.orRethrow(failure, path);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}
}
