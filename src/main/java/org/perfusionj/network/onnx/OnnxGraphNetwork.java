package org.perfusionj.network.onnx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Operation.Input;
import org.perfusionj.network.graph.Tensor;

/** A graph on ONNX Runtime. */
final class OnnxGraphNetwork implements GraphNetwork {

	private final Graph graph;
	private final Map<String, String> outputs;
	private final OrtEnvironment environment;
	private final OrtSession session;
	private final DirectBuffers buffers;
	private final Map<String, OnnxInput> fixed;
	private final Runnable end;

	/**
	 * @param outputs names in the session by those of the graph
	 * @param session closed with this network
	 */
	OnnxGraphNetwork(final Graph graph, final Map<String, String> outputs, final OrtEnvironment environment, final OrtSession session) {
		this(graph, outputs, environment, session, new DirectBuffers(), Map.of(), () -> OnnxWork.done(() -> {
			session.close();
			return null;
		}));
	}

	private OnnxGraphNetwork(final Graph graph, final Map<String, String> outputs, final OrtEnvironment environment, final OrtSession session, final DirectBuffers buffers, final Map<String, OnnxInput> fixed,
		final Runnable end)
	{
		this.graph = graph;
		this.outputs = outputs;
		this.environment = environment;
		this.session = session;
		this.buffers = buffers;
		this.fixed = fixed;
		this.end = end;
	}

	@Override
	public Graph graph() {
		return graph;
	}

	@Override
	public Map<String, Tensor> run(final Map<String, Tensor> inputs) {
		check(inputs);
		final Map<String, Input> missing = new HashMap<>(inputs());
		missing.keySet().removeAll(inputs.keySet());
		missing.keySet().removeAll(fixed.keySet());
		if (!missing.isEmpty()) throw new IllegalArgumentException("The network was not given " + missing.keySet() + ".");
		return OnnxWork.done(() -> results(inputs));
	}

	private Map<String, Tensor> results(final Map<String, Tensor> inputs) throws OrtException {
		final Map<String, OnnxInput> given = given(inputs);
		try {
			final Map<String, OnnxTensor> all = new HashMap<>();
			given.forEach((name, input) -> all.put(name, input.tensor()));
			fixed.forEach((name, input) -> all.put(name, input.tensor()));
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
		final int[] shape = Arrays.stream(value.getInfo().getShape()).mapToInt(Math::toIntExact).toArray();
		// a copy on the Java heap, as large as the result
		return Tensor.of(value.getFloatBuffer().array(), shape);
	}

	@Override
	public GraphNetwork with(final Map<String, Tensor> inputs) {
		check(inputs);
		final Map<String, OnnxInput> given = OnnxWork.done(() -> given(inputs));
		final Map<String, OnnxInput> all = new HashMap<>(fixed);
		all.putAll(given);
		return new OnnxGraphNetwork(graph, outputs, environment, session, buffers, all, () -> given.values().forEach(OnnxInput::close));
	}

	private Map<String, OnnxInput> given(final Map<String, Tensor> inputs) throws OrtException {
		final Map<String, OnnxInput> given = new HashMap<>();
		try {
			for (final Map.Entry<String, Tensor> input : inputs.entrySet())
				given.put(input.getKey(), OnnxInput.of(input.getValue(), environment, buffers));
			return given;
		}
		catch (final OrtException | RuntimeException failed) {
			given.values().forEach(OnnxInput::close);
			throw failed;
		}
	}

	private void check(final Map<String, Tensor> given) {
		final Map<String, Input> inputs = inputs();
		given.forEach((name, tensor) -> {
			final Input input = inputs.get(name);
			if (input == null) throw new IllegalArgumentException("The network has no input " + name + ".");
			if (fixed.containsKey(name)) throw new IllegalArgumentException("The input " + name + " is fixed.");
			if (input.rank() != tensor.shape().length) throw new IllegalArgumentException("The input " + name + " has " + input.rank() + " axes, not " + tensor.shape().length + ".");
		});
	}

	private Map<String, Input> inputs() {
		return graph.inputs().stream().collect(Collectors.toMap(Input::name, input -> input));
	}

	@Override
	public void close() {
		end.run();
	}
}
