package org.perfusionj.network.aifnet;

import java.util.BitSet;

/** 3D softmax (Fig. 2 of the paper): from one number for each cell to probabilities whose sum is 1 (equation 3). */
public final class ProbabilityField {

	private ProbabilityField() {}

	/**
	 * @param logits one for each cell
	 * @param usable cells that may have a probability above 0; not empty
	 * @return one for each cell, sum 1
	 */
	public static float[] softmax(final float[] logits, final BitSet usable) {
		float highest = Float.NEGATIVE_INFINITY;
		for (int c = usable.nextSetBit(0); c >= 0; c = usable.nextSetBit(c + 1))
			highest = Math.max(highest, logits[c]);
		final float[] probability = new float[logits.length];
		double sum = 0;
		for (int c = usable.nextSetBit(0); c >= 0; c = usable.nextSetBit(c + 1)) {
			probability[c] = (float) Math.exp(logits[c] - highest);
			sum += probability[c];
		}
		for (int c = usable.nextSetBit(0); c >= 0; c = usable.nextSetBit(c + 1))
			probability[c] /= sum;
		return probability;
	}
}
