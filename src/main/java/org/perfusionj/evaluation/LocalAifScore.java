package org.perfusionj.evaluation;

import java.util.Collection;

/**
 * How well local AIFs were estimated: mean and standard deviation over curves, errors are estimate minus truth. All is NaN for methods that estimate none.
 *
 * @param r Pearson correlation of estimate and truth; 0 for estimates that are flat or no numbers
 * @param peakError error of the largest sample (M_peak), as a fraction of the largest sample of the global AIF
 * @param tpeakErrorS error of the time of the largest sample (T_peak), s
 * @param fwhmErrorS error of the full width at half maximum, s; curves that start or end above the half are left out
 */
public record LocalAifScore(MeanSd r, MeanSd peakError, MeanSd tpeakErrorS, MeanSd fwhmErrorS) {

	/** Of a method that estimates no local AIF. */
	public static final LocalAifScore NONE = new LocalAifScore(MeanSd.NONE, MeanSd.NONE, MeanSd.NONE, MeanSd.NONE);

	static LocalAifScore average(final Collection<LocalAifScore> scores) {
		return new LocalAifScore(MeanSd.average(scores, LocalAifScore::r), MeanSd.average(scores, LocalAifScore::peakError), MeanSd.average(scores, LocalAifScore::tpeakErrorS), MeanSd.average(scores, LocalAifScore::fwhmErrorS));
	}
}
