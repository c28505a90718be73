package org.perfusionj.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.network.residue.ResidueModel;
import org.perfusionj.network.residue.ResidueModelFile;
import org.perfusionj.network.residue.TransformerDesign;
import org.perfusionj.simulation.RandomStream;

/** The command {@code residue} with models that users give, the real engines behind it. */
class ResidueModelTest {

	private static final String COMMAND = "residue";
	/** Whatever is wrong with a model is told before the series is read. */
	private static final Path NO_SERIES = Path.of("no such series.nii");

	@TempDir
	private static Path folder;

	private static Path model;

	@BeforeAll
	static void write() throws Exception {
		final TransformerDesign small = new TransformerDesign(8, 2, 1, 8, 4, List.of(), true);
		model = folder.resolve("small.residue");
		ResidueModelFile.write(new ResidueModel(small, small.graph().startingWeights(new RandomStream(1)), 1, 1, Map.of("trained", "not at all")), model);
	}

	@Test
	void damagedModelsAreRefused() throws Exception {
		final byte[] whole = Files.readAllBytes(model);
		refused("cut.residue", Arrays.copyOf(whole, whole.length / 2));
		refused("text.residue", "no model".getBytes());
		refused("empty.residue", new byte[0]);
		final byte[] flipped = whole.clone();
		flipped[whole.length / 2] ^= 0x55;
		refused("flipped.residue", flipped);
		refused("other.residue", Files.readAllBytes(Path.of("src/main/resources/org/perfusionj/network/aifnet/aif.aifnet")));
	}

	private static void refused(final String name, final byte[] bytes) throws Exception {
		Deconvolved.refusedBy(COMMAND, 1, NO_SERIES, folder.resolve("out " + name), List.of("model=" + Files.write(folder.resolve(name), bytes)), name);
	}

	@Test
	void whatTheModelOrTheMachineCannotDoIsToldBeforeTheSeriesIsRead() throws Exception {
		final TransformerDesign unsure = new TransformerDesign(8, 2, 1, 8, 4, List.of(), false);
		final Path plain = folder.resolve("plain.residue");
		ResidueModelFile.write(new ResidueModel(unsure, unsure.graph().startingWeights(new RandomStream(1)), 1, 1, Map.of()), plain);
		Deconvolved.refusedBy(COMMAND, 1, NO_SERIES, folder.resolve("unsure"), List.of("model=" + plain), "does not estimate standard deviations", "uncertainty=false");
		Deconvolved.refusedBy(COMMAND, 1, NO_SERIES, folder.resolve("cuda"), List.of("model=" + model, "device=cuda"), "device=cuda", "docs/networks.md", "device=cpu");
	}
}
