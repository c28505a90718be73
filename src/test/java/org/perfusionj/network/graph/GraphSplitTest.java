package org.perfusionj.network.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.perfusionj.network.ReferenceEngine;
import org.perfusionj.network.graph.Operation.Function;
import org.perfusionj.network.graph.Operation.Start;
import org.perfusionj.simulation.RandomStream;

/** Graphs cut where their weights begin. */
class GraphSplitTest {

	private static final Map<String, Tensor> INPUTS = Map.of("tissue", Tensor.of(new float[] { 1, 2, 3, 4, 5, 6 }, 2, 3), "memory", Tensor.of(new float[] { 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f }, 3, 2), "scale", Tensor.of(new float[] {
		2 }, 1, 1));

	private static Graph graph() {
		final GraphBuilder graph = new GraphBuilder();
		final Node tissue = graph.input("tissue", 2);
		final Node unused = graph.map(Function.EXP, tissue);
		final Node dead = graph.weight("dead", Start.SMALL, 3, 2);
		graph.product(unused, dead);
		final Node compared = graph.softmax(graph.product(tissue, graph.input("memory", 2)));
		final Node constant = graph.map(Function.EXP, graph.constant(Tensor.of(new float[] { 1, 2 }, 1, 2)));
		final Node layer = graph.dense("layer", graph.times(compared, constant), 2, 4);
		graph.output("delay", graph.times(graph.map(Function.SOFTPLUS, layer), graph.input("scale", 2)));
		graph.output("compared", compared);
		return graph.build();
	}

	@Test
	void bothPartsTogetherAreTheWhole() {
		final Graph graph = graph();
		final float[] weights = graph.startingWeights(new RandomStream(1));
		final GraphSplit split = GraphSplit.of(graph);
		final Map<String, Tensor> whole = new ReferenceEngine().open(graph, weights).run(INPUTS);
		final Map<String, Tensor> handed = new ReferenceEngine().open(split.fixed(), new float[0]).run(INPUTS);
		final Map<String, Tensor> parts = new ReferenceEngine().open(split.trained(), weights).run(handed);
		assertEquals(List.copyOf(whole.keySet()), List.copyOf(parts.keySet()));
		whole.forEach((name, value) -> assertArrayEquals(value.values(), parts.get(name).values(), 1e-6f, name));
	}

	@Test
	void onlyWhatIsNeededIsHandedOver() {
		final GraphSplit split = GraphSplit.of(graph());
		assertEquals(0, split.fixed().parameters());
		assertEquals(Set.of("tissue", "memory", "scale"), Set.copyOf(split.fixed().inputs().stream().map(Operation.Input::name).toList()));
		// what is scaled with a constant, the same before, and an input that is used where the weights are; not what only a dead end needs
		assertEquals(3, split.fixed().outputs().size());
		assertTrue(split.fixed().outputs().containsKey("scale"));
		assertFalse(split.fixed().outputs().containsKey("tissue"));
		assertTrue(split.fixed().nodes().stream().noneMatch(node -> node.operation() instanceof Operation.Mapped mapped && mapped.function() == Function.EXP && node.arguments().get(0).operation() instanceof Operation.Input));
		assertEquals(split.fixed().outputs().keySet(), Set.copyOf(split.trained().inputs().stream().map(Operation.Input::name).toList()));
		assertTrue(split.trained().inputs().stream().allMatch(input -> input.rank() == 2));
		assertEquals(graph().weights().stream().map(Operation.Weight::name).toList(), split.trained().weights().stream().map(Operation.Weight::name).toList());
	}

	@Test
	void aGraphWithoutWeightsIsAllFixed() {
		final GraphBuilder graph = new GraphBuilder();
		graph.output("twice", graph.affine(graph.input("tissue", 2), 2, 0));
		final GraphSplit split = GraphSplit.of(graph.build());
		final Map<String, Tensor> handed = new ReferenceEngine().open(split.fixed(), new float[0]).run(new LinkedHashMap<>(Map.of("tissue", INPUTS.get("tissue"))));
		assertArrayEquals(new float[] { 2, 4, 6, 8, 10, 12 }, new ReferenceEngine().open(split.trained(), new float[0]).run(handed).get("twice").values());
	}
}
