package org.perfusionj.host;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import ij.plugin.frame.Recorder;

import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.commands.CommandParameters;
import org.perfusionj.commands.ParameterInfo;
import org.perfusionj.work.PerfusionException;
import org.scijava.command.CommandInfo;

/**
 * Runs a command as a plugin of plain ImageJ. Every line of {@code plugins.config} leads here (through
 * {@link org.perfusionj.host.startup}) with the command's name as its argument.
 * <p>
 * With macro options, in batch mode, or without a display, the parameters come from the options and no dialog is shown; an error ends
 * the macro with its message (in batch mode and without a display a line of the log, else ImageJ's error dialog). Otherwise a dialog asks for them, starting from the values used last, and what differs from
 * the defaults is recorded. The command runs on the calling thread, which knows the active image.
 * </p>
 */
public final class CommandBridge implements PlugIn {

	private static final String NAME = "PerfusionJ";

	/** Characters in a line of a message; ImageJ's dialog is as wide as the longest. */
	private static final int DIALOG_WIDTH = 90;

	/** @param name of the command, as in {@code @Plugin(name = ...)} */
	@Override
	public void run(final String name) {
		final ImagePlus image = WindowManager.getCurrentImage();
		final String options = Macro.getOptions();
		// Taken once: dialogs and plugins that the command itself runs must not read them.
		Macro.setOptions(null);
		final boolean asMacro = options != null || GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode();
		try {
			final CommandIndex index = CommandIndex.shared();
			final CommandInfo info = index.find(name).orElseThrow(() -> new PerfusionException("The plugin has no command \"" + name
				+ "\". Its jar and its plugins.config are not of the same version: install it again."));
			final CommandParameters parameters = CommandParameters.of(info);
			final CommandRun run = new CommandRun(index.context(), info);
			run.setActive(parameters, image);
			if (asMacro) {
				run.set(parameters.resolve(MacroOptions.parse(options == null ? "" : options, CommandBridge::variable)));
				finish(CommandIndex.label(info), execute(index, run), true);
			}
			else {
				runFromMenu(index, info, parameters, run);
			}
		}
		catch (final PerfusionException unusable) {
			error(NAME, unusable.getMessage());
		}
	}

	private static void runFromMenu(final CommandIndex index, final CommandInfo info, final CommandParameters parameters, final CommandRun run) {
		final boolean recording = Recorder.record;
		// GenericDialog would record labels instead of keys, and the command whatever ImageJ functions it calls.
		Recorder.record = false;
		final CommandRun.Outcome outcome;
		try {
			final LastValues last = new LastValues(info.getName(), parameters);
			final Map<String, Object> start = last.load();
			final boolean asks = parameters.keyed().stream().anyMatch(ParameterInfo::shown);
			final Optional<Map<String, Object>> values = asks ? new CommandDialog(info, parameters).ask(start) : Optional.of(start);
			if (values.isEmpty()) return;
			last.save(values.get());
			if (recording) record(parameters, values.get());
			run.set(values.get());
			outcome = execute(index, run);
		}
		finally {
			// The user may have closed the recorder meanwhile.
			Recorder.record = recording && Recorder.getInstance() != null;
		}
		finish(CommandIndex.label(info), outcome, false);
	}

	/** Records what differs from the defaults; if nothing does, one default: ImageJ asks with a dialog where a line has no options. */
	private static void record(final CommandParameters parameters, final Map<String, Object> values) {
		final List<ParameterInfo> changed = parameters.keyed().stream().filter(parameter -> !parameter.isDefault(values.get(parameter.key()))).toList();
		final List<ParameterInfo> recorded = !changed.isEmpty() ? changed : parameters.keyed().stream().filter(parameter -> !parameter.defaultText().isEmpty()).limit(1).toList();
		for (final ParameterInfo parameter : recorded) {
			final Object value = values.get(parameter.key());
			final String text = parameter.type().isPath() ? Recorder.fixPath(parameter.text(value)) : parameter.text(value);
			if (!MacroOptions.canBeWritten(text)) IJ.log(NAME + ": " + parameter.key() + " has an unpaired bracket, which a macro cannot hold: " + text);
			final String quoted = MacroOptions.quote(text);
			// The recorder itself puts brackets around texts with blanks.
			Recorder.recordOption(parameter.key(), Recorder.fixString(text.indexOf(' ') >= 0 ? text : quoted));
		}
	}

	private static CommandRun.Outcome execute(final CommandIndex index, final CommandRun run) {
		try (HostFeedback feedback = new HostFeedback(index.context(), CommandBridge::showProgress, (text, problem) -> IJ.log(text))) {
			return run.run();
		}
		finally {
			IJ.showProgress(1.0);
		}
	}

	static void showProgress(final String message, final double fraction) {
		IJ.showStatus(message + " (Esc stops)");
		// ImageJ takes 1 for the end of the work and hides the bar.
		IJ.showProgress(Math.min(fraction, 0.999));
	}

	private static void finish(final String label, final CommandRun.Outcome outcome, final boolean asMacro) {
		IJ.showStatus(outcome.message().lines().findFirst().orElse(""));
		switch (outcome.end()) {
			case FAILED, REFUSED -> error(label, outcome.message());
			case CANCELLED -> {
				if (asMacro) stopMacro(outcome.message());
			}
			case DONE -> {
				// nothing to tell
			}
		}
	}

	private static String variable(final String name) {
		final Interpreter interpreter = Interpreter.getInstance();
		return interpreter == null ? null : interpreter.getVariableAsString(name);
	}

	/** Tells the user and ends a running macro. Where no windows are wanted the message is a line of the log. */
	private static void error(final String title, final String message) {
		final Interpreter macro = Interpreter.getInstance();
		final boolean headless = GraphicsEnvironment.isHeadless();
		if (!headless && (macro == null || !Interpreter.isBatchMode())) {
			IJ.error(title, Wrapped.lines(message, DIALOG_WIDTH, ""));
			return;
		}
		final String line = title + ": " + message + (macro == null ? "" : " (line " + macro.getLineNumber() + " of the macro)");
		if (headless) System.err.println(line);
		else IJ.log(line);
		stopMacro(message);
	}

	/**
	 * Ends a running macro without a dialog. {@code IJ.error} would open one, which without a display throws another
	 * exception instead of the message. A macro that calls {@code eval("run(...)")} goes on after it, so that a batch may
	 * leave a failing case behind.
	 */
	private static void stopMacro(final String message) {
		final Interpreter interpreter = Interpreter.getInstance();
		if (interpreter != null) {
			interpreter.setIgnoreErrors(true);
			interpreter.abort(message);
		}
		Macro.abort();
	}
}
