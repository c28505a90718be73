package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.perfusionj.network.residue.ResidueModel;
import org.perfusionj.network.residue.ResidueModelFile;
import org.perfusionj.network.residue.TransformerDesign;
import org.perfusionj.simulation.RandomStream;

/** Files of a small network for deep residue estimation that has learned nothing: what it gives keeps the constraints all the same. */
public final class SmallResidueModel {

	private SmallResidueModel() {}

	/** @return the file, with a network that says how sure it is */
	public static Path write(final Path file) throws IOException {
		return write(file, true);
	}

	/** @return the file, with a network that says how sure it is or one that does not */
	static Path write(final Path file, final boolean spread) throws IOException {
		final TransformerDesign small = new TransformerDesign(8, 2, 1, 8, 4, List.of(), spread);
		ResidueModelFile.write(new ResidueModel(small, small.graph().startingWeights(new RandomStream(1)), 1, 1, Map.of("trained", "not at all")), file);
		return file;
	}
}
