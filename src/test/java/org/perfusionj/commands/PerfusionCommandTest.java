package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;
import org.scijava.log.LogMessage;
import org.scijava.log.LogService;
import org.scijava.task.Task;
import org.scijava.task.event.TaskEvent;

/** Tests {@link PerfusionCommand} and {@link CommandMonitor} in a bare SciJava context, as Fiji would run them. */
@Timeout(30)
class PerfusionCommandTest {

	private Context context;

	@BeforeEach
	void setUp() {
		context = new Context();
	}

	@AfterEach
	void tearDown() {
		context.dispose();
	}

	@Test
	void doneHasNoFailure() throws Exception {
		final PerfusionCommand command = run(Done.class);
		assertFalse(command.isCanceled());
		assertTrue(command.failure().isEmpty());
	}

	@Test
	void whatTheUserCanPutRightBecomesTheReason() throws Exception {
		final PerfusionCommand command = run(WrongInput.class);
		assertEquals("The mask is empty.", command.getCancelReason());
		assertInstanceOf(PerfusionException.class, command.failure().orElseThrow());
		assertEquals("No such file or folder: case.nii", run(MissingFile.class).getCancelReason());
		assertEquals("disk full", run(WrappedFailure.class).getCancelReason());
		assertTrue(run(TooLarge.class).getCancelReason().startsWith("Out of memory"));
	}

	@Test
	void aFaultOfTheProgramLeavesTheCommand() {
		final ExecutionException thrown = assertThrows(ExecutionException.class, () -> run(Fault.class));
		Throwable cause = thrown;
		while (cause.getCause() != null) cause = cause.getCause();
		assertEquals("a bug", cause.getMessage());
	}

	@Test
	void everyWayToStopWorksWithinASecond() throws Exception {
		final List<Task> tasks = Collections.synchronizedList(new ArrayList<>());
		final Object subscriber = new Object() {

			@EventHandler
			public void onEvent(final TaskEvent event) {
				tasks.add(event.getTask());
			}
		};
		final List<EventSubscriber<?>> kept = context.service(EventService.class).subscribe(subscriber);
		assertFalse(kept.isEmpty());

		for (final String way : List.of("task", "command", "escape")) {
			final CommandService commands = context.service(CommandService.class);
			Endless.started = new CountDownLatch(1);
			final Future<CommandModule> future = commands.run(Endless.class, true);
			assertTrue(Endless.started.await(10, TimeUnit.SECONDS));
			final long start = System.nanoTime();
			switch (way) {
				case "task" -> tasks.get(tasks.size() - 1).cancel("by the task");
				case "command" -> Endless.running.cancel("by the command");
				default -> ij.IJ.setKeyDown(java.awt.event.KeyEvent.VK_ESCAPE);
			}
			final CommandModule module = future.get(5, TimeUnit.SECONDS);
			assertTrue(System.nanoTime() - start < 1_000_000_000L, way);
			assertTrue(module.isCanceled(), way);
			assertTrue(((PerfusionCommand) module.getCommand()).failure().isEmpty(), "stopped by the user is no failure");
		}
		ij.IJ.setKeyUp(java.awt.event.KeyEvent.VK_ESCAPE);
	}

	@Test
	void progressAndMessagesReachSciJava() throws Exception {
		final List<String> progress = Collections.synchronizedList(new ArrayList<>());
		final Object subscriber = new Object() {

			@EventHandler
			public void onEvent(final TaskEvent event) {
				final Task task = event.getTask();
				if (!task.isDone() && task.getStatusMessage() != null) progress.add(task.getStatusMessage() + " " + task.getProgressValue());
			}
		};
		final List<EventSubscriber<?>> kept = context.service(EventService.class).subscribe(subscriber);
		final List<LogMessage> log = Collections.synchronizedList(new ArrayList<>());
		context.service(LogService.class).addLogListener(log::add);
		run(Talking.class);
		assertFalse(kept.isEmpty());
		assertTrue(progress.contains("Reading 250"), progress::toString);
		assertEquals("Deconvolving 1000", progress.get(progress.size() - 1));
		assertTrue(progress.size() < 40, "ten thousand reports are not ten thousand events: " + progress.size());
		assertTrue(log.stream().anyMatch(message -> "threshold = 10 %".equals(message.text()) && message.source().path().contains(PerfusionCommand.LOG_NAME)));
	}

	private PerfusionCommand run(final Class<? extends PerfusionCommand> type) throws InterruptedException, ExecutionException {
		return (PerfusionCommand) context.service(CommandService.class).run(type, true).get().getCommand();
	}

	/** Is done. */
	public static class Done extends PerfusionCommand {

		@Override
		protected void execute(final WorkMonitor monitor) {
			monitor.progress(1, "Done");
		}
	}

	/** Cannot use its input. */
	public static class WrongInput extends PerfusionCommand {

		@Override
		protected void execute(final WorkMonitor monitor) {
			throw new PerfusionException("The mask is empty.");
		}
	}

	/** Cannot find its file. */
	public static class MissingFile extends PerfusionCommand {

		@Override
		protected void execute(final WorkMonitor monitor) throws IOException {
			throw new NoSuchFileException("case.nii");
		}
	}

	/** Fails in a stream. */
	public static class WrappedFailure extends PerfusionCommand {

		@Override
		protected void execute(final WorkMonitor monitor) {
			throw new UncheckedIOException(new IOException("disk full"));
		}
	}

	/** Needs more memory than there is. */
	public static class TooLarge extends PerfusionCommand {

		@Override
		protected void execute(final WorkMonitor monitor) {
			throw new OutOfMemoryError("Java heap space");
		}
	}

	/** Has a bug. */
	public static class Fault extends PerfusionCommand {

		@Override
		protected void execute(final WorkMonitor monitor) {
			throw new IllegalStateException("a bug");
		}
	}

	/** Goes on until it is stopped. */
	public static class Endless extends PerfusionCommand {

		private static volatile CountDownLatch started;
		private static volatile Endless running;

		@Override
		protected void execute(final WorkMonitor monitor) {
			running = this;
			started.countDown();
			while (true) {
				monitor.check();
				Thread.onSpinWait();
			}
		}
	}

	/** Tells much. */
	public static class Talking extends PerfusionCommand {

		@Override
		protected void execute(final WorkMonitor monitor) {
			monitor.progress(0.25, "Reading");
			monitor.log("threshold = 10 %");
			for (int n = 0; n <= 10_000; n++) monitor.progress(n / 10_000.0, "Deconvolving");
		}
	}
}
