package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;

import java.awt.Window;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.images.RoiManagerOutput;
import org.perfusionj.images.RoiOrigin;
import org.perfusionj.report.LesionCases;
import org.perfusionj.report.LesionColors;
import org.perfusionj.report.LesionRois;
import org.perfusionj.report.LesionTable;
import org.perfusionj.report.LesionWindows;
import org.perfusionj.report.WindowArranger;
import org.perfusionj.report.WindowTitles;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.Mask;

/** What a user of plain ImageJ sees of a segmentation. */
@Timeout(120)
class LesionDesktopTest extends OnDesktop {

	private final Segmentation lesion = LesionCases.sample();

	@Test
	void outlinesAreDrawnOnTheSlicesOfTheLesionAndNowhereElse() throws InterruptedException {
		// SETUP: the lesion on slices 3 and 6 of 8
		final boolean[][] planes = new boolean[8][];
		for (int z = 0; z < 8; z++)
			planes[z] = z == 2 || z == 5 ? lesion.lesion().plane(z) : new boolean[96 * 96];
		final Mask some = new Mask(lesion.lesion().grid(), planes);
		final Segmentation two = LesionCases.of(lesion.example(), lesion.core().map(some::and), some, lesion.side(), List.of());
		final List<ImagePlus> images = new LesionWindows(two, "1.2.3", "case").all();

		// EXECUTE
		new WindowArranger().show(images, List.of(), List.of());

		// VERIFY: as drawn on the screen, not as ROIs; the legend of the CT is on every slice
		for (final ImagePlus image : images.subList(0, images.size() - 1)) {
			final long legend = corePixels(image, 1);
			assertEquals(image.getTitle().equals("case CT"), legend > 0, image.getTitle());
			for (int slice = 2; slice <= 8; slice++)
				assertEquals(slice == 3 || slice == 6, corePixels(image, slice) > legend, image.getTitle() + " slice " + slice);
		}
	}

	private static long corePixels(final ImagePlus image, final int slice) throws InterruptedException {
		Desktop.activate(image);
		image.setSlice(slice);
		return Arrays.stream((int[]) image.flatten().getProcessor().getPixels()).filter(rgb -> (rgb & 0xffffff) == (LesionColors.CORE.getRGB() & 0xffffff)).count();
	}

	@Test
	void theRoiManagerKeepsWhatTheUserHasDrawnAndGoesToTheSliceOfAnOutline() throws InterruptedException {
		// SETUP
		final RoiManager manager = RoiManager.getRoiManager();
		final Roi mine = new Roi(2, 2, 4, 4);
		mine.setName("core slice 03");
		manager.addRoi(mine);
		final ImagePlus labels = new LesionWindows(lesion, "1.2.3", "case").labels();
		new WindowArranger().show(List.of(labels), List.of(), List.of());
		Desktop.activate(labels);

		// EXECUTE: two runs
		for (int run = 0; run < 2; run++)
			new RoiManagerOutput(manager, RoiOrigin.LESION).replace(new LesionRois(lesion).all());

		// VERIFY
		assertEquals(17, manager.getCount());
		assertEquals("core slice 03", manager.getRoi(0).getName());
		manager.select(manager.getIndex("penumbra slice 07"));
		assertEquals(7, labels.getCurrentSlice());
		final Roi selected = labels.getRoi();
		int inside = 0;
		for (int i = 0; i < 96 * 96; i++)
			if (selected.contains(i % 96, i / 96)) {
				assertEquals(2, labels.getProcessor().get(i));
				inside++;
			}
		assertEquals(inside, count(lesion.penumbra().plane(6)));
	}

	private static int count(final boolean[] plane) {
		int count = 0;
		for (final boolean in : plane)
			if (in) count++;
		return count;
	}

	@Test
	void theTableHasAWindowOfItsOwnWithUnitsAndConditions() {
		final Window window = LesionTable.of(LesionCases.numbers(lesion)).show("case");
		assertTrue(window.isShowing());
		final ResultsTable table = ResultsTable.getResultsTable("case " + LesionTable.NAME);
		assertEquals("core", table.getStringValue("key", 0));
		assertEquals(lesion.ml(lesion.core().orElseThrow()), table.getValue("value", 0), 1e-9);
		assertEquals("ml", table.getStringValue("unit", 0));
		assertTrue(table.getStringValue("conditions", 0).contains("Tmax > 8.5 s"));
		assertNotEquals("case", WindowTitles.unused("case"), "another run does not take its place");
	}
}
