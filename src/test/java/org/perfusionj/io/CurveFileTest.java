package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.work.PerfusionException;

class CurveFileTest {

	private static final TimeCurve AIF = new TimeCurve(new double[] { 0, 1.5, 3 }, new double[] { 0.1, 1.0 / 3, -2e-9 });
	private static final TimeCurve VOF = new TimeCurve(new double[] { 0, 1.5, 3 }, new double[] { 0, 7, 250.125 });

	@TempDir
	Path folder;

	private CurveFile.Curves parse(final String text) throws IOException {
		return CurveFile.read(NiftiBytes.text(folder, "curves.csv", text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "time_s,aif,vof\n0,1,4\n1.5,2,5\n3,3,6\n", "VOF;Time_S;AIF\r\n4;0;1\r\n5;1,5;2\r\n6;3;3", "# made by hand\n\naif\ttissue\ttime_s\tvof\n1\tx\t0\t4\n# between\n2\t\t1,5\t5\n3\t\t3.0\t6\n",
		"\ufeff\"time_s\", \"aif\", \"vof\"\n\"0\", \"1\", \"4\"\n 1.5 , 2 , 5 \n3,3,6,\n", "t_s,aif_HU,vof_HU\r0,1,4\r15e-1,2,5\r3,3,6\r" })
	void columnsByNameInAnyOrderAndFormat(final String text) throws IOException {
		final CurveFile.Curves curves = parse(text);
		assertArrayEquals(new double[] { 0, 1.5, 3 }, curves.aif().orElseThrow().times());
		assertArrayEquals(new double[] { 1, 2, 3 }, curves.aif().orElseThrow().values());
		assertArrayEquals(new double[] { 4, 5, 6 }, curves.vof().get().values());
	}

	@ParameterizedTest
	@ValueSource(strings = { "time_s,aif\n0,1\n1,2\n", "time_s,aif,vof\n0,1,\n1,2,\n", "time_s,aif,vof\n0,1\n1,2\n" })
	void vofMayBeMissing(final String text) throws IOException {
		assertEquals(Optional.empty(), parse(text).vof());
	}

	@ParameterizedTest
	@ValueSource(strings = { "time_s,vof\n0,1\n1,2\n", "time_s,aif,vof\n0,,1\n1,,2\n" })
	void aifMayBeMissing(final String text) throws IOException {
		assertEquals(new CurveFile.Curves(Optional.empty(), Optional.of(new TimeCurve(new double[] { 0, 1 }, new double[] { 1, 2 }))), parse(text));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "time_s,aif\\n0,1\\n1,abc\\n|Line 3 of the curve file|which is not a number", "time_s,aif\\n0,1\\n\\n# c\\n0,2\\n|Line 5|Times must increase", "time_s,aif\\n0,1\\n1,NaN\\n|Line 3|finite number",
		"time_s,aif,vof\\n0,1,2\\n1,2,Infinity\\n|Line 3|column vof", "time_s,tissue\\n0,1\\n|Line 1|no column \"aif\" but time_s, tissue", "time_s,aif,vof\\n0,,\\n1,,\\n|curves.csv|no value in the column aif nor in the column vof", "0,1\\n1,2\\n|Line 1|no column \"time_s\"", "time_s,aif,aif\\n0,1,1\\n|Line 1|more than once",
		"time_s,aif\\n0,1\\n1\\n|Line 3|no value in the column aif", "time_s,aif\\n0,1\\n,2\\n|Line 3|no value in the column time_s", "time_s,aif,vof\\n0,1,2\\n1,2,\\n|Line 3|no value in the column vof",
		"time_s,aif\\n0,5,1\\n|Line 2|Decimal commas", "# nothing\\n|curves.csv|is empty", "time_s,aif\\n|curves.csv|no numbers" })
	void whatIsWrongIsNamedWithItsLine(final String text, final String line, final String part) {
		final String message = assertThrows(PerfusionException.class, () -> parse(text.replace("\\n", "\n"))).getMessage();
		assertTrue(message.contains(line) && message.contains(part) && message.contains("curves.csv"), message);
	}

	@Test
	void missingFileIsNamed() {
		assertTrue(assertThrows(PerfusionException.class, () -> CurveFile.read(folder.resolve("none.csv"))).getMessage().contains("none.csv"));
	}

	@Test
	void writtenCurvesComeBackExactly() throws IOException {
		final Path path = folder.resolve("curves.csv");
		final Map<String, TimeCurve> others = new LinkedHashMap<>();
		others.put("tissue", VOF.scaled(0.1));
		CurveFile.write(path, new CurveFile.Curves(AIF, Optional.of(VOF)), others, List.of("HU above baseline\nof case 7"));
		assertEquals(List.of("# HU above baseline of case 7", "time_s,aif,vof,tissue", "0,0.1,0,0"), Files.readAllLines(path).subList(0, 3));
		assertEquals(new CurveFile.Curves(AIF, Optional.of(VOF)), CurveFile.read(path));

		CurveFile.write(path, new CurveFile.Curves(AIF, Optional.empty()), Map.of(), List.of());
		assertEquals(new CurveFile.Curves(AIF, Optional.empty()), CurveFile.read(path));

		final CurveFile.Curves onlyVof = new CurveFile.Curves(Optional.empty(), Optional.of(VOF));
		CurveFile.write(path, onlyVof, others, List.of());
		assertEquals(onlyVof, CurveFile.read(path));
	}

	@Test
	void curvesOfOtherTimesAreRefused() {
		final TimeCurve other = new TimeCurve(new double[] { 0, 1, 3 }, new double[3]);
		assertThrows(IllegalArgumentException.class, () -> CurveFile.write(folder.resolve("a.csv"), new CurveFile.Curves(AIF, Optional.of(other)), Map.of(), List.of()));
		assertThrows(IllegalArgumentException.class, () -> CurveFile.write(folder.resolve("a.csv"), new CurveFile.Curves(AIF, Optional.empty()), Map.of("a,b", VOF), List.of()));
		assertThrows(IllegalArgumentException.class, () -> CurveFile.write(folder.resolve("a.csv"), new CurveFile.Curves(AIF, Optional.empty()), Map.of("AIF_HU", VOF), List.of()));
		assertArrayEquals(new String[0], folder.toFile().list());
	}
}
