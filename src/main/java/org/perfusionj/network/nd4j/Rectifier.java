package org.perfusionj.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What happens behind the sums of a layer.
 *
 * @param on true: negative values become 0 (ReLU); false: nothing happens
 */
record Rectifier(boolean on) {

	/** Changes the sums of a layer to its output. */
	void apply(final INDArray sums) {
		if (on) Nd4j.getExecutioner().exec(new RectifiedLinear(sums, sums, 0));
	}

	/**
	 * @param output of the layer
	 * @param outputGradient derivative by it; becomes the derivative by the sums
	 */
	void back(final INDArray output, final INDArray outputGradient) {
		if (on) Nd4j.exec(DynamicCustomOp.builder("relu_bp").addInputs(output, outputGradient).addOutputs(outputGradient).addFloatingPointArguments(0.0).build());
	}
}
