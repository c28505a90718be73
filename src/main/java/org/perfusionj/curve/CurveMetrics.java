package org.perfusionj.curve;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a bolus curve looks like in numbers (named as in de la Rosa et al., Med. Image Anal. 2021, figure 3). Everything
 * is measured on the baseline-subtracted curve, with straight lines between the samples; times count from the first
 * sample. On each flank of the bolus the crossing next to the peak counts. A number whose edge lies outside the curve
 * is empty.
 *
 * @param baseline mean of the baseline frames, value unit (HU, 1/s or a.u.); 0 if there are none
 * @param peak largest sample, value unit, baseline not subtracted
 * @param timeToPeakS time of the (first) largest sample, s after the first sample
 * @param bolusArrivalS foot of the rising flank, s after the first sample: the straight line through the points where the
 *          curve rises through 20 % and 80 % of peak-to-baseline, followed down to the baseline. It uses the steep part
 *          of the flank only, so that noise on the baseline does not move it. Empty if the curve starts above 20 % or the
 *          line meets the baseline before the first sample.
 * @param fwhmS full width at half of peak-to-baseline, s; empty if the curve starts or ends above the half
 * @param peakToBaseline peak minus baseline, value unit
 * @param area area of the baseline-subtracted curve from the first to the last sample (trapezoids), value unit times s
 * @param noise standard deviation of the baseline frames (n - 1), value unit; empty with fewer than two
 * @param endFraction how high the curve ends: mean of the last three samples minus baseline, as a fraction of
 *          peak-to-baseline; empty if the curve never rises above its baseline
 */
public record CurveMetrics(double baseline, double peak, double timeToPeakS, OptionalDouble bolusArrivalS, OptionalDouble fwhmS, double peakToBaseline, double area, OptionalDouble noise,
	OptionalDouble endFraction)
{

	/** A curve that ends above this fraction of its peak is called truncated. */
	public static final double TRUNCATED_ABOVE = 0.2;

	private static final int END_SAMPLES = 3;
	private static final double FOOT_LOW = 0.2;
	private static final double FOOT_HIGH = 0.8;

	/** @return metrics of a curve that is above its baseline already (a concentration): baseline 0, noise empty */
	public static CurveMetrics of(final TimeCurve curve) {
		return of(curve, 0, 0);
	}

	/**
	 * @param curve signal or concentration, finite values
	 * @param baselineFrames number of samples before the bolus, from the first one; empty or 0 = the baseline is 0
	 */
	public static CurveMetrics of(final TimeCurve curve, final OptionalInt baselineFrames) {
		return of(curve, 0, baselineFrames.orElse(0));
	}

	/**
	 * @param curve signal or concentration, finite values
	 * @param baselineFrames number of samples before the bolus, from the first one; 0 = the baseline is 0
	 */
	public static CurveMetrics of(final TimeCurve curve, final int baselineFrames) {
		return of(curve, 0, baselineFrames);
	}

	/**
	 * @param curve signal or concentration, finite values
	 * @param firstFrame first sample of the baseline, from 0
	 * @param endFrame first sample after the baseline; the same as firstFrame = no baseline, it is taken as 0
	 * @throws IllegalArgumentException if the baseline is not inside the curve or a value is not finite
	 */
	public static CurveMetrics of(final TimeCurve curve, final int firstFrame, final int endFrame) {
		if (firstFrame < 0 || endFrame < firstFrame || endFrame > curve.size()) throw new IllegalArgumentException("A baseline from frame " + firstFrame + " to " + endFrame + " is not inside a curve of " + curve.size() + " samples.");
		final double[] values = curve.values();
		for (int i = 0; i < values.length; i++)
			if (!Double.isFinite(values[i])) throw new IllegalArgumentException("Sample " + (i + 1) + " of the curve is " + values[i] + ".");
		final double baseline = mean(values, firstFrame, endFrame);
		int top = 0;
		for (int i = 1; i < values.length; i++)
			if (values[i] > values[top]) top = i;
		final double peak = values[top];
		for (int i = 0; i < values.length; i++)
			values[i] -= baseline;
		final TimeCurve bolus = new TimeCurve(curve.times(), values);
		final double height = values[top];
		final double start = curve.time(0);
		return new CurveMetrics(baseline, peak, curve.time(top) - start, arrival(bolus, top), width(bolus, top), height, bolus.area(), noise(values, firstFrame, endFrame), height > 0 ? OptionalDouble.of(mean(values, Math.max(0,
			values.length - END_SAMPLES), values.length) / height) : OptionalDouble.empty());
	}

	/** @return true if the curve ends above 20 % of its peak: the scan stopped before the bolus had passed */
	public boolean truncated() {
		return endFraction.isPresent() && endFraction.getAsDouble() > TRUNCATED_ABOVE;
	}

	/**
	 * @param curveName how the user knows the curve, for example "AIF"
	 * @return a warning to show if the curve is truncated
	 */
	public Optional<String> truncationWarning(final String curveName) {
		if (!truncated()) return Optional.empty();
		return Optional.of(String.format(Locale.ROOT, "The %s curve is cut off: it ends at %.0f %% of its peak (limit %.0f %%). The scan stopped before the bolus had passed, or recirculation is strong: "
			+ "CBV and MTT, and a partial-volume correction by areas, may be wrong.", curveName, 100 * endFraction.getAsDouble(), 100 * TRUNCATED_ABOVE));
	}

	private static OptionalDouble arrival(final TimeCurve bolus, final int top) {
		final double height = bolus.value(top);
		if (!(height > 0)) return OptionalDouble.empty();
		final double high = rise(bolus, top, FOOT_HIGH * height);
		final double low = rise(bolus, top, FOOT_LOW * height);
		if (Double.isNaN(low) || Double.isNaN(high)) return OptionalDouble.empty();
		final double foot = low - (high - low) * FOOT_LOW / (FOOT_HIGH - FOOT_LOW) - bolus.time(0);
		return foot >= 0 ? OptionalDouble.of(foot) : OptionalDouble.empty();
	}

	private static OptionalDouble width(final TimeCurve bolus, final int top) {
		final double height = bolus.value(top);
		if (!(height > 0)) return OptionalDouble.empty();
		final double rise = rise(bolus, top, height / 2);
		final double fall = fall(bolus, top, height / 2);
		return Double.isNaN(rise) || Double.isNaN(fall) ? OptionalDouble.empty() : OptionalDouble.of(fall - rise);
	}

	/** @return time at which the curve rises through the level on its way to the peak, NaN if it starts above */
	private static double rise(final TimeCurve curve, final int top, final double level) {
		for (int i = top; i > 0; i--)
			if (curve.value(i - 1) <= level) return crossing(curve, i - 1, level);
		return Double.NaN;
	}

	/** @return time at which the curve falls through the level after the peak, NaN if it ends above */
	private static double fall(final TimeCurve curve, final int top, final double level) {
		for (int i = top; i < curve.size() - 1; i++)
			if (curve.value(i + 1) <= level) return crossing(curve, i, level);
		return Double.NaN;
	}

	private static double crossing(final TimeCurve curve, final int before, final double level) {
		final double fraction = (level - curve.value(before)) / (curve.value(before + 1) - curve.value(before));
		return curve.time(before) + fraction * (curve.time(before + 1) - curve.time(before));
	}

	private static double mean(final double[] values, final int from, final int to) {
		if (to == from) return 0;
		double sum = 0;
		for (int i = from; i < to; i++)
			sum += values[i];
		return sum / (to - from);
	}

	private static OptionalDouble noise(final double[] bolus, final int from, final int to) {
		if (to - from < 2) return OptionalDouble.empty();
		final double mean = mean(bolus, from, to);
		double squares = 0;
		for (int i = from; i < to; i++)
			squares += (bolus[i] - mean) * (bolus[i] - mean);
		return OptionalDouble.of(Math.sqrt(squares / (to - from - 1)));
	}
}
