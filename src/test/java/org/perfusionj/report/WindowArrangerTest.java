package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import javax.swing.SwingUtilities;

import ij.ImagePlus;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import org.perfusionj.pipeline.PerfusionResult;

class WindowArrangerTest {

	private static final Rectangle SCREEN = new Rectangle(60, 30, 1600, 900);

	@Test
	void tilesLieOnTheScreenAndNotOnEachOther() {
		for (int count = 0; count <= 10; count++) {
			final List<Integer> spans = new ArrayList<>(Collections.nCopies(count, 1));
			spans.addAll(List.of(2, 2, 1));
			final Rectangle[] tiles = WindowArranger.tiles(SCREEN, spans, WindowArranger.FURNITURE_Y);
			assertEquals(spans.size(), tiles.length);
			final int unit = tiles[tiles.length - 1].width;
			for (int i = 0; i < tiles.length; i++) {
				assertTrue(SCREEN.contains(tiles[i]), count + ": " + tiles[i]);
				assertEquals(spans.get(i) * unit, tiles[i].width, count + ": " + tiles[i]);
				assertTrue(tiles[i].width >= 220, count + ": " + tiles[i]);
				for (int j = 0; j < i; j++)
					assertFalse(tiles[i].intersects(tiles[j]), count + ": " + tiles[i] + " on " + tiles[j]);
			}
		}
	}

	@Test
	void doesNothingWithoutADisplay() {
		Assumptions.assumeTrue(GraphicsEnvironment.isHeadless(), "has a display");
		final List<ImagePlus> images = new MapWindows(new SyntheticCase().build(), "1.2.3", "Synthetic case").all();
		assertDoesNotThrow(() -> new WindowArranger().show(images, List.of(), List.of()));
		images.forEach(image -> assertFalse(image.isVisible()));
	}

	@Test
	void showsImagesApartAndThePlot() throws Exception {
		Assumptions.assumeFalse(GraphicsEnvironment.isHeadless(), "needs a display");
		// SETUP
		final PerfusionResult result = new SyntheticCase().build();
		final List<ImagePlus> images = new MapWindows(result, "1.2.3", "Synthetic case").all();
		final CurvePlotWindow[] plot = new CurvePlotWindow[1];
		SwingUtilities.invokeAndWait(() -> plot[0] = new CurvePlotWindow(result, "Synthetic case"));
		try {
			// EXECUTE
			new WindowArranger().show(images, List.of(List.of(plot[0])), List.of());

			// VERIFY
			assertTrue(plot[0].isVisible());
			assertEquals("Synthetic case curves", plot[0].getTitle());
			for (final ImagePlus image : images) {
				assertTrue(image.isVisible());
				assertTrue(image.getCanvas().getMagnification() >= 1);
			}
			// on a busy machine the X server answers late, and with the place before last
			final long end = System.currentTimeMillis() + 20_000;
			while (overlap(images) && System.currentTimeMillis() < end)
				Thread.sleep(20);
			assertFalse(overlap(images), () -> images.stream().map(image -> image.getWindow().getBounds().toString()).toList().toString());
		}
		finally {
			SwingUtilities.invokeAndWait(() -> plot[0].dispose());
			images.forEach(image -> {
				image.changes = false;
				image.close();
			});
		}
	}

	private static boolean overlap(final List<ImagePlus> images) {
		for (int i = 0; i < images.size(); i++)
			for (int j = 0; j < i; j++)
				if (images.get(i).getWindow().getBounds().intersects(images.get(j).getWindow().getBounds())) return true;
		return false;
	}
}
