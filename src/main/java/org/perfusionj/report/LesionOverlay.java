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

	private static final double EDGE = 1.5;
	private static final double EDGE_OPACITY = 0.6;

	/** Of the film: the colours of maps must stay readable. */
	private static final double OPACITY_ON_IMAGE = 0.25;
	private static final double OPACITY_ON_MAP = 0.1;

	private final Segmentation segmentation;
	private final boolean onMap;

	/**
	 * @param segmentation what is drawn
	 * @param onMap whether it is drawn over the colours of a map
	 */
	LesionOverlay(final Segmentation segmentation, final boolean onMap) {
		this.segmentation = segmentation;
		this.onMap = onMap;
	}

	/**
	 * Draws it over an image; what lies over the image already stays, but for such an overlay of an earlier run.
	 *
	 * @param image stack or hyperstack with the slices of the segmentation
	 */
	void putOn(final ImagePlus image) {
		final Mask lesion = segmentation.lesion();
		final Overlay overlay = image.getOverlay() == null ? unselectable() : image.getOverlay();
		for (int i = overlay.size() - 1; i >= 0; i--)
			if (NAME.equals(overlay.get(i).getName())) overlay.remove(i);
		final MaskRois whole = new MaskRois(lesion);
		final MaskRois penumbra = new MaskRois(segmentation.penumbra());
		final Optional<MaskRois> core = segmentation.core().map(MaskRois::new);
		for (int z = 0; z < lesion.grid().slices(); z++) {
			fill(overlay, penumbra, z, LesionColors.PENUMBRA);
			if (core.isPresent()) fill(overlay, core.get(), z, LesionColors.CORE);
			outline(overlay, whole, z, LesionColors.around(onMap));
			if (core.isPresent()) outline(overlay, core.get(), z, LesionColors.CORE);
		}
		image.setOverlay(overlay);
	}

	private static Overlay unselectable() {
		final Overlay overlay = new Overlay();
		overlay.selectable(false);
		return overlay;
	}

	private void fill(final Overlay overlay, final MaskRois mask, final int z, final Color color) {
		mask.on(z).ifPresent(area -> {
			area.setFillColor(LesionColors.translucent(color, onMap ? OPACITY_ON_MAP : OPACITY_ON_IMAGE));
			add(overlay, mask, area, z);
		});
	}

	private static void outline(final Overlay overlay, final MaskRois mask, final int z, final Color color) {
		stroke(overlay, mask, z, LesionColors.translucent(LesionColors.edge(color), EDGE_OPACITY), STROKE + EDGE);
		stroke(overlay, mask, z, color, STROKE);
	}

	private static void stroke(final Overlay overlay, final MaskRois mask, final int z, final Color color, final double pixels) {
		mask.on(z).ifPresent(line -> {
			line.setStrokeColor(color);
			line.setUnscalableStrokeWidth(pixels);
			add(overlay, mask, line, z);
		});
	}

	private static void add(final Overlay overlay, final MaskRois mask, final Roi roi, final int z) {
		roi.setName(NAME);
		mask.place(roi, z);
		overlay.add(roi);
	}
}
