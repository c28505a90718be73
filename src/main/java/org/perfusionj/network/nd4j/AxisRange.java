package org.perfusionj.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.perfusionj.network.graph.GraphShapes;

/**
 * Values from..to-1 of an axis.
 *
 * @param axis negative ones count from the end
 */
record AxisRange(int axis, long from, long to) {

	/** @return a view */
	INDArray of(final INDArray array) {
		final INDArrayIndex[] indices = new INDArrayIndex[array.rank()];
		for (int i = 0; i < indices.length; i++)
			indices[i] = NDArrayIndex.all();
		indices[GraphShapes.axis(axis, array.rank())] = NDArrayIndex.interval(from, to);
		return array.get(indices);
	}
}
