package org.perfusionj.evaluation;

import java.util.Optional;

import org.perfusionj.series.SpatialGrid;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.Vessel;

/**
 * Two readings of one vessel of one scan side by side (de la Rosa et al., Med. Image Anal. 2021, 3.2.1). Differences are first
 * minus second, as in Tables 1 and 2 of that paper. A number that does not exist is NaN.
 *
 * @param vessel AIF or VOF
 * @param first name of the first reader: a rater
 * @param second name of the second one: another rater, or an estimate
 * @param r Pearson correlation of the curves over the scan
 * @param tpeakFirstS time of the largest sample of the first curve, s after the first frame
 * @param tpeakSecondS of the second one, s
 * @param fwhmFirstS full width at half maximum of the first curve, s
 * @param fwhmSecondS of the second one, s
 * @param ptbFirst peak to baseline of the first curve
 * @param ptbSecond of the second one
 * @param mse mean square of the difference of the curves, square of the unit
 * @param distanceMm between the weighted centres of their voxels, mm
 * @param unit of the curves, for example HU
 * @param verdict what the second curve is worth; empty if it is a person's
 */
public record ReadingPair(Vessel vessel, String first, String second, double r, double tpeakFirstS, double tpeakSecondS, double fwhmFirstS, double fwhmSecondS, double ptbFirst, double ptbSecond, double mse, double distanceMm,
	String unit, Optional<CurveVerdict> verdict)
{

	/** Both readings are of one vessel of a scan with that grid and unit. */
	static ReadingPair of(final VascularReading first, final VascularReading second, final SpatialGrid grid, final String unit) {
		final CurveAgreement a = CurveAgreement.of(first.function().curve(), second.function().curve());
		return new ReadingPair(first.vessel(), first.reader(), second.reader(), a.r(), a.tpeakS(), a.tpeakS() - a.tpeakErrorS(), a.fwhmS(), a.fwhmS() - a.fwhmErrorS(), a.ptb(), a.ptb() - a.ptbError(), a.mse(), first.voxels().distanceMm(
			second.voxels(), grid), unit, second.verdict());
	}

	/** @return false if the second curve must not be used: it counts in no statistics */
	public boolean isUsable() {
		return verdict.isEmpty() || verdict.get() != CurveVerdict.UNUSABLE;
	}

	/** @return difference of the times of the largest samples, s */
	public double tpeakDifferenceS() {
		return tpeakFirstS - tpeakSecondS;
	}

	/** @return difference of the widths, s */
	public double fwhmDifferenceS() {
		return fwhmFirstS - fwhmSecondS;
	}

	/** @return difference of the peaks to baseline */
	public double ptbDifference() {
		return ptbFirst - ptbSecond;
	}
}
