package org.perfusionj.network.aifnet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.network.Layer;
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

	/**
	 * Training makes the average of many voxels follow the annotated curve, and so prefers many voxels, also late and wide ones, where the annotated curve is
	 * noisy. With a factor above 1 the most probable cells count more: P becomes P^factor, normalised. Done by scaling the weights of the output layer.
	 *
	 * @param factor what the logarithms of the probabilities are multiplied by, above 0; 1 changes nothing
	 * @return the sharpened model
	 */
	public AifnetModel sharpened(final double factor) {
		if (!(factor > 0)) throw new IllegalArgumentException("Probabilities cannot be sharpened by " + factor + ".");
		final List<Layer> layers = design.architecture(input).layers();
		final float[] scaled = weights.clone();
		for (int i = scaled.length - layers.get(layers.size() - 1).parameters(); i < scaled.length; i++)
			scaled[i] *= (float) factor;
		return new AifnetModel(vessel, design, input, scaled, ranked, facts);
	}
}
