package org.perfusionj.host;

import ij.ImagePlus;
import ij.Macro;
import ij.gui.Roi;

import java.util.Map;

import org.perfusionj.commands.BadParameterException;
import org.perfusionj.commands.CommandParameters;
import org.perfusionj.commands.ParameterInfo;
import org.perfusionj.commands.ParameterType;
import org.perfusionj.commands.PerfusionCommand;
import org.perfusionj.work.PerfusionException;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/**
 * One run of a command on the calling thread, which in ImageJ is the one that knows the active image and the macro.
 * SciJava's pre- and postprocessors are left out: they would reload the values of the last run from the preferences.
 */
final class CommandRun {

	/** How a run ended. */
	enum End {
		/** The work is done. */
		DONE,
		/** The user stopped it. */
		CANCELLED,
		/** Input or files could not be used, or the program has a fault. */
		FAILED,
		/** A parameter could not be used whatever the input is; nothing was read. */
		REFUSED
	}

	/**
	 * @param end how the run ended
	 * @param message what to tell the user; empty when done
	 */
	record Outcome(End end, String message) {
	}

	private final LogService log;
	private final CommandInfo info;
	private final Module module;
	private final PerfusionCommand command;

	/**
	 * @param context gives the command its services
	 * @param info the command
	 */
	CommandRun(final Context context, final CommandInfo info) {
		this.log = context.service(LogService.class);
		this.info = info;
		this.module = context.service(ModuleService.class).createModule(info);
		if (module == null) throw new PerfusionException("The command " + info.getName() + " could not be started; the log says why.");
		this.command = (PerfusionCommand) module.getDelegateObject();
	}

	/** @param values value by key, for fields of the command */
	void set(final Map<String, Object> values) {
		values.forEach(module::setInput);
	}

	/**
	 * Gives the active image and its selection to the fields that take one.
	 *
	 * @param parameters of the command
	 * @param image the active image, or null
	 * @throws PerfusionException if a required field stays empty
	 */
	void setActive(final CommandParameters parameters, final ImagePlus image) {
		for (final ParameterInfo parameter : parameters.all()) {
			if (parameter.type() != ParameterType.HOST) continue;
			final boolean required = info.getInput(parameter.key()).isRequired();
			if (parameter.javaType() == ImagePlus.class) {
				if (image == null && required) throw new PerfusionException("No image is open. Open one, then choose " + CommandIndex.label(info) + " again.");
				module.setInput(parameter.key(), image);
			}
			else if (parameter.javaType() == Roi.class) {
				final Roi selection = image == null ? null : image.getRoi();
				if (selection == null && required) throw new PerfusionException("The image has no selection. Draw one, then choose " + CommandIndex.label(info) + " again.");
				module.setInput(parameter.key(), selection);
			}
		}
	}

	/** Asks the run to stop; may be called from any thread. */
	void cancel(final String reason) {
		command.cancel(reason);
	}

	/**
	 * Runs the command. A fault of the program is logged with its stack.
	 *
	 * @return how it ended
	 */
	Outcome run() {
		try {
			module.run();
		}
		catch (final RuntimeException | LinkageError | StackOverflowError fault) {
			if (isMacroCancelled(fault)) throw fault;
			log.error(CommandIndex.label(info) + " stopped at an unexpected error", fault);
			return new Outcome(End.FAILED, "Unexpected error: " + fault + "\nThe log has the details. Please report it with them.");
		}
		if (command.failure().isPresent()) return new Outcome(command.failure().get() instanceof BadParameterException ? End.REFUSED : End.FAILED, command.getCancelReason());
		if (command.isCanceled()) return new Outcome(End.CANCELLED, command.getCancelReason());
		return new Outcome(End.DONE, "");
	}

	/** ImageJ ends a macro by throwing this message through plugins; it must reach ImageJ. */
	private static boolean isMacroCancelled(final Throwable thrown) {
		return Macro.MACRO_CANCELED.equals(thrown.getMessage());
	}
}
