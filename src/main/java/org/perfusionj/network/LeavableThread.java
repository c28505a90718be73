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

/** A thread for calls that take long and cannot be stopped, as native calls are: the caller can leave them, and they end by themselves. */
public final class LeavableThread {

	private static final long LOOK_MS = 100;

	private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
		final Thread made = new Thread(work, "PerfusionJ network");
		made.setDaemon(true);
		return made;
	});

	/**
	 * Waits for a call, which begins when those before have ended. What it throws is thrown.
	 *
	 * @param call made on the thread
	 * @param monitor asked for cancellation ten times a second
	 * @return result of the call
	 * @throws CancellationException if the monitor is cancelled or the waiting thread interrupted; the call goes on
	 */
	public <T> T await(final Callable<T> call, final WorkMonitor monitor) {
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

	/** Takes no more calls, and does not wait. @param last done when all calls have ended */
	public void end(final Runnable last) {
		thread.execute(last);
		thread.shutdown();
	}
}
