package org.perfusionj.host;

import ij.IJ;
import ij.Menus;

import java.awt.Menu;
import java.util.ArrayList;
import java.util.List;

/** Starts the runnable jar on its class path as a user does without arguments, and prints what is in ImageJ's menus then. */
public final class RunnableJarDriver {

	private RunnableJarDriver() {
	}

	/**
	 * @param arguments macro code to run afterwards
	 * @throws Exception if anything is not as it should be
	 */
	public static void main(final String[] arguments) throws Exception {
		try {
			Class.forName("org.perfusionj.host.startup.Main").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
			print("Plugins>Perfusion");
			print("File");
			print("File>Open Samples");
			print("Plugins");
			System.out.println("returned " + IJ.runMacro(arguments[0]));
			System.exit(0);
		}
		catch (final Throwable failed) {
			failed.printStackTrace();
			System.exit(1);
		}
	}

	private static void print(final String path) {
		final Menu menu = Menus.getImageJMenu(path);
		final List<String> labels = new ArrayList<>();
		for (int n = 0; n < menu.getItemCount(); n++) labels.add(menu.getItem(n).getLabel());
		System.out.println("menu " + path + " " + labels);
	}
}
