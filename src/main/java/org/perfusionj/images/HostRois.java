package org.perfusionj.images;

import java.awt.HeadlessException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

/** The ROIs that the user has drawn in ImageJ: those of the ROI Manager and the selection of the image. */
public final class HostRois {

	/** Names that ImageJ gives by itself, for example 0003-0045-0067. */
	private static final String STANDARD_NAME = "\\d{4,6}-\\d{4,6}(-\\d{4,6})?(-\\d+)?";

	private HostRois() {}

	/** @return the ROI Manager: its window, or the one without a window that a macro in batch mode has; empty if there is none */
	public static Optional<RoiManager> manager() {
		try {
			return Optional.ofNullable(RoiManager.getInstance2());
		}
		catch (final HeadlessException noDisplay) {
			// ImageJ makes one for any macro in batch mode, which it cannot do without a display.
			return Optional.empty();
		}
	}

	/** @return the ROIs of the ROI Manager; empty if there is none */
	public static List<Roi> inManager() {
		return manager().map(manager -> Arrays.asList(manager.getRoisAsArray())).orElse(List.of());
	}

	/**
	 * The ROIs to use for an image: those of the ROI Manager, and the selection of the image where it fills a gap. A
	 * selection named AIF... or VOF... counts if the user has put none of that vessel into the manager; a selection without a
	 * name counts as AIF if there is no other. ROIs that this software has put into the manager ({@link RoiManagerOutput}) count only as
	 * long as the user has drawn none of that vessel; those of the expert of a phantom go before those of an automatic selection.
	 * Outlines of a lesion that this software has found do not count: they are a result, and of another case perhaps.
	 *
	 * @param image with or without a selection, or null if the series comes from a file
	 * @param manager ROIs of the ROI Manager
	 * @return the ROIs; a copy of the selection, so that naming it does not touch the user's
	 */
	public static List<Roi> forImage(final ImagePlus image, final List<Roi> manager) {
		final List<Roi> rois = new ArrayList<>(manager);
		rois.removeIf(roi -> RoiOrigin.of(roi) == RoiOrigin.LESION);
		selection(image, manager).ifPresent(rois::add);
		keepMostTrusted(rois, VascularRois::isAif);
		keepMostTrusted(rois, VascularRois::isVof);
		return rois;
	}

	/** @return the ROIs without those that an automatic selection has chosen and the outlines of lesions, in this or an earlier session: an estimate is not to be compared with itself */
	public static List<Roi> ofPeople(final List<Roi> rois) {
		return rois.stream().filter(roi -> RoiOrigin.of(roi) != RoiOrigin.AUTOMATIC && RoiOrigin.of(roi) != RoiOrigin.LESION).toList();
	}

	private static void keepMostTrusted(final List<Roi> rois, final Predicate<String> name) {
		final Optional<RoiOrigin> best = rois.stream().filter(roi -> name.test(roi.getName())).map(RoiOrigin::of).min(Comparator.naturalOrder());
		rois.removeIf(roi -> name.test(roi.getName()) && RoiOrigin.of(roi) != best.orElseThrow());
	}

	private static Optional<Roi> selection(final ImagePlus image, final List<Roi> manager) {
		final Roi selection = image == null ? null : image.getRoi();
		// a made one is selected when the user clicks it in the manager, where it is already
		if (selection == null || RoiOrigin.of(selection) != RoiOrigin.DRAWN) return Optional.empty();
		final String name = selection.getName();
		final boolean unnamed = name == null || name.isBlank() || name.matches(STANDARD_NAME);
		final boolean fillsAif = !has(manager, VascularRois::isAif) && (unnamed || VascularRois.isAif(name));
		final boolean fillsVof = !has(manager, VascularRois::isVof) && VascularRois.isVof(name);
		if (!fillsAif && !fillsVof) return Optional.empty();
		final Roi copy = (Roi) selection.clone();
		copy.setName(unnamed ? "AIF (selection)" : name);
		return Optional.of(copy);
	}

	/** Whether the user has drawn a ROI with such a name. */
	private static boolean has(final List<Roi> rois, final Predicate<String> name) {
		return rois.stream().anyMatch(roi -> name.test(roi.getName()) && RoiOrigin.of(roi) == RoiOrigin.DRAWN);
	}
}
