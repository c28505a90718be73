package org.perfusionj.commands;

import org.scijava.event.EventHandler;
import org.scijava.task.event.TaskEvent;

/** Presses cancel in the task list when a message begins with a word. */
public final class CancelAt {

	private final String word;
	private volatile long at;

	/** @param word how the message begins */
	public CancelAt(final String word) {
		this.word = word;
	}

	/** @param event progress of the command */
	@EventHandler
	public void onEvent(final TaskEvent event) {
		final String message = event.getTask().getStatusMessage();
		if (at != 0 || message == null || !message.startsWith(word)) return;
		at = System.nanoTime();
		event.getTask().cancel("by the test");
	}

	/** @return when it was pressed, in {@link System#nanoTime()}; 0 = not yet */
	long at() {
		return at;
	}
}
