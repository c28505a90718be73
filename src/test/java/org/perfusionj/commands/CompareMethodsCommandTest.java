package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ij.gui.PointRoi;
import ij.gui.Roi;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.evaluation.SampleTissueScans;
import org.perfusionj.host.CommandLineCall;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.io.CsvTable;
import org.perfusionj.series.Voxel;

/** The command compare-methods as a user of the command line meets it. */
@Timeout(180)
class CompareMethodsCommandTest {

	@TempDir
	private Path folder;

	private static CommandLineCall call(final String command, final String... arguments) {
		return CommandLineCall.of(Stream.concat(Stream.of(command), Stream.of(arguments)).toArray(String[]::new));
	}

	private Path cases(final int count) throws Exception {
		final Path cases = folder.resolve("my cases");
		for (int n = 1; n <= count; n++)
			SampleTissueScans.write(cases, n);
		return cases;
	}

	@Test
	void casesAreComparedAndABrokenOneIsListed() throws Exception {
		final Path cases = cases(3);
		Files.writeString(Files.createDirectories(cases.resolve("broken")).resolve("series.nii"), "no image");
		Files.copy(cases.resolve("case1/lesion.nii.gz"), cases.resolve("broken/lesion.nii.gz"));
		Files.createDirectories(cases.resolve("nothing"));
		final Path out = cases.resolve("results");

		final CommandLineCall call = call("fake_compare", "input=" + cases, "output=" + out, "methods=sSVD,oSVD,residue", "aif=curves.csv", "vof=none", "partial_volume=none", "filter=none");

		assertEquals(0, call.code(), call.err());
		try (Stream<Path> files = Files.list(out)) {
			assertEquals(Set.of("table2.csv", "summary.csv", "cases.csv", "scans.csv", "rois.csv", "curves.csv", "tissue.png", "local_aif.png", "residue_functions.png", "report.md", "parameters.json"), files.map(file -> file.getFileName().toString())
				.collect(Collectors.toSet()));
		}
		final CsvTable summary = CsvTable.read(out.resolve("summary.csv"));
		final CsvTable scans = CsvTable.read(out.resolve("cases.csv"));
		final List<Double> cbf = new ArrayList<>();
		for (int i = 0; i < scans.size(); i++)
			if (scans.text(i, "region").equals("normal") && scans.text(i, "measure").equals("CBF") && scans.text(i, "method").equals("sSVD")) cbf.add(scans.number(i, "mean"));
		assertEquals(3, cbf.size());
		assertTrue(cbf.get(0) < cbf.get(1) && cbf.get(1) < cbf.get(2), "more contrast, more flow: " + cbf);
		assertEquals("sSVD", summary.text(0, "method"));
		assertEquals(cbf.stream().mapToDouble(number -> number).average().orElseThrow(), summary.number(0, "mean"), 1e-3);
		assertEquals(3, summary.number(2, "n"));
		assertEquals("residue", summary.text(2, "method"));
		assertEquals(0.25, summary.number(2, "p_wilcoxon"), 1e-9, "three cases of the same sign");
		final String table = Files.readString(out.resolve("scans.csv"));
		assertTrue(table.contains("broken,no,") && table.contains("nothing,no,") && table.contains("There is no series in"), table);
		final String said = call.out() + call.err();
		assertTrue(said.contains("5 cases in") && said.contains("Warning: broken is left out.") && said.contains("normally perfused region") && said.contains("Research use only"), said);
		final String curves = Files.readString(out.resolve("curves.csv"));
		assertTrue(curves.contains("case3,ischaemic,white,local_aif,residue,HU,"), "the network has local AIFs");
		final String provenance = Files.readString(out.resolve("parameters.json"));
		assertTrue(provenance.contains("\"aif\": \"curves.csv\"") && provenance.contains("case case2") && provenance.contains("\"residue engine\": \"fake on auto\"") && provenance.contains("sha256"), provenance);
		// the results lie among the cases and are no case of the next run, which repeats them
		final String first = Files.readString(out.resolve("summary.csv"));
		assertEquals(0, call("fake_compare", "input=" + cases, "output=" + out, "overwrite=true", "methods=sSVD,oSVD,residue", "aif=curves.csv", "vof=none", "partial_volume=none", "filter=none", "example=case2").code());
		assertEquals(first, Files.readString(out.resolve("summary.csv")));
		assertTrue(Files.readString(out.resolve("report.md")).contains("voxels in case2"));
	}

	@Test
	void allFailingIsAnError() throws Exception {
		final Path cases = cases(1);
		Files.delete(cases.resolve("case1/curves.csv"));
		final Path out = folder.resolve("out");

		final CommandLineCall call = call("compare-methods", "input=" + cases, "output=" + out, "methods=sSVD", "aif=curves.csv", "vof=none");

		assertEquals(1, call.code(), call.err());
		assertTrue(call.err().contains("No case could be compared. case1: There is no curves.csv in"), call.err());
		assertFalse(Files.exists(out));
	}

	@Test
	void oneCaseGivesNumbersAndAWarning() throws Exception {
		final Path out = folder.resolve("out");
		final CommandLineCall call = call("compare-methods", "input=" + cases(1).resolve("case1"), "output=" + out, "methods=cSVD", "aif=classical", "vof=none", "filter=none");
		assertEquals(0, call.code(), call.err());
		assertTrue(call.err().contains("Only 1 case was compared"), call.err());
		assertTrue(Files.readString(out.resolve("report.md")).contains("normally perfused region"));
	}

	@Test
	void roisInTheFolderOfACaseAreItsArtery() throws Exception {
		final Path cases = cases(1);
		final Path out = folder.resolve("out");
		assertTrue(call("compare-methods", "input=" + cases, "output=" + out, "methods=sSVD", "aif=roi", "vof=none").err().contains("There is no rois.zip in"));
		final Voxel artery = SampleTissueScans.artery();
		final Roi roi = new PointRoi(artery.x(), artery.y());
		roi.setName("AIF");
		roi.setPosition(1);
		RoiFiles.write(List.of(roi), cases.resolve("case1/rois.zip"));

		final CommandLineCall call = call("compare-methods", "input=" + cases, "output=" + out, "methods=sSVD", "aif=roi", "vof=none");

		assertEquals(0, call.code(), call.err());
		final CsvTable scans = CsvTable.read(out.resolve("scans.csv"));
		assertTrue(scans.text(0, "aif").contains("ROI AIF"), scans.text(0, "aif"));
		final CsvTable curves = CsvTable.read(out.resolve("curves.csv"));
		double peak = 0;
		for (int i = 0; i < curves.size(); i++)
			if (curves.text(i, "curve").equals("aif")) peak = Math.max(peak, curves.number(i, "value"));
		assertTrue(peak > 50, "an artery: " + peak);
		assertTrue(Files.readString(out.resolve("parameters.json")).contains("rois.zip"));
	}

	@Test
	void whatWasOpenedIsClosedOnce() throws Exception {
		final Path missing = folder.resolve("missing.residue");
		final CommandLineCall failed = call("fake_compare", "input=" + cases(1), "output=" + folder.resolve("out"), "methods=sSVD,residue,residue:" + missing);
		assertEquals(2, failed.code(), failed.err());
		assertTrue(failed.err().contains("methods=" + missing + " does not exist"), failed.err());
		assertEquals(1, ToldMethod.count(ToldMethod.CLOSED, failed.err()), failed.err());

		final CommandLineCall done = call("fake_compare", "input=" + cases(1), "output=" + folder.resolve("out"), "methods=sSVD,residue", "aif=curves.csv", "vof=none", "partial_volume=none", "filter=none");
		assertEquals(0, done.code(), done.err());
		assertEquals(1, ToldMethod.count(ToldMethod.CLOSED, done.err()), done.err());
	}

	@Test
	void whatIsWrongIsSaidBeforeAnythingIsRead() throws Exception {
		final Path cases = cases(1);
		final String out = "output=" + folder.resolve("out");
		for (final String[] wrong : new String[][] { { "input=" + folder.resolve("nowhere"), "is no folder" }, { "input=" + cases + "\nmethods=magic", "methods=magic is unknown" }, { "input=" + cases + "\naif=none", "aif=none is not possible" }, {
			"input=" + cases + "\nexample=case7", "example=case7 is no case" }, { "input=" + cases + "\nlesion=[x", "lesion=[x is no pattern" }, { "input=" + cases + "\nfilter=gaussian\nsmoothing_mm=0", "needs smoothing_mm above 0" } }) {
			final List<String> arguments = new ArrayList<>(List.of(wrong[0].split("\n")));
			arguments.add(out);
			if (arguments.stream().noneMatch(argument -> argument.startsWith("methods="))) arguments.add("methods=sSVD");
			final CommandLineCall call = call("compare-methods", arguments.toArray(String[]::new));
			assertEquals(2, call.code(), wrong[0] + call.err());
			assertTrue(call.err().contains(wrong[1]), call.err());
		}
		final Path empty = Files.createDirectories(folder.resolve("empty"));
		final CommandLineCall none = call("compare-methods", "input=" + empty, out, "methods=sSVD");
		assertEquals(1, none.code(), none.err());
		assertTrue(none.err().contains("There is no case in"), none.err());
		final CommandLineCall inside = call("compare-methods", "input=" + cases, "output=" + cases.resolve("case1"), "overwrite=true", "methods=sSVD");
		assertEquals(1, inside.code(), inside.err());
		assertTrue(inside.err().contains("lies in the output folder"), inside.err());
	}
}
