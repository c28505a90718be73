package org.perfusionj.network.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.GraphShapes;
import org.perfusionj.network.graph.Operation.Input;
import org.perfusionj.network.graph.Tensor;

/** A graph on ONNX Runtime. With fixed inputs it is another model, which has what depends on them alone as its inputs. */
final class OnnxGraphNetwork implements GraphNetwork {

	private final Graph graph;
	private final float[] weights;
	private final Sessions sessions;
	private final DirectBuffers buffers = new DirectBuffers();
	private final Map<String, Tensor> fixed;
	private final FixedPart fixedPart;
	private final Map<String, String> outputs;
	private final OrtSession session;

	/**
	 * @param weights as many as the graph has; kept
	 * @throws OrtException if ONNX Runtime does not take the graph
	 * @throws IllegalArgumentException if the number of weights is wrong
	 */
	OnnxGraphNetwork(final Graph graph, final float[] weights, final Sessions sessions) throws OrtException {
		this(graph, weights, sessions, Map.of());
	}

	private OnnxGraphNetwork(final Graph graph, final float[] weights, final Sessions sessions, final Map<String, Tensor> fixed) throws OrtException {
		this.graph = graph;
		this.weights = weights;
		this.sessions = sessions;
		this.fixed = fixed;
		fixedPart = new FixedPart(graph, weights, sessions, buffers, fixed);
		try {
			final OnnxModel model = OnnxModel.of(graph, weights, fixedPart.extents());
			outputs = model.outputs();
			session = sessions.open(model.bytes());
		}
		catch (final OrtException | RuntimeException failed) {
			fixedPart.close();
			throw failed;
		}
	}

	@Override
	public Graph graph() {
		return graph;
	}

	@Override
	public Map<String, Tensor> run(final Map<String, Tensor> inputs) {
		checkFree(inputs);
		final Map<String, int[]> shapes = new HashMap<>();
		fixed.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
		inputs.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
		// ONNX Runtime would not find all that does not fit, and speaks of operators that no one knows
		new GraphShapes(graph, shapes);
		return OnnxWork.done(() -> results(inputs));
	}

	private Map<String, Tensor> results(final Map<String, Tensor> inputs) throws OrtException {
		final Map<String, OnnxInput> given = new HashMap<>();
		try {
			final Map<String, OnnxTensor> all = fixedPart.inputs();
			for (final Map.Entry<String, Tensor> input : inputs.entrySet())
				if (session.getInputNames().contains(input.getKey())) {
					given.put(input.getKey(), OnnxInput.of(input.getValue(), sessions.environment(), buffers));
					all.put(input.getKey(), given.get(input.getKey()).tensor());
				}
			try (OrtSession.Result result = session.run(all)) {
				final Map<String, Tensor> tensors = new LinkedHashMap<>();
				for (final Map.Entry<String, String> output : outputs.entrySet())
					tensors.put(output.getKey(), tensor((OnnxTensor) result.get(output.getValue()).orElseThrow()));
				return tensors;
			}
		}
		finally {
			given.values().forEach(OnnxInput::close);
		}
	}

	private static Tensor tensor(final OnnxTensor value) {
		// a copy on the Java heap, as large as the result
		return Tensor.of(value.getFloatBuffer().array(), extents(value));
	}

	/** @return extents of an array */
	static int[] extents(final OnnxTensor value) {
		return Arrays.stream(value.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
	}

	@Override
	public GraphNetwork with(final Map<String, Tensor> inputs) {
		checkFree(inputs);
		final Map<String, Integer> ranks = graph.inputs().stream().collect(Collectors.toMap(Input::name, Input::rank));
		inputs.forEach((name, tensor) -> {
			if (!ranks.containsKey(name)) throw new IllegalArgumentException("The network has no input " + name + ".");
			if (tensor.shape().length != ranks.get(name)) throw new IllegalArgumentException("The input " + name + " of the network has " + ranks.get(name) + " axes, not " + tensor.shape().length + ".");
		});
		final Map<String, Tensor> all = new HashMap<>(fixed);
		all.putAll(inputs);
		return OnnxWork.done(() -> new OnnxGraphNetwork(graph, weights, sessions, all));
	}

	private void checkFree(final Map<String, Tensor> inputs) {
		for (final String name : inputs.keySet())
			if (fixed.containsKey(name)) throw new IllegalArgumentException("The input " + name + " of the network is fixed.");
	}

	@Override
	public void close() {
		OnnxWork.closed(session);
		fixedPart.close();
	}
}
