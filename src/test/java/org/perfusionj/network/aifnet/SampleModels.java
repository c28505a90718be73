package org.perfusionj.network.aifnet;

import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.network.SampleNetworks;
import org.perfusionj.vascular.Vessel;

/** Small models with random weights. */
public final class SampleModels {

	private SampleModels() {}

	/** @return a model of few weights; the same seed gives the same one */
	public static AifnetModel model(final Vessel vessel, final AifnetKind kind, final InputSpec input, final long seed) {
		final AifnetDesign design = new AifnetDesign(kind, kind == AifnetKind.REGRESSION ? AifnetDesign.REGRESSION_LAYERS : 1, 0);
		final float[] weights = SampleNetworks.values(seed, design.architecture(input).parameters());
		for (int i = 0; i < weights.length; i++)
			weights[i] *= 0.3f;
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("seeds", "10000-10699");
		facts.put("best_epoch", "7 \"of\" 10, \u03b1 < 1");
		return new AifnetModel(vessel, design, input, weights, kind == AifnetKind.SEGMENTATION ? 3 : 0, facts);
	}
}
