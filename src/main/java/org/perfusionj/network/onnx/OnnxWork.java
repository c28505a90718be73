package org.perfusionj.network.onnx;

import ai.onnxruntime.OrtException;

import org.perfusionj.work.PerfusionException;

/** Work of ONNX Runtime, whose exceptions say nothing to a user. */
final class OnnxWork {

	private OnnxWork() {}

	/** Something that ONNX Runtime does. */
	@FunctionalInterface
	interface Work<T> {

		/** @return its result */
		T result() throws OrtException;
	}

	/**
	 * @param work uses ONNX Runtime
	 * @return its result
	 * @throws PerfusionException if it fails or memory is short; the message says what to do
	 */
	static <T> T done(final Work<T> work) {
		try {
			return work.result();
		}
		catch (final OutOfMemoryError full) {
			throw new PerfusionException("There is not enough memory for the network (" + full.getMessage()
				+ "). Close images and other programs, or allow more under Edit > Options > Memory & Threads (on the command line: java -Xmx...).", full);
		}
		catch (final OrtException failed) {
			throw new PerfusionException("ONNX Runtime cannot run the network (" + reason(failed)
				+ "). Close images and other programs if memory is short, then restart and try again, with device=cpu if it ran on a GPU; if it happens again, please report it.", failed);
		}
	}

	/** @return why something failed, without places in the source of ONNX Runtime and temporary files */
	static String reason(final Throwable failed) {
		final Throwable first = failed.getCause() == null ? failed : failed.getCause();
		return String.valueOf(first.getMessage()).lines().findFirst().orElse("").replaceFirst("^Error code - \\S+ - message: ", "").replaceFirst("^.* with error: ", "");
	}

	/** Closes something of ONNX Runtime's. */
	static void closed(final AutoCloseable one) {
		try {
			one.close();
		}
		catch (final Exception failed) {
			throw new PerfusionException("ONNX Runtime cannot free its memory (" + failed.getMessage() + "). Restart; if it happens again, please report it.", failed);
		}
	}
}
