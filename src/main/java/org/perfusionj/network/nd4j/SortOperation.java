package org.perfusionj.network.nd4j;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The last axis sorted, the largest first, in Java: ND4J's sort is slower and does not say where values went. */
final class SortOperation implements Nd4jOperation {

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		final int n = (int) result.size(-1);
		final float[] values = Transfer.values(arguments.get(0));
		final float[] sorted = new float[values.length];
		for (int row = 0; row < values.length; row += n) {
			final long[] keys = keys(values, row, n);
			for (int i = 0; i < n; i++)
				sorted[row + i] = values[row + place(keys[i])];
		}
		Transfer.toDevice(sorted, 0, result);
	}

	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		final int n = (int) gradient.size(-1);
		final float[] values = Transfer.values(run.argument());
		final float[] bySorted = Transfer.values(gradient);
		final float[] derivatives = new float[values.length];
		for (int row = 0; row < values.length; row += n) {
			final long[] keys = keys(values, row, n);
			for (int i = 0; i < n; i++)
				derivatives[row + place(keys[i])] = bySorted[row + i];
		}
		Transfer.toDevice(derivatives, 0, gradient);
		return new INDArray[] { gradient };
	}

	/** @return the places of a row, each below what sorts it: larger values first, of equal ones that which comes first */
	private static long[] keys(final float[] values, final int row, final int n) {
		final long[] keys = new long[n];
		for (int i = 0; i < n; i++) {
			// adding 0 makes -0 equal to 0
			final int bits = Float.floatToIntBits(values[row + i] + 0f);
			// negative numbers order the other way round
			final int ascending = bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
			keys[i] = (long) ~ascending << Integer.SIZE | i;
		}
		Arrays.sort(keys);
		return keys;
	}

	private static int place(final long key) {
		return (int) key;
	}

	@Override
	public boolean needsArguments() {
		return true;
	}

	@Override
	public boolean needsResult() {
		return false;
	}
}
