package org.perfusionj.network.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.work.PerfusionException;

/** What an unfinished training leaves beside its output. */
class TrainingFolderTest {

	@TempDir
	private Path temporary;
	private Path output;

	@BeforeEach
	void name() {
		output = temporary.resolve("results/models");
	}

	private static void begin(final TrainingFolder folder) throws IOException {
		folder.require(Map.of("seed", "1"));
		Files.writeString(folder.checkpoint("aif"), "three weights");
	}

	@Test
	void aCheckpointIsFoundAgain() throws IOException {
		try (TrainingFolder folder = TrainingFolder.open(output)) {
			assertFalse(folder.isBegun());
			begin(folder);
			assertEquals(temporary.resolve("results/models.training"), folder.folder());
		}
		try (TrainingFolder folder = TrainingFolder.open(output)) {
			assertTrue(folder.isBegun());
			folder.require(Map.of("seed", "1"));
			assertEquals("three weights", Files.readString(folder.checkpoint("aif")));
		}
	}

	@Test
	void anotherTrainingIsRefused() throws IOException {
		try (TrainingFolder folder = TrainingFolder.open(output)) {
			begin(folder);
		}
		try (TrainingFolder folder = TrainingFolder.open(output)) {
			final String message = assertThrows(PerfusionException.class, () -> folder.require(Map.of("seed", "2"))).getMessage();
			assertTrue(message.contains("differs (seed: 1, now 2)") && message.contains("models.training"), message);
		}
		assertTrue(Files.exists(temporary.resolve("results/models.training/aif.checkpoint")), "it stays");
	}

	@Test
	void whatHasNotBegunMayBeChanged() throws IOException {
		try (TrainingFolder folder = TrainingFolder.open(output)) {
			Files.createDirectories(folder.examples());
			folder.require(Map.of("seed", "1"));
		}
		try (TrainingFolder folder = TrainingFolder.open(output)) {
			folder.require(Map.of("seed", "2"));
			assertTrue(Files.isDirectory(folder.examples()), "examples stay");
		}
	}

	@Test
	void oneRunAtATime() throws IOException {
		try (TrainingFolder folder = TrainingFolder.open(output)) {
			final String message = assertThrows(PerfusionException.class, () -> TrainingFolder.open(output)).getMessage();
			assertTrue(message.startsWith("Another training with the output folder"), message);
			begin(folder);
		}
		TrainingFolder.open(output).close();
	}

	@Test
	void nothingStaysOfATrainingThatDidNotBegin() throws IOException {
		try (TrainingFolder folder = TrainingFolder.open(output)) {
			folder.require(Map.of("seed", "1"));
		}
		assertFalse(Files.exists(temporary.resolve("results/models.training")));
	}

	@Test
	void nothingStaysOfAFinishedTrainingButWhatOthersHavePutThere() throws IOException {
		try (TrainingFolder folder = TrainingFolder.open(output)) {
			begin(folder);
			Files.writeString(Files.createDirectories(folder.examples()).resolve("1.example"), "a scan");
			folder.delete();
		}
		assertFalse(Files.exists(temporary.resolve("results/models.training")));
		final Path note;
		try (TrainingFolder folder = TrainingFolder.open(output)) {
			begin(folder);
			note = Files.writeString(folder.folder().resolve("my note.txt"), "about this run");
			folder.delete();
		}
		assertTrue(Files.exists(note));
	}

	@Test
	void aPlaceWhereNothingCanBeMadeIsSaid() throws IOException {
		Files.createDirectories(temporary.resolve("results"));
		Files.createFile(temporary.resolve("results/models.training"));
		final String message = assertThrows(PerfusionException.class, () -> TrainingFolder.open(output)).getMessage();
		assertTrue(message.contains("cannot be made"), message);
	}
}
