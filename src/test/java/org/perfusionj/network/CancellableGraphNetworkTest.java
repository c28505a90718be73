package org.perfusionj.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.Operation.Start;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.graph.TrainableGraphNetwork;
import org.perfusionj.work.WorkMonitor;

/** A network for graphs that can be left while it computes; leaving is tested with {@link CancellableNetworkTest}. */
class CancellableGraphNetworkTest {

	private static Graph graph() {
		final GraphBuilder graph = new GraphBuilder();
		graph.output("y", graph.product(graph.input("x", 2), graph.weight("w", Start.ZERO, 2, 1)));
		return graph.build();
	}

	@Test
	void resultsAreThoseOfTheNetwork() {
		final Map<String, Tensor> input = Map.of("x", Tensor.of(new float[] { 3, 4 }, 1, 2));
		try (TrainableGraphNetwork network = new CancellableGraphNetwork(new ReferenceEngine().openForTraining(graph(), new float[] { 1, 2 }), WorkMonitor.SILENT)) {
			assertEquals(1, network.graph().inputs().size());
			assertArrayEquals(new float[] { 11 }, network.run(input).get("y").values());
			assertArrayEquals(new float[] { 11 }, network.with(input).run(Map.of()).get("y").values());
			assertArrayEquals(new float[] { 11 }, network.forward(input).get("y").values());
			assertArrayEquals(new float[] { 6, 8 }, network.gradient(Map.of("y", Tensor.of(new float[] { 2 }, 1, 1))));
			network.setWeights(new float[] { 10, 0 });
			assertArrayEquals(new float[] { 30 }, network.run(input).get("y").values());
			assertThrows(RuntimeException.class, () -> network.run(Map.of()), "what the network throws comes through");
		}
	}
}
