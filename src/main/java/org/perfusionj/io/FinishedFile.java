package org.perfusionj.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

import org.perfusionj.work.PerfusionException;

/** Writes a file under a hidden temporary name beside its final one, which it gets only when it is complete. */
public final class FinishedFile {

	private static final int BUFFER = 1 << 17;

	private FinishedFile() {}

	/** Writes the content of a file. */
	@FunctionalInterface
	public interface Content {

		/** @param out takes the content; buffered, closed by the caller */
		void writeTo(OutputStream out) throws IOException;
	}

	/**
	 * @param path final name, in an existing folder; a file that has it is replaced
	 * @param text the content, written as UTF-8
	 * @throws IOException naming the file, if writing fails; there is no new file then
	 * @throws PerfusionException if the disk is full
	 */
	public static void write(final Path path, final String text) throws IOException {
		write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * @param path final name, in an existing folder; a file that has it is replaced
	 * @param content writes the content
	 * @throws IOException naming the file, if writing fails; there is no new file then
	 * @throws PerfusionException if the disk is full
	 */
	public static void write(final Path path, final Content content) throws IOException {
		final Path folder = path.toAbsolutePath().getParent();
		if (folder == null || !Files.isDirectory(folder)) throw failed(path, "there is no folder " + folder, null);
		if (Files.isDirectory(path)) throw failed(path, "it is a folder", null);
		// Files.createTempFile would make a file that only its owner may read
		final Path unfinished = folder.resolve("." + path.getFileName() + "." + UUID.randomUUID() + ".tmp");
		try {
			try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished), BUFFER)) {
				content.writeTo(out);
			}
			// replaces; REPLACE_EXISTING may delete the old file first, and a process that ends then leaves none
			Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (final IOException failure) {
			throw failed(path, reason(DiskFull.orRethrow(failure, path), folder), failure);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}

	/** The message of most file system exceptions is only a path, here that of the temporary file. */
	private static String reason(final IOException failure, final Path folder) {
		if (failure instanceof AccessDeniedException) return "you may not write to " + folder;
		if (failure instanceof FileSystemException inFileSystem && inFileSystem.getReason() != null) return inFileSystem.getReason();
		return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
	}

	private static IOException failed(final Path path, final String reason, final IOException cause) {
		return new IOException("Cannot write " + path + ": " + reason + ".", cause);
	}
}
