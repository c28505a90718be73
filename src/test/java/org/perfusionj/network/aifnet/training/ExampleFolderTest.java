package org.perfusionj.network.aifnet.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Examples are made once and kept. */
class ExampleFolderTest {

	private static final Map<String, String> MADE_FOR = Map.of("input", "10 frames");

	@TempDir
	private Path temporary;

	private final List<Long> made = new ArrayList<>();

	/** Every fourth scan cannot be used, the seventh turns out to be flawed. */
	private final class Recipe implements ExampleRecipe {

		private final long seed;

		Recipe(final long seed) {
			this.seed = seed;
		}

		@Override
		public String name() {
			return "scan " + seed;
		}

		@Override
		public String patient() {
			return "p" + seed / 2;
		}

		@Override
		public String key() {
			return Long.toString(seed);
		}

		@Override
		public TrainingExample create(final Parallel parallel, final WorkMonitor monitor) {
			made.add(seed);
			monitor.log("Bolus arrives somewhere");
			if (seed == 100) throw new PerfusionException("The ROI of scan 100 lies outside.");
			if (seed % 4 == 0) throw new UnusableExampleException("No bolus.");
			return SmallExamples.of(seed);
		}

		@Override
		public Optional<String> flaw(final TrainingExample example) {
			return seed == 7 ? Optional.of("It is flawed.") : Optional.empty();
		}
	}

	private List<ExampleRecipe> recipes(final long from, final long to) {
		return LongStream.rangeClosed(from, to).<ExampleRecipe>mapToObj(Recipe::new).toList();
	}

	private StoredExamples prepare(final long from, final long to, final WorkMonitor monitor) throws IOException {
		made.clear();
		return ExampleFolder.open(temporary.resolve("examples"), MADE_FOR).prepare(recipes(from, to), null, monitor);
	}

	@Test
	void whatWasMadeIsNotMadeAgain() throws IOException {
		final MonitorLog log = new MonitorLog();
		final StoredExamples first = prepare(1, 6, log);
		assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), made);
		assertEquals(List.of("scan 1", "scan 2", "scan 3", "scan 5", "scan 6"), first.all().stream().map(StoredExample::name).toList());
		assertEquals(List.of("p0", "p1", "p2", "p3"), first.patients());
		assertEquals(List.of("Warning: scan 4 is left out. No bolus."), log.lines());
		assertEquals("scan 5", first.get(3, WorkMonitor.SILENT).name());
		final MonitorLog again = new MonitorLog();
		final StoredExamples second = prepare(1, 8, again);
		assertEquals(List.of(7L, 8L), made);
		assertEquals(first, new StoredExamples(second.all().subList(0, 5)));
		assertEquals(5, second.size());
		assertEquals(List.of("Warning: scan 4 is left out. No bolus.", "Warning: scan 7 is left out. It is flawed.", "Warning: scan 8 is left out. No bolus."), again.lines());
		assertEquals(second.fingerprint(), prepare(1, 8, log).fingerprint());
		assertEquals(List.of(), made);
	}

	@Test
	void whatIsDamagedIsMadeAgain() throws IOException {
		prepare(1, 3, WorkMonitor.SILENT);
		Files.write(temporary.resolve("examples/2.example"), new byte[1000]);
		assertEquals(3, prepare(1, 3, WorkMonitor.SILENT).size());
		assertEquals(List.of(2L), made);
		assertEquals("scan 2", TrainingExample.read(temporary.resolve("examples/2.example")).name());
	}

	@Test
	void aMistakeOfTheUserEndsItAndWhatWasMadeStays() throws IOException {
		assertEquals("The ROI of scan 100 lies outside.", assertThrows(PerfusionException.class, () -> prepare(97, 101, WorkMonitor.SILENT)).getMessage());
		assertEquals(List.of(97L, 98L, 99L, 100L), made);
		assertTrue(Files.exists(temporary.resolve("examples/99.example")));
		assertFalse(Files.exists(temporary.resolve("examples/100.unusable")));
	}

	@Test
	void manyScansThatCannotBeUsedAreCounted() throws IOException {
		final MonitorLog log = new MonitorLog();
		final List<ExampleRecipe> some = new ArrayList<>(recipes(1, 1));
		for (long seed = 4; seed <= 48; seed += 4)
			some.add(new Recipe(seed));
		assertEquals(1, ExampleFolder.open(temporary.resolve("examples"), MADE_FOR).prepare(some, null, log).size());
		assertEquals(List.of("Warning: 12 of 13 scans cannot be learned from and are left out: scan 4, scan 8, scan 12, scan 16, scan 20, scan 24, scan 28, scan 32, scan 36, scan 40 and 2 more."), log.lines());
	}

	@Test
	void withoutAnyUsableScanTheFirstReasonIsSaid() {
		assertEquals("There is no scan to learn from. scan 4: No bolus.", assertThrows(PerfusionException.class, () -> prepare(4, 4, WorkMonitor.SILENT)).getMessage());
	}

	@Test
	void examplesThatWereMadeOtherwiseAreRefused() throws IOException {
		prepare(1, 2, WorkMonitor.SILENT);
		final String message = assertThrows(PerfusionException.class, () -> ExampleFolder.open(temporary.resolve("examples"), Map.of("input", "24 frames"))).getMessage();
		assertTrue(message.contains("were made otherwise (input: 10 frames, now 24 frames)"), message);
		Files.delete(temporary.resolve("examples/examples.json"));
		assertTrue(assertThrows(PerfusionException.class, () -> prepare(1, 2, WorkMonitor.SILENT)).getMessage().contains("no examples.json that says how they were made"));
		Files.writeString(temporary.resolve("examples/examples.json"), "{ \"input\": ");
		assertTrue(assertThrows(PerfusionException.class, () -> prepare(1, 2, WorkMonitor.SILENT)).getMessage().contains("examples.json is damaged"));
	}

	@Test
	void aFileIsNoFolder() throws IOException {
		final Path file = Files.createFile(temporary.resolve("file"));
		assertTrue(assertThrows(PerfusionException.class, () -> ExampleFolder.open(file, MADE_FOR)).getMessage().contains("is a file. Give a folder."));
	}

	@Test
	void itCanBeCancelled() {
		assertThrows(CancellationException.class, () -> prepare(1, 2, MonitorLog.cancelled()));
		assertEquals(List.of(), made);
	}

	@Test
	void progressIsThatOfAllScans() throws IOException {
		final List<String> told = new ArrayList<>();
		prepare(1, 2, new WorkMonitor() {

			@Override
			public void progress(final double fraction, final String message) {
				told.add(message + " " + fraction);
			}

			@Override
			public void log(final String message) {
				told.add(message);
			}

			@Override
			public boolean isCancelled() {
				return false;
			}
		});
		assertEquals(List.of("Preparing scan 1 of 2 0.0", "Preparing scan 2 of 2 0.5"), told);
	}
}
