package org.perfusionj.phantom;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.phantom.vessels.BloodPool;
import org.perfusionj.series.Voxel;

/**
 * A voxel in which somebody might measure a vascular function.
 *
 * @param voxel where
 * @param pool the blood that fills most of it
 * @param fraction part of the voxel that arteries (or, for veins, veins) fill, 0 to 1
 * @param curve its enhancement without noise, HU, at the frame times of its slice
 * @param shape height, arrival and width of that curve
 */
record VesselVoxel(Voxel voxel, BloodPool pool, double fraction, TimeCurve curve, CurveMetrics shape) {

	/** @return true if the curve is complete enough to be judged */
	boolean isBolus() {
		return shape.fwhmS().isPresent() && shape.bolusArrivalS().isPresent();
	}
}
