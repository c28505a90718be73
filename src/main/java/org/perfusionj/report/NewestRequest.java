package org.perfusionj.report;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import javax.swing.SwingUtilities;

/**
 * Work that is asked for faster than it can be done, as while a mouse moves: one thread does it, and of the requests that come meanwhile only the newest one
 * is kept. Answers arrive on the event dispatch thread, and there, too, only the newest one counts.
 *
 * @param <Q> what is asked
 * @param <A> answer
 */
final class NewestRequest<Q, A> {

	/** The work. */
	@FunctionalInterface
	interface Work<Q, A> {

		/** @throws CancellationException if it has stopped: nothing is answered */
		A answer(Q request);
	}

	private final Work<Q, A> work;
	private final Consumer<A> receiver;
	private final AtomicReference<A> answered = new AtomicReference<>();
	private final Thread thread;
	private Q waiting;
	private Runnable end;
	private volatile boolean closed;

	/**
	 * @param name of the thread
	 * @param work called on the thread
	 * @param receiver called on the event dispatch thread
	 */
	NewestRequest(final String name, final Work<Q, A> work, final Consumer<A> receiver) {
		this.work = work;
		this.receiver = receiver;
		thread = new Thread(this::run, name);
		thread.setDaemon(true);
		thread.start();
	}

	/** Asks; an earlier request that has not begun is forgotten. */
	synchronized void ask(final Q request) {
		waiting = request;
		notifyAll();
	}

	/** @return whether a request waits until the present one is done */
	synchronized boolean isWaiting() {
		return waiting != null;
	}

	/** @return whether no answer is wanted any more */
	boolean isClosed() {
		return closed;
	}

	/**
	 * Ends the thread as soon as its work allows; nothing is answered any more.
	 *
	 * @param last called on the thread at its end
	 */
	synchronized void close(final Runnable last) {
		closed = true;
		end = last;
		waiting = null;
		notifyAll();
	}

	private synchronized Q next() throws InterruptedException {
		while (waiting == null && !closed)
			wait();
		final Q request = waiting;
		waiting = null;
		return request;
	}

	private void run() {
		try {
			for (Q request; (request = next()) != null;)
				answer(request);
			end.run();
		}
		catch (final InterruptedException ended) {
			Thread.currentThread().interrupt();
		}
	}

	private void answer(final Q request) {
		final A answer;
		try {
			answer = work.answer(request);
		}
		catch (final CancellationException stopped) {
			return;
		}
		catch (final RuntimeException | Error fault) {
			// told as any fault is, and the next request is worked on: if the thread ended here, what is done at the end never would be
			thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
			return;
		}
		// an answer that waits for the event thread is replaced
		if (answered.getAndSet(answer) == null) SwingUtilities.invokeLater(() -> {
			final A newest = answered.getAndSet(null);
			if (!closed) receiver.accept(newest);
		});
	}
}
