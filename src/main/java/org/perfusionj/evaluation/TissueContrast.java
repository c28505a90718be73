package org.perfusionj.evaluation;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a method differs from the reference in a region over cases: a cell of Table 2 of Zeng et al. (Biomed. Phys. Eng. Express 2025). Cases in which one of
 * the two has no number do not count.
 *
 * @param region normal or ischaemic tissue
 * @param measure what is compared
 * @param method name of the method
 * @param reference name of the reference
 * @param values of the method over cases
 * @param references of the reference over the same cases
 * @param test of the pairs; its Wilcoxon probability is the one of the paper
 */
public record TissueContrast(TissueRegion region, TissueMeasure measure, String method, String reference, Spread values, Spread references, PairedTest test) {

	static TissueContrast of(final TissueRegion region, final TissueMeasure measure, final String method, final String reference, final List<TissueResult> cases) {
		final double[] all = cases.stream().mapToDouble(one -> one.value(region, measure, method)).toArray();
		final double[] others = cases.stream().mapToDouble(one -> one.value(region, measure, reference)).toArray();
		final int[] both = IntStream.range(0, all.length).filter(i -> Double.isFinite(all[i]) && Double.isFinite(others[i])).toArray();
		final double[] values = IntStream.of(both).mapToDouble(i -> all[i]).toArray();
		final double[] references = IntStream.of(both).mapToDouble(i -> others[i]).toArray();
		return new TissueContrast(region, measure, method, reference, Spread.of(values), Spread.of(references), PairedTest.of(values, references));
	}

	/** @return mean of the method minus mean of the reference, in the unit of the measure */
	public double difference() {
		return values.mean() - references.mean();
	}

	/** @return the difference in per cent of the mean of the reference; NaN if that is 0 */
	public double percent() {
		return references.mean() == 0 ? Double.NaN : 100 * difference() / references.mean();
	}

	/** @return true if it compares the reference with itself */
	public boolean isReference() {
		return method.equals(reference);
	}
}
