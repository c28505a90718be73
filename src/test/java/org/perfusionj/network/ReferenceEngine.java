package org.perfusionj.network;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.TrainableGraphNetwork;

/** Runs networks in plain Java: slow, and the same on every machine. */
public final class ReferenceEngine implements NetworkEngine {

	@Override
	public String description() {
		return "reference";
	}

	@Override
	public Device device() {
		return Device.CPU;
	}

	@Override
	public Network open(final Architecture architecture, final float[] weights) {
		return openForTraining(architecture, weights);
	}

	@Override
	public TrainableNetwork openForTraining(final Architecture architecture, final float[] weights) {
		return new ReferenceNetwork(architecture, weights);
	}

	@Override
	public GraphNetwork open(final Graph graph, final float[] weights) {
		return openForTraining(graph, weights);
	}

	@Override
	public TrainableGraphNetwork openForTraining(final Graph graph, final float[] weights) {
		return new ReferenceGraph(graph, weights);
	}
}
