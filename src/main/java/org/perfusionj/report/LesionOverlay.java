package org.perfusionj.report;

import java.awt.Color;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

import org.perfusionj.images.MaskRois;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.Mask;

/** The outlines of core and lesion with a thin film of colour inside, slice by slice, as an overlay: pixels stay as they are. */
final class LesionOverlay {

	/** Name of every ROI of such an overlay, by which it is replaced. */
	static final String NAME = "perfusionj lesion";

	/** Screen pixels: outlines stay thin however much an image is enlarged. */
	private static final double STROKE = 1.5;

	private final Segmentation segmentation;
	private final double opacity;

	/**
	 * @param segmentation what is drawn
	 * @param opacity of the film, 0 to 1: little on maps, whose colours must stay readable
	 */
	LesionOverlay(final Segmentation segmentation, final double opacity) {
		this.segmentation = segmentation;
		this.opacity = opacity;
	}

	/**
	 * Draws it over an image; what lies over the image already stays, but for such an overlay of an earlier run.
	 *
	 * @param image stack or hyperstack with the slices of the segmentation
	 * @throws IllegalArgumentException if it has another size
	 */
	void putOn(final ImagePlus image) {
		final Mask lesion = segmentation.lesion();
		if (image.getWidth() != lesion.grid().width() || image.getHeight() != lesion.grid().height() || image.getNSlices() != lesion.grid().slices()) throw new IllegalArgumentException(image.getTitle() + " has another size than the lesion");
		final Overlay overlay = image.getOverlay() == null ? new Overlay() : image.getOverlay();
		for (int i = overlay.size() - 1; i >= 0; i--)
			if (NAME.equals(overlay.get(i).getName())) overlay.remove(i);
		final MaskRois whole = new MaskRois(lesion);
		final MaskRois penumbra = new MaskRois(segmentation.penumbra());
		final Optional<MaskRois> core = segmentation.core().map(MaskRois::new);
		for (int z = 0; z < lesion.grid().slices(); z++) {
			fill(overlay, penumbra, z, LesionColors.PENUMBRA);
			if (core.isPresent()) fill(overlay, core.get(), z, LesionColors.CORE);
			outline(overlay, whole, z, LesionColors.PENUMBRA);
			if (core.isPresent()) outline(overlay, core.get(), z, LesionColors.CORE);
		}
		overlay.selectable(false);
		image.setOverlay(overlay);
	}

	private void fill(final Overlay overlay, final MaskRois mask, final int z, final Color color) {
		mask.on(z).ifPresent(area -> {
			area.setFillColor(LesionColors.translucent(color, opacity));
			add(overlay, mask, area, z);
		});
	}

	private static void outline(final Overlay overlay, final MaskRois mask, final int z, final Color color) {
		mask.on(z).ifPresent(line -> {
			line.setStrokeColor(color);
			line.setUnscalableStrokeWidth(STROKE);
			add(overlay, mask, line, z);
		});
	}

	private static void add(final Overlay overlay, final MaskRois mask, final Roi roi, final int z) {
		roi.setName(NAME);
		mask.place(roi, z);
		overlay.add(roi);
	}
}
