package org.perfusionj.preprocessing;

import java.util.Optional;

import org.perfusionj.curve.Interpolation;
import org.perfusionj.series.SignalType;

/**
 * How a series is preprocessed. Start from {@link #DEFAULTS} and change what differs.
 *
 * @param signal what the samples are; empty = what the series says
 * @param echoTimeMs echo time of an MR series, ms; empty = what the series says
 * @param interpolation for series whose frame times are not uniform
 * @param stepS wanted time step of the result, s; empty = the interval of a uniform series, the median interval of any other
 * @param filter filter in the plane of each slice
 * @param smoothingMm full width at half maximum of the Gaussian filter, mm; used by that filter only
 * @param baselineEndS time of the last pre-bolus frame, s after the first frame; empty = found automatically
 * @param mask which voxels are worth computing
 */
public record PreprocessingSettings(Optional<SignalType> signal, Optional<Double> echoTimeMs, Interpolation interpolation, Optional<Double> stepS, SpatialFilter filter, double smoothingMm, Optional<Double> baselineEndS,
	MaskChoice mask)
{

	/** Signal from the series, linear interpolation, no filter (4 mm if Gaussian is chosen), automatic baseline and mask. */
	public static final PreprocessingSettings DEFAULTS = new PreprocessingSettings(Optional.empty(), Optional.empty(), Interpolation.LINEAR, Optional.empty(), SpatialFilter.NONE, 4, Optional.empty(), MaskChoice.AUTO);

	/** @return these settings with the samples read as another signal */
	public PreprocessingSettings withSignal(final SignalType newSignal) {
		return new PreprocessingSettings(Optional.of(newSignal), echoTimeMs, interpolation, stepS, filter, smoothingMm, baselineEndS, mask);
	}

	/** @return these settings with an echo time, ms */
	public PreprocessingSettings withEchoTimeMs(final double ms) {
		return new PreprocessingSettings(signal, Optional.of(ms), interpolation, stepS, filter, smoothingMm, baselineEndS, mask);
	}

	/** @return these settings with another interpolation in time */
	public PreprocessingSettings withInterpolation(final Interpolation newInterpolation) {
		return new PreprocessingSettings(signal, echoTimeMs, newInterpolation, stepS, filter, smoothingMm, baselineEndS, mask);
	}

	/** @return these settings with a time step for the result, s */
	public PreprocessingSettings withStepS(final double seconds) {
		return new PreprocessingSettings(signal, echoTimeMs, interpolation, Optional.of(seconds), filter, smoothingMm, baselineEndS, mask);
	}

	/** @return these settings with another filter */
	public PreprocessingSettings withFilter(final SpatialFilter newFilter) {
		return new PreprocessingSettings(signal, echoTimeMs, interpolation, stepS, newFilter, smoothingMm, baselineEndS, mask);
	}

	/** @return these settings with another width of the Gaussian filter, mm (full width at half maximum) */
	public PreprocessingSettings withSmoothingMm(final double mm) {
		return new PreprocessingSettings(signal, echoTimeMs, interpolation, stepS, filter, mm, baselineEndS, mask);
	}

	/** @return these settings with the time of the last pre-bolus frame, s after the first frame */
	public PreprocessingSettings withBaselineEndS(final double seconds) {
		return new PreprocessingSettings(signal, echoTimeMs, interpolation, stepS, filter, smoothingMm, Optional.of(seconds), mask);
	}

	/** @return these settings with another mask */
	public PreprocessingSettings withMask(final MaskChoice newMask) {
		return new PreprocessingSettings(signal, echoTimeMs, interpolation, stepS, filter, smoothingMm, baselineEndS, newMask);
	}
}
