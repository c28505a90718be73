package org.perfusionj.network;

import java.util.Map;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.graph.TrainableGraphNetwork;
import org.perfusionj.work.WorkMonitor;

/** Like {@link CancellableNetwork}, for graphs. Not thread-safe. */
public final class CancellableGraphNetwork implements TrainableGraphNetwork {

	private final TrainableGraphNetwork network;
	private final WorkMonitor monitor;
	private final LeavableThread thread = new LeavableThread();

	/**
	 * @param network what computes; closed with this one
	 * @param monitor asked for cancellation ten times a second; every call may throw a CancellationException
	 */
	public CancellableGraphNetwork(final TrainableGraphNetwork network, final WorkMonitor monitor) {
		this.network = network;
		this.monitor = monitor;
	}

	@Override
	public Graph graph() {
		return network.graph();
	}

	@Override
	public Map<String, Tensor> run(final Map<String, Tensor> inputs) {
		return thread.await(() -> network.run(inputs), monitor);
	}

	/** What it returns is not cancellable. */
	@Override
	public GraphNetwork with(final Map<String, Tensor> inputs) {
		return thread.await(() -> network.with(inputs), monitor);
	}

	@Override
	public Map<String, Tensor> forward(final Map<String, Tensor> inputs) {
		return thread.await(() -> network.forward(inputs), monitor);
	}

	@Override
	public float[] gradient(final Map<String, Tensor> outputGradients) {
		return thread.await(() -> network.gradient(outputGradients), monitor);
	}

	@Override
	public void setWeights(final float[] weights) {
		thread.await(() -> {
			network.setWeights(weights);
			return null;
		}, monitor);
	}

	@Override
	public void close() {
		thread.end(network::close);
	}
}
