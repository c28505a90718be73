package org.perfusionj.network.nd4j;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.perfusionj.network.Layer;
import org.perfusionj.work.WorkMonitor;

/**
 * One layer with its weights on the device. Fields have the shape [1][z][y][x][channel]. Whoever receives a new array closes it: memory
 * outside the Java heap is too large to wait for the garbage collector.
 */
interface Nd4jLayer extends AutoCloseable {

	/**
	 * @param input a field, stays as it is
	 * @return a new field
	 */
	INDArray forward(INDArray input);

	/**
	 * Like {@link #forward(INDArray)}, in several calls if one would take too long.
	 *
	 * @param input a field, stays as it is
	 * @param longest multiply-adds of one call
	 * @param monitor asked for cancellation between them
	 * @return a new field
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	default INDArray forward(final INDArray input, final double longest, final WorkMonitor monitor) {
		monitor.check();
		return forward(input);
	}

	/**
	 * @param input what {@link #forward} was given
	 * @param output what it returned
	 * @param outputGradient derivative by each value of the output; may be overwritten
	 * @param gradient receives the derivatives by the weights of all layers
	 * @param at place of this layer's first weight in it
	 * @return derivative by each value of the input, a new array
	 */
	INDArray backward(INDArray input, INDArray output, INDArray outputGradient, float[] gradient, int at);

	/**
	 * @param weights of all layers
	 * @param at place of this layer's first one
	 */
	void setWeights(float[] weights, int at);

	@Override
	void close();

	/** @return the layer, without weights yet */
	static Nd4jLayer of(final Layer layer) {
		if (layer instanceof Layer.Convolution convolution) return new ConvolutionLayer(convolution);
		if (layer instanceof Layer.AveragePooling pooling) return new PoolingLayer(pooling.size());
		if (layer instanceof Layer.DepthMean) return new DepthMeanLayer();
		return new DenseLayer((Layer.Dense) layer);
	}

	/** @return a new array with anything in it */
	static INDArray empty(final long... shape) {
		return Nd4j.createUninitialized(DataType.FLOAT, shape);
	}
}
