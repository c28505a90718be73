package org.perfusionj.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.work.PerfusionException;

/** The phantoms behind the parameter {@code anatomy=built-in|path}. */
final class PhantomSources {

	/** The head that needs no files. */
	static final String BUILT_IN = "built-in";

	private PhantomSources() {}

	/** @return the folder of the atlas; empty for the built-in head */
	static Optional<Path> folder(final String anatomy) {
		if (anatomy.isBlank() || anatomy.trim().toLowerCase(Locale.ROOT).equals(BUILT_IN)) return Optional.empty();
		final Path folder = UserPath.of("anatomy", anatomy);
		if (!Files.isDirectory(folder)) throw new BadParameterException("anatomy=" + anatomy + " is neither " + BUILT_IN + " nor a folder. Check the word or the path.");
		return Optional.of(folder);
	}

	/**
	 * @param anatomy built-in, or the folder of an atlas
	 * @return what makes phantoms with such heads
	 * @throws PerfusionException if the atlas cannot be used, with the reason
	 */
	static PhantomSource of(final String anatomy) {
		folder(anatomy);
		throw new PerfusionException("WIRE THE GENERATOR HERE");
	}
}
