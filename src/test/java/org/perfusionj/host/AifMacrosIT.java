package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.gui.PointRoi;
import ij.gui.Roi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.commands.HandMadeModels;
import org.perfusionj.commands.SampleFiles;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.pipeline.KnownVessels;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleTissue;

/** The macros for AIFNet that come with the plugin, run by the runnable jar without a display. */
@Timeout(300)
class AifMacrosIT {

	@TempDir
	private Path folder;

	private Path cases;
	private Path results;
	private Path models;

	@BeforeEach
	void blanksInNames() throws Exception {
		cases = Files.createDirectory(folder.resolve("my cases"));
		results = folder.resolve("my results");
		models = HandMadeModels.write(folder.resolve("my models"));
	}

	@Test
	void aBatchGoesOnResumesAndComparesRaters() throws Exception {
		SampleFiles.nifti(cases.resolve("first.nii.gz"), SampleFiles.slices(1, 2));
		SampleFiles.nifti(cases.resolve("second, left.nii"), SampleFiles.slices(1, 1));
		Files.writeString(cases.resolve("broken.nii"), "no image");
		RoiFiles.write(List.of(point("AIF", SampleTissue.ARTERY), point("VOF", SampleTissue.VEIN)), cases.resolve("first.zip"));

		final Packaged.Result run = macro("Batch_AIF.ijm", cases + "|" + results + "|device=cpu model=[" + models + "]");

		assertEquals(0, run.code(), run.err());
		final List<String> table = Files.readAllLines(results.resolve("cohort.csv"));
		assertEquals(4, table.size(), table.toString());
		assertTrue(run.out().contains("2 cases done") && run.out().contains("1 failed"), run.out());
		assertTrue(table.stream().anyMatch(line -> line.startsWith("broken,failed,")), table.toString());
		final String[] metrics = Files.readAllLines(results.resolve("first/metrics.csv")).get(2).split(",");
		final String[] cells = table.stream().filter(line -> line.startsWith("first,done,,")).findFirst().orElseThrow().split(",");
		assertEquals(metrics[1], cells[10], "verdict on the VOF");
		assertEquals(metrics[3], cells[11], "peak of the VOF");
		assertTrue(Files.exists(results.resolve("first/comparison.csv")));
		assertFalse(Files.exists(results.resolve("second, left/comparison.csv")));

		final Packaged.Result again = macro("Batch_AIF.ijm", cases + "|" + results + "|device=cpu model=[" + models + "]");
		assertEquals(table, Files.readAllLines(results.resolve("cohort.csv")));
		assertTrue(again.out().contains("Case broken") && !again.out().contains("Case first"), again.out());
	}

	@Test
	void ratersAreComparedOnOneSeries() throws Exception {
		final Path series = SampleFiles.nifti(cases.resolve("a case.nii"), SampleFiles.slices(1, 1));
		final Path rois = folder.resolve("my rois.zip");
		RoiFiles.write(List.of(point("AIF-r1", SampleTissue.ARTERY), point("AIF-r2", SampleTissue.ARTERY), point("VOF-r1", SampleTissue.VEIN)), rois);

		final Path macro = folder.resolve("compare.ijm");
		// the weights that come with the software do not know the sample
		Files.writeString(macro, Files.readString(Path.of("macros/Compare_AIF_with_raters.ijm")).replace("\"input=[\"", "\"device=cpu model=[" + models + "] input=[\""));
		final Packaged.Result run = macro(macro, series + "|" + rois + "|" + results);

		assertEquals(0, run.code(), run.err());
		final List<String> lines = Files.readAllLines(results.resolve("comparison.csv"));
		assertEquals(5, lines.size(), lines.toString());
		assertTrue(lines.get(4).startsWith("VOF,rater1,network,"), lines.get(4));
	}

	private static Roi point(final String name, final SampleTissue tissue) {
		final List<Voxel> voxels = KnownVessels.labelled(SampleFiles.sample().labels(), 1, 1, tissue.ordinal());
		final Voxel middle = voxels.get(voxels.size() / 2);
		final PointRoi roi = new PointRoi(middle.x(), middle.y());
		roi.setName(name);
		roi.setPosition(0, 1, 0);
		return roi;
	}

	private Packaged.Result macro(final String name, final String argument) throws Exception {
		return macro(Path.of("macros", name).toAbsolutePath(), argument);
	}

	private Packaged.Result macro(final Path macro, final String argument) throws Exception {
		return Packaged.java(Packaged.ownJava(), folder, false, new ArrayList<>(List.of("-Xmx2g", "-jar", Packaged.runnableJar().toString(), "macro", macro.toString(), argument)));
	}
}
