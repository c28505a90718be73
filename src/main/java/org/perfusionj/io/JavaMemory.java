package org.perfusionj.io;

import java.util.Locale;

import org.perfusionj.work.PerfusionException;

/** Tells the user before, not after, that an image does not fit into memory. */
final class JavaMemory {

	private JavaMemory() {}

	/**
	 * @param bytes that an image takes
	 * @param source name of the file, for the message
	 * @throws PerfusionException if that is more than Java may ever have
	 */
	static void require(final long bytes, final String source) {
		final long most = Runtime.getRuntime().maxMemory();
		if (bytes > most) throw new PerfusionException(String.format(Locale.ROOT,
			"%s needs %.1f GB of memory, but Java may use %.1f GB. Give it more: in Fiji under Edit > Options > Memory & Threads, on the command line with java -Xmx%dg.", source, bytes / 1e9, most / 1e9, Math.round(
				bytes * 1.5 / 1e9 + 1)));
	}
}
