package org.perfusionj.network.residue.training;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How weights are changed: by Adam over batches of several scans. The learning rate rises in a straight line in the warm-up and then falls with half a cosine
 * to nothing.
 *
 * @param loss what is made small
 * @param epochs how often all stored scans are seen
 * @param minutes time after which training is done, with the learning rate falling accordingly; 0 = no limit. A training with a limit can not be repeated
 *          exactly.
 * @param scansPerBatch scans whose gradients are added up for one step
 * @param rate largest learning rate
 * @param warmUp part of the training in which the rate rises, 0 to below 1
 * @param weightDecay see {@link Adam}
 * @param largestGradient see {@link Adam}
 * @param averaging part of the moving average of the weights that a step keeps, 0 = none; the average is measured and saved
 * @param seed of first weights and order
 */
public record ResidueTrainingSettings(LossWeights loss, int epochs, double minutes, int scansPerBatch, double rate, double warmUp, double weightDecay, double largestGradient, double averaging, long seed) {

	/** Part of the training with a rising rate (Zeng et al. 2025, section 2.2). */
	public static final double WARM_UP = 0.1;
	/** Longest gradient of the shipped network. */
	public static final double LARGEST_GRADIENT = 1;
	/** Averaging of the shipped network. */
	public static final double AVERAGING = 0.999;

	/** @throws IllegalArgumentException if a number is impossible */
	public ResidueTrainingSettings {
		if (epochs < 1 || scansPerBatch < 1) throw new IllegalArgumentException("Training needs at least one epoch and one scan in a batch.");
		if (!(minutes >= 0) || !(rate > 0) || !(warmUp >= 0 && warmUp < 1) || !(weightDecay >= 0) || !(largestGradient > 0) || !(averaging >= 0 && averaging < 1)) throw new IllegalArgumentException(
			"Training needs a learning rate and a largest gradient above 0, a warm-up and an averaging from 0 to below 1, and no negative time or weight decay.");
	}

	/**
	 * @param progress part of the training that is done, 0 to 1
	 * @return learning rate
	 */
	double rate(final double progress) {
		if (progress < warmUp) return rate * progress / warmUp;
		return rate * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, (progress - warmUp) / (1 - warmUp))));
	}

	/** @return everything in words and numbers, by name; in order */
	Map<String, String> facts() {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("loss", loss.text());
		facts.put("epochs", Integer.toString(epochs));
		facts.put("minutes", Double.toString(minutes));
		facts.put("scans_per_batch", Integer.toString(scansPerBatch));
		facts.put("rate", Double.toString(rate));
		facts.put("warm_up", Double.toString(warmUp));
		facts.put("weight_decay", Double.toString(weightDecay));
		facts.put("largest_gradient", Double.toString(largestGradient));
		facts.put("averaging", Double.toString(averaging));
		facts.put("seed", Long.toString(seed));
		return facts;
	}
}
