package org.perfusionj.images;

import java.util.List;

import ij.gui.Roi;

/** Where a ROI comes from, the most trusted first. Kept in ROI files. */
public enum RoiOrigin {
	/** The user has drawn it. */
	DRAWN(null),
	/** The voxel that an expert would pick in a phantom. */
	EXPERT("expert"),
	/** An automatic selection has chosen it. */
	AUTOMATIC("true"),
	/** The outline of a lesion that was found. */
	LESION("lesion");

	private static final String MARK = "perfusionj.made";

	private final String mark;

	RoiOrigin(final String mark) {
		this.mark = mark;
	}

	/** @return where the ROI comes from */
	static RoiOrigin of(final Roi roi) {
		final String mark = roi.getProperty(MARK);
		for (final RoiOrigin origin : values())
			if (origin.mark != null && origin.mark.equals(mark)) return origin;
		return DRAWN;
	}

	/** @return copies of the ROIs in which it is written, so that a file of them tells it, too */
	public List<Roi> marked(final List<Roi> rois) {
		final List<Roi> copies = rois.stream().map(roi -> (Roi) roi.clone()).toList();
		copies.forEach(this::mark);
		return copies;
	}

	/** Writes it into the ROI. */
	void mark(final Roi roi) {
		roi.setProperty(MARK, mark);
	}
}
