package org.perfusionj.evaluation;

/**
 * What a method made of one curve.
 *
 * @param trueCbf ml/100 g/min
 * @param cbf estimate, ml/100 g/min
 * @param cbfSd its standard deviation as the method knows it; NaN if it does not
 * @param badError estimate minus truth of the bolus arrival delay, s
 * @param badSd its standard deviation as the method knows it, s; NaN if it does not
 * @param localAif error of the local AIF
 * @param nanoseconds time it took
 */
record CurveAnswer(double trueCbf, double cbf, double cbfSd, double badError, double badSd, LocalAifError localAif, long nanoseconds) {

	double cbfError() {
		return cbf - trueCbf;
	}

	double ratio() {
		return cbf / trueCbf;
	}
}
