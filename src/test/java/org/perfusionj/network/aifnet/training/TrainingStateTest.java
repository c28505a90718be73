package org.perfusionj.network.aifnet.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.work.PerfusionException;

/** Checkpoints, whole and damaged. */
class TrainingStateTest {

	@TempDir
	private Path folder;

	private static TrainingState state() {
		final TrainingState state = new TrainingState(new float[] { 1, -2.5f, 3 });
		state.velocity[1] = 0.25f;
		state.add(new LearningCurve.Epoch(4, 2, 3, 10));
		state.weights[0] = 7;
		state.add(new LearningCurve.Epoch(3, 2.5, 4, 20));
		return state;
	}

	@Test
	void whatIsWrittenIsReadAndNothingElseIsLeft() throws IOException {
		final Path file = Files.writeString(folder.resolve("aif.checkpoint"), "an older one");
		state().write(file, "settings");

		final TrainingState read = TrainingState.read(file, "settings");

		assertArrayEquals(new float[] { 7, -2.5f, 3 }, read.weights);
		assertArrayEquals(new float[] { 0, 0.25f, 0 }, read.velocity);
		assertArrayEquals(new float[] { 1, -2.5f, 3 }, read.best, "the first epoch was better");
		assertEquals(state().epochs, read.epochs);
		assertArrayEquals(new String[] { "aif.checkpoint" }, folder.toFile().list());
	}

	@Test
	void aPlaceThatCannotBeWrittenIsSaid() {
		final Path nowhere = folder.resolve("none/aif.checkpoint");
		assertEquals("Cannot write " + nowhere + ": there is no folder " + nowhere.getParent() + ".", assertThrows(IOException.class, () -> state().write(nowhere, "settings")).getMessage());
	}

	@Test
	void whatCannotGoOnIsRefused() throws IOException {
		final Path file = folder.resolve("aif.checkpoint");
		state().write(file, "settings");
		assertTrue(assertThrows(PerfusionException.class, () -> TrainingState.read(file, "others")).getMessage().contains("was made with other settings (settings; now others)"));
		final byte[] whole = Files.readAllBytes(file);
		for (int length = 0; length < whole.length; length += 7) {
			Files.write(file, Arrays.copyOf(whole, length));
			assertTrue(assertThrows(PerfusionException.class, () -> TrainingState.read(file, "settings")).getMessage().contains("is cut off"));
		}
		Files.writeString(file, "This is no checkpoint.");
		assertTrue(assertThrows(PerfusionException.class, () -> TrainingState.read(file, "settings")).getMessage().contains("is no checkpoint of this version"));
	}
}
