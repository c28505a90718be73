package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.TextRoi;

import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.evaluation.SamplePhantom;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.phantom.perfusion.TissueState;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** What is true of a phantom in windows: {@link PhantomWindows} and {@link PhantomPlot}. */
class PhantomWindowsTest {

	private static Phantom phantom;
	private static List<ImagePlus> images;

	@BeforeAll
	static void makePhantom() {
		try (Parallel parallel = Parallel.allCores()) {
			phantom = new SamplePhantom().create(PhantomSettings.of(1), parallel, WorkMonitor.SILENT);
		}
		images = new PhantomWindows(phantom, "1.2.3", "sample truth").all();
	}

	@Test
	void mapsLookLikeThoseOfAMethod() {
		assertEquals(List.of("sample truth CBF", "sample truth CBV", "sample truth MTT", "sample truth delay", "sample truth Tmax", "sample truth tissue"), images.stream().map(ImagePlus::getTitle).toList());
		final ImagePlus cbf = images.get(0);
		assertEquals("ml/100 g/min", cbf.getCalibration().getValueUnit());
		assertEquals(2, cbf.getCalibration().pixelWidth);
		assertEquals(8, cbf.getCalibration().pixelDepth);
		assertArrayEquals(new double[] { 0, 80 }, new double[] { cbf.getDisplayRangeMin(), cbf.getDisplayRangeMax() });
		assertEquals(ColorMap.FLOW.lut().getRGB(200), cbf.getLuts()[0].getRGB(200));
		assertEquals("sample truth", cbf.getProp(MapWindows.CASE_PROPERTY));
		assertEquals("delay", images.get(3).getProp(MapWindows.MAP_PROPERTY));
		assertSame(phantom.truth().delay().plane(1), images.get(3).getStack().getPixels(2));
		for (final String part : new String[] { "PerfusionJ 1.2.3", "research use only", "Occlusion: left_M1", "True AIF: branch of the AIF" })
			assertTrue(cbf.getInfoProperty().contains(part), part + " in " + cbf.getInfoProperty());
		images.forEach(image -> assertFalse(image.isVisible()));
	}

	@Test
	void theLabelImageNamesAndColoursItsStates() {
		// EXECUTE
		final ImagePlus tissue = images.get(5);

		// VERIFY: voxel by voxel
		for (int z = 0; z < 4; z++) {
			final byte[] plane = (byte[]) tissue.getStack().getPixels(z + 1);
			for (int i = 0; i < plane.length; i++) {
				final TissueState state = TissueState.values()[(int) phantom.truth().states().plane(z)[i]];
				assertEquals(phantom.truth().brain().plane(z)[i] && state == TissueState.CORE, plane[i] == 5);
				assertEquals(phantom.truth().brain().plane(z)[i] && state == TissueState.PENUMBRA, plane[i] == 4);
				if (state == TissueState.NORMAL) assertEquals(phantom.truth().vessels().plane(z)[i] > 0, plane[i] == 7);
			}
		}

		// VERIFY: what it looks like
		assertEquals(0, tissue.getLuts()[0].getRGB(0) & 0xffffff, "black outside");
		assertEquals(0xd62828, tissue.getLuts()[0].getRGB(5) & 0xffffff);
		final List<String> legend = new ArrayList<>();
		for (final Roi roi : tissue.getOverlay()) {
			if (roi instanceof TextRoi text) legend.add(text.getText().trim());
			assertTrue(roi.getXBase() >= 0 && roi.getYBase() >= 0 && roi.getXBase() < 128 && roi.getYBase() < 128, roi.toString());
		}
		assertEquals(List.of("Grey matter", "White matter", "Penumbra", "Core", "Vessel"), legend, "only what is there");
		assertTrue(tissue.getInfoProperty().contains("4 = Penumbra") && tissue.getInfoProperty().contains("8 = CSF"), tissue.getInfoProperty());
	}

	@Test
	void thePlotTellsBloodExpertAndRatersApart() {
		// EXECUTE
		final XYPlot plot = new PhantomPlot(phantom).chart().getXYPlot();

		// VERIFY
		assertEquals(List.of("AIF, blood in branch of the AIF", "AIF, expert's voxel", "AIF, rater 1", "AIF, rater 2", "VOF, blood in branch of the VOF", "VOF, expert's voxel", "VOF, rater 1", "VOF, rater 2"), IntStream.range(0, plot
			.getLegendItems().getItemCount()).mapToObj(i -> plot.getLegendItems().get(i).getLabel()).toList());
		assertEquals("Enhancement (HU above baseline)", plot.getRangeAxis().getLabel());
		assertEquals(phantom.truth().vof().raters().get(1).curve().value(20), plot.getDataset().getYValue(7, 20));
		assertEquals(phantom.truth().aif().blood().time(20), plot.getDataset().getXValue(0, 20));
		assertNull(((BasicStroke) plot.getRenderer().getSeriesStroke(0)).getDashArray());
		assertTrue(((BasicStroke) plot.getRenderer().getSeriesStroke(1)).getDashArray() != null);
	}
}
