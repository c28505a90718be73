package org.perfusionj.host;

import ij.IJ;
import ij.ImageJ;
import ij.Menus;
import ij.WindowManager;
import ij.gui.GenericDialog;

import java.awt.Button;
import java.awt.Frame;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.util.Arrays;
import java.util.List;

/**
 * Main class of a process with nothing but {@code ij.jar} and this class on its class path: starts ImageJ, chooses the
 * items of Plugins &gt; Perfusion that have a dialog, presses Cancel, and runs the echo command and the
 * plugin's own commands as macros.
 */
public final class PlainImageJDriver {

	private PlainImageJDriver() {
	}

	/**
	 * @param arguments path of the file that the echo command writes, and the labels of the commands with a dialog
	 * @throws Exception if anything is not as it should be
	 */
	public static void main(final String[] arguments) throws Exception {
		try {
			drive(arguments[0], Arrays.asList(arguments));
			System.exit(0);
		}
		catch (final Throwable failed) {
			failed.printStackTrace();
			System.exit(1);
		}
	}

	private static void drive(final String result, final List<String> withDialog) throws Exception {
		final ImageJ imageJ = new ImageJ(ImageJ.EMBEDDED);
		// Some commands need an image.
		IJ.newImage("series", "16-bit", 8, 8, 12);
		for (final String path : new String[] { "Plugins>Perfusion", "File>Open Samples" }) choose(imageJ, Menus.getImageJMenu(path), withDialog);
		IJ.runMacro("run('Echo (a/b)...', 'method=cSVD output=[" + result + "]');");
		// with the class loader that ImageJ has for plugins
		IJ.runMacro("run('Perfusion CT phantom'); run('Deconvolve (sSVD/cSVD/oSVD/Tikhonov)', 'method=sSVD residue=true');");
		for (final int id : WindowManager.getIDList()) System.out.println("image " + WindowManager.getImage(id).getTitle());
		for (final Window window : WindowManager.getAllNonImageWindows()) System.out.println("window " + ((Frame) window).getTitle());
	}

	private static void choose(final ImageJ imageJ, final Menu menu, final List<String> withDialog) throws InterruptedException {
		for (int n = 0; n < menu.getItemCount(); n++) {
			final MenuItem item = menu.getItem(n);
			final String plugin = (String) Menus.getCommands().get(item.getLabel());
			System.out.println("item " + item.getLabel() + " -> " + plugin);
			if (!withDialog.contains(item.getLabel())) continue;
			imageJ.actionPerformed(new ActionEvent(item, ActionEvent.ACTION_PERFORMED, item.getLabel()));
			final GenericDialog dialog = dialog(item.getLabel());
			System.out.println("dialog " + dialog.getTitle());
			final Button cancel = dialog.getButtons()[1];
			cancel.dispatchEvent(new ActionEvent(cancel, ActionEvent.ACTION_PERFORMED, "Cancel"));
			while (dialog.isShowing()) Thread.sleep(20);
		}
	}

	private static GenericDialog dialog(final String label) throws InterruptedException {
		for (int n = 0; n < 1000; n++) {
			final GenericDialog dialog = GenericDialog.getInstance();
			if (dialog != null && dialog.isShowing()) return dialog;
			Thread.sleep(30);
		}
		final StringBuilder windows = new StringBuilder();
		for (final Window window : Window.getWindows()) windows.append('\n').append(window);
		throw new IllegalStateException("No dialog for " + label + windows);
	}
}
