package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.evaluation.SampleLesions;
import org.perfusionj.host.CommandLineCall;
import org.perfusionj.io.CsvTable;
import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/** The command compare-lesions as a user of the command line meets it. */
@Timeout(180)
class CompareLesionsCommandTest {

	/** Width of the true core of each case, and of what two runs find. */
	private static final int[] TRUE = { 6, 8, 4, 10, 5 };
	private static final int[] MANUAL = { 6, 7, 5, 8, 5 };
	private static final int[] AUTO = { 7, 9, 6, 11, 7 };

	@TempDir
	private Path folder;

	private static CommandLineCall call(final String... arguments) {
		return CommandLineCall.of(Stream.concat(Stream.of("compare-lesions"), Stream.of(arguments)).toArray(String[]::new));
	}

	private Path cohort(final String name, final int... cores) throws Exception {
		final Path cohort = folder.resolve(name);
		for (int i = 0; i < cores.length; i++)
			SampleLesions.write(cohort.resolve("case" + (i + 1)), cores[i]);
		return cohort;
	}

	private static int row(final CsvTable table, final String... wanted) {
		for (int row = 0; row < table.size(); row++) {
			boolean isIt = true;
			for (int i = 0; i < wanted.length; i += 2)
				isIt &= table.text(row, wanted[i]).equals(wanted[i + 1]);
			if (isIt) return row;
		}
		throw new AssertionError("no row " + String.join(" ", wanted));
	}

	@Test
	void runsAreComparedWithReferencesAndWithEachOther() throws Exception {
		final Path references = cohort("references", TRUE);
		final Path manual = cohort("manual", MANUAL);
		final Path auto = cohort("auto", AUTO);
		final Path out = folder.resolve("results");

		final CommandLineCall call = call("input=" + manual, "others=" + auto, "references=" + references, "output=" + out);

		assertEquals(0, call.code(), call.err());
		try (Stream<Path> files = Files.list(out)) {
			assertEquals(Set.of("cases.csv", "cohort.csv", "tests.csv", "bland_altman.png", "correlation.png", "agreement.png", "report.md", "parameters.json"), files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
		}
		final CsvTable cases = CsvTable.read(out.resolve("cases.csv"));
		assertEquals(5 * 2 * 2, cases.size());
		final int one = row(cases, "case", "case2", "run", "auto", "part", "core");
		assertEquals(6.4, cases.number(one, "reference_ml"), 1e-6);
		assertEquals(7.2, cases.number(one, "found_ml"), 1e-6);
		assertEquals(0.8, cases.number(one, "volume_error_ml"), 1e-6);
		assertEquals(2 * 8.0 / (8 + 9), cases.number(one, "dice"), 1e-5);
		assertEquals(2, cases.number(one, "hausdorff95_mm"), 1e-6, "one voxel of 2 mm too far");
		assertEquals(1, cases.number(one, "sensitivity"), 1e-9);
		assertEquals("image", cases.text(one, "specificity_in"));
		assertEquals((30.0 * 20 - 90) / (30 * 20 - 80), cases.number(one, "specificity"), 1e-5);
		assertEquals(1, cases.number(row(cases, "case", "case2", "run", "auto", "part", "lesion"), "dice"), 1e-9);

		final CsvTable cohort = CsvTable.read(out.resolve("cohort.csv"));
		final int core = row(cohort, "part", "core", "run", "manual");
		double dice = 0;
		double error = 0;
		for (int i = 0; i < TRUE.length; i++) {
			dice += 2.0 * Math.min(TRUE[i], MANUAL[i]) / (TRUE[i] + MANUAL[i]) / TRUE.length;
			error += 0.8 * (MANUAL[i] - TRUE[i]) / TRUE.length;
		}
		assertEquals(dice, cohort.number(core, "dice_mean"), 1e-5);
		assertEquals(error, cohort.number(core, "volume_error_mean_ml"), 1e-5);
		// percentiles of -1.6 -0.8 0 0 0.8 between ranks
		assertEquals(-1.6 + 0.2 * 0.8, cohort.number(core, "volume_error_p5_ml"), 1e-5);
		assertEquals(0.8 - 0.2 * 0.8, cohort.number(core, "volume_error_p95_ml"), 1e-5);
		assertEquals(0.987241, cohort.number(core, "volume_pearson"), 1e-6);
		final double sd = Math.sqrt(0.64 * (1.96 * 0 + (4 + 1 + 0 + 0 + 1) - 5 * 0.4 * 0.4) / 4);
		assertEquals(-0.32 - 1.96 * sd, cohort.number(core, "limit_of_agreement_low_ml"), 1e-4);
		assertEquals(-0.32 + 1.96 * sd, cohort.number(core, "limit_of_agreement_high_ml"), 1e-4);

		final CsvTable tests = CsvTable.read(out.resolve("tests.csv"));
		final int volume = row(tests, "part", "core", "measure", "volume", "first", "auto", "second", "reference");
		assertEquals(0.0625, tests.number(volume, "p_wilcoxon"), 1e-9, "five differences of the same sign: 2 / 2^5");
		assertEquals("t", tests.text(volume, "test"));
		assertEquals("true", tests.text(volume, "significant"));
		final int between = row(tests, "part", "core", "measure", "dice", "first", "manual", "second", "auto");
		assertEquals(5, tests.number(between, "cases"));
		final int same = row(tests, "part", "lesion", "measure", "volume", "first", "manual", "second", "auto");
		assertEquals("Wilcoxon", tests.text(same, "test"));
		assertEquals(1, tests.number(same, "p"), 1e-9, "no difference at all");

		final String report = Files.readString(out.resolve("report.md"));
		for (final String part : new String[] { "5 cases", "## Infarct core", "| cases (left out) | 5 (0) | 5 (0) |", "38.20 %", "DWI", "(bland_altman.png)", "Do the runs differ?", "t: not skewed, no outliers, even spread", "Research use only" })
			assertTrue(report.contains(part), part + " in\n" + report);
		final String provenance = Files.readString(out.resolve("parameters.json"));
		assertTrue(provenance.contains("\"run auto\"") && provenance.contains("case case5") && provenance.contains("sha256"), provenance);
		assertTrue((call.out() + call.err()).contains("case2, auto, core: 7.2 ml, reference 6.4 ml, Dice 0.94"), call.out() + call.err());
	}

	@Test
	void whatCannotBeComparedIsARowThatSaysWhy() throws Exception {
		final Path references = cohort("references", 6, 8, 4, 5, 6);
		final Path found = cohort("found", 6, 8, 4, 5);
		final SpatialGrid large = new SpatialGrid(40, 20, 4, 2, 2, 5, Orientation.NONE);
		SampleLesions.write(found.resolve("case1"), "core", SampleLesions.box(large, 10, 16));
		Files.writeString(found.resolve("case2/penumbra.nii.gz"), "no image");
		Files.delete(found.resolve("case3/core.nii.gz"));
		SampleLesions.write(found.resolve("case4"), "core", SampleLesions.box(10, 10));
		SampleLesions.write(found.resolve("unknown"), 5);
		final SpatialGrid wide = new SpatialGrid(30, 20, 4, 3, 2, 5, Orientation.NONE);
		SampleLesions.write(found.resolve("case6"), "core", SampleLesions.box(wide, 10, 12));
		SampleLesions.write(references.resolve("case6"), "core", SampleLesions.box(10, 12));
		Files.createDirectories(found.resolve("case7"));
		SampleLesions.write(references.resolve("case7"), 5);
		final Path out = found.resolve("results");

		final CommandLineCall call = call("input=" + found, "references=" + references, "output=" + out);

		assertEquals(0, call.code(), call.err());
		final CsvTable cases = CsvTable.read(out.resolve("cases.csv"));
		assertTrue(cases.text(row(cases, "case", "case1", "part", "core"), "reason").contains("40 x 20 x 4 voxels") && cases.text(row(cases, "case", "case1", "part", "core"), "reason").contains("30 x 20 x 4"));
		assertEquals("yes", cases.text(row(cases, "case", "case2", "part", "core"), "compared"));
		assertTrue(cases.text(row(cases, "case", "case2", "part", "lesion"), "reason").contains("penumbra.nii.gz"));
		assertTrue(cases.text(row(cases, "case", "case3", "part", "core"), "reason").contains("no mask of it"));
		assertTrue(call.err().contains("its penumbra counts as the whole lesion"), call.err());
		final int empty = row(cases, "case", "case4", "part", "core");
		assertEquals("yes", cases.text(empty, "compared"));
		assertEquals(0, cases.number(empty, "dice"));
		assertEquals("", cases.text(empty, "hausdorff95_mm"));
		assertTrue(cases.text(row(cases, "case", "case5"), "reason").contains("no folder case5 in this run"));
		assertTrue(cases.text(row(cases, "case", "unknown"), "reason").contains("There is no reference of it"));
		final String spacing = cases.text(row(cases, "case", "case6"), "reason");
		assertTrue(spacing.contains("The voxels of ") && spacing.contains("case6") && spacing.contains("3 x 2 x 5 mm"), spacing);
		assertTrue(cases.text(row(cases, "case", "case7"), "reason").contains("There is no mask in"));
		final CsvTable cohort = CsvTable.read(out.resolve("cohort.csv"));
		final int core = row(cohort, "part", "core");
		assertEquals(2, cohort.number(core, "cases"));
		assertEquals(6, cohort.number(core, "left_out"));
		assertEquals(1, cohort.number(core, "hausdorff95_n"));
		final CsvTable tests = CsvTable.read(out.resolve("tests.csv"));
		assertEquals("none", tests.text(0, "test"));
		assertTrue(call.err().contains("could be compared in 2 cases only"), call.err());
		assertTrue(Files.readString(out.resolve("report.md")).contains("* unknown, found: There is no reference"), "named in the report");
		// the results lie among the cases and are no case of the next run, which repeats them
		final String first = Files.readString(out.resolve("cases.csv"));
		assertEquals(0, call("input=" + found, "references=" + references, "output=" + out, "overwrite=true").code());
		assertEquals(first, Files.readString(out.resolve("cases.csv")));
	}

	@Test
	void mapsBesideTheMasksTellCoreFromPenumbra() throws Exception {
		final Path references = folder.resolve("references");
		final Path found = cohort("found", 6, 8, 4);
		for (int i = 1; i <= 3; i++) {
			final Path one = found.resolve("case" + i);
			SampleLesions.write(references.resolve("case" + i), 6);
			SampleLesions.write(one, "mask", SampleLesions.box(12, 30));
			SampleLesions.writeMap(one, PerfusionMap.RCBF, x -> x < 16 ? x - 8 : x - 11);
			SampleLesions.writeMap(one, PerfusionMap.CBF, x -> 7f);
			SampleLesions.writeMap(one, PerfusionMap.TMAX, x -> x < 16 ? 8f : 5f);
		}
		Files.delete(references.resolve("case2/penumbra.nii.gz"));
		Files.writeString(found.resolve("case3/Tmax.nii.gz"), "no image");
		final Path out = folder.resolve("out");

		final CommandLineCall call = call("input=" + found, "references=" + references, "output=" + out);

		assertEquals(0, call.code(), call.err());
		assertTrue(Files.size(out.resolve("roc.png")) > 10_000);
		final CsvTable curves = CsvTable.read(out.resolve("roc.csv"));
		assertEquals(2, curves.size(), "CBF is not asked where there is rCBF");
		assertEquals("rCBF", curves.text(0, "map"));
		assertEquals(2, curves.number(0, "cases"), "a case whose maps cannot be read counts in no curve");
		assertEquals(1, curves.number(0, "cases_with_reference_lesion"));
		assertEquals(2 * 4 * 40, curves.number(0, "core_voxels"), "x from 12 to 15 in each case: outside the mask maps hold nothing");
		assertEquals(2 * 10 * 40, curves.number(0, "penumbra_voxels"));
		// core 4, 5, 6, 7, penumbra 5, 6, ... 14: of the 40 pairs 34 have the lower value in the core, and 3 are the same
		assertEquals(35.5 / 40, curves.number(0, "auc"), 1e-5);
		assertEquals("rTmax", curves.text(1, "map"), "made of Tmax: normal tissue, below 6 s, has 5 s");
		assertEquals(1, curves.number(1, "auc"), 1e-9);
		assertEquals(8 / 5.0, curves.number(1, "best_threshold"), 0.002);
		assertTrue(call.err().contains("the maps of case3, found are in no ROC curve"), call.err());
		assertTrue(Files.readString(out.resolve("report.md")).contains("| found | rTmax | 2 | 320 | 800 | 1.000 | >= 1.60 | 1.00 | 1.00 |"), Files.readString(out.resolve("report.md")));
		assertTrue(Files.readString(out.resolve("parameters.json")).contains("rCBF.nii.gz"));
	}

	@Test
	void relativeMapsAreMadeOfAbsoluteOnes() throws Exception {
		final Path references = folder.resolve("references");
		final Path found = cohort("found", 6, 8, 4);
		for (int i = 1; i <= 3; i++) {
			final Path one = found.resolve("case" + i);
			SampleLesions.write(references.resolve("case" + i), 6);
			final float gain = 10 * i;
			// normal tissue: x from 26 on, 20 and 40 in two halves, of which the vessel is left out
			SampleLesions.writeMap(one, PerfusionMap.CBF, x -> x < 16 ? gain : x < 26 ? 2 * gain : x < 28 ? 4 * gain : 400);
			SampleLesions.writeMap(one, PerfusionMap.TMAX, x -> x < 26 ? 8f : 2f);
			if (i == 3) continue;
			SampleLesions.write(one, "mask", SampleLesions.box(5, 30));
			SampleLesions.write(one, "vessels", SampleLesions.box(28, 30));
		}
		final Path out = folder.resolve("out");

		final CommandLineCall call = call("input=" + found, "references=" + references, "output=" + out);

		assertEquals(0, call.code(), call.err());
		final CsvTable curves = CsvTable.read(out.resolve("roc.csv"));
		assertEquals(List.of("rCBF", "CBF", "rTmax", "Tmax"), IntStream.range(0, curves.size()).mapToObj(row -> curves.text(row, "map")).toList(), "a case without a mask does not say what is normal");
		assertEquals(2, curves.number(0, "cases"));
		assertEquals(1, curves.number(0, "auc"), 1e-9, "the core of the second case has the flow of the penumbra of the first");
		assertTrue(curves.number(0, "best_threshold") > 0.25 && curves.number(0, "best_threshold") <= 0.5, "best threshold " + curves.number(0, "best_threshold"));
		assertEquals(1, curves.number(1, "cases"));
		final String parameters = Files.readString(out.resolve("parameters.json"));
		assertTrue(parameters.contains("vessels.nii.gz"), parameters);
		final String report = Files.readString(out.resolve("report.md"));
		assertTrue(report.contains("Tmax is as it was measured"), report);
	}

	@Test
	void oneCaseWithItsReferenceBesideItGivesNumbersAndNoTests() throws Exception {
		final Path one = folder.resolve("one");
		SampleLesions.write(one, 6);
		SampleLesions.write(one, "reference_core", SampleLesions.box(12, 18));
		SampleLesions.write(one, "brain", SampleLesions.box(0, 30));
		final Path out = folder.resolve("out");

		final CommandLineCall call = call("input=" + one, "output=" + out);

		assertEquals(0, call.code(), call.err());
		final CsvTable cases = CsvTable.read(out.resolve("cases.csv"));
		assertEquals(1, cases.size());
		assertEquals("core", cases.text(0, "part"));
		assertEquals(2 * 4 / 12.0, cases.number(0, "dice"), 1e-5);
		assertEquals("brain", cases.text(0, "specificity_in"));
		assertEquals(22 / 24.0, cases.number(0, "specificity"), 1e-5);
		assertTrue(call.err().contains("could be compared in 1 case only"), call.err());
		assertTrue(Files.readString(out.resolve("tests.csv")).contains("core,volume,ml,one,reference,1,"), "a row without a test");
	}

	@Test
	void masksOfOtherSoftwareAreNamed() throws Exception {
		final Path cases = folder.resolve("cases");
		for (int i = 1; i <= 3; i++) {
			final Path one = Files.createDirectories(cases.resolve("case" + i));
			SampleLesions.write(one.resolve("software"), "rapid_core", SampleLesions.box(10, 14 + i));
			SampleLesions.write(one.resolve("software"), "rapid_rest", SampleLesions.box(14 + i, 20));
			// a TIFF that says nothing of its voxels takes the place of the NIfTI file
			final ImageStack dwi = new ImageStack(30, 20);
			for (int z = 0; z < 4; z++) {
				final ByteProcessor plane = new ByteProcessor(30, 20);
				for (int p = 0; p < plane.getPixelCount(); p++)
					plane.set(p, SampleLesions.box(10, 15).plane(z)[p] ? 255 : 0);
				dwi.addSlice(plane);
			}
			new FileSaver(new ImagePlus("DWI", dwi)).saveAsTiffStack(one.resolve("DWI.tif").toString());
		}
		final Path out = folder.resolve("out");

		final CommandLineCall call = call("input=" + cases, "found_core=software/*core*", "found_lesion=software/*core*+software/*rest*", "reference_core=dwi", "output=" + out, "names=RAPID");

		assertEquals(0, call.code(), call.err());
		final CsvTable table = CsvTable.read(out.resolve("cases.csv"));
		assertEquals(3, table.size());
		assertEquals("RAPID", table.text(0, "run"));
		assertEquals(4, table.number(0, "reference_ml"), 1e-6);
		assertEquals(4, table.number(0, "found_ml"), 1e-6);
		assertEquals(1, table.number(0, "dice"), 1e-9);
	}

	@Test
	void whatIsWrongIsSaidBeforeAnythingIsRead() throws Exception {
		final Path found = cohort("found", 6);
		final String out = "output=" + folder.resolve("out");
		for (final String[] wrong : new String[][] { { "input=" + folder.resolve("nowhere"), "is no folder" }, { "input=" + found + "\nothers=" + folder.resolve("none"), "others=" + folder.resolve("none") + " is no folder" }, { "input=" + found
			+ "\nreferences=" + folder.resolve("none"), "references=" }, { "input=" + found + "\nothers=" + found, "is given twice" }, { "input=" + found + "\nnames=a,b", "1 folders of results and 2 names" }, { "input=" + found
				+ "\nnames=reference", "cannot be the name of a run" }, { "input=" + found + "\nfound_core=[x", "found_core=[x is no pattern" } }) {
			final CommandLineCall call = call(Stream.concat(Stream.of(wrong[0].split("\n")), Stream.of(out)).toArray(String[]::new));
			assertEquals(2, call.code(), wrong[0] + call.err());
			assertTrue(call.err().contains(wrong[1]), call.err());
		}
		final CommandLineCall empty = call("input=" + Files.createDirectories(folder.resolve("empty")), out);
		assertEquals(1, empty.code(), empty.err());
		assertTrue(empty.err().contains("There is no case in"), empty.err());
		final CommandLineCall none = call("input=" + found, out);
		assertEquals(1, none.code(), none.err());
		assertTrue(none.err().contains("No mask could be compared. case1: There is no reference mask in") && none.err().contains("references="), none.err());
		assertFalse(Files.exists(folder.resolve("out")));
		final CommandLineCall inside = call("input=" + found, "references=" + cohort("references", 6), "output=" + found.resolve("case1"), "overwrite=true");
		assertEquals(1, inside.code(), inside.err());
		assertTrue(inside.err().contains("lies in the output folder"), inside.err());
	}

	@Test
	void labelsAreNoMask() throws Exception {
		final Path found = cohort("found", 6);
		final Path references = folder.resolve("references");
		final Mask core = SampleLesions.box(10, 16);
		final Volume labels = SampleLesions.box(4, 20).toVolume();
		for (int z = 0; z < 4; z++)
			for (int i = 0; i < labels.plane(z).length; i++)
				if (core.plane(z)[i]) labels.plane(z)[i] = 3;
		new NiftiVolumeWriter().writeMap(Files.createDirectories(references.resolve("case1")).resolve("lesion.nii.gz"), labels, "labels", "", 0, 4);

		final CommandLineCall call = call("input=" + found, "references=" + references, "output=" + folder.resolve("out"));

		assertEquals(1, call.code(), call.err());
		assertTrue(call.err().contains("lesion.nii.gz is no mask: it holds 0, 1, 3 ..."), call.err());
	}
}
