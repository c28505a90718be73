package org.perfusionj.network.aifnet.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.network.ReferenceEngine;
import org.perfusionj.network.aifnet.AifnetDesign;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Training in plain Java on small scans. */
@Timeout(120)
class AifnetTrainerTest {

	private static final AifnetDesign SMALL = new AifnetDesign(AifnetKind.PROBABILITY, 1, 1);

	private final ExampleSet training = SmallExamples.set(10, 17);
	private final ExampleSet validation = SmallExamples.set(1, 3);

	@TempDir
	private Path folder;

	private static TrainingSettings settings(final Vessel vessel, final AifnetDesign design, final double rate, final int epochs, final int patience, final long seed) {
		return new TrainingSettings(vessel, design, SmallExamples.SPEC, new Augmentation(1, 0.8, 1.25, true), rate, 0.9, 0.3, 1, epochs, patience, seed);
	}

	private static AifnetTrainer trainer(final TrainingSettings settings) {
		return new AifnetTrainer(settings, new ReferenceEngine());
	}

	private AifnetTrainer.Trained train(final TrainingSettings settings) throws IOException {
		return trainer(settings).train(training, validation, Optional.empty(), Optional.empty(), WorkMonitor.SILENT);
	}

	@ParameterizedTest
	@EnumSource(Vessel.class)
	void itLearnsToFindEachVessel(final Vessel vessel) throws IOException {
		final AifnetTrainer.Trained trained = train(settings(vessel, SMALL, 0.05, 8, 100, 1));
		final LearningCurve curve = trained.curve();
		assertEquals(8, curve.epochs().size());
		final LearningCurve.Epoch best = curve.epochs().get(curve.best());
		assertTrue(best.validation() < 0.05, "validation " + best);
		assertTrue(best.truth() < 0.05, "truth " + best);
		for (final LearningCurve.Epoch epoch : curve.epochs())
			assertTrue(epoch.validation() >= best.validation());
	}

	@Test
	void theSameSeedGivesTheSameWeightsAndAnotherOneOthers() throws IOException {
		final float[] weights = train(settings(Vessel.AIF, SMALL, 0.05, 2, 5, 1)).weights();
		assertArrayEquals(weights, train(settings(Vessel.AIF, SMALL, 0.05, 2, 5, 1)).weights());
		assertFalse(Arrays.equals(weights, train(settings(Vessel.AIF, SMALL, 0.05, 2, 5, 2)).weights()));
	}

	/** Cancels once an epoch was logged. */
	private static final class AfterEpochs implements WorkMonitor {

		private final int epochs;
		private int logged;

		AfterEpochs(final int epochs) {
			this.epochs = epochs;
		}

		@Override
		public void progress(final double fraction, final String message) {
			// nothing is shown
		}

		@Override
		public void log(final String message) {
			if (message.startsWith("Epoch ")) logged++;
		}

		@Override
		public boolean isCancelled() {
			return logged >= epochs;
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3 })
	void trainingThatWasStoppedGoesOnToTheSameWeights(final int epochs) throws IOException {
		final TrainingSettings settings = settings(Vessel.AIF, SMALL, 0.05, 4, 100, 3);
		final Path checkpoint = folder.resolve("aif.checkpoint");
		assertThrows(CancellationException.class, () -> trainer(settings).train(training, validation, Optional.empty(), Optional.of(checkpoint), new AfterEpochs(epochs)));
		assertEquals(epochs, TrainingState.read(checkpoint, settings.toString()).epochs.size());
		final MonitorLog log = new MonitorLog();
		final AifnetTrainer.Trained resumed = trainer(settings).train(training, validation, Optional.empty(), Optional.of(checkpoint), log);
		final AifnetTrainer.Trained whole = train(settings);
		assertEquals(4 - epochs, log.lines().size());
		assertArrayEquals(whole.weights(), resumed.weights());
		assertEquals(whole.curve().epochs().size(), resumed.curve().epochs().size());
		for (int n = 0; n < 4; n++) {
			assertEquals(whole.curve().epochs().get(n).training(), resumed.curve().epochs().get(n).training());
			assertEquals(whole.curve().epochs().get(n).validation(), resumed.curve().epochs().get(n).validation());
			assertTrue(n == 0 || resumed.curve().epochs().get(n).seconds() >= resumed.curve().epochs().get(n - 1).seconds());
		}
		// and what is finished is only read
		assertArrayEquals(whole.weights(), trainer(settings).train(training, validation, Optional.empty(), Optional.of(checkpoint), WorkMonitor.SILENT).weights());
	}

	@Test
	void itStopsWhenValidationGetsNoBetter() throws IOException {
		// steps that change nothing
		final AifnetTrainer.Trained trained = train(settings(Vessel.AIF, SMALL, 1e-30, 50, 3, 1));
		assertEquals(4, trained.curve().epochs().size());
		assertEquals(0, trained.curve().best());
	}

	@Test
	void itStartsFromGivenWeights() throws IOException {
		final float[] start = train(settings(Vessel.AIF, SMALL, 0.05, 4, 5, 1)).weights();
		final float[] kept = start.clone();
		final AifnetTrainer.Trained unchanged = trainer(settings(Vessel.AIF, SMALL, 1e-30, 1, 5, 9)).train(training, validation, Optional.of(start), Optional.empty(), WorkMonitor.SILENT);
		assertArrayEquals(start, unchanged.weights());
		assertArrayEquals(kept, start, "the weights that were given stay as they are");
	}

	@Test
	void aSegmentationLearnsToo() throws IOException {
		final LearningCurve curve = train(settings(Vessel.VOF, new AifnetDesign(AifnetKind.SEGMENTATION, 1, 1), 0.1, 6, 100, 1)).curve();
		assertTrue(curve.epochs().get(5).training() < 0.8 * curve.epochs().get(0).training(), curve.toString());
	}

	@Test
	void aCheckpointOfOtherSettingsIsRefused() throws IOException {
		final Path checkpoint = folder.resolve("aif.checkpoint");
		trainer(settings(Vessel.AIF, SMALL, 0.05, 1, 5, 1)).train(training, validation, Optional.empty(), Optional.of(checkpoint), WorkMonitor.SILENT);
		final String message = assertThrows(PerfusionException.class, () -> trainer(settings(Vessel.AIF, SMALL, 0.01, 1, 5, 1)).train(training, validation, Optional.empty(), Optional.of(checkpoint), WorkMonitor.SILENT)).getMessage();
		assertTrue(message.contains("was made with other settings") && message.contains("learningRate=0.05"), message);
	}

	@Test
	void aDamagedCheckpointIsRefused() throws IOException {
		final Path checkpoint = folder.resolve("aif.checkpoint");
		final TrainingSettings settings = settings(Vessel.AIF, SMALL, 0.05, 1, 5, 1);
		trainer(settings).train(training, validation, Optional.empty(), Optional.of(checkpoint), WorkMonitor.SILENT);
		final byte[] whole = Files.readAllBytes(checkpoint);
		Files.write(checkpoint, Arrays.copyOf(whole, whole.length - 5));
		assertTrue(assertThrows(PerfusionException.class, () -> TrainingState.read(checkpoint, settings.toString())).getMessage().contains("is cut off"));
		whole[1]++;
		Files.write(checkpoint, whole);
		assertTrue(assertThrows(PerfusionException.class, () -> TrainingState.read(checkpoint, settings.toString())).getMessage().contains("is no checkpoint of this version"));
	}

	@Test
	void impossibleSettingsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> settings(Vessel.AIF, SMALL, 0, 1, 1, 1));
		assertThrows(IllegalArgumentException.class, () -> settings(Vessel.AIF, SMALL, 1, 0, 1, 1));
		assertThrows(IllegalArgumentException.class, () -> settings(Vessel.AIF, SMALL, 1, 1, 0, 1));
	}
}
