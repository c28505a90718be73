package org.perfusionj.host;

import ij.IJ;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.perfusionj.commands.PerfusionCommand;
import org.scijava.Context;
import org.scijava.InstantiableException;
import org.scijava.MenuPath;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.log.LogService;

/** The commands that SciJava's plugin index lists and that extend {@link PerfusionCommand}. */
final class CommandIndex {

	private final Context context;
	private final List<CommandInfo> commands;

	/** @param context searched for commands */
	CommandIndex(final Context context) {
		this.context = context;
		this.commands = context.service(CommandService.class).getCommands().stream().filter(this::isOurs)
			.sorted(Comparator.comparing(CommandInfo::getName)).toList();
	}

	/**
	 * @return the index of this JVM's one context: Fiji's own in Fiji, else a context made at the first call
	 */
	static CommandIndex shared() {
		return Shared.INDEX;
	}

	Context context() {
		return context;
	}

	/** @return all commands, by name */
	List<CommandInfo> all() {
		return commands;
	}

	/** @return the command of that name, as in {@code @Plugin(name = ...)} */
	Optional<CommandInfo> find(final String name) {
		return commands.stream().filter(command -> command.getName().equals(name)).findFirst();
	}

	/** @return the last entry of the command's menu path, which is ImageJ's name for it */
	static String label(final CommandInfo command) {
		final MenuPath path = command.getMenuPath();
		return path == null || path.isEmpty() ? command.getName() : path.getLeaf().getName();
	}

	private boolean isOurs(final CommandInfo command) {
		if (command.getName() == null || command.getName().isEmpty()) return false;
		try {
			return PerfusionCommand.class.isAssignableFrom(command.loadClass());
		}
		catch (final InstantiableException | LinkageError missing) {
			context.service(LogService.class).debug("Not loaded: " + command.getIdentifier(), missing);
			return false;
		}
	}

	/** Made at first use, once in a JVM: a second SciJava context would list everything twice. */
	private static final class Shared {

		static final CommandIndex INDEX = new CommandIndex(context());

		private static Context context() {
			final ClassLoader own = CommandIndex.class.getClassLoader();
			if (isFiji(own) && IJ.runPlugIn("org.scijava.Context", "") instanceof Context context) return context;
			// Plain ImageJ loads plugins with a class loader of its own; SciJava looks for its services in the thread's one.
			final Thread thread = Thread.currentThread();
			final ClassLoader before = thread.getContextClassLoader();
			thread.setContextClassLoader(own);
			try {
				return new Context();
			}
			finally {
				thread.setContextClassLoader(before);
			}
		}

		private static boolean isFiji(final ClassLoader loader) {
			try {
				Class.forName("net.imagej.legacy.LegacyService", false, loader);
				return true;
			}
			catch (final ClassNotFoundException plainImageJ) {
				return false;
			}
		}
	}
}
