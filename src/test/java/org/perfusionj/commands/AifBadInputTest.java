package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import ij.gui.PointRoi;
import ij.gui.Roi;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.perfusionj.host.CommandLineCall;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.pipeline.KnownVessels;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.simulation.SampleTissue;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;

/** Input in which no vessel can be found, and curves that must not be used: a message that says what to do, and never a curve that looks good. */
class AifBadInputTest {

	private static final SpatialGrid SMALL = new SpatialGrid(64, 64, 2, 2, 2, 5, Orientation.NONE);

	@TempDir
	private static Path folder;

	private static Path input;

	/** A network that takes the skull for an artery. */
	@Plugin(type = Command.class, name = "skull_aif", menuPath = "Plugins>Perfusion>Fake AIFNet on bone", headless = true)
	public static class OfSkull extends EstimateVascularCommand {

		/** Finds bone and the true vein. */
		public OfSkull() {
			super((vessels, model, device, monitor) -> new KnownVessels().with(Vessel.AIF, KnownVessels.labelled(SampleFiles.sample().labels(), SampleFiles.SLICE, 1, SampleTissue.SKULL.ordinal())).with(Vessel.VOF, KnownVessels.labelled(
				SampleFiles.sample().labels(), SampleFiles.SLICE, 1, SampleTissue.VEIN.ordinal())));
		}
	}

	/** A network whose model file is damaged. */
	@Plugin(type = Command.class, name = "damaged_aif", menuPath = "Plugins>Perfusion>Fake AIFNet without weights", headless = true)
	public static class Damaged extends EstimateVascularCommand {

		/** Cannot be opened. */
		public Damaged() {
			super((vessels, model, device, monitor) -> {
				throw new PerfusionException(model.orElseThrow().getFileName() + " is damaged: its checksum is wrong. Copy it again.");
			});
		}
	}

	@BeforeAll
	static void write() throws Exception {
		input = SampleFiles.nifti(folder.resolve("case.nii"), SampleFiles.slices(SampleFiles.SLICE, 1));
	}

	private static PerfusionSeries small(final SampleFiles.Sample sample) {
		return SampleFiles.series(SMALL, AcquisitionTimes.uniform(40, 1), SignalType.CT, sample);
	}

	private static void refused(final String name, final PerfusionSeries series, final String... texts) throws Exception {
		AifRun.refused(1, SampleFiles.nifti(folder.resolve(name + ".nii"), series), folder.resolve(name), List.of(), texts);
	}

	@Test
	void seriesWithoutABolusOrWithoutVesselsAreRefused() throws Exception {
		final Random random = new Random(1);
		refused("constant", small((x, y, z, t) -> 40), "No bolus");
		refused("noise", small((x, y, z, t) -> 40 + 5 * random.nextGaussian()), "No bolus");
		refused("bone", small((x, y, z, t) -> 900 + 5 * random.nextGaussian()), "No bolus", "no voxel looks like soft tissue");
		refused("nan", small((x, y, z, t) -> Double.NaN), "NaN");
		refused("mostly nan", SampleFiles.changed(SampleFiles.SLICE, 1, (hu, x, y, z, t) -> y < 90 && t == 12 ? Float.NaN : hu), "NaN or infinite samples", "unusable");
	}

	@Test
	void fewVoxelsWithoutANumberAreLeftOut() throws Exception {
		final Path few = SampleFiles.nifti(folder.resolve("few.nii"), SampleFiles.changed(SampleFiles.SLICE, 1, (hu, x, y, z, t) -> y == 50 && x >= 40 && x < 60 && t == 20 ? Float.NaN : hu));
		final Path out = folder.resolve("few");
		AifRun.done(few, out);
		assertTrue(Files.readString(out.resolve("parameters.json")).contains("20 voxels hold NaN or infinite samples"));
		for (int x = 40; x < 60; x++)
			assertEquals(0, NiftiVolumes.readVolume(out.resolve("peak_enhancement.nii.gz")).get(x, 50, 0));
	}

	@Test
	void otherModalitiesAreRefused() throws Exception {
		final Path mr = folder.resolve("mr.nii");
		SampleFiles.nifti(mr, SampleFiles.slices(SampleFiles.SLICE, 1));
		Files.writeString(folder.resolve("mr.json"), "{\"Modality\": \"MR\", \"RepetitionTime\": 1.0}");
		AifRun.refused(1, mr, folder.resolve("m1"), List.of(), "is an MR series", "aif=classical", "signal=CT");
		AifRun.done(mr, folder.resolve("m2"), "signal=CT");
		AifRun.refused(2, input, folder.resolve("m3"), List.of("signal=MR"), "signal must be one of auto, CT");
	}

	@Test
	void parametersThatNoInputCouldMakeRightAreToldBeforeAnythingIsRead() throws Exception {
		for (final String[] wrong : new String[][] { { "vessel=vein", "vessel must be one of both, aif, vof" }, { "device=tpu", "device must be one of auto, cpu, cuda" }, { "model=" + folder.resolve("none.aifnet"),
			"is neither auto nor an existing file or folder" }, { "rois=" + folder.resolve("none.zip"), "none.zip does not exist" }, { "mask=brian", "mask=brian is neither auto, none nor roi" } })
			AifRun.refused(2, folder.resolve("no such series.nii"), folder.resolve("p"), List.of(wrong[0]), wrong[1]);
		assertEquals(2, CommandLineCall.of("fake_aif", "output=" + folder.resolve("p")).code(), "no input");
	}

	@Test
	void aModelThatCannotBeUsedIsToldBeforeTheSeriesIsRead() throws Exception {
		final Path model = Files.writeString(folder.resolve("mine.aifnet"), "not a model");
		final CommandLineCall call = CommandLineCall.of("damaged_aif", "input=" + folder.resolve("no such series.nii"), "output=" + folder.resolve("d"), "model=" + model);
		assertEquals(1, call.code(), call.err());
		assertTrue(call.err().contains("mine.aifnet is damaged") && !call.err().contains("\tat "), call.err());
		assertFalse(Files.exists(folder.resolve("d")));
		// nor may results take its place
		assertTrue(CommandLineCall.of("damaged_aif", "input=" + input, "output=" + folder, "overwrite=true", "model=" + model).err().contains("mine.aifnet"));
		assertTrue(Files.exists(model));
	}

	@Test
	void anUnusableCurveIsNowhereWhereItCouldBeUsed() throws Exception {
		final Path out = folder.resolve("skull");
		final CommandLineCall call = CommandLineCall.of("skull_aif", "input=" + input, "output=" + out);
		assertEquals(0, call.code(), call.err());

		assertTrue(call.err().contains("AIF: unusable.") && call.err().contains("Warning: "), call.err());
		final List<String> curves = Files.readAllLines(out.resolve("curves.csv"));
		assertEquals("time_s,aif,vof,aif_unusable", curves.get(0));
		assertTrue(curves.get(1).matches("0,,[^,]+,[^,]+"), curves.get(1));
		assertTrue(Files.readAllLines(out.resolve("metrics.csv")).get(1).startsWith("AIF,unusable,"));
		final String parameters = Files.readString(out.resolve("parameters.json"));
		assertTrue(parameters.contains("\"aif_verdict\": \"unusable\"") && parameters.contains("\"vof_verdict\": \"good\""), parameters);
		final List<String> names = RoiFiles.read(out.resolve("rois.zip")).stream().map(Roi::getName).toList();
		assertTrue(names.contains("unusable AIF 1") && names.contains("VOF 1"), names.toString());
		Deconvolved.refused(1, input, folder.resolve("s1"), List.of("aif=" + out.resolve("curves.csv")), "has no column aif, or nothing in it");
		Deconvolved.refused(1, input, folder.resolve("s2"), List.of("aif=roi", "rois=" + out.resolve("rois.zip")), "There is no AIF ROI");
		final Deconvolved maps = Deconvolved.of(input, folder.resolve("s3"), "aif=" + SampleFiles.trueAif(folder), "vof=none", "partial_volume=none", "method=sSVD", "maps=CBF", "rois=" + out.resolve("rois.zip"));
		assertTrue(maps.table("summary.csv").get("region").stream().noneMatch(region -> region.contains("AIF")), "nor is it a measurement region");
		assertFalse(Files.exists(maps.folder().resolve("rois.zip")), "there is nothing to keep");
		Deconvolved.refused(1, input, folder.resolve("s4"), List.of("mask=roi", "rois=" + out.resolve("rois.zip")), "mask=roi needs a ROI that is not named AIF or VOF");
	}

	@Test
	void anUnusableCurveIsMarkedInTheComparisonAndCountsInNoStatistics() throws Exception {
		final Path cohort = folder.resolve("cohort");
		final Path rois = folder.resolve("skull rater.zip");
		final Path first = Files.createDirectories(cohort).resolve("case");
		assertEquals(0, CommandLineCall.of("skull_aif", "input=" + input, "output=" + folder.resolve("for rois")).code());
		// any voxel with a bolus will do
		RoiFiles.write(RoiFiles.read(folder.resolve("for rois").resolve("rois.zip")).stream().filter(roi -> roi.getName().equals("VOF 1")).map(roi -> drawn(roi, "AIF")).toList(), rois);
		final CommandLineCall call = CommandLineCall.of("skull_aif", "input=" + input, "output=" + first, "rois=" + rois);
		assertEquals(0, call.code(), call.err());
		assertTrue(Files.readAllLines(first.resolve("comparison.csv")).get(1).endsWith(",HU,unusable"), Files.readString(first.resolve("comparison.csv")));
		assertTrue(call.err().contains("AIF, network (unusable) against rater1"), call.err());

		final CommandLineCall compared = CommandLineCall.of("compare-aif", "input=" + cohort, "output=" + folder.resolve("agreement"));
		assertEquals(0, compared.code(), compared.err());
		assertTrue(compared.err().contains("The AIF of network is unusable in 1 of 1 cases with rater1: these count in no mean, test or plot."), compared.err());
		assertTrue(Files.readAllLines(folder.resolve("agreement").resolve("signals.csv")).get(1).startsWith("AIF,rater1,network,0,1,,"));
	}

	private static Roi drawn(final Roi made, final String name) {
		final PointRoi roi = new PointRoi(made.getBounds().x, made.getBounds().y);
		roi.setName(name);
		roi.setPosition(0, made.getZPosition(), 0);
		return roi;
	}

	@Test
	void helpTellsEveryParameter() {
		final CommandLineCall help = CommandLineCall.of("aif", "help");
		assertEquals(0, help.code(), help.err());
		final String text = help.out() + help.err();
		for (final String part : new ArrayList<>(Arrays.asList("Estimate AIF/VOF (AIFNet)", "vessel  both|aif|vof; default both", "model  auto|path; default auto", "device  auto|cpu|cuda; default auto", "rois  file", "Research use only")))
			assertTrue(text.contains(part), part + " in " + text);
	}
}
