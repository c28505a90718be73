package org.perfusionj.host.startup;

import java.awt.GraphicsEnvironment;
import java.lang.reflect.InvocationTargetException;

import javax.swing.JOptionPane;

/** Entry of the runnable jar: checks the Java version, then hands over to the command line. */
public final class Main {

	private static final String COMMAND_LINE = "org.perfusionj.host.CommandLine";

	private Main() {
	}

	/**
	 * @param arguments as for {@code org.perfusionj.host.CommandLine}
	 * @throws Exception what the command line could not handle
	 */
	public static void main(final String[] arguments) throws Exception {
		final String problem = JavaCheck.problem();
		if (problem != null) {
			System.err.println(problem);
			if (arguments.length == 0 && !GraphicsEnvironment.isHeadless()) {
				JOptionPane.showMessageDialog(null, problem, "PerfusionJ", JOptionPane.ERROR_MESSAGE);
			}
			System.exit(1);
		}
		try {
			Class.forName(COMMAND_LINE).getMethod("main", String[].class).invoke(null, (Object) arguments);
		}
		catch (final InvocationTargetException thrown) {
			if (thrown.getCause() instanceof Error) throw (Error) thrown.getCause();
			throw (Exception) thrown.getCause();
		}
	}
}
