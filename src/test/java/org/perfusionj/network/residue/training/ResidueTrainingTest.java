package org.perfusionj.network.residue.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.network.ReferenceEngine;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphSplit;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** A whole training of a small network, with the reference engine. */
class ResidueTrainingTest {

	/** The curves are the same in all tests, and take longer than the trainings. */
	@TempDir
	private static Path shared;
	@TempDir
	private Path folder;

	private static ResidueTrainingPlan plan() {
		return new ResidueTrainingPlan(new SmallDesign(), ResidueTrainingPlan.Prior.BROAD, 3, 640, 16, 96, 480);
	}

	private static ResidueTrainingSettings settings(final LossWeights loss, final int epochs) {
		return new ResidueTrainingSettings(loss, epochs, 0, 2, 0.03, 0.1, 0.001, 1, 0.9, 1);
	}

	private TrainedResidue train(final ResidueTrainingSettings settings, final String name, final WorkMonitor monitor) throws IOException {
		final Path examples = Files.createDirectories(shared.resolve("examples"));
		try (Parallel parallel = new Parallel(2)) {
			return new ResidueTraining(plan(), settings, new ReferenceEngine(), new ReferenceEngine(), parallel).run(Optional.empty(), examples, folder.resolve(name), Map.of("software", "test"), monitor);
		}
	}

	@Test
	void errorsBecomeSmallerAndIntervalsCoverWhatTheyShould() throws IOException {
		final TrainedResidue trained = train(settings(LossWeights.SUPERVISED, 16), "checkpoint", WorkMonitor.SILENT);
		final List<ResidueLearningCurve.Row> rows = trained.curve().rows();
		final ResidueLearningCurve.Row last = rows.get(rows.size() - 1);
		assertEquals(16 * 640, last.curves());
		assertTrue(last.loss() < 0.5 * rows.get(0).loss(), rows.get(0).loss() + " to " + last.loss());
		// the mean delay is 12.5 s; guessing it gives 7.2 s
		assertTrue(last.delayError() < 6.6, last.delayError() + " s");
		final SpreadCalibration.Coverage coverage = trained.coverage().orElseThrow();
		assertEquals(480, coverage.curves());
		// two standard errors, and what curves of one scan have in common
		assertEquals(0.68, coverage.cbf(), 0.07);
		assertEquals(0.68, coverage.delay(), 0.07);
		final Map<String, String> facts = trained.model().facts();
		assertEquals("test", facts.get("software"));
		assertEquals("10240", facts.get("curves_seen"));
		assertTrue(facts.get("loss_factors").startsWith("robust_delay=1.0000 "), facts.get("loss_factors"));
		assertEquals("broad", facts.get("prior"));
	}

	@Test
	void termsContributeAsTheyShouldAfterTheWarmUp() throws IOException {
		final TrainedResidue trained = train(settings(LossWeights.PUBLISHED, 5), "published", WorkMonitor.SILENT);
		final double[] factors = new double[LossTerm.values().length];
		for (final String word : trained.model().facts().get("loss_factors").split(" "))
			for (final LossTerm term : LossTerm.values())
				if (word.startsWith(term.key() + "=")) factors[term.ordinal()] = Double.parseDouble(word.substring(word.indexOf('=') + 1));
		assertEquals(1, factors[LossTerm.DELAY.ordinal()]);
		// the row that ends with the warm-up measured the same terms on the same steps, within the training from there to the next row
		final double[] terms = trained.curve().rows().get(3).training();
		final double unit = terms[LossTerm.DELAY.ordinal()];
		assertEquals(1, factors[LossTerm.LOCAL_AIF.ordinal()] * terms[LossTerm.LOCAL_AIF.ordinal()] / unit, 0.5);
		assertEquals(7, factors[LossTerm.RECONSTRUCTION.ordinal()] * terms[LossTerm.RECONSTRUCTION.ordinal()] / unit, 3.5);
		assertEquals(0, factors[LossTerm.CBF.ordinal()]);
		// the weights of the warm-up were judged by other factors, and are not kept
		for (int n = 0; n < trained.curve().rows().size(); n++)
			assertEquals(n < 3, Double.isNaN(trained.curve().rows().get(n).loss()), "row " + n);
		assertTrue(trained.curve().best() >= 3);
	}

	@Test
	void whatWasInterruptedGoesOnAsIfItHadNotBeen() throws IOException {
		final ResidueTrainingSettings settings = settings(LossWeights.PUBLISHED, 4);
		final TrainedResidue whole = train(settings, "whole", WorkMonitor.SILENT);
		final StoppingMonitor stopping = new StoppingMonitor("320 curves, ");
		assertThrows(CancellationException.class, () -> train(settings, "broken", stopping));
		final StoppingMonitor again = new StoppingMonitor("1600 curves, ");
		assertThrows(CancellationException.class, () -> train(settings, "broken", again));
		final TrainedResidue resumed = train(settings, "broken", WorkMonitor.SILENT);
		assertArrayEquals(whole.model().weights(), resumed.model().weights());
		assertEquals(whole.model().facts().get("loss_factors"), resumed.model().facts().get("loss_factors"));
		assertEquals(whole.curve().rows().size(), resumed.curve().rows().size());
		for (int n = 0; n < whole.curve().rows().size(); n++) {
			assertArrayEquals(whole.curve().rows().get(n).training(), resumed.curve().rows().get(n).training());
			assertArrayEquals(whole.curve().rows().get(n).validation(), resumed.curve().rows().get(n).validation());
		}
		final String message = assertThrows(PerfusionException.class, () -> train(settings(LossWeights.PUBLISHED, 5), "broken", WorkMonitor.SILENT)).getMessage();
		assertTrue(message.contains("other settings"), message);
	}

	@Test
	void aFileOfALargerTrainingIsUsedAsFarAsThePlanSays() throws IOException {
		final Path large = Files.createDirectories(folder.resolve("large"));
		final Path own = Files.createDirectories(folder.resolve("own"));
		train(small(128, 32, 48), large, "more");
		final TrainedResidue expected = train(small(64, 16, 32), own, "alone");
		final TrainedResidue found = train(small(64, 16, 32), large, "first");
		assertArrayEquals(expected.model().weights(), found.model().weights());
		final Map<String, String> facts = new LinkedHashMap<>(found.model().facts());
		facts.put("training_seconds", expected.model().facts().get("training_seconds"));
		assertEquals(expected.model().facts(), facts);
		assertEquals(List.of("128", "64", "32"), List.of(facts.get("curves_seen"), facts.get("different_curves"), facts.get("coverage_curves")));
	}

	private static ResidueTrainingPlan small(final int curves, final int validation, final int calibration) {
		return new ResidueTrainingPlan(new SmallDesign(), ResidueTrainingPlan.Prior.BROAD, 3, curves, 16, validation, calibration);
	}

	private TrainedResidue train(final ResidueTrainingPlan plan, final Path examples, final String name) throws IOException {
		try (Parallel parallel = new Parallel(2)) {
			return new ResidueTraining(plan, settings(LossWeights.SUPERVISED, 2), new ReferenceEngine(), new ReferenceEngine(), parallel).run(Optional.empty(), examples, folder.resolve(name), Map.of(), WorkMonitor.SILENT);
		}
	}

	/** Cancels once the log says something. */
	private static final class StoppingMonitor implements WorkMonitor {

		private final String last;
		private volatile boolean cancelled;

		StoppingMonitor(final String last) {
			this.last = last;
		}

		@Override
		public void progress(final double fraction, final String message) {
			// not of interest
		}

		@Override
		public void log(final String message) {
			cancelled |= message.startsWith(last);
		}

		@Override
		public boolean isCancelled() {
			return cancelled;
		}
	}

	@Test
	void onlyChosenWeightsChange() throws IOException {
		final GraphSplit split = GraphSplit.of(new SmallDesign().graph());
		train(settings(LossWeights.PUBLISHED, 1), "first", WorkMonitor.SILENT);
		final float[] start = split.trained().startingWeights(new RandomStream(9));
		try (Parallel parallel = new Parallel(1); ExampleFile examples = ExampleFile.open(shared.resolve("examples/validation.curves"), plan().recipe(split.fixed()) + ", from scan " + ResidueTrainingPlan.FIRST_VALIDATION)) {
			assertEquals(6, examples.size());
			final ResidueTrainer.Trained trained = new ResidueTrainer(split.trained(), settings(LossWeights.UNLABELLED, 3), name -> name.startsWith("residue."), new ReferenceEngine(), parallel).train(examples, examples, Optional.of(start), folder.resolve(
				"tuned"), WorkMonitor.SILENT);
			int at = 0;
			for (final var weight : split.trained().weights()) {
				boolean same = true;
				for (int i = 0; i < Graph.count(weight); i++)
					same &= start[at + i] == trained.weights()[at + i];
				assertEquals(!weight.name().startsWith("residue."), same, weight.name());
				at += Graph.count(weight);
			}
		}
	}
}
