package org.perfusionj.network.onnx;

import org.perfusionj.network.Device;
import org.perfusionj.network.EngineInstallation;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.work.PerfusionException;

/** ONNX Runtime where its jar is on the class path. This class itself does not need it. */
public final class OnnxInstallation implements EngineInstallation {

	@Override
	public NetworkEngine load(final Device device) {
		try {
			return OnnxEngine.load(device);
		}
		catch (final LinkageError | RuntimeException failed) {
			throw new PerfusionException("ONNX Runtime cannot be used: " + failed, failed);
		}
	}
}
