package org.perfusionj.phantom;

import java.util.List;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.Vessel;

/**
 * What is true of the AIF or VOF of a phantom.
 *
 * @param vessel AIF or VOF
 * @param branch name of the artery or vein in which the expert's voxel lies
 * @param blood enhancement of the blood in it, HU above baseline, at the frame times of the first slice, without partial volume
 * @param expert the one voxel an expert would pick
 * @param expertCurve enhancement of that voxel without noise, with partial volume, HU above baseline, at its frame times
 * @param raters what simulated raters chose, rater 1 first
 */
public record VesselTruth(Vessel vessel, String branch, TimeCurve blood, Voxel expert, TimeCurve expertCurve, List<RaterPick> raters) {

	/** Copies the list. */
	public VesselTruth {
		raters = List.copyOf(raters);
	}
}
