package org.perfusionj.commands;

import ij.IJ;
import ij.macro.Interpreter;

import java.awt.GraphicsEnvironment;

/** What a command can show its results on. */
enum Display {
	/** ImageJ's windows. */
	WINDOWS,
	/** ImageJ's batch mode: images exist for the macro, but nothing opens. */
	BATCH_MODE,
	/** Nothing: a command line, or a script without a display. */
	NONE;

	/** @return what there is at this moment */
	static Display now() {
		final boolean headless = GraphicsEnvironment.isHeadless();
		// patched to run without a display ImageJ always claims batch mode, but only a macro could go on with the images
		final boolean collected = !headless || Interpreter.getInstance() != null;
		if (Interpreter.isBatchMode() && collected) return BATCH_MODE;
		return headless || IJ.getInstance() == null ? NONE : WINDOWS;
	}

	/**
	 * Whether to make images of the results. A macro in batch mode that has them written does not get them too: over
	 * hundreds of cases they would fill the memory.
	 *
	 * @param written whether the results go to files
	 */
	boolean takesImages(final boolean written) {
		return this == WINDOWS || this == BATCH_MODE && !written;
	}
}
