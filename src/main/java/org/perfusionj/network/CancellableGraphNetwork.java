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
	private final CancellableCalls calls;

	/**
	 * @param network what computes; closed with this one
	 * @param monitor asked for cancellation ten times a second; every call may throw a CancellationException
	 */
	public CancellableGraphNetwork(final TrainableGraphNetwork network, final WorkMonitor monitor) {
		this.network = network;
		this.calls = new CancellableCalls(monitor);
	}

	@Override
	public Graph graph() {
		return network.graph();
	}

	@Override
	public Map<String, Tensor> run(final Map<String, Tensor> inputs) {
		return calls.await(() -> network.run(inputs));
	}

	/** What it returns is not cancellable. */
	@Override
	public GraphNetwork with(final Map<String, Tensor> inputs) {
		return calls.await(() -> network.with(inputs));
	}

	@Override
	public Map<String, Tensor> forward(final Map<String, Tensor> inputs) {
		return calls.await(() -> network.forward(inputs));
	}

	@Override
	public float[] gradient(final Map<String, Tensor> outputGradients) {
		return calls.await(() -> network.gradient(outputGradients));
	}

	@Override
	public void setWeights(final float[] weights) {
		calls.await(() -> {
			network.setWeights(weights);
			return null;
		});
	}

	@Override
	public void close() {
		calls.end(network::close);
	}
}
