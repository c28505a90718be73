package org.perfusionj.images;

import java.util.List;

import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

/** Puts ROIs that this software has made into the ROI Manager. Those of an earlier run are replaced; the user's are left alone. */
public final class RoiManagerOutput {

	/** Marks ROIs made by this software; kept in ROI files. */
	private static final String MARK = "perfusionj.made";

	private final RoiManager manager;

	/** @param manager where the ROIs go, for example RoiManager.getRoiManager(), which opens the window if it is closed */
	public RoiManagerOutput(final RoiManager manager) {
		this.manager = manager;
	}

	/**
	 * @param rois named ROIs; they are copied
	 */
	public void replace(final List<Roi> rois) {
		for (int i = manager.getCount() - 1; i >= 0; i--)
			if (isMade(manager.getRoi(i))) manager.delete(i);
		for (final Roi roi : rois) {
			final Roi copy = (Roi) roi.clone();
			copy.setProperty(MARK, "true");
			manager.addRoi(copy);
		}
	}

	/** @return true if the ROI was put into the ROI Manager by this class */
	static boolean isMade(final Roi roi) {
		return "true".equals(roi.getProperty(MARK));
	}
}
