package org.perfusionj.evaluation;

import java.util.Arrays;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.simulation.SimulatedCurve;

/**
 * How far one estimated local AIF is from the truth, see {@link LocalAifScore}.
 *
 * @param r Pearson correlation
 * @param peak fraction of the peak of the global AIF
 * @param tpeakS s
 * @param fwhmS s
 */
record LocalAifError(double r, double peak, double tpeakS, double fwhmS) {

	/** Of a method that estimates no local AIF. */
	static final LocalAifError NONE = new LocalAifError(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

	/** @param estimate one value for each frame in its first column */
	static LocalAifError of(final SimulatedCurve truth, final float[][] estimate) {
		final double[] values = Arrays.stream(estimate).mapToDouble(row -> row[0]).toArray();
		if (!Arrays.stream(values).allMatch(Double::isFinite)) return new LocalAifError(0, Double.NaN, Double.NaN, Double.NaN);
		final CurveAgreement agreement = CurveAgreement.of(new TimeCurve(truth.parameters().time(), values), new TimeCurve(truth.parameters().time(), truth.localAif()));
		final double global = Arrays.stream(truth.aif()).max().orElseThrow();
		// a flat estimate has no correlation
		return new LocalAifError(Double.isNaN(agreement.r()) ? 0 : agreement.r(), agreement.ptbError() / global, agreement.tpeakErrorS(), agreement.fwhmErrorS());
	}
}
