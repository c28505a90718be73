package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.WorkMonitor;

/** Folders of cohorts that are not in order. */
class CohortCaseTest {

	@TempDir
	private Path folder;

	private static List<String> names(final List<CohortCase> cases) {
		return cases.stream().map(CohortCase::name).toList();
	}

	private Path made(final String place, final int number) throws IOException {
		return Files.writeString(Files.createDirectories(folder.resolve(place)).resolve(ComparisonFile.NAME), SampleCohort.csv(SampleCohort.pairs(number)));
	}

	/** Some systems let only administrators make links: there the test is skipped with the reason. */
	private static void link(final Path link, final Path target) throws IOException {
		try {
			Files.createSymbolicLink(link, target);
		}
		catch (final UnsupportedOperationException | FileSystemException forbidden) {
			Assumptions.abort("no link can be made here: " + forbidden.getMessage());
		}
	}

	@Test
	void linkedCasesCountOnce() throws IOException {
		final MonitorLog log = new MonitorLog();
		made("cohort/b", 0);
		made("elsewhere/c", 1);
		final Path cohort = folder.resolve("cohort");
		link(cohort.resolve("a"), folder.resolve("elsewhere/c"));
		link(cohort.resolve("again"), cohort.resolve("b"));
		link(cohort.resolve("circle"), cohort);
		link(cohort.resolve("lost"), folder.resolve("nowhere"));

		assertEquals(List.of("a", "again"), names(CohortCase.below(cohort, log)));
		assertEquals(List.of("Warning: " + cohort.resolve("lost") + " is left out: it is a link to nothing. If it holds cases, put it right and compare again.",
			"Warning: " + cohort.resolve("b/comparison.csv") + " is linked to " + cohort.resolve("again/comparison.csv") + ", which counts once."), log.warnings());
	}

	/** Other systems may hold on to a folder, or list it as it is. */
	@Test
	@EnabledOnOs(OS.LINUX)
	void folderThatVanishesIsLeftOut() throws IOException {
		final List<Path> going = List.of(made("a", 0), made("b", 1), made("c", 2));
		made("", 3);
		final MonitorLog log = new MonitorLog() {

			private int folders;

			@Override
			public boolean isCancelled() {
				if (++folders == 2) going.forEach(CohortCaseTest::delete);
				return false;
			}
		};

		assertEquals(List.of(folder.getFileName().toString()), names(CohortCase.below(folder, log)));
		assertEquals(2, log.warnings().size(), "the third was open: " + log);
		assertTrue(log.warnings().get(0).endsWith(" is left out: it is gone. If it holds cases, put it right and compare again."), log.toString());
	}

	private static void delete(final Path file) {
		try {
			Files.delete(file);
			Files.delete(file.getParent());
		}
		catch (final IOException failure) {
			throw new UncheckedIOException(failure);
		}
	}

	@Test
	void cohortThatIsNotThereIsAnError() {
		assertThrows(NoSuchFileException.class, () -> CohortCase.below(folder.resolve("nowhere"), WorkMonitor.SILENT));
	}
}
