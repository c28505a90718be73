package org.perfusionj.network.nd4j;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphShapes;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation;
import org.perfusionj.network.graph.Tensor;

/** One run of a graph, forward and then perhaps backward, on arrays that go back to the pool as soon as nothing needs them. Not thread-safe. */
final class GraphRun implements AutoCloseable {

	private final GraphPlan plan;
	private final GraphShapes shapes;
	/** By the number of the node. */
	private final INDArray[] results;
	/** Those that this run frees, by the number of the node. */
	private final boolean[] own;
	private final boolean forGradient;

	/**
	 * @param forGradient whether what {@link #gradient} needs is kept
	 */
	GraphRun(final GraphPlan plan, final GraphShapes shapes, final boolean forGradient) {
		this.plan = plan;
		this.shapes = shapes;
		this.forGradient = forGradient;
		results = new INDArray[plan.graph().nodes().size()];
		own = new boolean[results.length];
	}

	/**
	 * Computes all outputs.
	 *
	 * @param lasting arrays that outlive the run, by the number of the node: weights, constants and what was fixed
	 * @param inputs the others, by name
	 */
	void forward(final INDArray[] lasting, final Map<String, Tensor> inputs) {
		forward(lasting, inputs, node -> true);
	}

	/** Computes a part of the nodes. */
	void forward(final INDArray[] lasting, final Map<String, Tensor> inputs, final Predicate<Node> part) {
		for (final Node node : plan.graph().nodes()) {
			if (!plan.used(node) || !part.test(node)) continue;
			final int n = node.number();
			if (lasting[n] != null) {
				results[n] = lasting[n];
				continue;
			}
			if (node.operation() instanceof Operation.Input input) {
				results[n] = device(inputs.get(input.name()));
				own[n] = true;
				continue;
			}
			results[n] = result(node, Transfer.extents(shapes.of(node)));
			own[n] = !plan.operation(node).sharesArgument();
			plan.operation(node).forward(arguments(node), results[n]);
			for (final Node argument : node.arguments())
				if (endsAt(argument, node)) free(plan.owner(argument));
		}
	}

	/** @return where the result goes */
	private INDArray result(final Node node, final long[] shape) {
		final Node first = node.arguments().get(0);
		final INDArray there = results[first.number()];
		if (plan.operation(node).sharesArgument()) return Transfer.shaped(there, shape);
		if (!overwrites(node, first) || there.length() != Transfer.count(shape)) return plan.pool().take(shape);
		own[plan.owner(first).number()] = false;
		return Transfer.shaped(there, shape);
	}

	private boolean overwrites(final Node node, final Node first) {
		final Node owner = plan.owner(first);
		return plan.operation(node).overwrites() && own[owner.number()] && endsAt(first, node) && node.arguments().stream().skip(1).allMatch(other -> plan.owner(other) != owner);
	}

	/** @return whether nothing needs the memory of an argument once a node has been computed */
	private boolean endsAt(final Node argument, final Node node) {
		final Node owner = plan.owner(argument);
		return plan.endsAt(owner, node) && !(forGradient && plan.kept(owner));
	}

	private INDArray device(final Tensor tensor) {
		final INDArray array = plan.pool().take(Transfer.extents(tensor.shape()));
		Transfer.toDevice(tensor.values(), 0, array);
		return array;
	}

	private List<INDArray> arguments(final Node node) {
		return node.arguments().stream().map(argument -> results[argument.number()]).toList();
	}

	/** @return what was computed or given, by the number of the node; in use until this run is closed */
	INDArray[] results() {
		return results.clone();
	}

	/** @return copies of the outputs, by name */
	Map<String, Tensor> outputs() {
		final Map<String, Tensor> outputs = new LinkedHashMap<>();
		plan.graph().outputs().forEach((name, node) -> outputs.put(name, Transfer.toJava(results[node.number()])));
		return outputs;
	}

	/**
	 * Frees everything on its way.
	 *
	 * @param outputGradients derivative of a loss by the values of some outputs, by name
	 * @return derivative of the loss by all weights
	 */
	float[] gradient(final Map<String, Tensor> outputGradients) {
		final float[] flat = new float[plan.graph().parameters()];
		final INDArray[] gradients = new INDArray[results.length];
		try {
			outputGradients.forEach((name, tensor) -> {
				final Node output = plan.graph().outputs().get(name);
				if (plan.trained(output)) add(gradients, output, device(tensor));
			});
			int at = flat.length;
			for (int n = results.length - 1; n >= 0; n--) {
				final Node node = plan.graph().nodes().get(n);
				if (node.operation() instanceof Operation.Weight weight) {
					at -= Graph.count(weight);
					if (gradients[n] != null) Transfer.values(gradients[n], flat, at);
				}
				else if (gradients[n] != null) back(node, gradients);
				free(node);
			}
			return flat;
		}
		finally {
			Arrays.stream(gradients).filter(gradient -> gradient != null).forEach(plan.pool()::give);
		}
	}

	private void back(final Node node, final INDArray[] gradients) {
		final boolean[] wanted = new boolean[node.arguments().size()];
		for (int i = 0; i < wanted.length; i++)
			wanted[i] = plan.trained(node.arguments().get(i));
		final INDArray gradient = gradients[node.number()];
		gradients[node.number()] = null;
		final INDArray[] derivatives = plan.operation(node).backward(new OperationRun(arguments(node), results[node.number()], wanted), gradient);
		for (int i = 0; i < wanted.length; i++)
			if (wanted[i]) add(gradients, node.arguments().get(i), derivatives[i]);
	}

	private void add(final INDArray[] gradients, final Node node, final INDArray derivative) {
		final INDArray sum = gradients[node.number()];
		if (sum == null) gradients[node.number()] = derivative;
		else {
			sum.addi(derivative);
			plan.pool().give(derivative);
		}
	}

	private void free(final Node node) {
		if (!own[node.number()]) return;
		own[node.number()] = false;
		plan.pool().give(results[node.number()]);
	}

	@Override
	public void close() {
		plan.graph().nodes().forEach(this::free);
	}
}
