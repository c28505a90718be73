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

	/** @return true if the curve rises from a baseline: the scan began before contrast came */
	boolean isBolus() {
		return shape.bolusArrivalS().isPresent();
	}

	/** @return when contrast arrives on the clock of the scan, s: slices of a shuttle scan begin at different times */
	double arrivalS() {
		return curve.time(0) + shape.bolusArrivalS().getAsDouble();
	}

	/** @return full width at half maximum, s; of a bolus that the end of the scan cuts off, the time from arrival to that end */
	double widthS() {
		return shape.fwhmS().orElseGet(() -> curve.time(curve.size() - 1) - curve.time(0) - shape.bolusArrivalS().orElse(0));
	}
}
