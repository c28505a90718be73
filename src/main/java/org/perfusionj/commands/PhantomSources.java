package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.perfusionj.phantom.PhantomGenerator;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.anatomy.AtlasTemplate;
import org.perfusionj.phantom.anatomy.BuiltInTemplate;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** The phantoms behind the parameter {@code anatomy=built-in|path}. */
final class PhantomSources {

	/** The head that needs no files. */
	static final String BUILT_IN = "built-in";

	private PhantomSources() {}

	/**
	 * @return the folder of the atlas; empty for the built-in head
	 * @throws BadParameterException if there is no such folder
	 */
	static Optional<Path> folder(final String anatomy) {
		if (anatomy.isBlank() || anatomy.trim().equalsIgnoreCase(BUILT_IN)) return Optional.empty();
		final Path folder = UserPath.of("anatomy", anatomy);
		if (!Files.isDirectory(folder)) throw new BadParameterException("anatomy=" + anatomy + " is neither " + BUILT_IN + " nor a folder. Check the word or the path.");
		return Optional.of(folder);
	}

	/**
	 * Reads the atlas, if it is one.
	 *
	 * @param anatomy built-in, or the folder of an atlas
	 * @param parallel threads
	 * @param monitor asked for cancellation
	 * @return what makes phantoms with such heads
	 * @throws BadParameterException if there is no such folder
	 * @throws org.perfusionj.work.PerfusionException if the atlas cannot be used, with the reason
	 * @throws IOException if a file of the atlas cannot be read
	 */
	static PhantomSource of(final String anatomy, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final Optional<Path> atlas = folder(anatomy);
		return new PhantomGenerator(atlas.isPresent() ? AtlasTemplate.open(atlas.get(), parallel, monitor) : new BuiltInTemplate());
	}
}
