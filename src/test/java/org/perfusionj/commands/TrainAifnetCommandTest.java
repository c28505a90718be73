package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.host.CommandLineCall;
import org.perfusionj.io.CsvTable;
import org.perfusionj.network.aifnet.Aifnet;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.network.aifnet.AifnetModel;
import org.perfusionj.network.aifnet.AifnetModelFile;
import org.perfusionj.network.aifnet.AifnetResult;
import org.perfusionj.network.aifnet.InstalledAifnet;
import org.perfusionj.network.aifnet.AifnetScan;
import org.perfusionj.network.aifnet.AifnetScan;
import org.perfusionj.network.nd4j.Nd4jEngine;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;

/** The command train-aifnet as a user of the command line meets it, on small scans. */
@Timeout(300)
class TrainAifnetCommandTest {

	/** Small and quick. */
	private static final Map<String, String> QUICK = Map.of("layers", "1", "filters", "2", "epochs", "40", "patience", "40", "imitation", "5", "device", "cpu");
	private static final int SCANS = 5;

	@TempDir
	private static Path shared;
	private static Path scans;
	private static Path trained;
	private static String said;

	@TempDir
	private Path folder;

	@BeforeAll
	static void train() throws IOException {
		scans = OwnScans.withRois(shared.resolve("my scans"), SCANS);
		trained = shared.resolve("models");
		final CommandLineCall call = train(scans, trained, "examples=" + shared.resolve("examples"));
		assertEquals(0, call.code(), call.err());
		said = call.err();
	}

	private static CommandLineCall train(final Path input, final Path output, final String... more) {
		final Map<String, String> arguments = new TreeMap<>(QUICK);
		arguments.put("input", input.toString());
		arguments.put("output", output.toString());
		for (final String one : more)
			arguments.put(one.substring(0, one.indexOf('=')), one.substring(one.indexOf('=') + 1));
		return CommandLineCall.of(Stream.concat(Stream.of("train-aifnet"), arguments.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue())).toArray(String[]::new));
	}

	private static Set<String> names(final Path place) throws IOException {
		try (Stream<Path> files = Files.list(place)) {
			return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
		}
	}

	@Test
	void modelsComeWithTheirFigures() throws IOException {
		assertEquals(Set.of("aif.aifnet", "vof.aifnet", "learning_curve.csv", "learning_curve.png", "scores.csv", "scans.csv", "model_card.md", "parameters.json"), names(trained));
		assertEquals(Set.of("my scans", "models", "examples"), names(shared), "no checkpoint is left");
		assertTrue(ImageIO.read(trained.resolve("learning_curve.png").toFile()).getWidth() > 1000);
		for (final String part : new String[] { "AIF: training on 4 scans of 4 patients, validation on 1 scan of 1 patient.", "Epoch 40: loss ", "AIF, validation: r 0.", "VOF, validation: r 0.", "Models are in " + trained, "Research use only" })
			assertTrue(said.contains(part), part + " in " + said);
	}

	@Test
	void theLossFalls() throws IOException {
		final CsvTable table = CsvTable.read(trained.resolve("learning_curve.csv"));
		assertEquals(80, table.size());
		for (int first = 0; first < 80; first += 40) {
			assertEquals(first == 0 ? "AIF" : "VOF", table.text(first, "vessel"));
			double best = 9;
			int marked = 0;
			for (int n = first; n < first + 40; n++) {
				assertEquals(n - first + 1, table.number(n, "epoch"));
				best = Math.min(best, table.number(n, "validation_1_minus_r"));
				if (table.text(n, "best").equals("true")) marked++;
			}
			assertEquals(1, marked);
			assertTrue(best < 0.1, "validation " + best);
			// the first epochs learn by imitation, whose loss is another one
			assertTrue(table.number(first + 39, "training_loss") < 0.2, "training " + table.number(first + 39, "training_loss"));
		}
	}

	/** @return r with the curve without noise of the voxel that an expert would pick, in a scan that was not learned from */
	private static double held(final AifnetModel model) {
		final Phantom phantom = OwnScans.phantom(SCANS + 1);
		try (Parallel parallel = new Parallel(2); Aifnet aifnet = new Aifnet(List.of(model), Nd4jEngine.load())) {
			final ConcentrationSeries input = new Preprocessing().prepare(phantom.series(), PreprocessingSettings.DEFAULTS, parallel, WorkMonitor.SILENT).unfiltered();
			final AifnetResult found = aifnet.find(model.vessel(), new AifnetScan(input), Optional.empty(), parallel, WorkMonitor.SILENT);
			final VesselTruth truth = model.vessel() == Vessel.AIF ? phantom.truth().aif() : phantom.truth().vof();
			return new PearsonsCorrelation().correlation(found.function().curve().values(), truth.expertCurve().values());
		}
	}

	@Test
	void theModelsFindVesselsInAScanTheyHaveNotSeen() throws IOException {
		for (final Vessel vessel : Vessel.values()) {
			final double r = held(AifnetModelFile.read(trained.resolve(AifnetModelFile.name(vessel))));
			assertTrue(r > 0.9, vessel + " r " + r);
		}
	}

	@Test
	void aModelKnowsHowItCameAbout() throws IOException {
		final AifnetModel model = AifnetModelFile.read(trained.resolve("aif.aifnet"));
		assertEquals(Vessel.AIF, model.vessel());
		assertEquals(AifnetKind.PROBABILITY, model.design().kind());
		assertEquals(List.of("software", "data", "training", "validation", "started_from", "augmentation", "learning_rate", "momentum", "largest_gradient", "imitation_epochs", "epochs", "patience", "seed", "sharpness", "epochs_done", "best_epoch", "validation_r",
			"validation_r_truth"), List.copyOf(model.facts().keySet()));
		assertEquals("annotated scans", model.facts().get("data"));
		assertEquals("4 scans of 4 patients", model.facts().get("training"));
		assertEquals("random weights", model.facts().get("started_from"));
		assertEquals("0.05", model.facts().get("learning_rate"));
		assertEquals("5", model.facts().get("imitation_epochs"));
		assertEquals("40", model.facts().get("epochs_done"));
	}

	@Test
	void theModelCardNamesNoScanAndNoPlace() throws IOException {
		final String card = Files.readString(trained.resolve("model_card.md"));
		for (final String part : new String[] { "**Research use only, not for diagnosis.**", "## Intended use", "| `aif.aifnet` | AIF | probability, K = 1, 2^(2+k) filters |", "| data | annotated scans |", "Fewer than ten validation scans", "train-aifnet vessel=both input=\"my scans\"" })
			assertTrue(card.contains(part), part + " in " + card);
		assertFalse(card.contains("p1.nii") || card.contains(shared.toString()), card);
	}

	@Test
	void theProvenanceHasScansWithChecksumsAndWhatTheParametersBecame() throws IOException {
		final JsonObject json = JsonParser.parseString(Files.readString(trained.resolve("parameters.json"))).getAsJsonObject();
		assertEquals("train-aifnet", json.get("command").getAsString());
		assertEquals(2 * SCANS, json.getAsJsonArray("inputs").size(), "scans and ROI files");
		assertEquals("5", json.getAsJsonObject("resolved").get("patients").getAsString());
		assertEquals(AifnetModelFile.checksum(AifnetModelFile.read(trained.resolve("vof.aifnet"))), json.getAsJsonObject("resolved").get("vof_weights_sha256").getAsString());
		final CsvTable scores = CsvTable.read(trained.resolve("scans.csv"));
		assertEquals(2, scores.size());
		assertTrue(scores.text(0, "scan").matches("p\\d\\.nii\\.gz") && scores.text(0, "patient").matches("p\\d") && scores.text(0, "part").equals("validation"));
	}

	@Test
	void theSameScansListedInATableGiveTheSameModel() throws IOException {
		final Path table = OwnScans.withTable(folder.resolve("scans"), SCANS);
		final Path output = folder.resolve("aif");
		final CommandLineCall call = train(table, output, "vessel=aif");
		assertEquals(0, call.code(), call.err());
		assertEquals(-1, Files.mismatch(trained.resolve("aif.aifnet"), output.resolve("aif.aifnet")), "bit for bit");
		assertEquals(Set.of("scans", "aif"), names(folder), "neither checkpoints nor examples are left");
		assertFalse(Files.exists(output.resolve("vof.aifnet")));
	}

	@Test
	void aModelCanBeTrainedFurther() throws IOException {
		final Path output = folder.resolve("finer");
		final CommandLineCall call = train(scans, output, "start=" + trained, "layers=auto", "filters=auto", "epochs=2", "imitation=auto", "learning_rate=0.01", "vessel=vof", "examples=" + shared.resolve("examples"));
		assertEquals(0, call.code(), call.err());
		final AifnetModel before = AifnetModelFile.read(trained.resolve("vof.aifnet"));
		final AifnetModel after = AifnetModelFile.read(output.resolve("vof.aifnet"));
		assertEquals(before.design(), after.design());
		assertEquals("model with weights " + AifnetModelFile.checksum(before), after.facts().get("started_from"));
		assertEquals("0", after.facts().get("imitation_epochs"));
		assertFalse(Arrays.equals(before.weights(), after.weights()));
		assertTrue(call.err().contains("Before training: validation 1 - r 0."), call.err());
		assertTrue(held(after) > 0.9);
		assertTrue(Files.readString(output.resolve("model_card.md")).contains("before training the model that was started from had r 0."));
	}

	@Test
	void theShippedModelCanBeTrainedFurther() throws IOException {
		final Path output = folder.resolve("mine");
		final CommandLineCall call = train(scans, output, "start=shipped", "layers=auto", "filters=auto", "epochs=1", "imitation=auto", "learning_rate=0.001", "vessel=aif", "examples=" + shared.resolve("examples"));
		assertEquals(0, call.code(), call.err());
		final AifnetModel shipped = InstalledAifnet.shipped(Vessel.AIF);
		final AifnetModel mine = AifnetModelFile.read(output.resolve("aif.aifnet"));
		assertEquals("model with weights " + AifnetModelFile.checksum(shipped), mine.facts().get("started_from"));
		assertEquals(shipped.design(), mine.design());
		assertTrue(held(mine) > 0.9, "r " + held(mine));
	}

	@Test
	void fiveFoldsTestEveryScanOnce() throws IOException {
		final Path output = folder.resolve("folds");
		final CommandLineCall call = train(scans, output, "folds=5", "vessel=aif", "epochs=2", "examples=" + shared.resolve("examples"));
		assertEquals(0, call.code(), call.err());
		assertEquals(Set.of("aif_fold1.aifnet", "aif_fold2.aifnet", "aif_fold3.aifnet", "aif_fold4.aifnet", "aif_fold5.aifnet", "learning_curve.csv", "learning_curve.png", "scores.csv", "scans.csv", "model_card.md", "parameters.json"), names(output));
		final CsvTable scores = CsvTable.read(output.resolve("scores.csv"));
		assertEquals(11, scores.size());
		assertEquals("all", scores.text(10, "fold"));
		assertEquals(SCANS, scores.number(10, "scans"));
		final CsvTable scansOf = CsvTable.read(output.resolve("scans.csv"));
		double sum = 0;
		int tested = 0;
		for (int row = 0; row < scansOf.size(); row++)
			if (scansOf.text(row, "part").equals("test")) {
				sum += scansOf.number(row, "r");
				tested++;
			}
		assertEquals(SCANS, tested);
		assertEquals(sum / SCANS, scores.number(10, "r_mean"), 1e-5);
		assertTrue(AifnetModelFile.read(output.resolve("aif_fold2.aifnet")).facts().get("test").equals("1 scan of 1 patient"));
		assertTrue(call.err().contains("AIF, all folds, test: r 0."), call.err());
	}

	@Test
	void aSegmentationChoosesItsNumberOfCells() throws IOException {
		final Path output = folder.resolve("segmentation");
		final CommandLineCall call = train(scans, output, "kind=segmentation", "vessel=vof", "epochs=3", "learning_rate=0.5", "examples=" + shared.resolve("examples"));
		assertEquals(0, call.code(), call.err());
		final AifnetModel model = AifnetModelFile.read(output.resolve("vof.aifnet"));
		assertEquals(AifnetKind.SEGMENTATION, model.design().kind());
		assertTrue(Set.of(1, 2, 3, 5, 10, 20, 50, 100).contains(model.ranked()));
		assertTrue(Files.readString(output.resolve("model_card.md")).contains("mean of the " + model.ranked() + " best cells"));
	}

	@Test
	void aTrainingThatWasCancelledGoesOnToTheSameModel() throws Exception {
		final Path output = folder.resolve("models");
		try (Context context = new Context()) {
			final CancelAt cancel = new CancelAt("Training, epoch 3");
			final List<EventSubscriber<?>> kept = context.service(EventService.class).subscribe(cancel);
			final Future<CommandModule> run = context.service(CommandService.class).run(TrainAifnetCommand.class, false, "input", scans.toString(), "output", output.toString(), "device", "cpu", "layers", "1", "filters", "2", "epochs", 40,
				"patience", 40, "imitation", "5", "vessel", "aif", "examples", shared.resolve("examples").toString());
			final PerfusionCommand command = (PerfusionCommand) run.get().getCommand();
			assertFalse(kept.isEmpty());
			assertTrue(cancel.at() != 0 && command.isCanceled() && command.failure().isEmpty());
		}
		assertEquals(Set.of("models.training"), names(folder));
		final CommandLineCall different = train(scans, output, "vessel=aif", "learning_rate=0.1", "examples=" + shared.resolve("examples"));
		assertEquals(1, different.code());
		assertTrue(different.err().contains("holds an unfinished training that differs (AIF: "), different.err());
		final CommandLineCall same = train(scans, output, "vessel=aif", "examples=" + shared.resolve("examples"));
		assertEquals(0, same.code(), same.err());
		assertTrue(same.err().contains("Going on with the training in ") && same.err().contains("Epoch 3: ") && !same.err().contains("Epoch 2: "), same.err());
		assertEquals(-1, Files.mismatch(trained.resolve("aif.aifnet"), output.resolve("aif.aifnet")), "bit for bit");
		assertEquals(Set.of("models"), names(folder));
	}
}
