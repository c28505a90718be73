package org.perfusionj.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

import org.perfusionj.work.PerfusionException;

/** Recognises a full disk, for which the JDK has no exception of its own. */
public final class DiskFull {

	private DiskFull() {}

	/**
	 * @param failure while writing
	 * @param path what was being written
	 * @return the failure itself
	 * @throws PerfusionException if the failure was a full disk or quota, saying so
	 */
	public static IOException orRethrow(final IOException failure, final Path path) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			final String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
			// Linux and macOS; Windows; Linux and macOS with quota
			if (message.contains("no space left") || message.contains("not enough space") || message.contains("quota exceeded")) throw new PerfusionException("The disk is full: " + path
				.getFileName() + " could not be written. Make room on the disk of the output folder, or choose another one.", failure);
		}
		return failure;
	}
}
