package org.perfusionj.vascular;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.series.Voxel;

/**
 * A vascular function: contrast concentration in an artery or a vein over time, and where it came from.
 *
 * @param vessel AIF or VOF
 * @param curve concentration (HU above baseline for CT) on the time grid of the concentration series it belongs to
 * @param voxels the voxels whose curves were averaged; empty if the curve came from a file
 * @param source how it was found, for the log and the provenance file, for example "ROI AIF-1" or "automatic (classical)"
 * @param facts what else is known of how it was found, by name, for the provenance file; in order
 */
public record VascularFunction(Vessel vessel, TimeCurve curve, List<Voxel> voxels, String source, Map<String, String> facts) {

	/** Copies the list and the map. */
	public VascularFunction {
		voxels = List.copyOf(voxels);
		facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
	}

	/** A function of which the source says all. */
	public VascularFunction(final Vessel vessel, final TimeCurve curve, final List<Voxel> voxels, final String source) {
		this(vessel, curve, voxels, source, Map.of());
	}

	/** @return the same function with another curve, for example after partial-volume correction */
	public VascularFunction withCurve(final TimeCurve newCurve) {
		return new VascularFunction(vessel, newCurve, voxels, source, facts);
	}

	/** @return the same function with other facts */
	public VascularFunction withFacts(final Map<String, String> newFacts) {
		return new VascularFunction(vessel, curve, voxels, source, newFacts);
	}
}
