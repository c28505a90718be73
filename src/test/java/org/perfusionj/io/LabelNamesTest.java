package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.work.PerfusionException;

class LabelNamesTest {

	@TempDir
	private Path folder;

	private Path file(final String text) throws IOException {
		return Files.writeString(folder.resolve("names.txt"), text);
	}

	private String error(final String text) throws IOException {
		final Path path = file(text);
		return assertThrows(PerfusionException.class, () -> LabelNames.read(path)).getMessage();
	}

	@Test
	void numbersStandBeforeNames() throws IOException {
		assertEquals(Map.of(7, "MCA frontal left", 8, "MCA right", 12, "PCA", 13, "3rd ventricle"), LabelNames.read(file("\ufeff# territories\r\n7 MCA frontal left\r\n\r\n8\tMCA right \n12, PCA\n13: 3rd ventricle\n")));
	}

	@Test
	void namesAloneBelongToTheirPlaceInTheList() throws IOException {
		assertEquals(Map.of(1, "ACAL", 2, "ACAR", 3, "3rd_ventricle"), LabelNames.read(file("ACAL\nACAR\n3rd_ventricle")));
	}

	@Test
	void whatIsNotClearIsRefused() throws IOException {
		assertTrue(error("# none\n\n").contains("holds no names"));
		assertTrue(error("1 ACA\nMCA\n").contains("\"MCA\""));
		assertTrue(error("ACA\n2 MCA\n").contains("\"2 MCA\""));
		assertTrue(error("1 ACA\n1 MCA\n").contains("label 1 twice"));
		assertTrue(assertThrows(PerfusionException.class, () -> LabelNames.read(folder.resolve("none.txt"))).getMessage().contains("none.txt"));
	}
}
