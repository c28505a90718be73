package org.perfusionj.network.aifnet.training;

/**
 * Pearson correlation of a curve with a target, and how it changes with the curve: a loss that cares for the time course and
 * not for its height (paper, 2.1).
 *
 * @param r correlation, 0 if either is constant
 * @param derivative of r by each value of the curve
 */
record Pearson(double r, double[] derivative) {

	static Pearson of(final double[] curve, final double[] target) {
		final int n = curve.length;
		double meanA = 0;
		double meanB = 0;
		for (int t = 0; t < n; t++) {
			meanA += curve[t] / n;
			meanB += target[t] / n;
		}
		double aa = 0;
		double bb = 0;
		double ab = 0;
		for (int t = 0; t < n; t++) {
			aa += (curve[t] - meanA) * (curve[t] - meanA);
			bb += (target[t] - meanB) * (target[t] - meanB);
			ab += (curve[t] - meanA) * (target[t] - meanB);
		}
		final double[] derivative = new double[n];
		if (!(aa > 0 && bb > 0)) return new Pearson(0, derivative);
		final double scale = Math.sqrt(aa * bb);
		final double r = ab / scale;
		for (int t = 0; t < n; t++)
			derivative[t] = (target[t] - meanB) / scale - r * (curve[t] - meanA) / aa;
		return new Pearson(r, derivative);
	}
}
