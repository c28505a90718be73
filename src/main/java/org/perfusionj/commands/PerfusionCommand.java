package org.perfusionj.commands;

import ij.IJ;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;
import org.scijava.Cancelable;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModuleItem;
import org.scijava.log.LogService;
import org.scijava.log.Logger;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.task.Task;
import org.scijava.task.TaskService;
import org.scijava.util.ClassUtils;

/**
 * What every menu item of the plugin extends. A concrete command declares its parameters as annotated fields (see
 * {@link CommandParameters}) and does its work in {@link #execute}; dialog, macro keys, command line, help, progress,
 * cancel and error messages come from here and from the host:
 *
 * <pre>
 * &#64;Plugin(type = Command.class, name = "deconvolve", menuPath = "Plugins&gt;Perfusion&gt;Deconvolve", headless = true)
 * public class DeconvolveCommand extends PerfusionCommand {
 *
 * 	&#64;Parameter(label = "Smoothing", description = "...", min = "0", attrs = { &#64;Attr(name = "unit", value = "mm"),
 * 		&#64;Attr(name = "group", value = "Preprocessing") })
 * 	private double smoothing_mm = 0;
 *
 * 	&#64;Override
 * 	protected void execute(final WorkMonitor monitor) throws IOException {
 * 		// read the input, call one class, show or write the outputs
 * 	}
 * }
 * </pre>
 *
 * <p>
 * The annotation's {@code name} is the word of the command line, its {@code menuPath} must also stand in
 * {@code plugins.config}.
 * </p>
 * <p>
 * Errors: {@code execute} throws. A {@link PerfusionException} or {@link IOException} is something the user can put right:
 * its message is shown as it is, the module counts as cancelled for that reason, and {@link #failure} tells the host.
 * Fiji shows such a reason in a dialog by itself; the plugin's own hosts show it too, end a running macro, and give the
 * terminal exit code 1. Any other exception is a fault of the program: it leaves {@link #run} and is logged with its
 * stack.
 * </p>
 * <p>
 * Cancel: {@link #cancel}, the SciJava task, and the Escape key all make {@link WorkMonitor#check} throw in
 * {@code execute}. A run uses a new instance; it is not run twice.
 * </p>
 */
public abstract class PerfusionCommand implements Command, Cancelable {

	/** Name under which the plugin's messages appear in SciJava's log. */
	public static final String LOG_NAME = "PerfusionJ";

	@Parameter
	private LogService logService;

	@Parameter
	private StatusService statusService;

	@Parameter
	private TaskService taskService;

	private volatile String cancelReason;
	private volatile Exception failure;

	/**
	 * The work. Called on the thread of the host: in ImageJ the one that knows the active image and the macro.
	 *
	 * @param monitor takes progress and messages; ask it often whether to go on
	 * @throws PerfusionException if the input or a parameter cannot be used; the message says what to do
	 * @throws IOException if a file cannot be read or written; the message names it
	 * @throws CancellationException if the monitor was cancelled
	 */
	protected abstract void execute(WorkMonitor monitor) throws IOException;

	@Override
	public final void run() {
		IJ.resetEscape();
		final Logger log = logService.subLogger(LOG_NAME);
		final Task task = taskService.createTask(title());
		try (CommandMonitor monitor = new CommandMonitor(this, log, statusService, task, IJ::escapePressed)) {
			monitor.check();
			execute(monitor);
		}
		catch (final CancellationException cancelled) {
			if (!isCanceled()) cancel(cancelled.getMessage());
		}
		catch (final PerfusionException | IOException unusable) {
			fail(unusable);
		}
		catch (final UncheckedIOException wrapped) {
			fail(wrapped.getCause());
		}
		catch (final OutOfMemoryError full) {
			final long limit = Runtime.getRuntime().maxMemory() >> 20;
			fail(new PerfusionException("Out of memory: Java may use " + limit
				+ " MB. Close images, or allow more under Edit > Options > Memory & Threads (on the command line: java -Xmx...).", full));
		}
	}

	/** @return what went wrong in the input, the parameters or the files; empty if the command was done or was cancelled by the user */
	public final Optional<Exception> failure() {
		return Optional.ofNullable(failure);
	}

	@Override
	public final boolean isCanceled() {
		return cancelReason != null;
	}

	@Override
	public final void cancel(final String reason) {
		cancelReason = reason == null ? "Cancelled." : reason;
	}

	@Override
	public final String getCancelReason() {
		return cancelReason;
	}

	/** @return every parameter that macros and the command line can set, by key, as the text that sets it to its present value: a run with these repeats this one */
	protected final Map<String, String> parameterTexts() {
		final CommandInfo info = new CommandInfo(getClass());
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final ParameterInfo parameter : CommandParameters.of(info).keyed()) {
			final String text = parameter.text(ClassUtils.getValue(((CommandModuleItem<?>) info.getInput(parameter.key())).getField(), this));
			// a path must mean the same in another working folder; words such as auto are none
			texts.put(parameter.key(), parameter.type().isPath() && !text.isBlank() && !parameter.isWord(text) ? Path.of(text.trim()).toAbsolutePath().toString() : text);
		}
		return texts;
	}

	private void fail(final Exception reason) {
		failure = reason;
		cancel(describe(reason));
	}

	private static String describe(final Exception reason) {
		final String message = reason.getMessage();
		if (message == null || message.isBlank()) return reason.toString();
		// The message of most file system exceptions is only a path: their class says what was wrong with it.
		if (reason instanceof NoSuchFileException) return "No such file or folder: " + message;
		if (reason instanceof AccessDeniedException) return "No permission for: " + message;
		if (reason instanceof FileAlreadyExistsException) return "It exists already: " + message;
		return message;
	}

	private String title() {
		final Plugin plugin = getClass().getAnnotation(Plugin.class);
		if (plugin == null || plugin.menuPath().isEmpty()) return getClass().getSimpleName();
		return plugin.menuPath().substring(plugin.menuPath().lastIndexOf('>') + 1).trim();
	}
}
