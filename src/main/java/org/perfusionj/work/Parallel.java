package org.perfusionj.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Runs numbered pieces of work on a fixed number of threads. Close it when the work is done; its threads are daemons,
 * so a forgotten one does not keep the JVM alive.
 */
public final class Parallel implements AutoCloseable {

	private final int threads;
	private final ExecutorService executor;

	/** @param threads number of threads, at least 1 */
	public Parallel(final int threads) {
		this.threads = Math.max(1, threads);
		this.executor = Executors.newFixedThreadPool(this.threads, work -> {
			final Thread thread = new Thread(work, "PerfusionJ worker");
			thread.setDaemon(true);
			return thread;
		});
	}

	/** @return one that uses every core of the machine */
	public static Parallel allCores() {
		return new Parallel(Runtime.getRuntime().availableProcessors());
	}

	/** @return number of threads */
	public int threads() {
		return threads;
	}

	/**
	 * Runs {@code count} pieces and returns when all are done. The monitor's cancel state is asked before each piece, so
	 * one piece should take well under a second.
	 *
	 * @param count number of pieces
	 * @param monitor asked for cancellation, not told of progress
	 * @param workers makes one consumer of piece numbers for each thread, so that a worker may keep scratch memory
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public void run(final int count, final WorkMonitor monitor, final Supplier<? extends IntConsumer> workers) {
		monitor.check();
		final AtomicInteger next = new AtomicInteger();
		final AtomicBoolean stop = new AtomicBoolean();
		final List<Future<?>> running = new ArrayList<>();
		for (int n = 0; n < Math.min(threads, count); n++) {
			running.add(executor.submit(() -> {
				try {
					final IntConsumer worker = workers.get();
					for (int piece; (piece = next.getAndIncrement()) < count && !stop.get();) {
						monitor.check();
						worker.accept(piece);
					}
				}
				catch (final Throwable thrown) {
					stop.set(true);
					throw thrown;
				}
			}));
		}
		Throwable first = null;
		for (final Future<?> future : running) {
			try {
				future.get();
			}
			catch (final ExecutionException thrown) {
				if (first == null) first = thrown.getCause();
			}
			catch (final InterruptedException interrupted) {
				stop.set(true);
				Thread.currentThread().interrupt();
				throw new CancellationException("Interrupted. Nothing was written.");
			}
		}
		if (first instanceof RuntimeException exception) throw exception;
		if (first instanceof Error error) throw error;
	}

	/** Like {@link #run} for work that needs no scratch memory of its own. */
	public void forEach(final int count, final WorkMonitor monitor, final IntConsumer piece) {
		run(count, monitor, () -> piece);
	}

	@Override
	public void close() {
		executor.shutdownNow();
	}
}
