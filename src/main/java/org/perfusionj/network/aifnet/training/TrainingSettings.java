package org.perfusionj.network.aifnet.training;

import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.network.aifnet.AifnetDesign;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.vascular.Vessel;

/**
 * How a network is trained: by stochastic gradient descent with momentum, one scan at a time (paper, 2.3). The learning rate
 * falls with half a cosine to nothing over all epochs.
 *
 * @param vessel what it shall find
 * @param design size and kind
 * @param input what it looks at
 * @param augmentation how scans are changed each time they are seen
 * @param learningRate at the start
 * @param momentum part of the last step that is kept, 0 to below 1
 * @param largestGradient a gradient whose norm is larger is shortened to this
 * @param imitation first epochs in which AIFNet learns to find cells like the annotated one before it learns with the paper's loss, whose
 *          gradient is small or erratic as long as no probability lies on a vessel; 0 = as in the paper
 * @param epochs how often all scans are seen, at most
 * @param patience epochs without a better validation after which training stops
 * @param seed of first weights, order and changes
 */
public record TrainingSettings(Vessel vessel, AifnetDesign design, InputSpec input, Augmentation augmentation, double learningRate, double momentum, double largestGradient, int imitation, int epochs, int patience, long seed) {

	/** Part of the last step that the shipped networks kept. */
	public static final double MOMENTUM = 0.9;
	/** Longest gradient of the shipped networks. */
	public static final double LARGEST_GRADIENT = 0.3;

	/** @throws IllegalArgumentException if a number is impossible */
	public TrainingSettings {
		if (!(learningRate > 0) || !(momentum >= 0 && momentum < 1) || !(largestGradient > 0) || imitation < 0 || epochs < 1 || patience < 1) throw new IllegalArgumentException("Training needs a learning rate and a largest gradient above 0, a momentum from 0 to below 1, and at least one epoch.");
	}

	/** @return everything but what the model itself says, in words and numbers, by name; in order */
	Map<String, String> facts() {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("augmentation", augmentation.text());
		facts.put("learning_rate", Double.toString(learningRate));
		facts.put("momentum", Double.toString(momentum));
		facts.put("largest_gradient", Double.toString(largestGradient));
		facts.put("imitation_epochs", Integer.toString(imitation));
		facts.put("epochs", Integer.toString(epochs));
		facts.put("patience", Integer.toString(patience));
		facts.put("seed", Long.toString(seed));
		return facts;
	}
}
