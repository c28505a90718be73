package org.perfusionj.report;

import javax.swing.JFrame;
import javax.swing.WindowConstants;

import ij.IJ;
import ij.WindowManager;

/** A Swing window that stands in ImageJ's Window menu as long as it is open. */
abstract class ListedWindow extends JFrame {

	/**
	 * @param title of the window
	 * @throws java.awt.HeadlessException if there is no display
	 */
	ListedWindow(final String title) {
		super(title);
		setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
	}

	@Override
	public void setVisible(final boolean visible) {
		super.setVisible(visible);
		if (visible && IJ.getInstance() != null) WindowManager.addWindow(this);
	}

	@Override
	public void dispose() {
		if (IJ.getInstance() != null) WindowManager.removeWindow(this);
		super.dispose();
	}
}
