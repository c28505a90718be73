package org.perfusionj.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.preprocessing.MeanCurves;
import org.perfusionj.series.Region;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Mean concentration over time in each region of the user, in the unit of the concentration. */
public final class RegionCurves {

	private final Map<String, TimeCurve> curves;

	private RegionCurves(final Map<String, TimeCurve> curves) {
		this.curves = curves;
	}

	/** @return no curves */
	public static RegionCurves none() {
		return new RegionCurves(Map.of());
	}

	/**
	 * Loads the slices on which regions lie, each once. Voxels outside the mask are left out, so a region without a voxel in
	 * the mask has no curve.
	 *
	 * @param result the case
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 */
	public static RegionCurves of(final PerfusionResult result, final Parallel parallel, final WorkMonitor monitor) {
		final List<Region> inMask = result.regions().stream().map(region -> new Region(region.name(), region.voxels().stream().filter(result.concentration().mask()::contains).toList())).toList();
		final List<TimeCurve> means = MeanCurves.ofRegions(result.concentration(), inMask, parallel, monitor);
		final Map<String, TimeCurve> curves = new LinkedHashMap<>();
		for (int n = 0; n < means.size(); n++)
			if (!inMask.get(n).voxels().isEmpty()) curves.put(unused(inMask.get(n).name(), curves), means.get(n));
		return new RegionCurves(curves);
	}

	private static String unused(final String name, final Map<String, TimeCurve> curves) {
		String unused = name;
		for (int n = 2; curves.containsKey(unused); n++)
			unused = name + " (" + n + ")";
		return unused;
	}

	/** @return the curves by region name, in the order of the regions; names that occur twice are numbered */
	public Map<String, TimeCurve> curves() {
		return Collections.unmodifiableMap(curves);
	}
}
