package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.perfusionj.work.PerfusionException;

/** What runs are called. */
class LesionRunTest {

	private static List<String> names(final String... folders) {
		return LesionRun.of(List.of(folders).stream().map(Path::of).toList(), List.of()).stream().map(LesionRun::name).toList();
	}

	@Test
	void runsAreCalledAsTheirFoldersAsFarAboveAsItTakes() {
		assertEquals(List.of("manual", "auto"), names("/results/manual", "/results/auto"));
		assertEquals(List.of("manual/masks", "auto/masks"), names("/results/manual/masks", "/results/auto/masks/"));
	}

	@Test
	void namesAreThoseThatAreGiven() {
		assertEquals(List.of("rater 1", "network"), LesionRun.of(List.of(Path.of("/a"), Path.of("/b")), List.of("rater 1 ", "network")).stream().map(LesionRun::name).toList());
		for (final List<String> wrong : List.of(List.of("same", "same"), List.of("Reference", "b"), List.of("a"), List.of("a", " ")))
			assertThrows(PerfusionException.class, () -> LesionRun.of(List.of(Path.of("/a"), Path.of("/b")), wrong), wrong.toString());
		assertTrue(assertThrows(PerfusionException.class, () -> LesionRun.of(List.of(Path.of("/a"), Path.of("/b/../a")), List.of())).getMessage().contains("given twice"));
	}
}
