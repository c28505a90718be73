package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One operation as it was run.
 *
 * @param arguments what it was given; their values are there if {@link Nd4jOperation#needsArguments}, their shapes always
 * @param result what it returned; its values are there if {@link Nd4jOperation#needsResult}
 * @param wanted whether the derivative by an argument is needed
 */
record OperationRun(List<INDArray> arguments, INDArray result, boolean[] wanted) {

	INDArray argument() {
		return arguments.get(0);
	}
}
