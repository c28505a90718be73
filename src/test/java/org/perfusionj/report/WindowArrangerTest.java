package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
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
		for (int count = 0; count <= 12; count++) {
			final Rectangle[] tiles = WindowArranger.tiles(SCREEN, count);
			assertEquals(count, tiles.length);
			for (int i = 0; i < count; i++) {
				assertTrue(SCREEN.contains(tiles[i]), count + ": " + tiles[i]);
				assertTrue(tiles[i].width >= 300, count + ": " + tiles[i]);
				for (int j = 0; j < i; j++)
					assertFalse(tiles[i].intersects(tiles[j]), count + ": " + tiles[i] + " on " + tiles[j]);
			}
		}
	}

	@Test
	void doesNothingWithoutADisplay() {
		Assumptions.assumeTrue(GraphicsEnvironment.isHeadless(), "has a display");
		final List<ImagePlus> images = new MapWindows(new SyntheticCase().build(), "1.2.3").all();
		assertDoesNotThrow(() -> new WindowArranger().show(images, List.of()));
		images.forEach(image -> assertFalse(image.isVisible()));
	}

	@Test
	void showsImagesApartAndThePlot() throws Exception {
		Assumptions.assumeFalse(GraphicsEnvironment.isHeadless(), "needs a display");
		// SETUP
		final PerfusionResult result = new SyntheticCase().build();
		final List<ImagePlus> images = new MapWindows(result, "1.2.3").all();
		final CurvePlotWindow[] plot = new CurvePlotWindow[1];
		SwingUtilities.invokeAndWait(() -> plot[0] = new CurvePlotWindow(result));
		try {
			// EXECUTE
			new WindowArranger().show(images, List.of(plot[0]));

			// VERIFY
			assertTrue(plot[0].isVisible());
			assertEquals("Synthetic case curves", plot[0].getTitle());
			for (int i = 0; i < images.size(); i++) {
				assertTrue(images.get(i).isVisible());
				assertTrue(images.get(i).getCanvas().getMagnification() >= 1);
				for (int j = 0; j < i; j++)
					assertFalse(images.get(i).getWindow().getBounds().intersects(images.get(j).getWindow().getBounds()), i + " on " + j);
			}
		}
		finally {
			SwingUtilities.invokeAndWait(() -> plot[0].dispose());
			images.forEach(image -> {
				image.changes = false;
				image.close();
			});
		}
	}
}
