package org.perfusionj.maps;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Where a {@link PerfusionMethod.Estimator} writes: a number for each map and curve, and residue functions and local AIFs if wanted. */
public final class EstimateBlock {

	private final Map<PerfusionMap, float[]> values = new EnumMap<>(PerfusionMap.class);
	private final float[][] residue;
	private final float[][] localAif;

	/**
	 * @param maps the maps that the method estimates
	 * @param capacity curves it can hold
	 * @param samples samples of a residue function and of a local AIF
	 * @param withResidue whether residue functions are wanted
	 * @param withLocalAif whether local AIFs are wanted; only of a method that estimates them
	 */
	public EstimateBlock(final Set<PerfusionMap> maps, final int capacity, final int samples, final boolean withResidue, final boolean withLocalAif) {
		for (final PerfusionMap map : maps)
			values.put(map, new float[capacity]);
		residue = withResidue ? new float[samples][capacity] : null;
		localAif = withLocalAif ? new float[samples][capacity] : null;
	}

	/** @return values of a map, one for each curve, in units of the map; null if the method does not estimate it */
	public float[] values(final PerfusionMap map) {
		return values.get(map);
	}

	/** @return flow-scaled residue functions, 1/s, [sample][curve]; null unless wanted */
	public float[][] residue() {
		return residue;
	}

	/** @return local AIFs, dispersed and not delayed, in the unit of the AIF, [sample][curve]; null unless wanted */
	public float[][] localAif() {
		return localAif;
	}
}
