package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;

import org.junit.jupiter.api.Test;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.AffectedSide;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Voxel;

class LesionWindowsTest {

	private final Segmentation lesion = LesionCases.sample();

	private LesionWindows windows() {
		return new LesionWindows(lesion, "1.2.3", "Case 7");
	}

	private static List<Roi> marks(final ImagePlus image) {
		final List<Roi> marks = new ArrayList<>();
		image.getOverlay().forEach(marks::add);
		marks.removeIf(roi -> !LesionOverlay.NAME.equals(roi.getName()));
		return marks;
	}

	/** @return pixels of a slice that a mask's film covers */
	private static long covered(final List<Roi> marks, final Color film, final int slice, final int width, final int height) {
		return marks.stream().filter(roi -> roi.getPosition() == slice && roi.getFillColor() != null && (roi.getFillColor().getRGB() & 0xffffff) == (film.getRGB() & 0xffffff)).mapToLong(roi -> IntStream.range(0, width * height).filter(i -> roi
			.contains(i % width, i / width)).count()).sum();
	}

	@Test
	void everyImageHasTheLesionOfEachSliceOverItAndItsPixelsAreThoseOfTheCase() {
		// EXECUTE
		final List<ImagePlus> all = windows().all();

		// VERIFY
		assertEquals(List.of("Case 7 CT", "Case 7 CBF", "Case 7 CBV", "Case 7 MTT", "Case 7 Tmax", "Case 7 TTP", "Case 7 lesion"), all.stream().map(ImagePlus::getTitle).toList());
		for (final ImagePlus image : all.subList(0, 6)) {
			for (int z = 0; z < 8; z++) {
				assertEquals(SliceChoice.count(lesion.core().orElseThrow().plane(z)), covered(marks(image), LesionColors.CORE, z + 1, 96, 96), image.getTitle());
				assertEquals(SliceChoice.count(lesion.penumbra().plane(z)), covered(marks(image), LesionColors.PENUMBRA, z + 1, 96, 96), image.getTitle());
			}
			assertFalse(image.getOverlay().isSelectable());
			assertTrue(image.getInfoProperty().contains("Core: Tmax > 8.5 s") && image.getInfoProperty().contains("research use only"), image.getInfoProperty());
		}
		assertSame(lesion.example().maps().get(PerfusionMap.CBF).orElseThrow().plane(4), all.get(1).getStack().getPixels(5));
		assertEquals("ml/100 g/min", all.get(1).getCalibration().getValueUnit());
		assertEquals("HU", all.get(0).getCalibration().getValueUnit());
	}

	@Test
	void labelsHaveNumbersColoursAndALegend() {
		// EXECUTE
		final ImagePlus labels = windows().labels();

		// VERIFY
		for (int z = 0; z < 8; z++)
			for (int i = 0; i < 96 * 96; i++) {
				final int expected = lesion.core().orElseThrow().plane(z)[i] ? 3 : lesion.lesion().plane(z)[i] ? 2 : lesion.example().tissue().plane(z)[i] ? 1 : lesion.example().maps().brain().plane(z)[i] ? 4 : 0;
				assertEquals(expected, labels.getStack().getProcessor(z + 1).get(i));
			}
		assertEquals(LesionColors.CORE.getRGB(), labels.getProcessor().getLut().getRGB(3));
		assertEquals(LesionColors.PENUMBRA.getRGB(), labels.getProcessor().getLut().getRGB(2));
		final List<String> names = new ArrayList<>();
		for (final Roi roi : labels.getOverlay())
			if (roi instanceof TextRoi text) names.add(text.getText().strip());
		assertEquals(List.of("Normal tissue", "Penumbra", "Core", "Left out"), names);
	}

	@Test
	void theSliceWithMostOfTheLesionIsInFront() {
		// SETUP: two voxels on slice 7, one on slice 2
		final Mask some = Mask.of(lesion.lesion().grid(), List.of(new Voxel(50, 50, 6), new Voxel(51, 50, 6), new Voxel(50, 50, 1)));
		final Segmentation small = LesionCases.of(lesion.example(), Optional.empty(), some, AffectedSide.LEFT, List.of());

		// EXECUTE AND VERIFY
		for (final ImagePlus image : new LesionWindows(small, "1.2.3", "Case 7").all())
			assertEquals(7, image.getCurrentSlice(), image.getTitle());
	}

	@Test
	void openImagesKeepTheirOverlaysAndPixelsAndAnEarlierLesionIsReplaced() {
		// SETUP: a hyperstack with frames and an overlay of the user
		final ImagePlus series = IJ.createHyperStack("series", 96, 96, 1, 8, 5, 16);
		final Roi mine = new Roi(1, 1, 5, 5);
		series.setOverlay(new Overlay(mine));
		final Object before = ((short[]) series.getStack().getPixels(11)).clone();

		// EXECUTE
		assertTrue(windows().mark(series));
		final int marks = marks(series).size();
		assertTrue(windows().mark(series));

		// VERIFY
		assertEquals(marks, marks(series).size());
		assertTrue(series.getOverlay().contains(mine) && series.getOverlay().isSelectable());
		assertArrayEquals((short[]) before, (short[]) series.getStack().getPixels(11));
		assertEquals(marks + 1, series.getOverlay().size());
	}

	@Test
	void imagesWithOtherSlicesAreLeftAlone() {
		for (final ImagePlus other : List.of(IJ.createHyperStack("series", 96, 96, 1, 4, 10, 16), IJ.createHyperStack("series", 48, 96, 1, 8, 1, 16))) {
			assertFalse(windows().mark(other));
			assertEquals(null, other.getOverlay());
		}
	}

	@Test
	void withoutALesionNothingIsDrawn() {
		final Mask none = lesion.lesion().minus(lesion.lesion());
		final List<ImagePlus> all = new LesionWindows(LesionCases.of(lesion.example(), Optional.of(none), none, AffectedSide.NONE, List.of()), "1.2.3", "Case 7").all();
		for (final ImagePlus image : all) {
			assertEquals(0, marks(image).size(), image.getTitle());
			assertEquals(5, image.getCurrentSlice(), "the middle");
		}
	}
}
