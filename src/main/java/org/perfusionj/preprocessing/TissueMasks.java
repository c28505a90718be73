package org.perfusionj.preprocessing;

import java.util.Optional;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;
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

	/**
	 * The same from maps, where there is no series.
	 *
	 * @param bloodVolume CBV in any unit: proportional to the area under the curve
	 * @param image before contrast, if there is one; without it no fluid is found
	 * @param signal of the image
	 * @param mask brain
	 * @return vessels and cerebrospinal fluid inside the mask
	 */
	public static TissueMasks ofMaps(final Volume bloodVolume, final Optional<Volume> image, final SignalType signal, final Mask mask) {
		final Enhancement enhancement = Enhancement.of(bloodVolume, mask);
		final Mask vessels = VesselMask.find(enhancement, mask);
		final Optional<Volume> before = signal == SignalType.CONCENTRATION ? Optional.empty() : image;
		return new TissueMasks(vessels, before.map(volume -> CsfMask.find(volume, signal, mask, enhancement)).orElseGet(() -> CsfMask.none(mask)).minus(vessels));
	}
}
