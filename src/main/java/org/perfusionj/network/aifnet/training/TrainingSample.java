package org.perfusionj.network.aifnet.training;

import java.util.BitSet;

import org.perfusionj.network.FieldShape;

/**
 * One input of a network with its target.
 *
 * @param shape size of the input
 * @param input values, [z][y][x][channel]: frames, then static channels; see {@link org.perfusionj.network.aifnet.InputScaling}
 * @param usable cells that may contribute
 * @param target the annotated curve, one value a frame
 * @param truth the curve to measure against, one value a frame
 * @param annotated cells that hold the annotated vessel
 */
record TrainingSample(FieldShape shape, float[] input, BitSet usable, double[] target, double[] truth, BitSet annotated) {

	/** @return number of frames */
	int frames() {
		return target.length;
	}
}
