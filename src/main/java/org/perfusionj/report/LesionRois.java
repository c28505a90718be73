package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;

import ij.gui.Roi;

import org.perfusionj.images.MaskRois;
import org.perfusionj.images.RoiOrigin;
import org.perfusionj.segmentation.Segmentation;

/** Core and penumbra as ROIs, one for each slice, for the ROI Manager and {@code rois.zip}: "core slice 05", "penumbra slice 05"; "lesion slice 05" where a rule says nothing of a core. */
public final class LesionRois {

	private final Segmentation segmentation;

	/** @param segmentation what is outlined */
	public LesionRois(final Segmentation segmentation) {
		this.segmentation = segmentation;
	}

	/** @return the ROIs of the core, then those of the penumbra, marked as {@link RoiOrigin#LESION}; empty if there is no lesion */
	public List<Roi> all() {
		final List<Roi> rois = new ArrayList<>();
		segmentation.core().ifPresent(core -> rois.addAll(new MaskRois(core).all("core", LesionColors.CORE)));
		rois.addAll(new MaskRois(segmentation.penumbra()).all(segmentation.core().isPresent() ? "penumbra" : "lesion", LesionColors.PENUMBRA));
		return RoiOrigin.LESION.marked(rois);
	}
}
