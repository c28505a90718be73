package org.perfusionj.network.residue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.perfusionj.io.ModelArchive;
import org.perfusionj.work.PerfusionException;

/**
 * Model files of deep residue estimation: a {@link ModelArchive} that says which design it is, with which settings, how its standard deviations are calibrated and
 * how it was trained. Weights are in the order of {@link org.perfusionj.network.graph.Graph}.
 */
public final class ResidueModelFile {

	/** End of the names of model files. */
	public static final String EXTENSION = ".residue";

	private static final int VERSION = 1;
	private static final ModelArchive<Header> ARCHIVE = new ModelArchive<>("network for deep residue estimation", "Use model=auto, or a model written by train-residue or fine-tune-residue of this version.", VERSION, Header.class);

	private ResidueModelFile() {}

	/** What stands in model.json. */
	private record Header(int version, String design, Map<String, String> settings, double cbfSdFactor, double badSdFactor, String weightsSha256, Map<String, String> facts) implements ModelArchive.Header {
	}

	/**
	 * Writes a file that has its name only when it is complete.
	 *
	 * @throws IOException naming the file, if it cannot be written
	 * @throws PerfusionException if the disk is full
	 */
	public static void write(final ResidueModel model, final Path file) throws IOException {
		final ResidueDesign design = model.design();
		ARCHIVE.write(new Header(VERSION, design.key(), design.settings(), model.cbfSdFactor(), model.badSdFactor(), checksum(model), model.facts()), model.weights(), file);
	}

	/**
	 * @throws IOException if the file cannot be read
	 * @throws PerfusionException if it is no model, damaged, or of another version
	 */
	public static ResidueModel read(final Path file) throws IOException {
		try (InputStream stream = Files.newInputStream(file)) {
			return read(stream, file.toString());
		}
	}

	/**
	 * @param stream a model file; not closed
	 * @param name for messages
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it is no model, damaged, or of another version
	 */
	public static ResidueModel read(final InputStream stream, final String name) throws IOException {
		return ARCHIVE.read(stream, name, (header, weights) -> new ResidueModel(ResidueDesigns.of(header.design, header.settings), weights, header.cbfSdFactor, header.badSdFactor, header.facts));
	}

	/** @return checksum of the weights of a model, as the file has it */
	public static String checksum(final ResidueModel model) {
		return ModelArchive.checksum(model.weights());
	}
}
