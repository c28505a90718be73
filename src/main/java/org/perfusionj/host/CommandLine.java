package org.perfusionj.host;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.perfusionj.commands.CommandParameters;
import org.perfusionj.work.PerfusionException;
import org.scijava.command.CommandInfo;

/**
 * What the runnable jar does with its arguments:
 *
 * <pre>
 * (nothing)                    starts ImageJ with the plugin's menu
 * COMMAND key=value ...        runs a command without windows; keys as in a macro
 * --show COMMAND key=value ... runs it with ImageJ's windows, which stay open
 * COMMAND help                 lists its parameters
 * macro FILE [argument]        runs an ImageJ macro without windows
 * help, version
 * </pre>
 *
 * Results go to files and standard output, messages and progress to standard error. Exit codes: {@value #DONE} done,
 * {@value #FAILED} failed or cancelled, {@value #BAD_ARGUMENTS} the arguments cannot be used.
 */
public final class CommandLine {

	/** Exit code: done. */
	static final int DONE = 0;

	/** Exit code: failed or cancelled. */
	static final int FAILED = 1;

	/** Exit code: the arguments cannot be used; nothing was done. */
	static final int BAD_ARGUMENTS = 2;

	private static final String CALL = "java -jar perfusionj.jar";
	private static final String HELP_HINT = " help lists the parameters.";

	/** How long an interrupted process waits for its command to stop and to take its partial files away. */
	private static final int STOP_SECONDS = 10;

	private final PrintStream out;
	private final Terminal terminal;

	/**
	 * @param out takes help and other asked-for text
	 * @param terminal takes messages and progress
	 */
	CommandLine(final PrintStream out, final Terminal terminal) {
		this.out = out;
		this.terminal = terminal;
	}

	/**
	 * Runs the process; ends it with the exit code unless windows stay open.
	 *
	 * @param arguments see the class
	 */
	public static void main(final String[] arguments) {
		final boolean show = arguments.length > 0 && arguments[0].equals("--show");
		final String[] rest = show ? Arrays.copyOfRange(arguments, 1, arguments.length) : arguments;
		final boolean windows = (show || arguments.length == 0) && !GraphicsEnvironment.isHeadless();
		final CommandLine line = new CommandLine(System.out, Terminal.ofProcess());
		if (windows) {
			final int code = line.withWindows(rest);
			if (code != DONE) System.exit(code);
			return;
		}
		if (arguments.length == 0) {
			line.terminal.line("ImageJ needs a display to start. Without one, give a command:");
			line.terminal.line(line.usage());
			System.exit(FAILED);
		}
		if (show) line.terminal.line("There is no display: no windows are shown.");
		System.exit(line.withoutWindows(rest));
	}

	/**
	 * @param arguments a command and its parameters, or one of the words of the class description
	 * @return exit code
	 */
	int run(final String... arguments) {
		try {
			if (arguments.length == 0) throw new BadArguments("Give a command.", CALL + " help lists them.");
			final String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
			switch (arguments[0]) {
				case "help", "--help", "-h":
					out.print(usage());
					return DONE;
				case "version", "--version":
					out.println(version());
					return DONE;
				case "macro":
					return runMacro(rest);
				default:
					return runCommand(arguments[0], rest);
			}
		}
		catch (final BadArguments bad) {
			terminal.line(bad.getMessage());
			terminal.line(bad.hint);
			return BAD_ARGUMENTS;
		}
		catch (final PerfusionException | IOException failed) {
			terminal.line(failed.getMessage());
			return FAILED;
		}
	}

	private int withoutWindows(final String... arguments) {
		try {
			HeadlessImageJ.patch();
		}
		catch (final IllegalStateException unpatched) {
			// Commands do without ImageJ's menus and dialogs.
			if (arguments.length > 0 && arguments[0].equals("macro")) {
				terminal.line(unpatched.getMessage());
				return FAILED;
			}
		}
		return runSafely(arguments);
	}

	private int runSafely(final String... arguments) {
		try {
			return run(arguments);
		}
		catch (final RuntimeException | Error fault) {
			// The threads of SciJava and ImageJ would keep the process alive after an exception.
			fault.printStackTrace();
			return FAILED;
		}
	}

	private int withWindows(final String... arguments) {
		try {
			new ij.ImageJ().exitWhenQuitting(true);
			PluginMenu.install(PluginMenu.own());
		}
		catch (final AWTError noDisplay) {
			terminal.line("ImageJ cannot use the display: " + noDisplay.getMessage());
			return FAILED;
		}
		catch (final IOException unreadable) {
			terminal.line(unreadable.getMessage());
			return FAILED;
		}
		return arguments.length == 0 ? DONE : runSafely(arguments);
	}

	private int runCommand(final String name, final String... arguments) {
		final CommandIndex index = CommandIndex.shared();
		final Optional<CommandInfo> found = index.find(name);
		if (found.isEmpty()) {
			final String names = index.all().stream().map(CommandInfo::getName).collect(Collectors.joining(", "));
			throw new BadArguments("There is no command \"" + name + "\".", "Commands: " + names + ". " + CALL + " help lists them.");
		}
		final CommandInfo info = found.get();
		final CommandParameters parameters = CommandParameters.of(info);
		if (arguments.length > 0 && List.of("help", "--help", "-h").contains(arguments[0])) {
			out.print(new CommandHelp(info, parameters).text());
			return DONE;
		}
		final Map<String, Object> values;
		try {
			values = parameters.resolve(parse(arguments));
		}
		catch (final PerfusionException unusable) {
			throw new BadArguments(unusable.getMessage(), CALL + " " + name + HELP_HINT);
		}
		final CommandRun run = new CommandRun(index.context(), info);
		run.set(values);
		run.setActive(parameters, null);
		return execute(index, run, name);
	}

	private int execute(final CommandIndex index, final CommandRun run, final String name) {
		final CountDownLatch ended = new CountDownLatch(1);
		final Thread interrupt = new Thread(() -> {
			run.cancel("Interrupted. Nothing was written.");
			try {
				ended.await(STOP_SECONDS, TimeUnit.SECONDS);
			}
			catch (final InterruptedException impatient) {
				Thread.currentThread().interrupt();
			}
		}, "PerfusionJ interrupt");
		Runtime.getRuntime().addShutdownHook(interrupt);
		final CommandRun.Outcome outcome;
		try {
			try (HostFeedback feedback = new HostFeedback(index.context(), terminal::progress, (text, problem) -> terminal.line(text))) {
				outcome = run.run();
			}
			finally {
				terminal.clear();
			}
			// before the process may end
			if (outcome.end() != CommandRun.End.DONE) terminal.line(outcome.message());
		}
		finally {
			ended.countDown();
		}
		try {
			Runtime.getRuntime().removeShutdownHook(interrupt);
		}
		catch (final IllegalStateException interrupted) {
			// The process is ending: the hook has done its work.
			return FAILED;
		}
		if (outcome.end() == CommandRun.End.REFUSED) {
			terminal.line(CALL + " " + name + HELP_HINT);
			return BAD_ARGUMENTS;
		}
		return outcome.end() == CommandRun.End.DONE ? DONE : FAILED;
	}

	private int runMacro(final String... arguments) throws IOException {
		if (arguments.length == 0 || arguments.length > 2) {
			throw new BadArguments("Give a macro file, and at most one argument for it.", CALL + " macro FILE.ijm [argument]");
		}
		final Path file;
		try {
			file = Path.of(arguments[0]);
		}
		catch (final InvalidPathException unusable) {
			throw new BadArguments("Not a path: " + arguments[0], unusable.getReason());
		}
		PluginMenu.install(PluginMenu.own());
		final String returned = new MacroFile(file).run(arguments.length > 1 ? arguments[1] : "");
		if (!returned.isEmpty()) out.println(returned);
		return DONE;
	}

	private static Map<String, String> parse(final String... arguments) {
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final String argument : arguments) {
			if (argument.startsWith("-")) throw new PerfusionException("\"" + argument + "\" is not a parameter: write key=value, without dashes.");
			final int equals = argument.indexOf('=');
			final String key = (equals < 0 ? argument : argument.substring(0, equals)).toLowerCase(Locale.ROOT);
			if (texts.containsKey(key)) throw new PerfusionException(key + " is given twice.");
			texts.put(key, equals < 0 ? null : argument.substring(equals + 1));
		}
		return texts;
	}

	private String usage() {
		final StringBuilder text = new StringBuilder();
		text.append(version()).append("\n\n");
		text.append("  ").append(CALL).append("                                starts ImageJ with the menu Plugins > Perfusion\n");
		text.append("  ").append(CALL).append(" COMMAND key=value ...         runs a command; keys as in a macro\n");
		text.append("  ").append(CALL).append(" --show COMMAND key=value ...  runs it and leaves ImageJ's windows open\n");
		text.append("  ").append(CALL).append(" COMMAND help                  lists its parameters\n");
		text.append("  ").append(CALL).append(" macro FILE.ijm [argument]     runs an ImageJ macro without a display\n");
		text.append("\nCommands:\n");
		for (final CommandInfo command : CommandIndex.shared().all()) {
			text.append(String.format("  %-14s %s%n", command.getName(), CommandIndex.label(command)));
		}
		return text.append("\nExit codes: 0 done, 1 failed or cancelled, 2 arguments that cannot be used.\n").append(CommandHelp.RESEARCH_ONLY).append('\n').toString();
	}

	private static String version() {
		final String version = CommandLine.class.getPackage().getImplementationVersion();
		return "PerfusionJ " + (version == null ? "(not packaged)" : version) + ", Java " + System.getProperty("java.version");
	}

	/** The arguments cannot be used. */
	private static final class BadArguments extends PerfusionException {

		private static final long serialVersionUID = 1L;

		private final String hint;

		BadArguments(final String message, final String hint) {
			super(message);
			this.hint = hint;
		}
	}
}
