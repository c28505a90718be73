package org.perfusionj.network.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;

import org.perfusionj.network.Device;

/**
 * Opens models.
 *
 * @param environment of ONNX Runtime
 * @param device CPU or CUDA
 * @param threads that one run takes on a CPU
 */
record Sessions(OrtEnvironment environment, Device device, int threads) {

	/**
	 * @param model content of an ONNX file
	 * @return a session; to be closed
	 * @throws OrtException if the model is wrong or the device is not there
	 */
	OrtSession open(final byte[] model) throws OrtException {
		try (OrtSession.SessionOptions options = new OrtSession.SessionOptions(); OrtCUDAProviderOptions cuda = device == Device.CUDA ? new OrtCUDAProviderOptions() : null) {
			options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
			options.setIntraOpNumThreads(threads);
			// it would take one piece of memory for all arrays of a run, half as large again, and is no faster
			options.setMemoryPatternOptimization(false);
			// threads that wait for work would take the cores from everything else
			options.addConfigEntry("session.intra_op.allow_spinning", "0");
			if (cuda != null) {
				// products of matrices with all digits, which it would shorten; and no search for the best algorithm whenever a field has another size
				cuda.add("use_tf32", "0");
				cuda.add("cudnn_conv_algo_search", "HEURISTIC");
				options.addCUDA(cuda);
			}
			return environment.createSession(model, options);
		}
	}
}
