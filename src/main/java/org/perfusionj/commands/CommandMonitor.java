package org.perfusionj.commands;

import java.util.function.BooleanSupplier;

import org.perfusionj.work.WorkMonitor;
import org.scijava.Cancelable;
import org.scijava.app.StatusService;
import org.scijava.log.Logger;
import org.scijava.task.Task;

/**
 * Shows the progress of one run of a command through SciJava (a {@link Task} and the status bar), writes its messages to
 * SciJava's log, and hears every way to stop it: the task's cancel, the command's cancel, the Escape key.
 * <p>
 * Thread-safe. Workers may report as often as they like: events leave at most {@value #EVENTS_PER_SECOND} times a second.
 * </p>
 */
final class CommandMonitor implements WorkMonitor, AutoCloseable {

	/** Steps of SciJava's whole-numbered progress. */
	private static final int STEPS = 1000;

	private static final int EVENTS_PER_SECOND = 20;

	private final Cancelable command;
	private final Logger log;
	private final StatusService status;
	private final Task task;
	private final BooleanSupplier escape;

	private String message = "";
	private int step = -1;
	private long lastEvent;

	/**
	 * @param command stopped when its {@code isCanceled} says so, and told when somebody else stops the run
	 * @param log gets the messages
	 * @param status shows progress in the host's status bar
	 * @param task shows progress in the host's task list; started here, finished by {@link #close}
	 * @param escape true once the user has pressed Escape
	 */
	CommandMonitor(final Cancelable command, final Logger log, final StatusService status, final Task task, final BooleanSupplier escape) {
		this.command = command;
		this.log = log;
		this.status = status;
		this.task = task;
		this.escape = escape;
		task.setCancelCallBack(() -> stop("Cancelled. Nothing was written."));
		task.setProgressMaximum(STEPS);
		task.start();
	}

	@Override
	public synchronized void progress(final double fraction, final String newMessage) {
		if (Double.isNaN(fraction) || task.isDone()) return;
		final boolean sameWork = newMessage.equals(message);
		final int newStep = (int) Math.round(Math.max(0, Math.min(1, fraction)) * STEPS);
		// Workers report out of order: within one piece of work the bar never runs backwards.
		if (sameWork && newStep <= step) return;
		final long now = System.nanoTime();
		if (sameWork && newStep < STEPS && now - lastEvent < 1_000_000_000L / EVENTS_PER_SECOND) return;
		lastEvent = now;
		step = newStep;
		if (!sameWork) {
			message = newMessage;
			task.setStatusMessage(newMessage);
		}
		task.setProgressValue(newStep);
		status.showStatus(newStep, STEPS, newMessage);
	}

	@Override
	public void log(final String text) {
		log.info(text);
	}

	@Override
	public boolean isCancelled() {
		if (command.isCanceled()) return true;
		if (escape.getAsBoolean()) stop("Cancelled with the Escape key. Nothing was written.");
		else if (task.isCanceled()) stop("Cancelled. Nothing was written.");
		return command.isCanceled();
	}

	@Override
	public void close() {
		task.finish();
		status.clearStatus();
	}

	private void stop(final String reason) {
		if (!command.isCanceled()) command.cancel(reason);
	}
}
