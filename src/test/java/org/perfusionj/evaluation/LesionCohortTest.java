package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Cohorts of masks without a user interface. */
class LesionCohortTest {

	@TempDir
	private Path folder;

	private LesionComparison compare(final String... runs) throws Exception {
		final List<LesionRun> all = LesionRun.of(List.of(runs).stream().map(folder::resolve).toList(), List.of());
		final List<LesionMaskCase> cases = LesionMaskCase.in(all, Optional.of(folder.resolve("references")), LesionMaskNames.DEFAULTS, WorkMonitor.SILENT);
		return new LesionCohort(List.of(runs), LesionMaskNames.DEFAULTS).compare(cases, WorkMonitor.SILENT);
	}

	@Test
	void headsWithoutALesionHaveNoOverlapToCount() throws Exception {
		for (int i = 0; i < 4; i++) {
			SampleLesions.write(folder.resolve("references/case" + i), "core", SampleLesions.box(10, i == 0 ? 10 : 14));
			SampleLesions.write(folder.resolve("a/case" + i), "core", SampleLesions.box(10, i == 0 ? 10 : 13));
		}

		final LesionComparison lesions = compare("a");

		assertEquals(List.of(LesionPart.CORE), lesions.parts());
		assertEquals(3, lesions.spread(LesionPart.CORE, "a", LesionMeasure.DICE).n(), "both empty: not defined");
		assertEquals(4, lesions.spread(LesionPart.CORE, "a", LesionMeasure.VOLUME_ERROR).n(), "but 0 ml of 0 ml is right");
		assertEquals(-0.8 * 3 / 4, lesions.spread(LesionPart.CORE, "a", LesionMeasure.VOLUME_ERROR).mean(), 1e-9);
	}

	@Test
	void twoRunsAreTestedOverTheCasesOfBoth() throws Exception {
		final int[] core = { 4, 6, 5, 8 };
		for (int i = 0; i < core.length; i++) {
			SampleLesions.write(folder.resolve("references/case" + i), core[i]);
			SampleLesions.write(folder.resolve("a/case" + i), core[i] + 1 + i);
			if (i > 0) SampleLesions.write(folder.resolve("b/case" + i), core[i]);
		}

		final LesionComparison lesions = compare("a", "b");

		final LesionContrast volumes = lesions.volumes(LesionPart.CORE, "a", "b");
		assertEquals(3, volumes.agreement().test().n());
		assertEquals(0.8 * (2 + 3 + 4) / 3, volumes.agreement().difference().mean(), 1e-9, "not with the first case, of which b has nothing");
		assertEquals(0.8 * (8 + 8 + 12) / 3, volumes.firsts().mean(), 1e-9);
		// differences of 1.6, 2.4, 3.2 ml: sd 0.8
		assertEquals(2.4 - 1.96 * 0.8, volumes.agreement().lowerLimit(), 1e-9);
		assertEquals(2.4 + 1.96 * 0.8, volumes.agreement().upperLimit(), 1e-9);
		assertEquals(1, lesions.missing(LesionPart.CORE, "b"));
		assertEquals(0, lesions.missing(LesionPart.CORE, "a"));
		assertEquals(2 + 7, lesions.contrasts(LesionPart.CORE).size(), "both against the reference, and each other on all but the volume error");
	}

	@Test
	void masksOfAnotherPlaceAreNotCompared() throws Exception {
		SampleLesions.write(folder.resolve("references/case1"), 5);
		SampleLesions.write(folder.resolve("a/case1"), 5);
		final double[] mirrored = { -2, 0, 0, 30, 0, 2, 0, -20, 0, 0, 5, 0 };
		SampleLesions.write(folder.resolve("a/case1"), "core", SampleLesions.box(new SpatialGrid(30, 20, 4, 2, 2, 5, Orientation.scanner(mirrored)), 10, 15));

		final PerfusionException failed = assertThrows(PerfusionException.class, () -> compare("a"));
		assertTrue(failed.getMessage().contains("case1") && failed.getMessage().contains("the other way round"), failed.getMessage());
	}

	@Test
	void aBrainCountsForAllRunsAlike() throws Exception {
		SampleLesions.write(folder.resolve("references/case1"), 5);
		for (final String run : List.of("a", "b"))
			SampleLesions.write(folder.resolve(run + "/case1"), 10);
		SampleLesions.write(folder.resolve("b/case1"), "mask", SampleLesions.box(5, 30));

		for (final LesionReading reading : compare("a", "b").readings()) {
			assertTrue(reading.isInBrain());
			assertEquals(reading.part() == LesionPart.CORE ? 15 / 20.0 : 1, reading.agreement().specificity(), 1e-9, reading.run());
		}
	}

	@Test
	void itCanBeCancelled() throws Exception {
		SampleLesions.write(folder.resolve("references/case1"), 5);
		SampleLesions.write(folder.resolve("references/case2"), 5);
		SampleLesions.write(folder.resolve("a/case1"), 5);
		SampleLesions.write(folder.resolve("a/case2"), 5);
		final List<String> heard = new ArrayList<>();
		final WorkMonitor monitor = new WorkMonitor() {

			@Override
			public void progress(final double fraction, final String message) {
				heard.add(message);
			}

			@Override
			public void log(final String message) {
				heard.add(message);
			}

			@Override
			public boolean isCancelled() {
				return heard.stream().anyMatch(line -> line.startsWith("case1"));
			}
		};
		final List<LesionMaskCase> cases = LesionMaskCase.in(LesionRun.of(List.of(folder.resolve("a")), List.of()), Optional.of(folder.resolve("references")), LesionMaskNames.DEFAULTS, WorkMonitor.SILENT);

		assertThrows(CancellationException.class, () -> new LesionCohort(List.of("a"), LesionMaskNames.DEFAULTS).compare(cases, monitor));
		assertTrue(heard.stream().noneMatch(line -> line.startsWith("case2")), heard.toString());
	}
}
