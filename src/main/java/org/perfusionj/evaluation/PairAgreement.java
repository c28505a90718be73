package org.perfusionj.evaluation;

import java.util.List;

import org.perfusionj.vascular.Vessel;

/**
 * How well two readers agree on one vessel over many cases.
 *
 * @param vessel AIF or VOF
 * @param first first reader: a rater
 * @param second second reader
 * @param cases number of cases that count
 * @param unusable number of cases that do not, because the second curve must not be used
 * @param r Pearson correlation of the curves, over cases
 * @param mse mean square of their difference, over cases
 * @param distanceMm between their voxels, over cases
 * @param tpeak time to peak, s
 * @param fwhm full width at half maximum, s
 * @param ptb peak to baseline, unit of the curves
 */
public record PairAgreement(Vessel vessel, String first, String second, int cases, int unusable, Spread r, Spread mse, Spread distanceMm, MetricAgreement tpeak, MetricAgreement fwhm, MetricAgreement ptb) {

	/** @param all of one vessel and the same two readers, one a case, at least one */
	static PairAgreement of(final List<ReadingPair> all) {
		final ReadingPair any = all.get(0);
		final List<ReadingPair> pairs = all.stream().filter(ReadingPair::isUsable).toList();
		return new PairAgreement(any.vessel(), any.first(), any.second(), pairs.size(), all.size() - pairs.size(), Spread.of(pairs, ReadingPair::r), Spread.of(pairs, ReadingPair::mse), Spread.of(pairs, ReadingPair::distanceMm), MetricAgreement.of(pairs,
			ReadingPair::tpeakFirstS, ReadingPair::tpeakSecondS), MetricAgreement.of(pairs, ReadingPair::fwhmFirstS, ReadingPair::fwhmSecondS), MetricAgreement.of(pairs, ReadingPair::ptbFirst, ReadingPair::ptbSecond));
	}

	/** @return both readers, for example rater1-network */
	public String readers() {
		return first + "-" + second;
	}
}
