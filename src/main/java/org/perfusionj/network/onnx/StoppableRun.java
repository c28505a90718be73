package org.perfusionj.network.onnx;

import java.util.Map;
import java.util.concurrent.CancellationException;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/** One run that another thread may stop: between two operators, and also before it began. */
final class StoppableRun {

	private OrtSession.RunOptions options;
	private boolean stopped;

	/**
	 * @return what the session gives; to be closed
	 * @throws OrtException if it fails or was stopped
	 * @throws CancellationException if it was stopped before it began
	 */
	OrtSession.Result of(final OrtSession session, final Map<String, OnnxTensor> inputs) throws OrtException {
		try (OrtSession.RunOptions mine = new OrtSession.RunOptions()) {
			begin(mine);
			try {
				return session.run(inputs, mine);
			}
			finally {
				end();
			}
		}
	}

	private synchronized void begin(final OrtSession.RunOptions mine) {
		if (stopped) throw new CancellationException("The run was stopped before it began.");
		options = mine;
	}

	/** Before the options are freed. */
	private synchronized void end() {
		options = null;
	}

	/** Makes the run end early, if there is one. */
	synchronized void stop() {
		stopped = true;
		if (options != null) OnnxWork.done(() -> {
			options.setTerminate(true);
			return null;
		});
	}
}
