package org.perfusionj.pipeline;

import java.util.Locale;
import java.util.Map;

import org.perfusionj.vascular.VascularFunction;

/** Where a vascular function came from, as names and texts for provenance. */
final class FunctionParameters {

	private FunctionParameters() {}

	/** Adds source and facts of the function, their names beginning with that of the vessel: {@code aif_source}. */
	static void add(final VascularFunction function, final Map<String, String> parameters) {
		final String key = function.vessel().name().toLowerCase(Locale.ROOT);
		parameters.put(key + "_source", function.source());
		function.facts().forEach((name, value) -> parameters.put(key + "_" + name, value));
	}
}
