package org.perfusionj.evaluation;

import java.util.Arrays;

/** What one method made of the curves of one condition, curve by curve; threads write different curves. */
final class CurveTally {

	private final double[] trueCbf;
	private final double[] cbf;
	private final double[] badError;
	private final double[] localAifR;
	private final double[] nanoseconds;

	CurveTally(final int curves) {
		trueCbf = new double[curves];
		cbf = new double[curves];
		badError = new double[curves];
		localAifR = new double[curves];
		nanoseconds = new double[curves];
	}

	void put(final int curve, final double truth, final double estimate, final double delayError, final double correlation, final long time) {
		trueCbf[curve] = truth;
		cbf[curve] = estimate;
		badError[curve] = delayError;
		localAifR[curve] = correlation;
		nanoseconds[curve] = time;
	}

	double cbfRmse() {
		return Math.sqrt(mean(cbf.length, i -> (cbf[i] - trueCbf[i]) * (cbf[i] - trueCbf[i])));
	}

	double cbfBias() {
		return mean(cbf.length, i -> cbf[i] - trueCbf[i]);
	}

	double badRmse() {
		return Math.sqrt(mean(badError.length, i -> badError[i] * badError[i]));
	}

	double badBias() {
		return mean(badError.length, i -> badError[i]);
	}

	double ratioMean() {
		return mean(cbf.length, i -> cbf[i] / trueCbf[i]);
	}

	/** Of the sample: n - 1. */
	double ratioSd() {
		final double mean = ratioMean();
		final int n = cbf.length;
		return Math.sqrt(mean(n, i -> (cbf[i] / trueCbf[i] - mean) * (cbf[i] / trueCbf[i] - mean)) * n / (n - 1));
	}

	double localAifR() {
		return mean(localAifR.length, i -> localAifR[i]);
	}

	double msPer1000Curves() {
		return Arrays.stream(nanoseconds).average().orElse(Double.NaN) / 1e6 * 1000;
	}

	private interface Value {

		double of(int i);
	}

	private static double mean(final int count, final Value value) {
		double sum = 0;
		for (int i = 0; i < count; i++)
			sum += value.of(i);
		return sum / count;
	}
}
