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
		if (Interpreter.isBatchMode()) return BATCH_MODE;
		return GraphicsEnvironment.isHeadless() || IJ.getInstance() == null ? NONE : WINDOWS;
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
