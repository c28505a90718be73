package org.perfusionj.network;

import org.perfusionj.work.WorkMonitor;

/** A network with its weights on a device. Not thread-safe. */
public interface Network extends AutoCloseable {

	/** @return what it is made of */
	Architecture architecture();

	/**
	 * Memory grows with the field: see {@link TiledNetwork}.
	 *
	 * @param shape size of the input
	 * @param input values, [z][y][x][channel]
	 * @param monitor told how far it is; asked for cancellation about every half second or more often
	 * @return values of the last layer, [z][y][x][channel]
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	float[] run(FieldShape shape, float[] input, WorkMonitor monitor);

	/** Like {@link #run(FieldShape, float[], WorkMonitor)}, told to nobody. */
	default float[] run(final FieldShape shape, final float[] input) {
		return run(shape, input, WorkMonitor.SILENT);
	}

	/** Frees what it holds on the device. */
	@Override
	void close();
}
