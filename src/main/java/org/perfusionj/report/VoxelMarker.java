package org.perfusionj.report;

import java.awt.Color;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;

import org.perfusionj.series.Voxel;

/** Marks the voxel or the selection whose curves are shown on the other images of a case. What else lies over the images stays as it is. */
final class VoxelMarker {

	private static final int POINT_SIZE = 2;

	private final Map<ImagePlus, Roi> marks = new IdentityHashMap<>();

	/**
	 * Marks a voxel in place of what was marked before.
	 *
	 * @param images where; those without a window are left out
	 * @param voxel of their grid
	 */
	void mark(final List<ImagePlus> images, final Voxel voxel) {
		for (final ImagePlus image : images) {
			final PointRoi point = new PointRoi(voxel.x(), voxel.y());
			point.setPointType(PointRoi.HYBRID);
			point.setSize(POINT_SIZE);
			point.setShowLabels(false);
			put(image, point, voxel.z());
		}
	}

	/**
	 * Marks the outline of a selection in place of what was marked before.
	 *
	 * @param images where; those without a window are left out
	 * @param selection outline; not changed
	 * @param z slice, from 0
	 */
	void mark(final List<ImagePlus> images, final Roi selection, final int z) {
		for (final ImagePlus image : images) {
			final Roi outline = (Roi) selection.clone();
			outline.setImage(null);
			outline.setName(null);
			outline.setFillColor(null);
			put(image, outline, z);
		}
	}

	private void put(final ImagePlus image, final Roi mark, final int z) {
		takeOff(image);
		if (image.getCanvas() == null) return;
		mark.setStrokeColor(Color.WHITE);
		// of an image with one slice and several frames the number would be a frame
		if (image.getNSlices() > 1) mark.setPosition(z + 1);
		else mark.setPosition(0);
		marks.put(image, mark);
		if (image.getOverlay() == null) {
			image.setOverlay(new Overlay(mark));
			return;
		}
		image.getOverlay().add(mark);
		image.getCanvas().repaintOverlay();
	}

	/** Takes the mark off an image. */
	void takeOff(final ImagePlus image) {
		final Roi mark = marks.remove(image);
		final Overlay overlay = image.getOverlay();
		if (mark == null || overlay == null) return;
		// not by equality: a mark of the user may be the same
		for (int i = overlay.size() - 1; i >= 0; i--)
			if (overlay.get(i) == mark) overlay.remove(i);
		if (overlay.size() == 0) image.setOverlay(null);
		else if (image.getCanvas() != null) image.getCanvas().repaintOverlay();
	}

	/** Takes all marks off. */
	void takeOff() {
		List.copyOf(marks.keySet()).forEach(this::takeOff);
	}
}
