package org.perfusionj.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** What one method made of the curves of one condition, curve by curve; threads write different curves. */
final class CurveTally {

	private final CurveAnswer[] answers;

	CurveTally(final int curves) {
		answers = new CurveAnswer[curves];
	}

	void put(final int curve, final CurveAnswer answer) {
		answers[curve] = answer;
	}

	double cbfRmse() {
		return Math.sqrt(mean(answer -> answer.cbfError() * answer.cbfError()));
	}

	double cbfBias() {
		return mean(CurveAnswer::cbfError);
	}

	double badRmse() {
		return Math.sqrt(mean(answer -> answer.badError() * answer.badError()));
	}

	double badBias() {
		return mean(CurveAnswer::badError);
	}

	double ratioMean() {
		return mean(CurveAnswer::ratio);
	}

	/** Of the sample: n - 1. */
	double ratioSd() {
		final double mean = ratioMean();
		final int n = answers.length;
		return Math.sqrt(mean(answer -> (answer.ratio() - mean) * (answer.ratio() - mean)) * n / (n - 1));
	}

	LocalAifScore localAif() {
		return new LocalAifScore(meanSd(answer -> answer.localAif().r()), meanSd(answer -> answer.localAif().peak()), meanSd(answer -> answer.localAif().tpeakS()), meanSd(answer -> answer.localAif().fwhmS()));
	}

	/** @return share of curves whose error of CBF is less than its standard deviation; NaN without one */
	double cbfCoverage() {
		return mean(answer -> covered(answer.cbfError(), answer.cbfSd()));
	}

	/** @return share of curves whose error of the delay is less than its standard deviation; NaN without one */
	double badCoverage() {
		return mean(answer -> covered(answer.badError(), answer.badSd()));
	}

	private static double covered(final double error, final double sd) {
		if (Double.isNaN(sd)) return Double.NaN;
		return Math.abs(error) < sd ? 1 : 0;
	}

	double msPer1000Curves() {
		return mean(CurveAnswer::nanoseconds) / 1e6 * 1000;
	}

	private MeanSd meanSd(final ToDoubleFunction<CurveAnswer> value) {
		return MeanSd.of(Arrays.stream(answers).mapToDouble(value).toArray());
	}

	private double mean(final ToDoubleFunction<CurveAnswer> value) {
		double sum = 0;
		for (final CurveAnswer answer : answers)
			sum += value.applyAsDouble(answer);
		return sum / answers.length;
	}
}
