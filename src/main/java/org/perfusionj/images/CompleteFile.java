package org.perfusionj.images;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes a file under a temporary name beside its place and gives it its final name once it is complete. */
final class CompleteFile {

	/** Writes the content. */
	@FunctionalInterface
	interface Content {

		void writeTo(OutputStream out) throws IOException;
	}

	private static final int BUFFER = 1 << 16;

	private CompleteFile() {}

	/**
	 * @param file where the content shall lie; replaced if it exists
	 * @throws IOException naming the file, if it cannot be written; then nothing is left under the final name
	 */
	static void write(final Path file, final Content content) throws IOException {
		final Path place = file.toAbsolutePath();
		// Files.createTempFile would make a file that only its owner may read
		final Path part = place.resolveSibling("." + place.getFileName() + "." + UUID.randomUUID() + ".part");
		try {
			Files.createDirectories(place.getParent());
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
				content.writeTo(out);
			}
			Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (final IOException failed) {
			throw new IOException("Cannot write " + file + ": " + failed.getMessage(), failed);
		}
		finally {
			if (Files.exists(part)) Files.delete(part);
		}
	}
}
