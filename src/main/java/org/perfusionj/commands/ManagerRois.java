package org.perfusionj.commands;

import java.awt.Window;
import java.util.List;

import ij.Prefs;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import org.perfusionj.images.HostRois;
import org.perfusionj.images.RoiManagerOutput;
import org.perfusionj.images.RoiOrigin;

/** Puts the ROIs of a command into ImageJ's ROI Manager, in place of those of the same origin from an earlier run. */
final class ManagerRois {

	private final List<Roi> rois;
	private final RoiOrigin origin;

	/**
	 * @param rois named ROIs; none: the ROI Manager is left alone
	 * @param origin who chose them
	 */
	ManagerRois(final List<Roi> rois, final RoiOrigin origin) {
		this.rois = List.copyOf(rois);
		this.origin = origin;
	}

	/** Puts them into the ROI Manager of a macro in batch mode, which has no window; without one they are nowhere. */
	void putIntoBatchManager() {
		if (!rois.isEmpty()) HostRois.manager().ifPresent(manager -> new RoiManagerOutput(manager, origin).replace(rois));
	}

	/**
	 * Puts them into the window of the ROI Manager.
	 *
	 * @return the window if it was opened now and the user has never moved it, so that it still needs a place
	 */
	List<Window> show() {
		if (rois.isEmpty()) return List.of();
		final boolean open = HostRois.manager().isPresent();
		final RoiManager manager = RoiManager.getRoiManager();
		new RoiManagerOutput(manager, origin).replace(rois);
		return open || Prefs.getLocation(RoiManager.LOC_KEY) != null ? List.of() : List.of(manager);
	}
}
