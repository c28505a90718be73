package org.perfusionj.host;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.ObjDoubleConsumer;

import org.perfusionj.commands.PerfusionCommand;
import org.scijava.Context;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.log.LogLevel;
import org.scijava.log.LogListener;
import org.scijava.log.LogMessage;
import org.scijava.log.LogService;
import org.scijava.log.StderrLogService;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;

/**
 * Brings what a command tells SciJava to a host that has no user interface of SciJava: progress of its task, its log
 * messages, and warnings and errors of anybody. Works from construction to {@link #close}.
 */
final class HostFeedback implements AutoCloseable {

	/** Takes a log message. */
	interface LogSink {

		/**
		 * @param text the message, with stack if something was thrown
		 * @param problem true for warnings and errors
		 */
		void log(String text, boolean problem);
	}

	private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

	private final LogService log;
	private final EventService events;
	private final ObjDoubleConsumer<String> progress;
	private final LogListener listener;
	private final Object subscriber = new Object() {

		@EventHandler
		@SuppressWarnings("unused")
		public void onEvent(final TaskEvent event) {
			show(event.getTask());
		}
	};
	private final List<EventSubscriber<?>> subscriptions;

	/**
	 * @param context in which the command runs
	 * @param progress takes what is being done and the fraction done (0 to 1)
	 * @param sink takes log messages
	 */
	HostFeedback(final Context context, final ObjDoubleConsumer<String> progress, final LogSink sink) {
		this.log = context.service(LogService.class);
		this.events = context.service(EventService.class);
		this.progress = progress;
		this.listener = message -> pass(message, sink);
		log.addLogListener(listener);
		// SciJava's own log would print every message a second time.
		if (log instanceof StderrLogService printing) printing.setPrintStreams(level -> NOWHERE);
		subscriptions = events.subscribe(subscriber);
	}

	@Override
	public void close() {
		log.removeLogListener(listener);
		if (log instanceof StderrLogService printing) printing.setPrintStreams(level -> level <= LogLevel.WARN ? System.err : System.out);
		events.unsubscribe(subscriptions);
	}

	private void show(final Task task) {
		if (task.isDone() || task.getStatusMessage() == null || task.getProgressMaximum() <= 0) return;
		progress.accept(task.getStatusMessage(), (double) task.getProgressValue() / task.getProgressMaximum());
	}

	private static void pass(final LogMessage message, final LogSink sink) {
		final boolean problem = message.level() <= LogLevel.WARN;
		final boolean own = message.level() <= LogLevel.INFO && message.source().path().contains(PerfusionCommand.LOG_NAME);
		if (!problem && !own) return;
		if (message.throwable() == null) {
			sink.log(message.text(), problem);
			return;
		}
		final StringWriter stack = new StringWriter();
		message.throwable().printStackTrace(new PrintWriter(stack, true));
		sink.log(message.text() + System.lineSeparator() + stack, problem);
	}
}
