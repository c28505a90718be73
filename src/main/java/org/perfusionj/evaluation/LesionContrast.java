package org.perfusionj.evaluation;

/**
 * Two runs, or a run and the reference, on one measure over the cases in which both have a number: what 4.2 of de la Rosa et al. (Med. Image Anal. 2021) tests.
 *
 * @param part core or lesion
 * @param measure what is compared
 * @param first name of a run
 * @param second name of another, or {@link LesionRun#REFERENCE}
 * @param firsts numbers of the first in these cases
 * @param seconds numbers of the second in these cases
 * @param agreement correlation, differences (first minus second) and tests
 */
public record LesionContrast(LesionPart part, LesionMeasure measure, String first, String second, Spread firsts, Spread seconds, MetricAgreement agreement) {

	/** @return true if a run is compared with the reference */
	public boolean isAgainstReference() {
		return second.equals(LesionRun.REFERENCE);
	}
}
