package org.perfusionj.network.nd4j;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.perfusionj.network.graph.GraphShapes;

/**
 * Memory of arrays that nothing needs any more, for the next arrays of the same size: fresh memory outside the Java heap costs more than most operations
 * on it. Holds no more than the largest need of runs of one size. Thread-safe.
 */
final class ArrayPool implements AutoCloseable {

	private final Map<Long, Deque<INDArray>> free = new HashMap<>();
	private GraphShapes shapes;

	/** Forgets arrays of other sizes than those of the run that begins. */
	synchronized void begin(final GraphShapes ofRun) {
		if (shapes != null && !shapes.sameAs(ofRun)) close();
		shapes = ofRun;
	}

	/** @return an array with anything in it; whoever receives it gives it back */
	INDArray take(final long... shape) {
		final INDArray old = old(Transfer.count(shape));
		return old == null ? Transfer.empty(shape) : Transfer.shaped(old, shape);
	}

	private synchronized INDArray old(final long count) {
		final Deque<INDArray> ofSize = free.get(count);
		return ofSize == null ? null : ofSize.poll();
	}

	/** @return an array of zeros */
	INDArray zeros(final long... shape) {
		return take(shape).assign(0);
	}

	/** @return a copy in C order */
	INDArray copy(final INDArray array) {
		return take(array.shape()).assign(array);
	}

	/** @param array that nothing uses any more */
	synchronized void give(final INDArray array) {
		free.computeIfAbsent(array.length(), any -> new ArrayDeque<>()).push(array);
	}

	/** Frees what is not in use. */
	@Override
	public synchronized void close() {
		free.values().forEach(ofSize -> ofSize.forEach(INDArray::close));
		free.clear();
	}
}
