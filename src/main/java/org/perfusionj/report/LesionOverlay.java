package org.perfusionj.report;

import java.awt.Color;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

	private final int slices;
	private final MaskRois position;
	private final List<Optional<Roi>> whole;
	private final List<Optional<Roi>> penumbra;
	private final List<Optional<Roi>> core;

	/** Traces the outlines once for all images. */
	LesionOverlay(final Segmentation segmentation) {
		slices = segmentation.lesion().grid().slices();
		position = new MaskRois(segmentation.lesion());
		whole = outlines(segmentation.lesion());
		penumbra = outlines(segmentation.penumbra());
		core = segmentation.core().map(LesionOverlay::outlines).orElseGet(() -> Collections.nCopies(slices, Optional.empty()));
	}

	private static List<Optional<Roi>> outlines(final Mask mask) {
		final MaskRois rois = new MaskRois(mask);
		return IntStream.range(0, mask.grid().slices()).mapToObj(rois::on).toList();
	}

	/**
	 * Draws it over an image; what lies over the image already stays, but for such an overlay of an earlier run.
	 *
	 * @param image stack or hyperstack with the slices of the segmentation
	 * @param onMap whether it is drawn over the colours of a map
	 */
	void putOn(final ImagePlus image, final boolean onMap) {
		final Overlay overlay = image.getOverlay() == null ? unselectable() : image.getOverlay();
		for (int i = overlay.size() - 1; i >= 0; i--)
			if (NAME.equals(overlay.get(i).getName())) overlay.remove(i);
		final double opacity = onMap ? OPACITY_ON_MAP : OPACITY_ON_IMAGE;
		for (int z = 0; z < slices; z++) {
			fill(overlay, penumbra.get(z), z, LesionColors.translucent(LesionColors.PENUMBRA, opacity));
			fill(overlay, core.get(z), z, LesionColors.translucent(LesionColors.CORE, opacity));
			outline(overlay, whole.get(z), z, LesionColors.around(onMap));
			outline(overlay, core.get(z), z, LesionColors.CORE);
		}
		image.setOverlay(overlay);
	}

	private static Overlay unselectable() {
		final Overlay overlay = new Overlay();
		overlay.selectable(false);
		return overlay;
	}

	private void fill(final Overlay overlay, final Optional<Roi> traced, final int z, final Color color) {
		traced.ifPresent(area -> add(overlay, area, z).setFillColor(color));
	}

	private void outline(final Overlay overlay, final Optional<Roi> traced, final int z, final Color color) {
		stroke(overlay, traced, z, LesionColors.translucent(LesionColors.edge(color), EDGE_OPACITY), STROKE + EDGE);
		stroke(overlay, traced, z, color, STROKE);
	}

	private void stroke(final Overlay overlay, final Optional<Roi> traced, final int z, final Color color, final double pixels) {
		traced.ifPresent(line -> {
			final Roi copy = add(overlay, line, z);
			copy.setStrokeColor(color);
			copy.setUnscalableStrokeWidth(pixels);
		});
	}

	/** @return the copy that was added */
	private Roi add(final Overlay overlay, final Roi traced, final int z) {
		final Roi copy = (Roi) traced.clone();
		copy.setName(NAME);
		position.place(copy, z);
		overlay.add(copy);
		return copy;
	}
}
