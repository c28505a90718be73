package org.perfusionj.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.SeedRange;
import org.perfusionj.phantom.TestPhantoms;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class PhantomCasesTest {

	@TempDir
	private Path folder;

	private final List<Long> made = new ArrayList<>();

	private PhantomCases cases(final int each) {
		final PhantomSource source = (settings, parallel, monitor) -> {
			made.add(settings.seed());
			if (settings.seed() == 10001 || settings.seed() == 10002) throw new PerfusionException("There is no such head.");
			final Phantom stroke = TestPhantoms.stroke();
			return new Phantom(settings, stroke.anatomy(), stroke.occlusion(), stroke.series(), stroke.truth(), stroke.description());
		};
		final List<PerfusionMethod> methods = List.of(new DeconvolutionMethod(DeconvolutionSettings.of(Algorithm.CSVD), 1), new DeconvolutionMethod(DeconvolutionSettings.of(Algorithm.OSVD), 1));
		return new PhantomCases(List.of(source), PreprocessingSettings.DEFAULTS, new ClassicalEstimator(), methods, each, 1, 1);
	}

	@Test
	void aPhantomIsAnalysedByEachMethodAndKeepsItsTruth() {
		try (Parallel parallel = new Parallel(2)) {
			final List<LesionExample> examples = cases(2).examples(10000, parallel, WorkMonitor.SILENT);
			assertEquals(List.of("cSVD", "oSVD"), examples.stream().map(example -> example.maps().method()).toList());
			final LesionExample first = examples.get(0);
			assertTrue(first.maps().get(PerfusionMap.TMAX).isPresent() && first.maps().get(PerfusionMap.BAD).isEmpty() && first.maps().image().isPresent());
			assertEquals(TestPhantoms.stroke().truth().core().count(), first.core().count());
			assertTrue(first.coreMl() > 0 && first.lesionMl() > first.coreMl());
			assertEquals(0, first.hard().and(first.lesion()).count());
		}
	}

	@Test
	void examplesAreMadeOnceAndWhatCannotBeMadeIsLeftOut() throws IOException {
		final Map<String, String> recipe = Map.of("methods", "cSVD,oSVD");
		final List<List<Path>> files;
		try (Parallel parallel = new Parallel(2)) {
			files = LesionExamples.open(folder, recipe, cases(1)).files(new SeedRange(10000, 10003), parallel, WorkMonitor.SILENT);
			assertEquals(List.of(10000L, 10001L, 10002L, 10003L), made);
			assertEquals(files, LesionExamples.open(folder, recipe, cases(1)).files(new SeedRange(10000, 10003), parallel, WorkMonitor.SILENT));
		}
		assertEquals(4, made.size());
		assertEquals(List.of(1, 1), files.stream().map(List::size).toList());
		assertTrue(Files.readString(folder.resolve("10001.none.txt")).contains("There is no such head."));
		assertEquals("cSVD", LesionExampleFile.read(files.get(0).get(0)).maps().method());
		assertEquals("oSVD", LesionExampleFile.read(files.get(1).get(0)).maps().method());
		final String message = assertThrows(PerfusionException.class, () -> LesionExamples.open(folder, Map.of("methods", "sSVD"), cases(1))).getMessage();
		assertTrue(message.contains("methods: cSVD,oSVD, now sSVD"), message);
	}

	@Test
	void moreMethodsThanThereAreAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> cases(3));
	}
}
