package org.perfusionj.preprocessing;

import java.util.Arrays;
import java.util.Locale;

import org.perfusionj.curve.TimeCurve;

/**
 * When a bolus arrives in a curve of enhancement (rising with contrast agent), after the piecewise continuous regression
 * of Cheong, Koh and Hou ("An automatic approach for estimating bolus arrival time in dynamic contrast MRI using
 * piecewise continuous regression models", Phys. Med. Biol. 48, 2003, N83-N88): a constant up to the break point, a
 * quadratic from there, continuous, fitted by least squares for every break point on a fine grid of times; the best break point is the
 * arrival. Here the fit ends where the curve first reaches half of its rise (90 % in strong noise, where few frames do
 * not suffice): a quadratic does not follow the bend before the peak and would start late. It may neither fall nor bend
 * downwards, because one that may starts too early in noise.
 *
 * @param found true if there is a bolus
 * @param arrivalS time of arrival, in the times of the curve, s
 * @param enhancement highest mean of three neighbouring frames above the mean before the arrival, in units of the curve
 * @param noise standard deviation of the noise of one frame of the curve
 * @param skippedFrames leading frames that stick out below the baseline (MR: magnetisation not yet steady)
 * @param reason why there is no bolus, or empty
 */
record BolusArrival(boolean found, double arrivalS, double enhancement, double noise, int skippedFrames, String reason) {

	/** Part of the rise that the regression sees without noise, and how much more for noise in units of the rise, at most. */
	private static final double RISE = 0.5;
	private static final double RISE_PER_NOISE = 10;
	private static final double MOST_RISE = 0.9;
	/** Candidates for the break point in each interval. */
	private static final int STEPS = 10;
	/** An enhancement above this many standard deviations of the noise is a bolus if the curve is smooth, too. */
	private static final double MIN_SIGNIFICANCE = 5;
	/** An enhancement above this many standard deviations is one in any case. */
	private static final double SURE_SIGNIFICANCE = 12;
	private static final int MAX_SKIPPED = 3;

	/**
	 * @param curve enhancement, in any unit, at least five samples
	 * @param measuredNoise standard deviation of the noise of one frame, if known from elsewhere, else infinite; the smaller of it and of what
	 *          the second differences say is used, since those are too large where the bolus fills a short, coarse curve
	 * @param minimum enhancement below which nothing counts as a bolus, in units of the curve
	 * @param unit of the enhancement, for the reason
	 */
	static BolusArrival in(final TimeCurve curve, final double measuredNoise, final double minimum, final String unit) {
		final double[] t = curve.times();
		final double[] c = curve.values();
		final double noise = Math.min(measuredNoise, noise(c));
		final double[] smooth = runningMean(c);
		int peak = 0;
		for (int i = 0; i < c.length; i++)
			if (smooth[i] > smooth[peak]) peak = i;
		final int skipped = skipped(c, peak, noise);
		final double base = base(c, skipped, peak);
		final double rise = Math.min(MOST_RISE, RISE + RISE_PER_NOISE * noise / Math.max(smooth[peak] - base, noise));
		int end = skipped;
		while (end < peak && !(c[end] > base + rise * (smooth[peak] - base) && c[end] > base + 3 * noise))
			end++;
		// one frame alone does not fix a quadratic
		end = Math.min(c.length - 1, Math.max(end, skipped + 2));
		final double arrival = breakPoint(t, c, skipped, end);
		double before = 0;
		int count = 0;
		for (int i = skipped; i < c.length && t[i] <= arrival + 1e-9; i++, count++)
			before += c[i];
		final double enhancement = smooth[peak] - before / count;
		final String reason = reason(c, peak, skipped, enhancement, noise, minimum, unit);
		return new BolusArrival(reason.isEmpty(), arrival, enhancement, noise, skipped, reason);
	}

	private static String reason(final double[] c, final int peak, final int skipped, final double enhancement, final double noise, final double minimum, final String unit) {
		final double range = Arrays.stream(c).max().getAsDouble() - Arrays.stream(c).min().getAsDouble();
		if (peak <= skipped + 1 && !(enhancement > MIN_SIGNIFICANCE * noise) && range > 2 * MIN_SIGNIFICANCE * noise && range > minimum) return "the enhancement is highest in the first frames and falls from there, so the scan seems to start after the bolus";
		final boolean significant = enhancement > SURE_SIGNIFICANCE * noise || enhancement > MIN_SIGNIFICANCE * noise && smoothness(c) < smoothnessOfNoise(c.length);
		if (enhancement > minimum && significant) return "";
		return String.format(Locale.ROOT, "the strongest enhancement of the mean curve is %.3g%s, the noise %.3g%s", enhancement, unit, noise, unit);
	}

	/** Constant, then a + b u + d u^2 with u the time since the break and b, d >= 0; least squares over frames from..end. */
	private static double breakPoint(final double[] t, final double[] c, final int from, final int end) {
		double best = Double.POSITIVE_INFINITY;
		double arrival = t[from];
		for (int i = from; i < end; i++)
			for (int k = 0; k < STEPS; k++) {
				final double candidate = t[i] + (t[i + 1] - t[i]) * k / STEPS;
				final double error = error(t, c, from, end, candidate);
				if (error < best) {
					best = error;
					arrival = candidate;
				}
			}
		return arrival;
	}

	private static double error(final double[] t, final double[] c, final int from, final int end, final double arrival) {
		final int n = end - from + 1;
		double meanC = 0;
		double meanU = 0;
		double meanV = 0;
		for (int i = from; i <= end; i++) {
			final double u = Math.max(0, t[i] - arrival);
			meanC += c[i] / n;
			meanU += u / n;
			meanV += u * u / n;
		}
		double uu = 0;
		double uv = 0;
		double vv = 0;
		double uc = 0;
		double vc = 0;
		double cc = 0;
		for (int i = from; i <= end; i++) {
			final double r = Math.max(0, t[i] - arrival);
			final double u = r - meanU;
			final double v = r * r - meanV;
			final double y = c[i] - meanC;
			uu += u * u;
			uv += u * v;
			vv += v * v;
			uc += u * y;
			vc += v * y;
			cc += y * y;
		}
		// the best of: constant, line, pure square, both (where both coefficients are allowed)
		double error = cc;
		if (uc > 0) error = Math.min(error, cc - uc * uc / uu);
		if (vc > 0) error = Math.min(error, cc - vc * vc / vv);
		final double determinant = uu * vv - uv * uv;
		if (determinant > 1e-9 * uu * vv) {
			final double b = (uc * vv - vc * uv) / determinant;
			final double d = (vc * uu - uc * uv) / determinant;
			if (b > 0 && d > 0) error = Math.min(error, cc - b * uc - d * vc);
		}
		return error;
	}

	/** Mean of the lower half of the frames up to the peak. */
	private static double base(final double[] c, final int from, final int peak) {
		final double[] sorted = Arrays.copyOfRange(c, from, Math.max(from, peak) + 1);
		Arrays.sort(sorted);
		return Arrays.stream(sorted, 0, (sorted.length + 1) / 2).average().getAsDouble();
	}

	/** Leading frames far below the frames that follow them. */
	private static int skipped(final double[] c, final int peak, final double noise) {
		final double range = Arrays.stream(c).max().getAsDouble() - Arrays.stream(c).min().getAsDouble();
		int skipped = 0;
		while (skipped < MAX_SKIPPED && skipped + 6 < peak) {
			final double[] next = Arrays.copyOfRange(c, skipped + 1, skipped + 6);
			Arrays.sort(next);
			if (next[2] - c[skipped] <= Math.max(5 * noise, 0.1 * range)) break;
			skipped++;
		}
		return skipped;
	}

	/** Lower quartile of the second differences, so that the frames in which the bolus passes do not count. */
	private static double noise(final double[] c) {
		final double[] differences = new double[c.length - 2];
		for (int i = 0; i < differences.length; i++)
			differences[i] = Math.abs(c[i] - 2 * c[i + 1] + c[i + 2]);
		Arrays.sort(differences);
		final double position = 0.25 * (differences.length - 1);
		final int low = (int) position;
		final double quartile = differences[low] + (position - low) * (differences[Math.min(low + 1, differences.length - 1)] - differences[low]);
		// 0.3186 = lower quartile of the absolute value of a standard normal variable; a second difference has the variance 6
		return quartile / 0.3186 / Math.sqrt(6);
	}

	private static double[] runningMean(final double[] c) {
		final double[] mean = new double[c.length];
		for (int i = 0; i < c.length; i++) {
			final int from = Math.max(0, i - 1);
			final int to = Math.min(c.length - 1, i + 1);
			for (int k = from; k <= to; k++)
				mean[i] += c[k] / (to - from + 1);
		}
		return mean;
	}

	/** Ratio of von Neumann (Ann. Math. Stat. 12, 1941, 367): squared steps over squared deviations, 2 for noise, near 0 for smooth curves. */
	private static double smoothness(final double[] c) {
		final double mean = Arrays.stream(c).average().getAsDouble();
		double steps = 0;
		double deviations = 0;
		for (int i = 0; i < c.length; i++) {
			if (i > 0) steps += (c[i] - c[i - 1]) * (c[i] - c[i - 1]);
			deviations += (c[i] - mean) * (c[i] - mean);
		}
		return deviations > 0 ? steps / deviations : 2;
	}

	/** Value of that ratio that one in a hundred curves of noise falls below. */
	private static double smoothnessOfNoise(final int n) {
		return 2 - 2.33 * Math.sqrt(4.0 * (n - 2) / ((double) n * n - 1));
	}
}
