package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.measure.ResultsTable;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.title.TextTitle;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.commands.SampleFiles;
import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.pipeline.FoundVessel;
import org.perfusionj.pipeline.KnownVessels;
import org.perfusionj.pipeline.VesselAnalysis;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleTissue;
import org.perfusionj.vascular.Contributions;
import org.perfusionj.vascular.RiseTimes;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.VascularMetrics;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** What is shown and written of vessels that are known: a good pair, and an artery of one voxel beside a vein of bone. */
class VesselReportTest {

	private static VesselResult good;
	private static VesselResult bad;

	@BeforeAll
	static void make() {
		good = result(SampleTissue.VEIN, Integer.MAX_VALUE);
		bad = result(SampleTissue.SKULL, 1);
	}

	private static VesselResult result(final SampleTissue vein, final int arterialVoxels) {
		final List<Voxel> arterial = KnownVessels.labelled(SampleFiles.sample().labels(), 1, 2, SampleTissue.ARTERY.ordinal());
		final KnownVessels finder = new KnownVessels().with(Vessel.AIF, arterial.subList(0, Math.min(arterialVoxels, arterial.size()))).with(Vessel.VOF, KnownVessels.labelled(SampleFiles.sample().labels(), 1, 2, vein.ordinal()));
		try (Parallel parallel = Parallel.allCores()) {
			return new VesselAnalysis(PreprocessingSettings.DEFAULTS, EnumSet.allOf(Vessel.class), finder).run(SampleFiles.slices(1, 2), parallel, WorkMonitor.SILENT);
		}
	}

	private static List<String> subtitles(final JFreeChart chart) {
		return chart.getSubtitles().stream().filter(TextTitle.class::isInstance).map(title -> ((TextTitle) title).getText()).toList();
	}

	@Test
	void thePlotSaysTheVerdicts() {
		assertEquals(List.of("AIF: good \u00b7 VOF: good", "Research use only, not for diagnosis"), subtitles(new VesselPlot(good).chart()));
		final List<String> lines = subtitles(new VesselPlot(bad).chart());
		assertTrue(lines.get(0).startsWith("AIF: doubtful. The AIF is a single voxel"), lines.toString());
		assertTrue(lines.get(1).startsWith("VOF: unusable. "), lines.toString());
		assertEquals("VOF, unusable", new VesselPlot(bad).chart().getXYPlot().getLegendItems().get(1).getLabel());
		final BufferedImage image = new VesselPlot(bad).image(900, 600);
		assertEquals(0xffffff, image.getRGB(2, 2) & 0xffffff);
	}

	@Test
	void theTableSaysTheVerdictsAndWhy(@TempDir final Path folder) throws Exception {
		final ResultsTable table = new VesselTable(bad).table();
		assertEquals("doubtful", table.getStringValue("Verdict", 0));
		assertEquals("unusable", table.getStringValue("Verdict", 1));
		assertEquals(1, table.getValue("Effective voxels", 0), 1e-6);
		assertTrue(table.getStringValue("Reasons", 0).startsWith("The AIF is a single voxel"));
		new VesselTable(bad).write(folder.resolve("metrics.csv"));
		final List<String> lines = Files.readAllLines(folder.resolve("metrics.csv"));
		assertEquals("curve,verdict,unit,peak,time_to_peak_s,bolus_arrival_s,fwhm_s,peak_to_baseline,area,noise,end_fraction,truncated,effective_voxels,recalibration,reasons", lines.get(0));
		assertTrue(lines.get(1).startsWith("AIF,doubtful,HU,") && lines.get(2).startsWith("VOF,unusable,HU,"), lines.toString());
	}

	@Test
	void anUnusableCurveHasAColumnOfItsOwn() {
		assertTrue(new VesselFiles(good, Optional.empty(), new NiftiVolumeWriter()).curves().startsWith("time_s,aif,vof\n"));
		final List<String> lines = new VesselFiles(bad, Optional.empty(), new NiftiVolumeWriter()).curves().lines().toList();
		assertEquals("time_s,aif,vof,vof_unusable", lines.get(0));
		for (final String line : lines.subList(1, lines.size()))
			assertTrue(line.matches("[^,]+,[^,]+,,[^,]+"), line);
	}

	@Test
	void imagesShareThePlanesAndStandAtTheStrongestSlice() {
		final VesselWindows windows = new VesselWindows(good, "1.2.3", "Case 7", WorkMonitor.SILENT);
		assertEquals(List.of("Case 7 vessels", "Case 7 AIF probability", "Case 7 VOF probability"), windows.all().stream().map(ImagePlus::getTitle).toList());
		assertSame(good.peakEnhancement().plane(1), windows.all().get(0).getStack().getPixels(2));
		assertSame(good.vessels().get(1).probability().plane(0), windows.all().get(2).getStack().getPixels(1));
		for (int n = 0; n < 2; n++)
			assertEquals(good.vessels().get(n).function().voxels().get(0).z() + 1, windows.all().get(1 + n).getCurrentSlice());
		for (final ImagePlus image : windows.all()) {
			assertEquals("mm", image.getCalibration().getUnit());
			assertTrue(image.getInfoProperty().contains("PerfusionJ 1.2.3 - research use only"));
			assertEquals("Case 7", image.getProp(MapWindows.CASE_PROPERTY));
			assertFalse(image.isVisible());
		}
		assertEquals(80, windows.all().get(0).getDisplayRangeMax());
	}

	@Test
	void theColoursSurviveSaving(@TempDir final Path folder) {
		final ImagePlus image = new VesselWindows(good, "1.2.3", "Case 7", WorkMonitor.SILENT).all().get(0);
		final Path file = folder.resolve("vessels.tif");
		assertTrue(new FileSaver(image).saveAsTiffStack(file.toString()));
		final ImagePlus read = new Opener().openImage(file.toString());

		assertNotNull(read.getOverlay());
		assertEquals(image.getOverlay().size(), read.getOverlay().size());
		int pictures = 0;
		int rings = 0;
		for (int i = 0; i < read.getOverlay().size(); i++) {
			final Roi roi = read.getOverlay().get(i);
			assertEquals(image.getOverlay().get(i).getPosition(), roi.getPosition());
			if (roi instanceof OvalRoi) rings++;
			if (!(roi instanceof ImageRoi picture)) continue;
			pictures++;
			assertTrue(picture.getZeroTransparent());
			assertEquals(((ImageRoi) image.getOverlay().get(i)).getOpacity(), picture.getOpacity(), 0.01);
			assertArrayEquals((int[]) ((ImageRoi) image.getOverlay().get(i)).getProcessor().getPixels(), (int[]) picture.getProcessor().getPixels());
		}
		assertTrue(pictures >= 2 && rings >= 2, pictures + " pictures, " + rings + " rings");
	}

	@Test
	void probabilitiesAreShownUpToARoundNumber() {
		final double largest = 1.0 / KnownVessels.labelled(SampleFiles.sample().labels(), 1, 2, SampleTissue.ARTERY.ordinal()).size();
		final MapDisplay display = VesselWindows.display(good.vessels().get(0), WorkMonitor.SILENT);
		assertTrue(display.max() >= largest * 0.999 && display.max() < 1.6 * largest, display + " for " + largest);
		assertEquals(0, display.min());
		assertEquals(1, VesselWindows.display(bad.vessels().get(0), WorkMonitor.SILENT).max(), 1e-9);
	}

	@Test
	void aCurveOfUnknownOriginHasNoProbability(@TempDir final Path folder) throws Exception {
		final FoundVessel aif = good.vessels().get(0);
		final Volume none = new Volume(aif.probability().grid());
		final VascularFunction predicted = new VascularFunction(Vessel.AIF, aif.function().curve(), List.of(), "regression");
		final FoundVessel found = new FoundVessel(predicted, none, 1, VascularMetrics.of(predicted, Contributions.of(none, RiseTimes.UNKNOWN, WorkMonitor.SILENT), good.concentration()), aif.quality());
		final VesselResult result = new VesselResult(good.concentration(), List.of(found), good.peakEnhancement(), Map.of(), List.of());

		assertEquals(List.of("Case 7 vessels"), new VesselWindows(result, "1.2.3", "Case 7", WorkMonitor.SILENT).all().stream().map(ImagePlus::getTitle).toList());
		try (OutputFolder out = OutputFolder.open(folder.resolve("out"), false)) {
			new VesselFiles(result, Optional.empty(), new NiftiVolumeWriter()).write(out, new Provenance("aif", Map.of(), Map.of(), List.of()), WorkMonitor.SILENT);
			assertEquals(List.of("curves.csv", "metrics.csv", "parameters.json", "peak_enhancement.nii.gz", "vessels.png"), out.names());
		}
	}

	@Test
	void theFigureShowsWhereTheCurvesComeFrom() {
		final BufferedImage figure = new VesselFigure(good, "1.2.3", WorkMonitor.SILENT).image();
		assertEquals(2000, figure.getWidth());
		int red = 0;
		int blue = 0;
		for (int y = 0; y < figure.getHeight(); y++)
			for (int x = 160; x < 1000; x++) {
				final int rgb = figure.getRGB(x, y) & 0xffffff;
				if ((rgb >> 16) - (rgb & 0xff) > 120) red++;
				if ((rgb & 0xff) - (rgb >> 16) > 100) blue++;
			}
		assertTrue(red > 100 && blue > 100, red + " red and " + blue + " blue pixels");
	}

	@Test
	void picturesCanBeStopped() {
		assertThrows(CancellationException.class, () -> new VesselFigure(good, "1.2.3", MonitorLog.cancelled()));
		assertThrows(CancellationException.class, () -> new VesselWindows(good, "1.2.3", "Case 7", MonitorLog.cancelled()));
	}
}
