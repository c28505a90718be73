package org.perfusionj.network.residue.training;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/**
 * What training makes small: a weighted sum of terms.
 *
 * @param weights greater than 0; terms that are missing are only measured
 * @param balanced true: a weight says how much the term contributes compared with the others, and factors are set so from the values of the terms at the
 *          end of the warm-up (eq. 2: 1:1:7:1); false: a weight is the factor. That of {@link LossTerm#SPREAD}, which may be below 0, always is.
 */
public record LossWeights(Map<LossTerm, Double> weights, boolean balanced) {

	/** Delay, local AIF, reconstruction and smoothness contribute 1:1:7:1 (Zeng et al. 2025, eq. 2). */
	public static final LossWeights PUBLISHED = new LossWeights(Map.of(LossTerm.DELAY, 1.0, LossTerm.LOCAL_AIF, 1.0, LossTerm.RECONSTRUCTION, 7.0, LossTerm.SMOOTHNESS, 1.0), true);
	/** Only what needs no truth, as 7:1: for fine-tuning (section 2.2 of the paper). */
	public static final LossWeights UNLABELLED = new LossWeights(Map.of(LossTerm.RECONSTRUCTION, 7.0, LossTerm.SMOOTHNESS, 1.0), true);
	/** Everything compared with the truth: the loss of the shipped network. Factors are near one over the values that the terms reach. */
	public static final LossWeights SUPERVISED = new LossWeights(Map.of(LossTerm.ROBUST_DELAY, 1.0, LossTerm.LOCAL_AIF, 600.0, LossTerm.CLEAN, 300.0, LossTerm.CBF, 0.02, LossTerm.RESIDUE, 0.1, LossTerm.SPREAD, 0.1), false);

	private static final String PUBLISHED_NAME = "published";
	private static final String SUPERVISED_NAME = "supervised";
	private static final String BALANCED = "balanced";

	/** @throws IllegalArgumentException if there is no term or a weight is not positive */
	public LossWeights {
		if (weights.isEmpty()) throw new IllegalArgumentException("Training needs at least one term of a loss.");
		for (final double weight : weights.values())
			if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("The weight of a term of the loss must be positive, but is " + weight + ". Leave out terms that shall not count.");
		weights = Collections.unmodifiableMap(new EnumMap<>(weights));
	}

	/**
	 * @param text published, supervised, or terms with weights: "delay=1 cbf=0.1 spread=1"; with the word balanced, weights are contributions
	 * @throws PerfusionException if it is none of them
	 */
	public static LossWeights of(final String text) {
		if (text.trim().equalsIgnoreCase(PUBLISHED_NAME)) return PUBLISHED;
		if (text.trim().equalsIgnoreCase(SUPERVISED_NAME)) return SUPERVISED;
		final Map<LossTerm, Double> weights = new EnumMap<>(LossTerm.class);
		boolean balanced = false;
		for (final String word : text.trim().split("[\\s,;]+")) {
			if (word.equalsIgnoreCase(BALANCED)) balanced = true;
			else {
				final String[] parts = word.split("=", 2);
				weights.put(Choice.of("loss", parts[0], LossTerm.values()), parts.length == 2 ? number(text, parts[1]) : 1);
			}
		}
		try {
			return new LossWeights(weights, balanced);
		}
		catch (final IllegalArgumentException impossible) {
			throw new PerfusionException("loss=" + text + ": " + impossible.getMessage(), impossible);
		}
	}

	private static double number(final String text, final String number) {
		try {
			return Double.parseDouble(number);
		}
		catch (final NumberFormatException none) {
			throw new PerfusionException("loss=" + text + " cannot be understood: \"" + number + "\" is no number. Write terms like delay=1 cbf=0.1, or one of the words published and supervised.", none);
		}
	}

	/** @return as {@link #of} reads it */
	public String text() {
		return weights.entrySet().stream().map(one -> one.getKey().key() + "=" + String.format(Locale.ROOT, "%.6g", one.getValue()).replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "")).collect(Collectors.joining(" ")) + (balanced ? " " + BALANCED : "");
	}

	/**
	 * @param values of the terms now, by ordinal
	 * @return factors of the terms, by ordinal: 0 for those that do not count
	 */
	double[] factors(final double[] values) {
		final double[] factors = new double[LossTerm.values().length];
		// the first keeps its weight as factor: in eq. 2 the delay
		final double unit = weights.keySet().stream().mapToDouble(term -> values[term.ordinal()]).findFirst().orElseThrow();
		weights.forEach((term, weight) -> factors[term.ordinal()] = balanced && term != LossTerm.SPREAD && values[term.ordinal()] > 0 && unit > 0 ? weight * unit / values[term.ordinal()] : weight);
		return factors;
	}
}
