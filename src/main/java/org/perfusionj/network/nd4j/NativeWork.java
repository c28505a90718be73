package org.perfusionj.network.nd4j;

import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import org.perfusionj.work.PerfusionException;

/** Work of ND4J and its native libraries. What they throw when they fail says nothing to a user, and other methods may do without them. */
final class NativeWork {

	private NativeWork() {}

	/**
	 * @param work uses ND4J
	 * @return its result
	 * @throws PerfusionException if it fails or memory is short; the message says what to do
	 * @throws CancellationException if it is cancelled
	 */
	static <T> T done(final Supplier<T> work) {
		try {
			return work.get();
		}
		catch (final CancellationException | PerfusionException told) {
			throw told;
		}
		catch (final OutOfMemoryError full) {
			throw new PerfusionException("There is not enough memory for the network (" + full.getMessage()
				+ "). Close images and other programs, or allow more under Edit > Options > Memory & Threads (on the command line: java -Xmx...).", full);
		}
		catch (final RuntimeException failed) {
			throw new PerfusionException("ND4J cannot run the network (" + failed + "). Restart and try again, with device=cpu if it ran on a GPU; if it happens again, please report it.", failed);
		}
	}
}
