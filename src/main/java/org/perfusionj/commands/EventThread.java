package org.perfusionj.commands;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import javax.swing.SwingUtilities;

/** Makes Swing windows where they must be made. */
final class EventThread {

	private EventThread() {}

	/**
	 * @param maker makes a window on the event dispatch thread
	 * @return what it made
	 * @throws CancellationException if the calling thread is interrupted meanwhile
	 */
	static <W> W make(final Supplier<W> maker) {
		if (SwingUtilities.isEventDispatchThread()) return maker.get();
		final AtomicReference<W> made = new AtomicReference<>();
		try {
			SwingUtilities.invokeAndWait(() -> made.set(maker.get()));
		}
		catch (final InterruptedException interrupted) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Cancelled.");
		}
		catch (final InvocationTargetException failed) {
			throw new IllegalStateException(failed.getCause());
		}
		return made.get();
	}
}
