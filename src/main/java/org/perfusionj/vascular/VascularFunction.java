package org.perfusionj.vascular;

import java.util.List;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.series.Voxel;

/**
 * A vascular function: contrast concentration in an artery or a vein over time, and where it came from.
 *
 * @param vessel AIF or VOF
 * @param curve concentration (HU above baseline for CT) on the time grid of the concentration series it belongs to
 * @param voxels the voxels whose curves were averaged; empty if the curve came from a file
 * @param source how it was found, for the log and the provenance file, for example "ROI AIF-1" or "automatic (classical)"
 */
public record VascularFunction(Vessel vessel, TimeCurve curve, List<Voxel> voxels, String source) {

	/** Copies the list. */
	public VascularFunction {
		voxels = List.copyOf(voxels);
	}

	/** @return the same function with another curve, for example after partial-volume correction */
	public VascularFunction withCurve(final TimeCurve newCurve) {
		return new VascularFunction(vessel, newCurve, voxels, source);
	}
}
