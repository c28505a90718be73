package org.perfusionj.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.segmentation.CoreSegmentation;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.segmentation.SegmentationSettings;
import org.perfusionj.segmentation.trained.LesionModelFile;
import org.perfusionj.segmentation.trained.LesionModels;
import org.perfusionj.segmentation.trained.TrainedRule;
import org.perfusionj.segmentation.trained.VoxelFeature;
import org.perfusionj.segmentation.trained.training.BoostingSettings;
import org.perfusionj.series.Mask;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class LesionTrainingTest {

	private static final BoostingSettings TREES = new BoostingSettings(15, 16, 4, 0.3, 1, 5, 0.7, 0.7, 5, 3);
	private static final LesionTrainingSettings SETTINGS = new LesionTrainingSettings(features("cbf", "cbf@6", "cbv", "cbv@6", "delay@6", "cbf@6-mirror", "midline"), features("cbf@6", "cbv@6", "core:odds", "core@6", "lesion@6", "cbv@6:place",
		"lesion:distance", "core:share"), 500, 3, 32, TREES);

	@TempDir
	private static Path folder;

	private static List<List<Path>> files;

	private static List<VoxelFeature> features(final String... names) {
		return List.of(names).stream().map(VoxelFeature::of).toList();
	}

	@BeforeAll
	static void makeExamples() throws IOException {
		files = new ArrayList<>();
		for (int n = 0; n < 12; n++) {
			final Path file = folder.resolve(n + ".example");
			LesionExampleFile.write(SyntheticHeads.head(n), file);
			files.add(List.of(file));
		}
	}

	private static TrainedLesion train(final LesionTrainingSettings settings, final int threads) throws IOException {
		try (Parallel parallel = new Parallel(threads)) {
			return new LesionTraining(settings).run(files, Map.of("from", "heads of a test"), parallel, WorkMonitor.SILENT);
		}
	}

	private static double dice(final Mask one, final Mask other) {
		return 2.0 * one.and(other).count() / (one.count() + other.count());
	}

	@Test
	void lesionsOfNewHeadsAreFound() throws IOException {
		final TrainedLesion trained = train(SETTINGS, 2);
		assertEquals(4, trained.scores().size());
		assertTrue(ValidationScore.medianCoreDice(trained.scores()) > 0.8 && ValidationScore.medianLesionDice(trained.scores()) > 0.9, trained.scores().toString());
		assertEquals("heads of a test", trained.model().facts().get("from"));
		assertEquals(Set.of("stage 1, core", "stage 1, lesion", "stage 1 without half 1, core", "stage 1 without half 1, lesion", "stage 1 without half 2, core", "stage 1 without half 2, lesion", "stage 2, core", "stage 2, lesion"), trained.losses()
			.keySet());
		final LesionModels models = new LesionModels(List.of(new LesionModels.Part(List.of("cSVD"), trained.model())));
		final LesionExample stroke = SyntheticHeads.head(20);
		final Segmentation found = segment(models, stroke);
		assertTrue(dice(stroke.lesion(), found.lesion()) > 0.9 && dice(stroke.core(), found.core().orElseThrow()) > 0.8, dice(stroke.lesion(), found.lesion()) + " " + dice(stroke.core(), found.core().get()));
		assertEquals(0, segment(models, SyntheticHeads.head(24)).lesion().count());
	}

	private static Segmentation segment(final LesionModels models, final LesionExample example) {
		try (Parallel parallel = new Parallel(2)) {
			return new CoreSegmentation(new SegmentationSettings(new TrainedRule(models), SegmentationSettings.Exclusions.DEFAULTS, SegmentationSettings.Cleaning.DEFAULTS)).run(example.maps(), parallel, WorkMonitor.SILENT);
		}
	}

	@Test
	void theSameExamplesGiveTheSameRuleWithAnyNumberOfThreads() throws IOException {
		final TrainedLesion one = train(SETTINGS, 1);
		final TrainedLesion three = train(SETTINGS, 3);
		assertEquals(checksum(one), checksum(three));
		assertEquals(one.model().coreThreshold(), three.model().coreThreshold());
		assertArrayEquals(one.losses().get("stage 2, core"), three.losses().get("stage 2, core"));
	}

	private static String checksum(final TrainedLesion trained) {
		return LesionModelFile.checksum(new LesionModels(List.of(new LesionModels.Part(List.of("cSVD"), trained.model()))));
	}

	@Test
	void oneStageIsEnoughIfNoOtherIsAskedFor() throws IOException {
		final TrainedLesion trained = train(new LesionTrainingSettings(SETTINGS.first(), List.of(), 500, 3, 32, TREES), 2);
		assertEquals(1, trained.model().stages().size());
		assertEquals(2, trained.losses().size());
	}

	@Test
	void tooFewExamplesAreRefused() {
		try (Parallel parallel = new Parallel(1)) {
			final String message = assertThrows(PerfusionException.class, () -> new LesionTraining(SETTINGS).run(files.subList(0, 3), Map.of(), parallel, WorkMonitor.SILENT)).getMessage();
			assertTrue(message.contains("only 3 phantoms") && message.contains("at least 4"), message);
		}
	}
}
