package org.perfusionj.images;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

/** The ROIs that the user has drawn in ImageJ: those of the ROI Manager and the selection of the image. */
public final class HostRois {

	/** Names that ImageJ gives by itself, for example 0003-0045-0067. */
	private static final String STANDARD_NAME = "\\d{4,6}-\\d{4,6}(-\\d{4,6})?(-\\d+)?";

	private HostRois() {}

	/** @return the ROIs of the ROI Manager (the window, or the one of a macro in batch mode); empty if there is none */
	public static List<Roi> inManager() {
		final RoiManager manager = RoiManager.getInstance2();
		return manager == null ? List.of() : Arrays.asList(manager.getRoisAsArray());
	}

	/**
	 * The ROIs to use for an image: those of the ROI Manager, and the selection of the image where it fills a gap. A
	 * selection named AIF... or VOF... counts if the manager has none of that vessel; a selection without a name counts as
	 * AIF if there is no other.
	 *
	 * @param image with or without a selection
	 * @param manager ROIs of the ROI Manager
	 * @return the ROIs; a copy of the selection, so that naming it does not touch the user's
	 */
	public static List<Roi> forImage(final ImagePlus image, final List<Roi> manager) {
		final List<Roi> rois = new ArrayList<>(manager);
		final Roi selection = image.getRoi();
		if (selection == null) return rois;
		final String name = selection.getName();
		final boolean unnamed = name == null || name.isBlank() || name.matches(STANDARD_NAME);
		final boolean needsAif = manager.stream().noneMatch(roi -> VascularRois.isAif(roi.getName()));
		final boolean needsVof = manager.stream().noneMatch(roi -> VascularRois.isVof(roi.getName()));
		if (needsAif && (unnamed || VascularRois.isAif(name)) || needsVof && VascularRois.isVof(name)) {
			final Roi copy = (Roi) selection.clone();
			copy.setName(unnamed ? "AIF (selection)" : name);
			rois.add(copy);
		}
		return rois;
	}
}
