package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Methods compared on tissue over cases.
 *
 * @param methods names of the methods; the first is the reference
 * @param cases what was measured, at least one case
 * @param failed cases that could not be measured, with the reason
 */
public record TissueScores(List<String> methods, List<TissueResult> cases, Map<String, String> failed) {

	/** Copies lists and map. */
	public TissueScores {
		methods = List.copyOf(methods);
		cases = List.copyOf(cases);
		failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
	}

	/** @return name of the method with which the others are compared */
	public String reference() {
		return methods.get(0);
	}

	/** @return the methods, and the truth if it is known of a case */
	public List<String> columns() {
		final List<String> columns = new ArrayList<>(methods);
		if (hasTruth()) columns.add(TissueComparison.TRUTH);
		return columns;
	}

	/** @return true if the truth of a case is known */
	public boolean hasTruth() {
		return cases.stream().flatMap(one -> one.values().stream()).anyMatch(value -> value.method().equals(TissueComparison.TRUTH));
	}

	/** @return how a method, or the truth, differs from the reference */
	public TissueContrast contrast(final TissueRegion region, final TissueMeasure measure, final String method) {
		return TissueContrast.of(region, measure, method, reference(), cases);
	}
}
