package org.perfusionj.network;

import java.util.concurrent.Callable;

import org.perfusionj.work.WorkMonitor;

/**
 * Computes on a thread of its own, so that the caller can leave a call that takes long: the passes of training are not divided, and a native call cannot
 * be stopped. A call that was left ends by itself, and the network is closed after it. Not thread-safe.
 */
public final class CancellableNetwork implements TrainableNetwork {

	private final TrainableNetwork network;
	private final WorkMonitor monitor;
	private final LeavableThread thread = new LeavableThread();

	/**
	 * @param network what computes; closed with this one
	 * @param monitor asked for cancellation ten times a second; every call may throw a CancellationException
	 */
	public CancellableNetwork(final TrainableNetwork network, final WorkMonitor monitor) {
		this.network = network;
		this.monitor = monitor;
	}

	@Override
	public Architecture architecture() {
		return network.architecture();
	}

	@Override
	public float[] run(final FieldShape shape, final float[] input, final WorkMonitor told) {
		return await(() -> network.run(shape, input, told));
	}

	@Override
	public float[] forward(final FieldShape shape, final float[] input) {
		return await(() -> network.forward(shape, input));
	}

	@Override
	public float[] gradient(final float[] outputGradient) {
		return await(() -> network.gradient(outputGradient));
	}

	@Override
	public void setWeights(final float[] weights) {
		await(() -> {
			network.setWeights(weights);
			return null;
		});
	}

	private <T> T await(final Callable<T> call) {
		return thread.await(call, monitor);
	}

	@Override
	public void close() {
		thread.end(network::close);
	}
}
