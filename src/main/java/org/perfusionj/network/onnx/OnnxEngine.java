package org.perfusionj.network.onnx;

import java.util.Arrays;
import java.util.Map;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;

import org.perfusionj.network.Architecture;
import org.perfusionj.network.Device;
import org.perfusionj.network.Network;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.TrainableNetwork;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.graph.TrainableGraphNetwork;
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
	 * @throws PerfusionException if there is no such device, or it does not work
	 */
	public static OnnxEngine load(final Device device) {
		final OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
		if (device == Device.CUDA && !OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) throw new PerfusionException("Only the CPU version of ONNX Runtime is installed.");
		final OnnxEngine engine = new OnnxEngine(environment, device);
		try {
			// scans are nobody else's business, nor is who looks at them
			environment.setTelemetry(false);
			engine.check();
		}
		catch (final OrtException | PerfusionException failed) {
			if (device == Device.CUDA) throw new PerfusionException("ONNX Runtime cannot use a GPU (" + OnnxWork.reason(failed) + ").", failed);
			throw new PerfusionException("ONNX Runtime does not work on this machine (" + OnnxWork.reason(failed) + ").", failed);
		}
		return engine;
	}

	/** Libraries that load may still not work on a processor or GPU: a product of matrices, exact in any precision. */
	private void check() {
		final GraphBuilder builder = new GraphBuilder();
		builder.output("product", builder.product(builder.input("a", 2), builder.constant(Tensor.of(new float[] { 1, 2, 4, -5 }, 2, 2))));
		try (GraphNetwork network = open(builder.build(), new float[0])) {
			final float[] product = network.run(Map.of("a", Tensor.of(new float[] { 1, 0, 2, 3 }, 2, 2))).get("product").values();
			if (!Arrays.equals(product, new float[] { 1, 2, 14, -11 })) throw new PerfusionException("it computes " + Arrays.toString(product) + " instead of [1, 2, 14, -11]");
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

	/** One field is a lot of work, and there is one run at a time: on all cores. */
	@Override
	public Network open(final Architecture architecture, final float[] weights) {
		final OnnxModel model = OnnxModel.of(architecture, weights);
		final Sessions sessions = new Sessions(environment, device, Runtime.getRuntime().availableProcessors());
		return new OnnxNetwork(architecture, environment, OnnxWork.done(() -> sessions.open(model.bytes())));
	}

	@Override
	public TrainableNetwork openForTraining(final Architecture architecture, final float[] weights) {
		throw new PerfusionException(description() + " does not train networks. Use engine=nd4j or auto.");
	}

	/** Callers run many blocks at a time: one thread for each run. */
	@Override
	public GraphNetwork open(final Graph graph, final float[] weights) {
		return OnnxWork.done(() -> new OnnxGraphNetwork(graph, weights.clone(), new Sessions(environment, device, 1)));
	}

	@Override
	public TrainableGraphNetwork openForTraining(final Graph graph, final float[] weights) {
		throw new PerfusionException(description() + " does not train networks. Use engine=nd4j or auto.");
	}
}
