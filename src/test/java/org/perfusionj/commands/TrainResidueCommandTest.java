package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.host.CommandLineCall;
import org.perfusionj.io.CsvTable;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Operation.Weight;
import org.perfusionj.network.residue.ResidueModel;
import org.perfusionj.network.residue.ResidueModelFile;

/** The commands train-residue and fine-tune-residue as a user of the command line meets them, with a very small network. */
@Timeout(300)
class TrainResidueCommandTest {

	private static final Map<String, String> QUICK = Map.of("design", "transformer width=8 heads=2 layers=1 feed_forward=8 stride=8 spread=true", "curves", "64", "curves_per_scan", "16", "validation", "16", "calibration", "32", "epochs", "1", "batch", "16",
		"device", "cpu");

	@TempDir
	private static Path shared;
	private static Path trained;
	private static String said;

	@TempDir
	private Path folder;

	@BeforeAll
	static void train() {
		trained = shared.resolve("my network");
		final CommandLineCall call = train(trained);
		assertEquals(0, call.code(), call.err());
		said = call.err();
	}

	private static CommandLineCall train(final Path output, final String... more) {
		final Map<String, String> arguments = new TreeMap<>(QUICK);
		arguments.put("output", output.toString());
		for (final String one : more)
			arguments.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
		return CommandLineCall.of(Stream.concat(Stream.of("train-residue"), arguments.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue())).toArray(String[]::new));
	}

	private static Set<String> names(final Path place) throws IOException {
		try (Stream<Path> files = Files.list(place)) {
			return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
		}
	}

	@Test
	void theModelComesWithItsFigures() throws IOException {
		assertEquals(Set.of("model.residue", "learning_curve.csv", "learning_curve.png", "model_card.md", "parameters.json"), names(trained));
		assertEquals(Set.of("my network"), names(shared), "no checkpoint is left");
		assertTrue(ImageIO.read(trained.resolve("learning_curve.png").toFile()).getWidth() > 1000);
		for (final String part : new String[] { "curves, ", "Intervals of one standard deviation hold the truth of 32 other curves", "The model is " + trained, "Held-out curves: CBF error ", "Research use only" })
			assertTrue(said.contains(part), part + " in " + said);
		final ResidueModel model = ResidueModelFile.read(trained.resolve("model.residue"));
		assertEquals("64", model.facts().get("curves_seen"));
		assertEquals("64", model.facts().get("different_curves"));
		assertEquals("8", model.design().settings().get("width"));
		assertTrue(model.cbfSdFactor() > 0 && model.badSdFactor() > 0);
		final String card = Files.readString(trained.resolve("model_card.md"));
		for (final String part : new String[] { "**Research use only, not for diagnosis.**", "| width | 8 |", "| curves_seen | 64 |", "train-residue ", "Intervals of one predicted standard deviation" })
			assertTrue(card.contains(part), part + " in " + card);
		final CsvTable curve = CsvTable.read(trained.resolve("learning_curve.csv"));
		assertEquals(4, curve.size());
		assertEquals(64, curve.number(3, "curves"));
		assertTrue(curve.number(3, "loss") < curve.number(0, "loss"), "loss " + curve.number(0, "loss") + " to " + curve.number(3, "loss"));
	}

	@Test
	void aModelIsTrainedFurtherAsItIs() throws IOException {
		final CommandLineCall call = train(folder.resolve("further"), "start=" + trained.resolve("model.residue"), "design=", "rate=0.0000001", "calibration=16");
		assertEquals(0, call.code(), call.err());
		final float[] before = ResidueModelFile.read(trained.resolve("model.residue")).weights();
		final float[] after = ResidueModelFile.read(folder.resolve("further/model.residue")).weights();
		for (int i = 0; i < before.length; i++)
			assertEquals(before[i], after[i], 1e-5f);
		refused("another design", "start=" + trained.resolve("model.residue"), "design=transformer");
	}

	@Test
	void impossibleParametersAreSaidBeforeAnythingIsMade() {
		refused("There is no design cnn", "design=cnn");
		refused("has no setting depth=3", "design=transformer depth=3");
		refused("loss=", "loss=delay=1 beauty=2");
		refused("largest gradient above 0", "rate=0");
		refused("does not exist", "start=" + folder.resolve("none.residue"));
		assertTrue(Stream.of("refused", "refused.training").noneMatch(name -> Files.exists(folder.resolve(name))));
	}

	private void refused(final String text, final String... more) {
		final CommandLineCall call = train(folder.resolve("refused"), more);
		assertTrue(call.code() != 0 && call.err().contains(text), call.code() + " " + call.err());
	}

	@Test
	void fineTuningChangesTheResidueDecoderAlone() throws IOException {
		final Path scans = OwnScans.withRois(folder.resolve("scans"), 2);
		final Path tuned = folder.resolve("tuned");
		final CommandLineCall call = CommandLineCall.of("fine-tune-residue", "input=" + scans, "model=" + trained.resolve("model.residue"), "aif=classical", "curves=600", "epochs=2", "rate=0.001", "batch=256", "device=cpu", "output=" + tuned);
		assertEquals(0, call.code(), call.err());
		assertEquals(Set.of("model.residue", "learning_curve.csv", "learning_curve.png", "model_card.md", "parameters.json"), names(tuned));
		final ResidueModel before = ResidueModelFile.read(trained.resolve("model.residue"));
		final ResidueModel after = ResidueModelFile.read(tuned.resolve("model.residue"));
		int at = 0;
		boolean changed = false;
		for (final Weight weight : before.design().graph().weights())
			for (final int end = at + Graph.count(weight); at < end; at++)
				if (weight.name().startsWith("residue.")) changed |= before.weights()[at] != after.weights()[at];
				else assertEquals(before.weights()[at], after.weights()[at], weight.name());
		assertTrue(changed);
		assertEquals(before.cbfSdFactor(), after.cbfSdFactor());
		assertEquals("64", after.facts().get("start_curves_seen"));
		final CsvTable curve = CsvTable.read(tuned.resolve("learning_curve.csv"));
		assertTrue(curve.number(curve.size() - 1, "validation_reconstruction") < curve.number(0, "validation_reconstruction"), "fits of real curves become better");
	}

	@Test
	void foldersWithoutScansAreSaid() throws IOException {
		Files.createDirectories(folder.resolve("empty"));
		final CommandLineCall call = CommandLineCall.of("fine-tune-residue", "input=" + folder.resolve("empty"), "model=" + trained.resolve("model.residue"), "output=" + folder.resolve("tuned"));
		assertTrue(call.code() != 0 && call.err().contains("There is no series in"), call.err());
	}
}
