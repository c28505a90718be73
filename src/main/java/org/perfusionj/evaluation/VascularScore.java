package org.perfusionj.evaluation;

import org.perfusionj.vascular.Vessel;

/**
 * How well one estimator found the AIF or VOF of one phantom, measured against the curve without noise of the voxel that an
 * expert would pick. Errors are estimate minus expert; in the row of the two raters, rater 1 minus rater 2. A number that does
 * not exist is NaN; all are if no function was found.
 *
 * @param seed of the phantom
 * @param vessel AIF or VOF
 * @param estimator name of the estimator, {@code rater1}, {@code rater2} or {@code rater1-rater2}
 * @param r Pearson correlation of the curves over the scan
 * @param tpeakErrorS error of the time of the largest sample, s
 * @param fwhmErrorS error of the full width at half maximum, s
 * @param ptbHu peak to baseline of the estimate, HU
 * @param ptbErrorHu its error, HU
 * @param seconds time that the estimator took; NaN for the raters
 * @param tpeakS time of the largest sample of the estimate, s after the first frame
 * @param fwhmS full width at half maximum of the estimate, s
 * @param mse mean square of the difference of the curves, HU^2
 * @param rRater1 Pearson correlation with what rater 1 chose
 * @param rRater2 Pearson correlation with what rater 2 chose
 * @param distanceMm from the expert's voxel to the middle of the chosen voxels, mm; NaN if there are none
 * @param branch vessel in which the expert's voxel lies
 * @param message why there is no estimate; empty if there is one
 */
public record VascularScore(long seed, Vessel vessel, String estimator, double r, double tpeakErrorS, double fwhmErrorS, double ptbHu, double ptbErrorHu, double seconds, double tpeakS, double fwhmS, double mse, double rRater1,
	double rRater2, double distanceMm, String branch, String message)
{

	/** Name of the row that compares the two raters. */
	public static final String RATERS = "rater1-rater2";

	/** @return the row of an estimator that found nothing */
	static VascularScore failed(final long seed, final Vessel vessel, final String estimator, final String branch, final double seconds, final String message) {
		final double none = Double.NaN;
		return new VascularScore(seed, vessel, estimator, none, none, none, none, none, seconds, none, none, none, none, none, none, branch, message);
	}

	/** @return true if a function was found */
	public boolean isFound() {
		return message.isEmpty();
	}
}
