package org.perfusionj.network.onnx;

import org.perfusionj.network.Device;
import org.perfusionj.network.EngineInstallation;
import org.perfusionj.network.EngineKind;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.work.PerfusionException;

/** ONNX Runtime where its jar is on the class path. This class itself does not need it. */
public final class OnnxInstallation implements EngineInstallation {

	@Override
	public EngineKind kind() {
		return EngineKind.ONNX;
	}

	@Override
	public boolean trains() {
		return false;
	}

	@Override
	public String gpuNeeds() {
		return "For ONNX Runtime a GPU needs onnxruntime_gpu-1.24.2.jar in place of onnxruntime-1.24.2.jar, CUDA 12 and cuDNN 9.";
	}

	@Override
	public NetworkEngine load(final Device device) {
		try {
			return OnnxEngine.load(device);
		}
		catch (final PerfusionException told) {
			throw told;
		}
		catch (final LinkageError | RuntimeException failed) {
			throw unusable(failed);
		}
	}

	/** @return what to do about libraries that cannot be loaded or do not work */
	static PerfusionException unusable(final Throwable failed) {
		final Throwable deepest = deepest(failed);
		if (isMissing(deepest)) return new PerfusionException("ONNX Runtime is not installed (" + deepest.getMessage()
			+ " is missing). Copy all jars of the folder \"network\" beside the jar of the plugin, or put the folder itself beside perfusionj.jar, and restart.", failed);
		return new PerfusionException("ONNX Runtime cannot be used on this machine (" + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + "): " + firstLine(deepest)
			+ ". Its jar must be there only once and complete; it has libraries for Linux and for Windows (with the Visual C++ 2022 Redistributable) on x86-64, Linux on arm64, and macOS on Apple silicon. Put that right and restart.", failed);
	}

	/** A library that failed once is reported as missing ever after, but with other words. */
	private static boolean isMissing(final Throwable thrown) {
		return thrown instanceof ClassNotFoundException || thrown instanceof NoClassDefFoundError && !String.valueOf(thrown.getMessage()).startsWith("Could not initialize");
	}

	private static Throwable deepest(final Throwable thrown) {
		Throwable deepest = thrown;
		while (deepest.getCause() != null)
			deepest = deepest.getCause();
		return deepest;
	}

	private static String firstLine(final Throwable thrown) {
		return thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage().lines().findFirst().orElse("");
	}
}
