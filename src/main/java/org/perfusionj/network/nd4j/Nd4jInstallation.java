package org.perfusionj.network.nd4j;

import org.perfusionj.network.Device;
import org.perfusionj.network.EngineInstallation;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.work.PerfusionException;

/** ND4J where its jars are on the class path. This class itself needs none of them. */
public final class Nd4jInstallation implements EngineInstallation {

	@Override
	public NetworkEngine load(final Device device) {
		final Nd4jEngine engine = load();
		if (engine.device() == device) return engine;
		throw new PerfusionException(device == Device.CUDA ? engine.whyNoGpu() + "; docs/networks.md says what a GPU needs."
			: "ND4J uses the GPU, because its CUDA jars are on the class path. Use device=cuda, or remove them and restart.");
	}

	private static Nd4jEngine load() {
		try {
			return Nd4jEngine.load();
		}
		catch (final LinkageError | RuntimeException failed) {
			final Throwable deepest = deepest(failed);
			if (deepest instanceof ClassNotFoundException || deepest instanceof NoClassDefFoundError && !String.valueOf(deepest.getMessage()).startsWith("Could not initialize")) throw new PerfusionException(
				"The libraries that networks need are not installed (" + deepest.getMessage() + " is missing). Copy all jars of the folder \"network\" beside the jar of the plugin, or put the folder itself beside perfusionj.jar, and restart.",
				failed);
			throw new PerfusionException("The libraries that networks need cannot be used on this machine (" + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + "): " + firstLine(deepest)
				+ ". The folder \"network\" must be complete, made for this kind of machine, and there only once; put that right and restart.", failed);
		}
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
