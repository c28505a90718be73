package org.perfusionj.network;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.perfusionj.work.WorkMonitor;

/** Calls on a thread of their own that the caller can leave. A call that was left ends by itself, and the next begins after it. Not thread-safe. */
final class CancellableCalls {

	private static final long LOOK_MS = 100;

	private final WorkMonitor monitor;
	private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
		final Thread made = new Thread(work, "PerfusionJ network");
		made.setDaemon(true);
		return made;
	});

	/** @param monitor asked for cancellation ten times a second; every call may throw a CancellationException */
	CancellableCalls(final WorkMonitor monitor) {
		this.monitor = monitor;
	}

	<T> T await(final Callable<T> call) {
		final Future<T> result = thread.submit(call);
		while (true) {
			monitor.check();
			try {
				return result.get(LOOK_MS, TimeUnit.MILLISECONDS);
			}
			catch (final TimeoutException stillComputing) {
				continue;
			}
			catch (final InterruptedException interrupted) {
				Thread.currentThread().interrupt();
				throw new CancellationException("Interrupted. Nothing was written.");
			}
			catch (final ExecutionException thrown) {
				if (thrown.getCause() instanceof RuntimeException exception) throw exception;
				if (thrown.getCause() instanceof Error error) throw error;
				throw new IllegalStateException(thrown.getCause());
			}
		}
	}

	/** Runs something after all calls; there can be no other after it. */
	void end(final Runnable last) {
		thread.execute(last);
		thread.shutdown();
	}
}
