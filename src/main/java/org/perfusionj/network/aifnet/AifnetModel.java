package org.perfusionj.network.aifnet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.vascular.Vessel;

/**
 * A trained network. The arrays are shared; treat them as read-only.
 *
 * @param vessel what it finds
 * @param design size and kind
 * @param input what it looks at
 * @param weights one behind the other, see {@link org.perfusionj.network.Layer}
 * @param ranked number of best cells whose mean a segmentation network gives; 0 for other kinds
 * @param facts how it was trained, in words and numbers, for the provenance file and the model card; in order
 */
public record AifnetModel(Vessel vessel, AifnetDesign design, InputSpec input, float[] weights, int ranked, Map<String, String> facts) {

	/** @throws IllegalArgumentException if the number of weights does not fit the design */
	public AifnetModel {
		final int wanted = design.architecture(input).parameters();
		facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
		if (weights.length != wanted) throw new IllegalArgumentException("The network needs " + wanted + " weights, but has " + weights.length + ".");
	}
}
