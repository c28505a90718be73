package org.perfusionj.network.residue.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.network.graph.Tensor;

/**
 * The curves of one scan as the trained part of a network gets them, with their truth.
 *
 * @param inputs of the trained part, by name
 * @param truth what the outputs should be
 */
public record ScanExamples(Map<String, Tensor> inputs, ScanTruth truth) {

	/** Copies the map. */
	public ScanExamples {
		inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
	}
}
