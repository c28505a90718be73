package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.work.PerfusionException;

class CsvTableTest {

	@TempDir
	private Path folder;

	private CsvTable read(final String text) throws IOException {
		return CsvTable.read(Files.writeString(folder.resolve("table.csv"), text));
	}

	@Test
	void readsWhatIsWritten() throws IOException {
		final String awkward = "a, \"quoted\"\nand broken\r\ncell";
		final CsvTable table = read(new CsvText().line(List.of("name", "a,b", "x")).line(List.of(awkward, "2.5", "")).line(List.of("", "-1e-3", "7")).toString());

		assertEquals(2, table.size());
		assertEquals(awkward, table.text(0, "name"));
		assertEquals(2.5, table.number(0, "a,b"));
		assertTrue(Double.isNaN(table.number(0, "x")), "an empty cell is no number");
		assertEquals(-0.001, table.number(1, "a,b"));
		assertTrue(table.has("a,b"));
		assertFalse(table.has("b"));
	}

	@Test
	void takesTheLineEndsAndMarksOfSpreadsheets() throws IOException {
		final CsvTable table = read("\ufeffname , x\r\none, 1 \r\n\r\ntwo,2");

		assertEquals(2, table.size());
		assertEquals(1, table.number(0, "x"));
		assertEquals("two", table.text(1, "name"));
		assertEquals(0, read("only,headings\n").size());
	}

	@Test
	void saysWhatIsWrongAndWhere() {
		assertTrue(assertThrows(PerfusionException.class, () -> read("")).getMessage().contains("is empty"));
		assertTrue(assertThrows(PerfusionException.class, () -> read("a,b\n1,2\n3\n")).getMessage().contains("Row 2 below the headings of " + folder.resolve("table.csv") + " has 1 cells"));
		assertTrue(assertThrows(PerfusionException.class, () -> read("a,b\n1,\"2\n3\n")).getMessage().contains("ends inside a quotation"));
		final String noNumber = assertThrows(PerfusionException.class, () -> read("a,b\n1,2\nx,4\n").number(1, "a")).getMessage();
		assertTrue(noNumber.contains("Row 2") && noNumber.contains("\"x\" in the column a"), noNumber);
	}
}
