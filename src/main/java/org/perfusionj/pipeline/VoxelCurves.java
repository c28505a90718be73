package org.perfusionj.pipeline;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Region;

/**
 * What a method made of one voxel or, averaged, of the voxels of a region. Without a voxel inside the mask there is only the tissue curve.
 *
 * @param region voxels that were asked for
 * @param count those among them that are in the mask: what is averaged; 0 if there are none, the tissue curve then being the mean of all
 * @param tissue concentration as it was used: filtered, on the time grid of the result; NaN where a voxel outside the mask is
 * @param fit concentration that AIF, residue function and delay predict
 * @param localAif AIF at the tissue, dispersed and delayed, in the unit of the AIF; of methods that estimate it
 * @param residue flow-scaled residue function over the lag, ml/100 g/min
 * @param values number of each map that was made or that the method estimates, in units of the map
 */
public record VoxelCurves(Region region, int count, TimeCurve tissue, Optional<TimeCurve> fit, Optional<TimeCurve> localAif, Optional<TimeCurve> residue, Map<PerfusionMap, Double> values) {

	/** Copies the numbers. */
	public VoxelCurves {
		values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
	}
}
