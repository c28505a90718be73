package org.perfusionj.images;

import java.util.List;

import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

/** Puts ROIs that this software has made into the ROI Manager. Those of the same origin from an earlier run are replaced; all others are left alone. */
public final class RoiManagerOutput {

	private final RoiManager manager;
	private final RoiOrigin origin;

	/**
	 * @param manager where the ROIs go, for example RoiManager.getRoiManager(), which opens the window if it is closed
	 * @param origin of the ROIs, not {@link RoiOrigin#DRAWN}
	 */
	public RoiManagerOutput(final RoiManager manager, final RoiOrigin origin) {
		if (origin == RoiOrigin.DRAWN) throw new IllegalArgumentException("what the user has drawn is not replaced");
		this.manager = manager;
		this.origin = origin;
	}

	/**
	 * @param rois named ROIs; they are copied
	 */
	public void replace(final List<Roi> rois) {
		for (int i = manager.getCount() - 1; i >= 0; i--)
			if (RoiOrigin.of(manager.getRoi(i)) == origin) manager.delete(i);
		origin.marked(rois).forEach(manager::addRoi);
	}
}
