package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;

import ij.gui.PointRoi;
import ij.gui.Roi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.commands.SampleFiles;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.simulation.SampleSeries;

/** The macros that come with the plugin, and macros that a user records, run by the runnable jar without a display. */
@Timeout(300)
class MacrosIT {

	private static final String DECONVOLVE = "run(\"Deconvolve (sSVD/cSVD/oSVD/Tikhonov)\", ";

	@TempDir
	private Path folder;

	private Path cases;
	private Path results;

	@BeforeEach
	void blanksInNames() throws IOException {
		cases = Files.createDirectory(folder.resolve("my cases"));
		results = folder.resolve("my results");
	}

	@Test
	void aBatchGoesOnAfterAFailureAndResumes() throws Exception {
		// SETUP: two cases and a broken one
		SampleFiles.nifti(cases.resolve("first, left.nii.gz"), SampleFiles.slices(1, 2));
		SampleFiles.nifti(cases.resolve("second.nii"), SampleSeries.create(2).series());
		Files.write(cases.resolve("broken.nii"), Arrays.copyOf(Files.readAllBytes(cases.resolve("second.nii")), 3000));
		Files.writeString(cases.resolve("notes.txt"), "no case");
		final Path finished = results.resolve("second/parameters.json");

		// EXECUTE
		final Packaged.Result first = batch("method=sSVD maps=CBF,CBV,MTT,Tmax");

		// VERIFY
		assertEquals(0, first.code(), first.err());
		final List<String> table = Files.readAllLines(results.resolve("cohort.csv"));
		assertEquals(4, table.size(), table.toString());
		assertEquals("case,status,message,mean brain CBF (ml/100 g/min),median brain CBF (ml/100 g/min),mean brain CBV (ml/100 g),median brain CBV (ml/100 g),mean brain MTT (s),median brain MTT (s),mean brain Tmax (s),median brain Tmax (s),mean brain TTP (s),median brain TTP (s)", table.get(0));
		final List<String> broken = cells(line(table, "broken,"));
		assertEquals("failed", broken.get(1));
		assertTrue(broken.get(2).contains("broken.nii is cut off"), broken.get(2));
		checkDone(line(table, "\"first, left\","), results.resolve("first, left"));
		checkDone(line(table, "second,"), results.resolve("second"));
		assertTrue(first.out().contains("2 cases done, 1 failed"), first.out());
		assertFalse(Files.exists(results.resolve("broken")));

		// EXECUTE: again
		final FileTime time = Files.getLastModifiedTime(finished);
		final Packaged.Result again = batch("method=sSVD");

		// VERIFY: what is finished stays
		assertEquals(0, again.code(), again.err());
		assertEquals(table, Files.readAllLines(results.resolve("cohort.csv")));
		assertEquals(time, Files.getLastModifiedTime(finished));
		assertTrue(again.out().contains("Case broken") && !again.out().contains("Case second"), again.out());

		// EXECUTE: with the broken one mended
		Files.copy(cases.resolve("second.nii"), Files.newOutputStream(cases.resolve("broken.nii")));
		final Packaged.Result mended = batch("method=sSVD");

		// VERIFY
		assertTrue(mended.out().contains("3 cases done, 0 failed"), mended.out());
		assertEquals(time, Files.getLastModifiedTime(finished));
		final List<String> now = Files.readAllLines(results.resolve("cohort.csv"));
		checkDone(line(now, "broken,"), results.resolve("broken"));
		assertEquals(line(table, "second,"), line(now, "second,"));
	}

	@Test
	void casesOfOneNameAndResultsBesideCasesAreKeptApart() throws Exception {
		SampleFiles.nifti(cases.resolve("case.nii"), SampleFiles.slices(1, 1));
		SampleFiles.nifti(cases.resolve("case.nii.gz"), SampleFiles.slices(2, 1));
		results = cases.resolve("results");

		assertEquals(0, batch("method=sSVD").code());
		final Packaged.Result again = batch("method=sSVD");

		assertTrue(again.out().contains("2 cases done, 0 failed"), again.out() + again.err());
		assertTrue(Files.exists(results.resolve("case.nii/CBF.nii.gz")) && Files.exists(results.resolve("case.nii.gz/CBF.nii.gz")));
		results = cases;
		assertEquals(1, batch("").code(), "results beside the cases themselves");
	}

	@Test
	void aFolderIsAnalyzedGoesOnAndResumes() throws Exception {
		final Path phantom = Path.of("test-images/phantom/series.nii.gz").toAbsolutePath();
		Files.copy(phantom, cases.resolve("first, left.nii.gz"));
		Files.write(cases.resolve("broken.nii.gz"), Arrays.copyOf(Files.readAllBytes(phantom), 4000));

		final Packaged.Result first = analyses();

		assertEquals(0, first.code(), first.err());
		assertTrue(first.out().contains("1 cases done, 1 failed"), first.out());
		final List<String> table = Files.readAllLines(results.resolve("cohort.csv"));
		assertEquals("case,status,message,core (ml),penumbra (ml),lesion (ml),mismatch ratio,affected side,rule,conditions,warnings", table.get(0));
		assertEquals(List.of("broken", "failed"), cells(line(table, "broken,")).subList(0, 2));
		final List<String> done = cells(line(table, "\"first, left\","));
		final Path folderOfFirst = results.resolve("first, left");
		final List<String> volumes = Files.readAllLines(folderOfFirst.resolve("volumes.csv"));
		assertEquals(List.of("done", ""), done.subList(1, 3));
		final String[] keys = { "core", "penumbra", "lesion", "mismatch_ratio" };
		for (int k = 0; k < keys.length; k++) {
			final String key = keys[k];
			assertEquals(cells(volumes.stream().filter(row -> row.startsWith(key + ",")).findFirst().orElseThrow()).get(3), done.get(3 + k), key);
		}
		assertTrue(Double.parseDouble(done.get(5)) > 50, "the phantom has a large lesion");
		assertEquals(List.of("left", "rcbf"), done.subList(7, 9));
		assertEquals(cells(volumes.stream().filter(row -> row.startsWith("lesion,")).findFirst().orElseThrow()).get(5), done.get(9), "no volume without its conditions");
		assertTrue(done.get(9).contains("CBF < 38 %"), done.get(9));
		final JsonArray warnings = JsonParser.parseString(Files.readString(folderOfFirst.resolve("parameters.json"))).getAsJsonObject().getAsJsonArray("warnings");
		final List<String> expected = new ArrayList<>();
		warnings.forEach(warning -> expected.add(warning.getAsString()));
		assertTrue(expected.stream().anyMatch(warning -> warning.contains("smoothing_mm is used by filter=gaussian only")), expected.toString());
		assertEquals(String.join(" ", expected), done.get(10));
		assertTrue(Files.exists(folderOfFirst.resolve("report.html")));

		final FileTime time = Files.getLastModifiedTime(folderOfFirst.resolve("parameters.json"));
		final Packaged.Result again = analyses();

		assertEquals(table, Files.readAllLines(results.resolve("cohort.csv")));
		assertEquals(time, Files.getLastModifiedTime(folderOfFirst.resolve("parameters.json")));
		assertTrue(again.out().contains("Case broken") && !again.out().contains("Case first"), again.out());
	}

	private Packaged.Result analyses() throws Exception {
		return macro(Path.of("macros/Batch_analysis.ijm").toAbsolutePath(), cases + "|" + results + "|aif=classical vof=classical rule=rcbf filter=median smoothing_mm=5");
	}

	@Test
	void aManualAifIsComparedWithTheAutomaticOne() throws Exception {
		final Path series = SampleFiles.nifti(cases.resolve("a case.nii.gz"), SampleFiles.sample().series());
		final Roi area = new Roi(61, 39, 3, 3);
		area.setName("AIF middle cerebral");
		area.setPosition(0, 2, 0);
		final PointRoi lesion = new PointRoi(100, 60);
		lesion.setName("lesion");
		lesion.setPosition(0, 2, 0);
		final Path rois = folder.resolve("my rois.zip");
		RoiFiles.write(List.of(area, lesion), rois);

		final Packaged.Result run = macro(Path.of("macros/Manual_AIF.ijm").toAbsolutePath(), series + "|" + rois + "|" + results);

		assertEquals(0, run.code(), run.err());
		final String manual = Files.readString(results.resolve("manual/parameters.json"));
		assertTrue(manual.contains("\"aif\": \"roi\"") && manual.contains("my rois.zip"), manual);
		assertTrue(Files.readString(results.resolve("automatic/parameters.json")).contains("\"aif\": \"auto\""));
		assertTrue(Files.readString(results.resolve("manual/summary.csv")).contains("\nlesion,Tmax,s,"));
		assertFalse(Files.readString(results.resolve("automatic/summary.csv")).contains("lesion"));
	}

	@Test
	void aRecordedLineRunsInAPlainMacro() throws Exception {
		final Path series = SampleFiles.nifti(cases.resolve("a case.nii.gz"), SampleFiles.slices(1, 1));
		final Path macro = folder.resolve("recorded.ijm");
		final Path expected = folder.resolve("expected");
		assertEquals(0, jar("deconvolve", "input=" + series, "output=" + expected, "method=cSVD", "filter=gaussian", "smoothing_mm=6").code());
		Files.writeString(macro, DECONVOLVE + "\"input=[" + series + "] output=[" + results + "] method=cSVD filter=gaussian smoothing_mm=6\");\nprint(\"reached\");\n");

		final Packaged.Result run = macro(macro);

		assertEquals(0, run.code(), run.err());
		assertTrue(run.out().contains("reached"), run.out());
		assertArrayEquals(NiftiVolumes.readVolume(expected.resolve("CBF.nii.gz")).plane(0), NiftiVolumes.readVolume(results.resolve("CBF.nii.gz")).plane(0));
	}

	@Test
	void aMacroWithoutADisplayWorksOnItsImages() throws Exception {
		final Path macro = folder.resolve("images.ijm");
		Files.writeString(macro, """
			run("Perfusion CT phantom");
			print("series " + getTitle() + " " + nSlices + " " + nImages);
			%s"method=sSVD residue=true");
			print("images " + nImages);
			selectImage("phantom-11 Tmax");
			getVoxelSize(x, y, z, unit);
			print("Tmax " + nSlices + " " + x + " " + unit);
			saveAs("Tiff", "%s");
			selectImage("phantom-11 residue");
			Stack.getDimensions(w, h, c, slices, frames);
			print("residue " + slices + " " + frames + " " + Stack.getFrameInterval());
			""".formatted(DECONVOLVE, folder.resolve("tmax.tif")));

		final Packaged.Result run = macro(macro);

		assertEquals(0, run.code(), run.err());
		for (final String expected : new String[] { "series phantom-11 192 1", "images 7", "Tmax 4 1.8 mm", "residue 4 48 1.4" })
			assertTrue(run.out().contains(expected), expected + " in " + run.out());
		assertTrue(Files.size(folder.resolve("tmax.tif")) > 4 * 4 * 128 * 128);
	}

	@Test
	void aFailingRunEndsTheMacroAndTheProcess() throws Exception {
		final Path macro = folder.resolve("failing.ijm");
		for (final String[] failing : new String[][] { { "input=[" + cases.resolve("none.nii") + "] output=[" + results + "]", "does not exist" },
			{ "output=[" + results + "]", "There is no input" }, { "methud=oSVD", "methud" }, { "method=sSVD oscillation_index=0", "oscillation_index" } }) {
			Files.writeString(macro, DECONVOLVE + "\"" + failing[0] + "\");\nprint(\"not reached\");\n");

			final Packaged.Result run = macro(macro);

			assertNotEquals(0, run.code(), failing[0]);
			assertTrue(run.err().contains(failing[1]), run.err());
			assertFalse(run.err().contains("\tat "), run.err());
			assertFalse(run.out().contains("not reached"), run.out());
			assertFalse(Files.exists(results));
		}
	}

	private void checkDone(final String line, final Path result) throws IOException {
		final List<String> cells = cells(line);
		assertEquals("done", cells.get(1));
		assertEquals("", cells.get(2));
		final List<String> maps = List.of("CBF", "CBV", "MTT", "Tmax", "TTP");
		final List<String> summary = Files.readAllLines(result.resolve("summary.csv"));
		for (int m = 0; m < maps.size(); m++) {
			final String prefix = "brain," + maps.get(m) + ",";
			// a map that was not asked for has empty cells
			final String[] row = summary.stream().filter(text -> text.startsWith(prefix)).findFirst().orElse(",,,,,,-").split(",");
			assertEquals(List.of(row[3], row[5]), cells.subList(3 + 2 * m, 5 + 2 * m), maps.get(m));
		}
		assertTrue(Double.parseDouble(cells.get(3)) > 0);
	}

	private static String line(final List<String> table, final String start) {
		final List<String> lines = table.stream().filter(line -> line.startsWith(start)).toList();
		assertEquals(1, lines.size(), start + " in " + table);
		return lines.get(0);
	}

	/** Cells of a CSV line in which quotes may stand around a cell. */
	private static List<String> cells(final String line) {
		final List<String> cells = new ArrayList<>();
		final StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for (final char c : line.toCharArray()) {
			if (c == '"') quoted = !quoted;
			else if (c == ',' && !quoted) {
				cells.add(cell.toString());
				cell.setLength(0);
			}
			else cell.append(c);
		}
		cells.add(cell.toString());
		return cells;
	}

	private Packaged.Result batch(final String options) throws Exception {
		return macro(Path.of("macros/Batch_deconvolution.ijm").toAbsolutePath(), cases + "|" + results + "|" + options);
	}

	private Packaged.Result macro(final Path macro, final String... argument) throws Exception {
		final List<String> arguments = new ArrayList<>(List.of("macro", macro.toString()));
		arguments.addAll(List.of(argument));
		return jar(arguments.toArray(String[]::new));
	}

	private Packaged.Result jar(final String... arguments) throws Exception {
		final List<String> all = new ArrayList<>(List.of("-Xmx1g", "-jar", Packaged.runnableJar().toString()));
		all.addAll(List.of(arguments));
		return Packaged.java(Packaged.ownJava(), folder, false, all);
	}
}
