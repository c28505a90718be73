package org.perfusionj.network.onnx;

import java.nio.FloatBuffer;
import java.util.Arrays;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;

import org.perfusionj.network.graph.Tensor;

/**
 * An argument of a run.
 *
 * @param shape its extents
 * @param tensor what ONNX Runtime sees
 * @param memory where its values lie
 * @param buffers where the memory goes back to
 */
record OnnxInput(int[] shape, OnnxTensor tensor, FloatBuffer memory, DirectBuffers buffers) implements AutoCloseable {

	/** @return the array outside the Java heap */
	static OnnxInput of(final Tensor array, final OrtEnvironment environment, final DirectBuffers buffers) throws OrtException {
		final FloatBuffer memory = buffers.filled(array.values());
		final long[] shape = Arrays.stream(array.shape()).asLongStream().toArray();
		return new OnnxInput(array.shape(), OnnxTensor.createTensor(environment, memory, shape), memory, buffers);
	}

	@Override
	public void close() {
		tensor.close();
		buffers.giveBack(memory);
	}
}
