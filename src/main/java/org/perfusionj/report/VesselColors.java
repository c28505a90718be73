package org.perfusionj.report;

import java.awt.Color;

import org.perfusionj.vascular.Vessel;

/** Colours of vessels: AIF red, VOF blue, on white and on dark images. */
final class VesselColors {

	private VesselColors() {}

	/** @return colour of a curve on white */
	static Color onWhite(final Vessel vessel) {
		return vessel == Vessel.AIF ? CurvePlot.AIF_COLOR : CurvePlot.VOF_COLOR;
	}

	/** @return a brighter colour for images */
	static Color onImage(final Vessel vessel) {
		return new Color(vessel == Vessel.AIF ? 0xff4b4b : 0x57a5ff);
	}
}
