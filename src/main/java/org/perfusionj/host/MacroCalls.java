package org.perfusionj.host;

import ij.IJ;
import ij.WindowManager;

import org.perfusionj.commands.CommandParameters;
import org.perfusionj.work.PerfusionException;
import org.scijava.command.CommandInfo;

/**
 * Commands for macros that must go on when one fails. {@code run("Deconvolve (...)", "...")} ends a macro at an error;
 * {@code message = call("org.perfusionj.host.MacroCalls.run", "deconvolve", "input=[...] output=[...]");} gives the error
 * back instead.
 */
public final class MacroCalls {

	private MacroCalls() {}

	/**
	 * Runs a command with the options that the macro recorder writes. Works on the active image where no input is given.
	 *
	 * @param command name of a command, for example deconvolve
	 * @param options key=value ..., values with blanks in [brackets]
	 * @return an empty text if it was done, else what was wrong
	 */
	public static String run(final String command, final String options) {
		try {
			final CommandIndex index = CommandIndex.shared();
			final CommandInfo info = index.find(command).orElseThrow(() -> new PerfusionException("There is no command \"" + command + "\"."));
			final CommandParameters parameters = CommandParameters.of(info);
			final CommandRun run = new CommandRun(index.context(), info);
			run.setActive(parameters, WindowManager.getCurrentImage());
			run.set(parameters.resolve(MacroOptions.parse(options, name -> null)));
			try (HostFeedback feedback = new HostFeedback(index.context(), CommandBridge::showProgress, (text, problem) -> IJ.log(text))) {
				final CommandRun.Outcome outcome = run.run();
				return outcome.end() == CommandRun.End.DONE ? "" : outcome.message();
			}
		}
		catch (final PerfusionException unusable) {
			return unusable.getMessage();
		}
	}
}
