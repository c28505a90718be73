package org.perfusionj.preprocessing;

import org.perfusionj.series.Mask;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * What lies in the mask of a series beside tissue. Tissue statistics leave both out. Either may be empty.
 *
 * @param vessels large vessels, see {@link VesselMask}
 * @param csf cerebrospinal fluid, see {@link CsfMask}
 */
public record TissueMasks(Mask vessels, Mask csf) {

	/**
	 * Reads the slices once.
	 *
	 * @param series preprocessed series
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return vessels and cerebrospinal fluid inside the mask of the series
	 */
	public static TissueMasks find(final ConcentrationSeries series, final Parallel parallel, final WorkMonitor monitor) {
		final Enhancement enhancement = Enhancement.measure(series, parallel, monitor);
		final Mask vessels = VesselMask.find(enhancement, series.mask());
		return new TissueMasks(vessels, CsfMask.find(series, enhancement).minus(vessels));
	}
}
