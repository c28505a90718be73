package org.perfusionj.io;

import java.util.Locale;

import org.perfusionj.work.PerfusionException;

/** Tells the user before, not after, that an image or a phantom does not fit into memory. */
public final class JavaMemory {

	private JavaMemory() {}

	/**
	 * @param bytes that an image takes
	 * @param source name of the file or series, for the message
	 * @throws PerfusionException if there is less room
	 */
	public static void require(final long bytes, final String source) {
		require(bytes, source, "Close images");
	}

	/**
	 * @param bytes that something takes
	 * @param source what it is, for the message
	 * @param remedy what the user can do beside giving Java more memory, as the beginning of a sentence
	 * @throws PerfusionException if there is less room
	 */
	public static void require(final long bytes, final String source, final String remedy) {
		if (bytes <= free()) return;
		// what is garbage now does not count
		System.gc();
		final long most = Runtime.getRuntime().maxMemory();
		final long free = free();
		if (bytes > free) throw new PerfusionException(String.format(Locale.ROOT,
			"%s needs %.1f GB of memory, but of the %.1f GB that Java may use %.1f GB are free. %s, or give it more: in Fiji under Edit > Options > Memory & Threads, on the command line with java -Xmx%dg.", source,
			bytes / 1e9, most / 1e9, free / 1e9, remedy, Math.round((most - free + bytes * 1.5) / 1e9 + 1)));
	}

	private static long free() {
		final Runtime runtime = Runtime.getRuntime();
		return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
	}
}
