package org.perfusionj.host;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.perfusionj.work.PerfusionException;

/** Runs a file of ImageJ's macro language on the calling thread and tells whether it came to its end. */
final class MacroFile {

	private final Path file;

	MacroFile(final Path file) {
		this.file = file;
	}

	/**
	 * @param argument what the macro gets from {@code getArgument()}
	 * @return what the macro returned, or empty
	 * @throws IOException if the file cannot be read
	 * @throws PerfusionException if the macro stopped at an error; the message says why
	 */
	String run(final String argument) throws IOException {
		final String text;
		try {
			text = Files.readString(file, StandardCharsets.UTF_8);
		}
		catch (final NoSuchFileException missing) {
			throw new PerfusionException("There is no macro " + file + ".", missing);
		}
		final Interpreter macro = new Interpreter();
		String fault = null;
		try {
			final String returned = macro.run(text, argument);
			fault = macro.getErrorMessage();
			if (fault == null && !macro.wasError()) return returned == null ? "" : returned;
		}
		catch (final RuntimeException stopped) {
			fault = macro.getErrorMessage();
			// Without a display ImageJ fails at showing the error, which it has noted before.
			if (fault == null && !Macro.MACRO_CANCELED.equals(stopped.getMessage())) throw stopped;
		}
		finally {
			IJ.showProgress(1.0);
		}
		throw new PerfusionException(file.getFileName() + " stopped" + (fault == null ? "." : ": " + fault));
	}
}
