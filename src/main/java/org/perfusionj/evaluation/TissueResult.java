package org.perfusionj.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the methods measure in one case.
 *
 * @param name of the case
 * @param unit of the concentration
 * @param values a number for each region, measure and method
 * @param rois curves of up to four squares
 * @param facts what was found and used on the way, by name, in order
 * @param failed methods that could not be used, with the reason
 * @param seconds time that each method took for its maps, s
 */
public record TissueResult(String name, String unit, List<TissueValue> values, List<TissueRoiCurves> rois, Map<String, String> facts, Map<String, String> failed, Map<String, Double> seconds) {

	/** Copies lists and maps. */
	public TissueResult {
		values = List.copyOf(values);
		rois = List.copyOf(rois);
		facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
		failed = Collections.unmodifiableMap(new LinkedHashMap<>(failed));
		seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
	}

	/** @return what a method measures in a region; empty if it failed */
	public Optional<TissueValue> find(final TissueRegion region, final TissueMeasure measure, final String method) {
		return values.stream().filter(value -> value.region() == region && value.measure() == measure && value.method().equals(method)).findFirst();
	}

	/** @return its number, NaN if there is none */
	double value(final TissueRegion region, final TissueMeasure measure, final String method) {
		return find(region, measure, method).map(TissueValue::value).orElse(Double.NaN);
	}
}
