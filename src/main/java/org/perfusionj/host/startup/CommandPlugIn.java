package org.perfusionj.host.startup;

import ij.IJ;
import ij.plugin.PlugIn;

import java.lang.reflect.InvocationTargetException;

/**
 * The plugin that every line of {@code plugins.config} names. Its argument is the name of the command to run.
 */
public class CommandPlugIn implements PlugIn {

	private static final String BRIDGE = "org.perfusionj.host.CommandBridge";

	@Override
	public void run(final String command) {
		final String problem = JavaCheck.problem();
		if (problem != null) {
			IJ.error("PerfusionJ", problem);
			return;
		}
		try {
			final Class<?> bridge = Class.forName(BRIDGE, true, CommandPlugIn.class.getClassLoader());
			((PlugIn) bridge.getConstructor().newInstance()).run(command);
		}
		catch (final NoClassDefFoundError missing) {
			error(missing);
		}
		catch (final ExceptionInInitializerError failed) {
			error(failed);
		}
		catch (final InvocationTargetException failed) {
			error(failed.getCause());
		}
		catch (final ReflectiveOperationException missing) {
			error(missing);
		}
	}

	private static void error(final Throwable thrown) {
		Throwable cause = thrown;
		while (cause.getCause() != null) cause = cause.getCause();
		IJ.handleException(thrown);
		IJ.error("PerfusionJ", "PerfusionJ is not installed completely:\n" + cause
			+ "\nCopy the jars that come with it into ImageJ's plugins or jars folder, remove older versions of them, and start ImageJ again.");
	}
}
