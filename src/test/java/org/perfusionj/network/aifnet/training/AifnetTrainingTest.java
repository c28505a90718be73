package org.perfusionj.network.aifnet.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.ReferenceEngine;
import org.perfusionj.network.training.TrainingFolder;
import org.perfusionj.network.ReferenceNetwork;
import org.perfusionj.network.aifnet.AifnetDesign;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.network.aifnet.AifnetModel;
import org.perfusionj.network.aifnet.AifnetModelFile;
import org.perfusionj.network.aifnet.SampleModels;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.WorkMonitor;

/** From scans to a model with its figures. */
@Timeout(120)
class AifnetTrainingTest {

	private static final AifnetDesign SMALL = new AifnetDesign(AifnetKind.PROBABILITY, 1, 1);

	@TempDir
	private Path folder;

	private PatientSplit split() throws IOException {
		final Path examples = Files.createDirectories(folder.resolve("examples"));
		return new PatientSplit(SmallExamples.stored(examples, 10, 17), SmallExamples.stored(examples, 20, 22), SmallExamples.stored(examples, 30, 33));
	}

	private static TrainingSettings settings(final AifnetDesign design, final double rate, final int epochs) {
		return new TrainingSettings(Vessel.AIF, design, SmallExamples.SPEC, Augmentation.NONE, rate, 0.9, 0.3, 1, epochs, 100, 1);
	}

	private TrainedModel run(final TrainingSettings settings, final Optional<AifnetModel> start, final int fold, final WorkMonitor monitor) throws IOException {
		return run(settings, start, 1, fold, monitor);
	}

	private TrainedModel run(final TrainingSettings settings, final Optional<AifnetModel> start, final double sharpness, final int fold, final WorkMonitor monitor) throws IOException {
		try (TrainingFolder checkpoints = TrainingFolder.open(folder.resolve("output"))) {
			final TrainedModel trained = new AifnetTraining(new ReferenceEngine(), settings, start, sharpness).run(fold, split(), Map.of("data", "small scans"), checkpoints, monitor);
			checkpoints.delete();
			return trained;
		}
	}

	@Test
	void scoresAreThoseOfTheBestWeightsOnEachScan() throws IOException {
		final MonitorLog log = new MonitorLog();
		final TrainedModel trained = run(settings(SMALL, 0.05, 4), Optional.empty(), 0, log);
		assertEquals("aif", trained.name());
		assertEquals(3, trained.validation().size());
		assertEquals(4, trained.test().size());
		assertEquals("AIF: training on 8 scans of 4 patients, validation on 3 scans of 2 patients, test on 4 scans of 2 patients.", log.lines().get(0));
		assertEquals(1 - trained.curve().epochs().get(trained.curve().best()).validation(), trained.validation().stream().mapToDouble(ExampleScore::r).average().orElseThrow(), 1e-6);
		assertEquals(1 - trained.curve().epochs().get(trained.curve().best()).truth(), trained.validation().stream().mapToDouble(ExampleScore::truthR).average().orElseThrow(), 1e-6);
		final TrainingExample example = SmallExamples.of(31);
		final TrainingSample sample = new Samples(Vessel.AIF, AifnetKind.PROBABILITY, SmallExamples.SPEC).of(example, Augmentation.Change.NONE);
		final double[] curve;
		try (ReferenceNetwork network = new ReferenceNetwork(SMALL.architecture(SmallExamples.SPEC), trained.model().weights())) {
			curve = new ExpectationLoss().curve(network.run(sample.shape(), sample.input()), sample);
		}
		final ExampleScore score = trained.test().get(1);
		assertEquals("scan 31", score.scan());
		assertEquals("patient 15", score.patient());
		assertEquals(new PearsonsCorrelation().correlation(curve, sample.target()), score.r(), 1e-9);
		assertEquals(new PearsonsCorrelation().correlation(curve, sample.truth()), score.truthR(), 1e-9);
		final TimeGrid time = new TimeGrid(0, 2, 10);
		final CurveMetrics found = CurveMetrics.of(new TimeCurve(time, curve));
		final CurveMetrics annotated = CurveMetrics.of(new TimeCurve(time, sample.target()));
		assertEquals(found.timeToPeakS() - annotated.timeToPeakS(), score.tpeakErrorS(), 1e-9);
		assertEquals(found.fwhmS().orElse(Double.NaN) - annotated.fwhmS().orElse(Double.NaN), score.fwhmErrorS(), 1e-9);
	}

	@Test
	void theTrainedModelIsSharpenedAndTrainedFurtherAsItWas() throws IOException {
		final TrainedModel plain = run(settings(SMALL, 0.05, 2), Optional.empty(), 0, WorkMonitor.SILENT);
		final TrainedModel sharp = run(settings(SMALL, 0.05, 2), Optional.empty(), 2, 0, WorkMonitor.SILENT);
		assertArrayEquals(plain.model().sharpened(2).weights(), sharp.model().weights());
		assertEquals("2.0000", sharp.model().facts().get("sharpness"));
		assertEquals(plain.curve().epochs().get(1).validation(), sharp.curve().epochs().get(1).validation());
		final TrainedModel further = run(settings(SMALL, 1e-30, 1), Optional.of(sharp.model()), 2, 0, WorkMonitor.SILENT);
		assertArrayEquals(sharp.model().weights(), further.model().weights(), "halved and doubled again");
		assertEquals(sharp.validation(), further.before().orElseThrow());
		assertEquals(sharp.validation(), further.validation());
	}

	@Test
	void theSameRunGivesTheSameFile() throws IOException {
		final TrainedModel first = run(settings(SMALL, 0.05, 2), Optional.empty(), 3, WorkMonitor.SILENT);
		final TrainedModel second = run(settings(SMALL, 0.05, 2), Optional.empty(), 3, WorkMonitor.SILENT);
		assertEquals("aif_fold3", first.name());
		AifnetModelFile.write(first.model(), folder.resolve("1"));
		AifnetModelFile.write(second.model(), folder.resolve("2"));
		assertEquals(-1, Files.mismatch(folder.resolve("1"), folder.resolve("2")));
		assertEquals("small scans", first.model().facts().get("data"));
		assertEquals("8 scans of 4 patients", first.model().facts().get("training"));
	}

	@Test
	void aModelThatGetsWorseIsWarnedOf() throws IOException {
		final AifnetModel start = run(settings(SMALL, 0.05, 6), Optional.empty(), 0, WorkMonitor.SILENT).model();
		final MonitorLog log = new MonitorLog();
		final TrainedModel spoilt = run(settings(SMALL, 1e4, 1), Optional.of(start), 0, log);
		assertTrue(spoilt.before().isPresent());
		assertTrue(log.says("Before training: validation 1 - r 0.0"), log.toString());
		assertTrue(log.warnings().stream().anyMatch(warning -> warning.contains("The AIF model is worse on the validation scans than the one that training started from")), log.toString());
		final MonitorLog quiet = new MonitorLog();
		assertArrayEquals(start.weights(), run(settings(SMALL, 1e-30, 1), Optional.of(start), 0, quiet).model().weights());
		assertEquals(List.of(), quiet.warnings());
	}

	@Test
	void theNumberOfCellsOfASegmentationIsTheBestOnValidation() throws IOException {
		final StoredExamples validation = split().validation();
		final ModelTest test = new ModelTest(new ReferenceEngine());
		final AifnetModel any = SampleModels.model(Vessel.AIF, AifnetKind.SEGMENTATION, SmallExamples.SPEC, 4);
		final int ranked = test.bestRanked(any, validation, WorkMonitor.SILENT);
		double best = -9;
		int expected = 0;
		for (final int number : new int[] { 1, 2, 3, 5, 10, 20, 50, 100 }) {
			final AifnetModel model = new AifnetModel(Vessel.AIF, any.design(), SmallExamples.SPEC, any.weights(), number, Map.of());
			final double r = test.scores(model, validation, WorkMonitor.SILENT).stream().mapToDouble(ExampleScore::r).average().orElseThrow();
			if (r <= best) continue;
			best = r;
			expected = number;
		}
		assertEquals(expected, ranked);
		final TrainedModel trained = run(settings(new AifnetDesign(AifnetKind.SEGMENTATION, 1, 1), 0.2, 2), Optional.empty(), 0, WorkMonitor.SILENT);
		assertEquals(test.bestRanked(trained.model(), validation, WorkMonitor.SILENT), trained.model().ranked());
	}

	@Test
	void aRegressionIsMeasuredAboveItsFirstValue() throws IOException {
		final AifnetModel model = SampleModels.model(Vessel.AIF, AifnetKind.REGRESSION, SmallExamples.SPEC, 4);
		final ExampleScore score = new ModelTest(new ReferenceEngine()).scores(model, new StoredExamples(split().validation().all().subList(0, 1)), WorkMonitor.SILENT).get(0);
		final TrainingSample sample = new Samples(Vessel.AIF, AifnetKind.REGRESSION, SmallExamples.SPEC).of(SmallExamples.of(20), Augmentation.Change.NONE);
		final double[] curve = new double[10];
		try (ReferenceNetwork network = new ReferenceNetwork(model.design().architecture(SmallExamples.SPEC), model.weights())) {
			final float[] output = network.run(sample.shape(), sample.input());
			for (int t = 0; t < 10; t++)
				curve[t] = output[t] - (double) output[0];
		}
		assertEquals(new PearsonsCorrelation().correlation(curve, sample.target()), score.r(), 1e-6);
		assertEquals(CurveMetrics.of(new TimeCurve(new TimeGrid(0, 2, 10), curve)).timeToPeakS() - CurveMetrics.of(new TimeCurve(new TimeGrid(0, 2, 10), sample.target())).timeToPeakS(), score.tpeakErrorS(), 1e-9);
	}
}
