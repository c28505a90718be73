package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.perfusionj.network.graph.Operation;

/**
 * One operation of a graph, forward and backward. Arrays are dense, in C order, and of an {@link ArrayPool}; whoever receives a new one gives it back:
 * memory outside the Java heap is too large to wait for the garbage collector. Several threads use an operation at a time.
 */
interface Nd4jOperation {

	/**
	 * @param arguments stay as they are, but for the first if the result lies there
	 * @param result receives what is computed; lies where the first argument does if {@link #sharesArgument}, or if nothing else needs that and {@link #overwrites}
	 */
	void forward(List<INDArray> arguments, INDArray result);

	/**
	 * @param run what {@link #forward} was given and returned
	 * @param gradient derivative by each value of the result; taken over: it goes back to the pool, or becomes that of an argument
	 * @return derivative by each value of each argument, new arrays; null where it is not wanted
	 */
	INDArray[] backward(OperationRun run, INDArray gradient);

	/** @return whether {@link #backward} reads values of arguments, not only their shapes */
	boolean needsArguments();

	/** @return whether {@link #backward} reads the result */
	boolean needsResult();

	/** @return whether the result always lies where the argument does */
	default boolean sharesArgument() {
		return false;
	}

	/** @return whether the result may lie where the first argument does, if that has as many values: fresh memory costs as much as simple arithmetic */
	default boolean overwrites() {
		return false;
	}

	/** @return what computes an operation that has arguments */
	static Nd4jOperation of(final Operation operation, final ArrayPool pool) {
		if (operation instanceof Operation.MatrixProduct) return new MatrixProductOperation(pool);
		if (operation instanceof Operation.Combined combined) return new CombinedOperation(combined.arithmetic(), pool);
		if (operation instanceof Operation.Mapped mapped) return new MappedOperation(MappedFunction.of(mapped.function()), pool);
		if (operation instanceof Operation.Affine affine) return new AffineOperation(affine.factor(), affine.offset());
		if (operation instanceof Operation.Softmax) return new SoftmaxOperation(pool);
		if (operation instanceof Operation.Normalised normalised) return new NormalisedOperation(normalised.epsilon(), pool);
		if (operation instanceof Operation.Reduced reduced) return new ReducedOperation(reduced.reduction(), reduced.axis(), pool);
		if (operation instanceof Operation.Concatenated concatenated) return new ConcatenatedOperation(concatenated.axis(), pool);
		if (operation instanceof Operation.Slice slice) return new SliceOperation(slice.axis(), slice.from(), slice.to(), pool);
		if (operation instanceof Operation.Reshaped) return new ReshapedOperation();
		if (operation instanceof Operation.Transposed transposed) return new TransposedOperation(transposed.order(), pool);
		if (operation instanceof Operation.SortedDescending) return new SortOperation();
		return new SequenceConvolution(((Operation.Convolution) operation).stride(), pool);
	}
}
