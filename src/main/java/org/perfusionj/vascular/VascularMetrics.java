package org.perfusionj.vascular;

import java.util.OptionalDouble;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.preprocessing.ConcentrationSeries;

/**
 * The numbers of a vascular function, on the clock of its series.
 *
 * @param vessel AIF or VOF
 * @param curve its metrics, times counted from its first sample
 * @param startS time of that sample, s after the first frame
 * @param noise standard deviation of the noise of one sample, unit of the curve: that of the baseline frames, with fewer than two of them from the
 *          differences of neighbouring samples
 * @param effectiveVoxels how many voxels of equal weight it is worth; 0 if it came from a file
 */
public record VascularMetrics(Vessel vessel, CurveMetrics curve, double startS, double noise, double effectiveVoxels) {

	/**
	 * @param function finite curve on the time grid of the series
	 * @param voxels what contributes to it
	 * @param input the series
	 */
	public static VascularMetrics of(final VascularFunction function, final Contributions voxels, final ConcentrationSeries input) {
		final CurveMetrics metrics = curve(function.curve(), input);
		return new VascularMetrics(function.vessel(), metrics, function.curve().time(0), metrics.noise().orElseGet(() -> BolusShape.of(function.curve().values(), input.time().stepS()).noise()), voxels.effectiveVoxels());
	}

	/** @return numbers of a finite curve on the time grid of the series, above its mean before the bolus */
	static CurveMetrics curve(final TimeCurve curve, final ConcentrationSeries input) {
		return input.baseline() == null ? CurveMetrics.of(curve) : CurveMetrics.of(curve, input.baseline().firstFrame(), input.baseline().endFrame());
	}

	/** @return largest sample, unit of the curve */
	public double peak() {
		return curve.peak();
	}

	/** @return peak minus baseline, unit of the curve */
	public double peakToBaseline() {
		return curve.peakToBaseline();
	}

	/** @return time of the largest sample, s after the first frame */
	public double tpeakS() {
		return startS + curve.timeToPeakS();
	}

	/** @return foot of the rising flank, s after the first frame; empty if it lies outside the scan */
	public OptionalDouble arrivalS() {
		return curve.bolusArrivalS().isPresent() ? OptionalDouble.of(startS + curve.bolusArrivalS().getAsDouble()) : OptionalDouble.empty();
	}

	/** @return full width at half of peak-to-baseline, s; empty if the curve starts or ends above the half */
	public OptionalDouble fwhmS() {
		return curve.fwhmS();
	}
}
