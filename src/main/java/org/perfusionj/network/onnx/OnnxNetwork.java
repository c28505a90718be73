package org.perfusionj.network.onnx;

import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.perfusionj.network.Architecture;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.LeavableThread;
import org.perfusionj.network.Network;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.work.WorkMonitor;

/**
 * A network of layers on ONNX Runtime. It runs on a thread of its own: the caller leaves a run that is cancelled at once, and the run ends with the operator
 * that is being computed.
 */
final class OnnxNetwork implements Network {

	private final Architecture architecture;
	private final OrtEnvironment environment;
	private final OrtSession session;
	private final DirectBuffers buffers = new DirectBuffers();
	private final LeavableThread thread = new LeavableThread();

	/** @param session closed with this network */
	OnnxNetwork(final Architecture architecture, final OrtEnvironment environment, final OrtSession session) {
		this.architecture = architecture;
		this.environment = environment;
		this.session = session;
	}

	@Override
	public Architecture architecture() {
		return architecture;
	}

	@Override
	public float[] run(final FieldShape shape, final float[] input, final WorkMonitor monitor) {
		if (shape.channels() != architecture.channels()) throw new IllegalArgumentException("The network takes " + architecture.channels() + " channels, not " + shape.channels() + ".");
		if (shape.values() != input.length) throw new IllegalArgumentException("A field of " + shape.values() + " values was given " + input.length + ".");
		monitor.progress(0, "Running the network");
		final StoppableRun run = new StoppableRun();
		try {
			return thread.await(() -> OnnxWork.done(() -> result(run, Tensor.of(input, shape.depth(), shape.height(), shape.width(), shape.channels()))), monitor);
		}
		finally {
			run.stop();
		}
	}

	private float[] result(final StoppableRun run, final Tensor field) throws OrtException {
		try (OnnxInput input = OnnxInput.of(field, environment, buffers); OrtSession.Result result = run.of(session, Map.of(OnnxModel.FIELD, input.tensor()))) {
			// a copy on the Java heap, as large as the result
			return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
		}
	}

	@Override
	public void close() {
		thread.end(() -> OnnxWork.closed(session));
	}
}
