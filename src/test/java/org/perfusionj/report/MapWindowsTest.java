package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

import org.junit.jupiter.api.Test;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;

class MapWindowsTest {

	private static SyntheticCase anisotropic() {
		final SyntheticCase made = new SyntheticCase();
		made.title = "Case 7";
		made.spacingX = 0.9;
		made.spacingY = 1.1;
		made.spacingZ = 5;
		made.orientation = made.dicomAxial();
		return made;
	}

	@Test
	void imagesAreNamedAndCalibrated() {
		// EXECUTE
		final MapWindows windows = new MapWindows(anisotropic().build(), "1.2.3", "Case 7");
		final ImagePlus cbf = windows.maps().get(PerfusionMap.CBF);
		final Calibration calibration = cbf.getCalibration();

		// VERIFY
		assertEquals(List.of("Case 7 CBF", "Case 7 CBV", "Case 7 MTT", "Case 7 Tmax", "Case 7 TTP"), windows.all().stream().map(ImagePlus::getTitle).toList());
		assertEquals(0.9, calibration.pixelWidth);
		assertEquals(1.1, calibration.pixelHeight);
		assertEquals(5, calibration.pixelDepth);
		assertEquals("mm", calibration.getUnit());
		assertEquals("ml/100 g/min", calibration.getValueUnit());
		assertEquals(8, cbf.getNSlices());
		assertEquals(1, cbf.getNFrames());
		assertEquals(0, cbf.getDisplayRangeMin());
		assertEquals(80, cbf.getDisplayRangeMax());
		assertEquals("CBF", cbf.getProp(MapWindows.MAP_PROPERTY));
		assertEquals("Case 7", cbf.getProp(MapWindows.CASE_PROPERTY));
		assertFalse(cbf.isVisible());
	}

	@Test
	void valuesAreThoseOfTheMapAndColoursThoseOfItsTable() {
		// SETUP
		final PerfusionResult result = anisotropic().build();

		// EXECUTE
		final ImagePlus mtt = new MapWindows(result, "1.2.3", "Case 7").maps().get(PerfusionMap.MTT);
		mtt.setSlice(4);
		final ImageProcessor shown = mtt.getProcessor();

		// VERIFY
		assertSame(result.maps().get(PerfusionMap.MTT).orElseThrow().plane(3), shown.getPixels());
		final int index = ColorMap.TIME.index(shown.getf(30, 48), 0, 16);
		assertEquals(ColorMap.TIME.rgb(index), shown.getBufferedImage().getRGB(30, 48) & 0xffffff);
		assertEquals(0, shown.getBufferedImage().getRGB(0, 0) & 0xffffff);
	}

	@Test
	void informationTellsHowTheMapWasMade() {
		// SETUP
		final SyntheticCase made = anisotropic();
		made.warnings.add("The VOF is cut off.");

		// EXECUTE
		final String information = new MapWindows(made.build(), "1.2.3", "Case 7").maps().get(PerfusionMap.TMAX).getInfoProperty();

		// VERIFY
		for (final String part : new String[] { "Case 7", "method = oSVD", "PerfusionJ 1.2.3", "research use only", "The VOF is cut off.", "automatic (classical)", "-0.9 0 0" })
			assertTrue(information.contains(part), part + " is missing in:\n" + information);
	}

	@Test
	void residueIsAHyperstackInTime() {
		// SETUP
		final SyntheticCase made = anisotropic();
		made.residue = true;
		final PerfusionResult result = made.build();
		result.maps().residue().orElseThrow()[2][7][4700] = 0.123f;

		// EXECUTE
		final ImagePlus residue = new MapWindows(result, "1.2.3", "Case 7").residue().orElseThrow();

		// VERIFY
		assertEquals("Case 7 residue", residue.getTitle());
		assertEquals(8, residue.getNSlices());
		assertEquals(SyntheticCase.FRAMES, residue.getNFrames());
		assertEquals(1, residue.getCalibration().frameInterval);
		assertEquals("s", residue.getCalibration().getTimeUnit());
		assertEquals("1/s", residue.getCalibration().getValueUnit());
		assertTrue(residue.getOpenAsHyperStack());
		assertEquals(0.123f, ((float[]) residue.getStack().getPixels(residue.getStackIndex(1, 3, 8)))[4700]);
		assertEquals(0.01, residue.getDisplayRangeMax(), 1e-6);
	}

	@Test
	void localAifIsAHyperstackInTime() {
		// SETUP
		final SyntheticCase made = anisotropic();
		made.residue = true;
		made.localAif = true;

		// EXECUTE
		final MapWindows windows = new MapWindows(made.build(), "1.2.3", "Case 7");
		final ImagePlus local = windows.localAif().orElseThrow();

		// VERIFY
		assertEquals("Case 7 local AIF", local.getTitle());
		assertEquals(8, local.getNSlices());
		assertEquals(SyntheticCase.FRAMES, local.getNFrames());
		assertEquals("s", local.getCalibration().getTimeUnit());
		assertEquals("HU", local.getCalibration().getValueUnit());
		assertTrue(local.getOpenAsHyperStack());
		assertEquals(180, local.getDisplayRangeMax(), 1e-3);
		assertEquals(List.of("residue", "local AIF"), windows.all().subList(5, 7).stream().map(image -> image.getProp(MapWindows.MAP_PROPERTY)).toList());
		assertTrue(local.getInfoProperty().contains("dispersed and not delayed"), local.getInfoProperty());
	}

	@Test
	void uncertaintyHasColoursOfItsOwn() {
		// SETUP
		final SyntheticCase made = anisotropic();
		made.maps = EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD);

		// EXECUTE
		final Map<PerfusionMap, ImagePlus> maps = new MapWindows(made.build(), "1.2.3", "Case 7").maps();

		// VERIFY
		assertEquals(List.of("Case 7 CBF", "Case 7 BAD", "Case 7 CBF_sd", "Case 7 BAD_sd"), maps.values().stream().map(ImagePlus::getTitle).toList());
		assertEquals("ml/100 g/min", maps.get(PerfusionMap.CBF_SD).getCalibration().getValueUnit());
		assertEquals("s", maps.get(PerfusionMap.BAD_SD).getCalibration().getValueUnit());
		for (final PerfusionMap map : List.of(PerfusionMap.CBF_SD, PerfusionMap.BAD_SD)) {
			assertEquals(ColorMap.UNCERTAINTY.rgb(200), maps.get(map).getProcessor().getLut().getRGB(200) & 0xffffff);
			assertNotNull(maps.get(map).getOverlay(), "colour bar");
		}
	}

	@Test
	void colourBarLiesInsideTheImageAndNamesTheUnit() {
		for (final int size : new int[] { 64, 128, 256, 512 }) {
			// SETUP
			final SyntheticCase made = new SyntheticCase();
			made.width = size;
			made.height = size;
			made.slices = 1;

			// EXECUTE
			final ImagePlus cbf = new MapWindows(made.build(), "1.2.3", "Case 7").maps().get(PerfusionMap.CBF);

			// VERIFY
			boolean named = false;
			for (final Roi roi : cbf.getOverlay()) {
				assertTrue(roi.getXBase() >= 0 && roi.getYBase() >= 0 && roi.getXBase() < size && roi.getYBase() < size, size + ": " + roi);
				// ImageJ rounds the bounds of text in a font of a few pixels up; the box behind it has the true size
				if (!(roi instanceof TextRoi)) assertTrue(roi.getXBase() + roi.getFloatWidth() <= size && roi.getYBase() + roi.getFloatHeight() <= size, size + ": " + roi);
				named |= roi instanceof TextRoi text && text.getText().contains("ml/100 g");
			}
			assertTrue(named);
			assertFalse(cbf.getOverlay().isSelectable());
			assertNull(cbf.getRoi());
		}
	}

	@Test
	void tinyImagesHaveNoColourBar() {
		final SyntheticCase made = new SyntheticCase();
		made.width = 8;
		made.height = 8;
		assertNull(new MapWindows(made.build(), "1.2.3", "Case 7").maps().get(PerfusionMap.CBF).getOverlay());
	}

	@Test
	void colourBarAvoidsTheMask() {
		// SETUP: a head that reaches the right edge but leaves the left free is made by a mask shifted to the right
		final SpatialGrid grid = new SpatialGrid(100, 100, 1, 1, 1, 1, Orientation.NONE);
		final Mask right = Mask.all(grid).where(x -> x >= 40);

		// EXECUTE
		final Overlay overlay = new ColorBarOverlay(right, new MapDisplay(ColorMap.FLOW, 0, 80), "s").overlay();

		// VERIFY
		assertNotNull(overlay);
		assertTrue(overlay.get(0).getXBase() + overlay.get(0).getFloatWidth() < 40);
	}
}
