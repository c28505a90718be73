package org.perfusionj.network.aifnet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.perfusionj.io.ModelArchive;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;

/**
 * Model files of AIFNet: a {@link ModelArchive} that says what the network is, what it looks at and how it was trained. Weights are in the order of
 * {@link org.perfusionj.network.Layer}.
 */
public final class AifnetModelFile {

	/** End of the names of model files. */
	public static final String EXTENSION = ".aifnet";

	private static final int VERSION = 1;
	private static final ModelArchive<Header> ARCHIVE = new ModelArchive<>("AIFNet model", "Use model=auto, or a model written by train-aifnet of this version.", VERSION, Header.class);

	private AifnetModelFile() {}

	/** What stands in model.json. */
	private record Header(int version, String vessel, String kind, int layers, int filterExponent, int ranked, InputSpec input, String weightsSha256, Map<String, String> facts) implements ModelArchive.Header {
	}

	/**
	 * Writes a file that has its name only when it is complete.
	 *
	 * @throws IOException naming the file, if it cannot be written
	 * @throws PerfusionException if the disk is full
	 */
	public static void write(final AifnetModel model, final Path file) throws IOException {
		final AifnetDesign design = model.design();
		ARCHIVE.write(new Header(VERSION, model.vessel().name(), design.kind().name(), design.layers(), design.filterExponent(), model.ranked(), model.input(), checksum(model), model.facts()), model.weights(), file);
	}

	/**
	 * @throws IOException if the file cannot be read
	 * @throws PerfusionException if it is no model, damaged, or of another version
	 */
	public static AifnetModel read(final Path file) throws IOException {
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
	public static AifnetModel read(final InputStream stream, final String name) throws IOException {
		return ARCHIVE.read(stream, name, (header, weights) -> new AifnetModel(Vessel.valueOf(header.vessel), new AifnetDesign(AifnetKind.valueOf(header.kind), header.layers, header.filterExponent), header.input, weights, header.ranked,
			header.facts));
	}

	/** @return checksum of the weights of a model, as the file has it */
	public static String checksum(final AifnetModel model) {
		return ModelArchive.checksum(model.weights());
	}

	/** @return name of a model file in a folder of models, for example "aif.aifnet" */
	public static String name(final Vessel vessel) {
		return vessel.name().toLowerCase(Locale.ROOT) + EXTENSION;
	}
}
