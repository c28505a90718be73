package org.perfusionj.network.nd4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.GraphShapes;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation;
import org.perfusionj.network.graph.Tensor;

/** A graph operation by operation, each some calls of ND4J. Not SameDiff, which is slower and wrong with oneDNN. */
final class Nd4jGraph implements GraphNetwork {

	private final GraphPlan plan;
	/** Weights, constants and fixed inputs, by the number of the node. */
	private final INDArray[] lasting;
	private final Map<String, int[]> fixedShapes;
	private final FixedPart fixedPart;
	/** Changes with the weights; shared by all that use them. */
	private final AtomicInteger version;
	/** Those of the lasting arrays that this network closes. */
	private final List<INDArray> own = new ArrayList<>();

	/** @throws IllegalArgumentException if the number of weights is wrong */
	Nd4jGraph(final Graph graph, final float[] weights) {
		plan = new GraphPlan(graph, new ArrayPool());
		lasting = new INDArray[graph.nodes().size()];
		fixedShapes = Map.of();
		version = new AtomicInteger();
		checkCount(weights);
		NativeWork.done(() -> {
			int at = 0;
			for (final Node node : graph.nodes()) {
				if (node.operation() instanceof Operation.Constant constant) keep(node, Transfer.toDevice(constant.value()));
				if (node.operation() instanceof Operation.Weight weight) {
					keep(node, Transfer.empty(Transfer.extents(weight.shape())));
					Transfer.toDevice(weights, at, lasting[node.number()]);
					at += Graph.count(weight);
				}
			}
			return null;
		});
		fixedPart = new FixedPart(plan, lasting);
	}

	private Nd4jGraph(final Nd4jGraph network, final Map<String, Tensor> inputs) {
		plan = network.plan;
		lasting = network.lasting.clone();
		version = network.version;
		fixedShapes = new HashMap<>(network.fixedShapes);
		inputs.forEach((name, tensor) -> {
			checkFree(name);
			fixedShapes.put(name, tensor.shape());
		});
		GraphShapes.check(plan.graph(), fixedShapes);
		NativeWork.done(() -> {
			for (final Node node : plan.graph().nodes())
				if (node.operation() instanceof Operation.Input input && inputs.containsKey(input.name())) keep(node, Transfer.toDevice(inputs.get(input.name())));
			return null;
		});
		fixedPart = new FixedPart(plan, lasting);
	}

	private void keep(final Node node, final INDArray array) {
		lasting[node.number()] = array;
		own.add(array);
	}

	@Override
	public Graph graph() {
		return plan.graph();
	}

	@Override
	public Map<String, Tensor> run(final Map<String, Tensor> inputs) {
		final GraphShapes shapes = shapes(inputs);
		return NativeWork.done(() -> {
			try (GraphRun run = new GraphRun(plan, shapes, false)) {
				run.forward(fixedPart.lasting(shapes, version.get()), inputs);
				return run.outputs();
			}
		});
	}

	/** @return a run whose gradient can be asked for; whoever receives it closes it */
	GraphRun forward(final Map<String, Tensor> inputs) {
		final GraphShapes shapes = shapes(inputs);
		return NativeWork.done(() -> {
			final GraphRun run = new GraphRun(plan, shapes, true);
			try {
				run.forward(lasting, inputs);
				return run;
			}
			catch (final RuntimeException | Error failed) {
				run.close();
				throw failed;
			}
		});
	}

	private GraphShapes shapes(final Map<String, Tensor> inputs) {
		final Map<String, int[]> shapes = new HashMap<>(fixedShapes);
		inputs.forEach((name, tensor) -> {
			checkFree(name);
			shapes.put(name, tensor.shape());
		});
		final GraphShapes all = new GraphShapes(plan.graph(), shapes);
		plan.pool().begin(all);
		return all;
	}

	private void checkFree(final String name) {
		if (fixedShapes.containsKey(name)) throw new IllegalArgumentException("The input " + name + " of the network is fixed.");
	}

	@Override
	public GraphNetwork with(final Map<String, Tensor> inputs) {
		return new Nd4jGraph(this, inputs);
	}

	/** @param weights flat, copied */
	void setWeights(final float[] weights) {
		checkCount(weights);
		version.incrementAndGet();
		NativeWork.done(() -> {
			int at = 0;
			for (final Node node : plan.graph().nodes())
				if (node.operation() instanceof Operation.Weight weight) {
					Transfer.toDevice(weights, at, lasting[node.number()]);
					at += Graph.count(weight);
				}
			return null;
		});
	}

	private void checkCount(final float[] weights) {
		final int parameters = plan.graph().parameters();
		if (weights.length != parameters) throw new IllegalArgumentException("The network needs " + parameters + " weights, but was given " + weights.length + ".");
	}

	@Override
	public void close() {
		fixedPart.close();
		own.forEach(INDArray::close);
		own.clear();
		plan.pool().close();
	}
}
