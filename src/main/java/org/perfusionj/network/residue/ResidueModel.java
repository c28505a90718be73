package org.perfusionj.network.residue;

import java.util.LinkedHashMap;
import java.util.Collections;
import java.util.Map;

/**
 * A trained network. Arrays are shared; do not change them.
 *
 * @param design what it is
 * @param weights flat, see {@link org.perfusionj.network.graph.Graph}
 * @param cbfSdFactor factor on the predicted standard deviation of CBF that makes it cover what it should
 * @param badSdFactor the same for the delay
 * @param facts how it was trained and measured, in order
 */
public record ResidueModel(ResidueDesign design, float[] weights, double cbfSdFactor, double badSdFactor, Map<String, String> facts) {

	/** @throws IllegalArgumentException if the number of weights is wrong */
	public ResidueModel {
		if (weights.length != design.graph().parameters()) throw new IllegalArgumentException("The network needs " + design.graph().parameters() + " weights, but was given " + weights.length + ".");
		facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
	}
}
