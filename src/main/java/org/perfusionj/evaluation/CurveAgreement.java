package org.perfusionj.evaluation;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;

/**
 * How well a curve agrees with a reference, both above their baseline and on one clock. The reference is interpolated linearly
 * to the times of the curve (beyond its ends it keeps its last value), and both are measured there: on samples, as de la Rosa
 * et al. (Med. Image Anal. 2021, 3.2.1) do. A number that does not exist is NaN.
 *
 * @param r Pearson correlation
 * @param mse mean square of the difference, square of the unit
 * @param tpeakS time of the largest sample of the curve on its clock, s
 * @param tpeakErrorS curve minus reference, s
 * @param fwhmS full width at half maximum of the curve, s
 * @param fwhmErrorS curve minus reference, s
 * @param ptb peak to baseline of the curve
 * @param ptbError curve minus reference
 */
record CurveAgreement(double r, double mse, double tpeakS, double tpeakErrorS, double fwhmS, double fwhmErrorS, double ptb, double ptbError) {

	static CurveAgreement of(final TimeCurve curve, final TimeCurve reference) {
		final TimeCurve same = at(reference, curve.times());
		final CurveMetrics its = CurveMetrics.of(curve);
		final CurveMetrics expected = CurveMetrics.of(same);
		double mse = 0;
		for (int i = 0; i < curve.size(); i++)
			mse += (curve.value(i) - same.value(i)) * (curve.value(i) - same.value(i)) / curve.size();
		final double fwhm = its.fwhmS().orElse(Double.NaN);
		return new CurveAgreement(pearson(curve.values(), same.values()), mse, curve.time(0) + its.timeToPeakS(), its.timeToPeakS() - expected.timeToPeakS(), fwhm, fwhm - expected.fwhmS().orElse(Double.NaN), its.peakToBaseline(), its
			.peakToBaseline() - expected.peakToBaseline());
	}

	/** @return Pearson correlation; NaN for fewer than two values or if either is constant */
	static double pearson(final double[] a, final double[] b) {
		return a.length < 2 ? Double.NaN : new PearsonsCorrelation().correlation(a, b);
	}

	/** @return the curve with times counted from {@code startS} */
	static TimeCurve after(final TimeCurve curve, final double startS) {
		final double[] times = curve.times();
		for (int i = 0; i < times.length; i++)
			times[i] -= startS;
		return new TimeCurve(times, curve.values());
	}

	private static TimeCurve at(final TimeCurve curve, final double[] times) {
		final double[] values = new double[times.length];
		int after = 0;
		for (int i = 0; i < times.length; i++) {
			while (after < curve.size() && curve.time(after) < times[i])
				after++;
			if (after == curve.size()) values[i] = curve.value(after - 1);
			else if (after == 0 || curve.time(after) == times[i]) values[i] = curve.value(after);
			else {
				final double fraction = (times[i] - curve.time(after - 1)) / (curve.time(after) - curve.time(after - 1));
				values[i] = curve.value(after - 1) + fraction * (curve.value(after) - curve.value(after - 1));
			}
		}
		return new TimeCurve(times, values);
	}
}
