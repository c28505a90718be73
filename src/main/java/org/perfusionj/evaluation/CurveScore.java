package org.perfusionj.evaluation;

import org.perfusionj.simulation.AifWidth;

/**
 * How well one method does on simulated curves: in one condition of one test set, or averaged.
 *
 * @param method name of the method
 * @param width width of the AIFs
 * @param set number of the test set, 1 to 6 (Zeng et al. 2025, Table 1), 7 = drawn from a training prior; 0 = averaged over the sets
 * @param factor what the set varies, for example "SNR"; empty if averaged
 * @param unit unit of the factor, for example "dB"; empty if it has none
 * @param condition the value of the factor as text, for example "20" or "gamma"; empty if averaged
 * @param position place of the condition on the axis of a plot: its value, or its number from 1 if it is a word; NaN if averaged
 * @param curves number of curves
 * @param cbfRmse root mean square error of CBF, ml/100 g/min
 * @param cbfBias mean of estimate minus truth, ml/100 g/min
 * @param badRmse root mean square error of the bolus arrival delay, s
 * @param badBias mean of estimate minus truth, s
 * @param cbfRatioMean mean of estimated over true CBF
 * @param cbfRatioSd standard deviation of that ratio
 * @param localAif how well local AIFs were estimated
 * @param cbfCoverage share of curves whose error of CBF is less than the standard deviation that the method gives; NaN if it gives none
 * @param badCoverage the same for the bolus arrival delay
 * @param msPer1000Curves time for 1,000 curves, ms, each with an AIF of its own, preparation included
 */
public record CurveScore(String method, AifWidth width, int set, String factor, String unit, String condition, double position, int curves, double cbfRmse, double cbfBias, double badRmse, double badBias,
	double cbfRatioMean, double cbfRatioSd, LocalAifScore localAif, double cbfCoverage, double badCoverage, double msPer1000Curves)
{
}
