package org.perfusionj.network.residue.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Operation.Start;
import org.perfusionj.network.graph.Operation.Weight;

/**
 * Adam (Kingma and Ba 2015) with bias correction, decoupled weight decay (Loshchilov and Hutter 2019) and gradients that are shortened when they are too long. Immutable: what it
 * remembers between steps is the caller's.
 */
final class Adam {

	private static final double FIRST = 0.9;
	private static final double SECOND = 0.999;
	private static final double EPSILON = 1e-8;

	private final double weightDecay;
	private final double largestGradient;
	private final List<Range> trained;

	/** Weights from..to-1 of the flat ones; those of matrices decay, biases and scales do not. */
	private record Range(int from, int to, boolean decays) {
	}

	/**
	 * @param graph whose weights they are
	 * @param weightDecay part of a weight that is lost in a step with learning rate 1; 0 = none
	 * @param largestGradient a gradient whose norm is larger is shortened to this
	 * @param isTrained by name of a weight: the others stay as they are
	 */
	Adam(final Graph graph, final double weightDecay, final double largestGradient, final Predicate<String> isTrained) {
		this.weightDecay = weightDecay;
		this.largestGradient = largestGradient;
		this.trained = new ArrayList<>();
		int at = 0;
		for (final Weight weight : graph.weights()) {
			final int end = at + Graph.count(weight);
			if (isTrained.test(weight.name())) trained.add(new Range(at, end, weight.start() == Start.GLOROT));
			at = end;
		}
	}

	/** @return number of weights that are trained */
	int count() {
		return trained.stream().mapToInt(range -> range.to - range.from).sum();
	}

	/**
	 * @param number of the step, from 1
	 * @param rate learning rate
	 * @param gradient by all weights
	 * @param weights changed
	 * @param mean of past gradients, changed; zeros before the first step
	 * @param square mean of their squares, changed; zeros before the first step
	 */
	void step(final long number, final double rate, final float[] gradient, final float[] weights, final float[] mean, final float[] square) {
		final double norm = norm(gradient);
		// one batch with infinite numbers must not spoil all that was learned
		if (!(norm < Double.POSITIVE_INFINITY)) return;
		final float shorter = (float) (norm > largestGradient ? largestGradient / norm : 1);
		final float size = (float) (rate / (1 - Math.pow(FIRST, number)));
		final float correction = (float) (1 / (1 - Math.pow(SECOND, number)));
		for (final Range range : trained) {
			final float kept = (float) (range.decays ? 1 - rate * weightDecay : 1);
			for (int i = range.from; i < range.to; i++) {
				final float g = gradient[i] * shorter;
				mean[i] = (float) FIRST * mean[i] + (float) (1 - FIRST) * g;
				square[i] = (float) SECOND * square[i] + (float) (1 - SECOND) * g * g;
				weights[i] = kept * weights[i] - size * mean[i] / ((float) Math.sqrt(square[i] * correction) + (float) EPSILON);
			}
		}
	}

	private double norm(final float[] gradient) {
		double squares = 0;
		for (final Range range : trained)
			for (int i = range.from; i < range.to; i++)
				squares += (double) gradient[i] * gradient[i];
		return Math.sqrt(squares);
	}
}
