package org.perfusionj.evaluation;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.work.Choice;

/** What of tissue is compared between methods. */
public enum TissueMeasure implements Choice {
	/** Cerebral blood flow. */
	CBF(PerfusionMap.CBF, "CBF", false),
	/** Cerebral blood volume. */
	CBV(PerfusionMap.CBV, "CBV", false),
	/** Mean transit time. Of the voxels of a region the median counts: it is a ratio, and a few voxels with next to no flow would decide the mean. */
	MTT(PerfusionMap.MTT, "MTT", true),
	/** Bolus arrival delay; Tmax for methods that do not tell it from dispersion. */
	DELAY(PerfusionMap.BAD, "delay", false);

	private final PerfusionMap map;
	private final String key;
	private final boolean median;

	TissueMeasure(final PerfusionMap map, final String key, final boolean median) {
		this.map = map;
		this.key = key;
		this.median = median;
	}

	@Override
	public String key() {
		return key;
	}

	/** @return the map it is measured in; for methods without one of BAD it is that of Tmax */
	public PerfusionMap map() {
		return map;
	}

	/** @return unit of the values */
	public String unit() {
		return map.unit();
	}

	/** @return true if of the voxels of a region the median counts, false if the mean does */
	public boolean isMedian() {
		return median;
	}
}
