package org.perfusionj.images;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import org.perfusionj.series.Mask;

/** Masks as area ROIs, one for each slice: outlines along the edges of voxels, with holes and all parts, so that a ROI holds the voxels of its slice and no other. Needs no display. */
public final class MaskRois {

	private static final int INSIDE = 255;

	private final Mask mask;

	/** @param mask what is outlined */
	public MaskRois(final Mask mask) {
		this.mask = mask;
	}

	/**
	 * @param z slice, from 0
	 * @return the outline of the mask there, without name, colour and position; empty if the slice holds none of it
	 */
	public Optional<Roi> on(final int z) {
		final ByteProcessor pixels = new ByteProcessor(mask.grid().width(), mask.grid().height());
		boolean any = false;
		for (int i = 0; i < mask.plane(z).length; i++) {
			if (!mask.plane(z)[i]) continue;
			pixels.set(i, INSIDE);
			any = true;
		}
		if (!any) return Optional.empty();
		pixels.setThreshold(INSIDE, INSIDE, ImageProcessor.NO_LUT_UPDATE);
		return Optional.ofNullable(new ThresholdToSelection().convert(pixels));
	}

	/**
	 * @param name of the mask
	 * @param color of the outlines
	 * @return a ROI for each slice that holds some of the mask, named "name slice 05", shown on its slice in every frame
	 */
	public List<Roi> all(final String name, final Color color) {
		final List<Roi> rois = new ArrayList<>();
		final int digits = Math.max(2, Integer.toString(mask.grid().slices()).length());
		for (int z = 0; z < mask.grid().slices(); z++) {
			final Optional<Roi> outline = on(z);
			if (outline.isEmpty()) continue;
			final Roi roi = outline.get();
			roi.setName(String.format(Locale.ROOT, "%s slice %0" + digits + "d", name, z + 1));
			roi.setStrokeColor(color);
			place(roi, z);
			rois.add(roi);
		}
		return rois;
	}

	/**
	 * Gives a ROI a position that is understood by stacks and by hyperstacks, in overlays and in the ROI Manager.
	 *
	 * @param roi changed
	 * @param z slice of the mask, from 0
	 */
	public void place(final Roi roi, final int z) {
		// a hyperstack takes a stack position for a slice, but with one slice for a frame; a stack shows a hyperstack position on every slice
		if (mask.grid().slices() > 1) roi.setPosition(z + 1);
		else roi.setPosition(0, 1, 0);
	}
}
