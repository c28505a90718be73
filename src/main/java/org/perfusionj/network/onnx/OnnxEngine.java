package org.perfusionj.network.onnx;

import java.util.Arrays;
import java.util.Map;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.perfusionj.network.Architecture;
import org.perfusionj.network.Device;
import org.perfusionj.network.Network;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.TrainableNetwork;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.work.PerfusionException;

/** Runs networks on ONNX Runtime. It does not train. */
public final class OnnxEngine implements NetworkEngine {

	private final OrtEnvironment environment;
	private final Device device;

	private OnnxEngine(final OrtEnvironment environment, final Device device) {
		this.environment = environment;
		this.device = device;
	}

	/**
	 * Loads the native libraries, once in a Java process, and has them compute something.
	 *
	 * @param device CPU or CUDA
	 * @return the engine
	 * @throws LinkageError if the jar or native libraries are missing or do not fit this machine
	 * @throws RuntimeException if they do not work, or there is no such device
	 */
	public static OnnxEngine load(final Device device) {
		final OrtEnvironment environment = OrtEnvironment.getEnvironment("PerfusionJ");
		// scans are nobody else's business, nor is who looks at them
		OnnxWork.done(() -> {
			environment.setTelemetry(false);
			return null;
		});
		final OnnxEngine engine = new OnnxEngine(environment, device);
		engine.check();
		return engine;
	}

	/** Libraries that load may still not work on a processor or GPU: a product of matrices, exact in any precision. */
	private void check() {
		final GraphBuilder builder = new GraphBuilder();
		builder.output("product", builder.product(builder.input("a", 2), builder.constant(Tensor.of(new float[] { 1, 2, 4, -5 }, 2, 2))));
		try (GraphNetwork network = open(builder.build(), new float[0])) {
			final float[] product = network.run(Map.of("a", Tensor.of(new float[] { 1, 0, 2, 3 }, 2, 2))).get("product").values();
			if (!Arrays.equals(product, new float[] { 1, 2, 14, -11 })) throw new IllegalStateException(description() + " computes " + Arrays.toString(product) + " instead of [1, 2, 14, -11]");
		}
	}

	@Override
	public String description() {
		return "ONNX Runtime " + environment.getVersion() + " (" + (device == Device.CUDA ? "CUDA" : "CPU") + ")";
	}

	@Override
	public Device device() {
		return device;
	}

	@Override
	public Network open(final Architecture architecture, final float[] weights) {
		throw new PerfusionException(description() + " does not run networks of layers.");
	}

	@Override
	public TrainableNetwork openForTraining(final Architecture architecture, final float[] weights) {
		throw new PerfusionException(description() + " does not train networks.");
	}

	/** Callers run many blocks at a time: one thread for each run. */
	@Override
	public GraphNetwork open(final Graph graph, final float[] weights) {
		final OnnxModel model = OnnxModel.of(graph, weights);
		return new OnnxGraphNetwork(graph, model.outputs(), environment, OnnxWork.done(() -> session(model, 1)));
	}

	/** @param threads of one run; 0 = as many as there are cores */
	private OrtSession session(final OnnxModel model, final int threads) throws OrtException {
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
			options.setIntraOpNumThreads(threads);
			options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
			if (device == Device.CUDA) options.addCUDA();
			return environment.createSession(model.bytes(), options);
		}
	}
}
