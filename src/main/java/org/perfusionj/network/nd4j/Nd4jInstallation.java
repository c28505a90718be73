package org.perfusionj.network.nd4j;

import org.perfusionj.network.Device;
import org.perfusionj.network.EngineInstallation;
import org.perfusionj.network.EngineKind;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.work.PerfusionException;

/** ND4J where its jars are on the class path. This class itself needs none of them. */
public final class Nd4jInstallation implements EngineInstallation {

	/** Which backend ND4J takes is decided once in a Java process, and no call can change it. */
	private static final String WITHOUT_GPU = "set the environment variable BACKEND_PRIORITY_CPU=1000, or remove the CUDA jars, and restart: networks then run on the processor";
	private static final String ND4J = "org.nd4j.linalg.factory.Nd4j";
	private static final String CUDA_BACKEND = "org.nd4j.linalg.jcublas.JCublasBackend";

	private final boolean withCuda;

	/** Looks for ND4J where this class is. */
	public Nd4jInstallation() {
		this(isThere(CUDA_BACKEND));
	}

	/** @param withCuda true if the CUDA jars of ND4J are there */
	Nd4jInstallation(final boolean withCuda) {
		this.withCuda = withCuda;
	}

	private static boolean isThere(final String name) {
		return Nd4jInstallation.class.getClassLoader().getResource(name.replace('.', '/') + ".class") != null;
	}

	@Override
	public EngineKind kind() {
		return EngineKind.ND4J;
	}

	@Override
	public boolean trains() {
		return true;
	}

	@Override
	public String gpuNeeds() {
		return "For ND4J a GPU needs its CUDA 11.6 jars and CUDA 11.6.";
	}

	@Override
	public NetworkEngine load(final Device device) {
		// loading takes seconds, and the first time half a gigabyte of unpacked libraries
		if (device == Device.CUDA && !withCuda && isThere(ND4J)) throw new PerfusionException("Only the CPU version of ND4J is installed.");
		final Nd4jEngine engine = load();
		if (engine.device() == device) return engine;
		throw new PerfusionException(device == Device.CUDA ? engine.whyNoGpu() + "." : "ND4J uses the GPU, because its CUDA jars are on the class path. Use device=cuda, or " + WITHOUT_GPU + ".");
	}

	private Nd4jEngine load() {
		try {
			return Nd4jEngine.load();
		}
		catch (final LinkageError | RuntimeException failed) {
			throw unusable(failed);
		}
	}

	/** @return what to do about libraries that cannot be loaded or do not work */
	PerfusionException unusable(final Throwable failed) {
		final Throwable deepest = deepest(failed);
		if (deepest instanceof ClassNotFoundException || deepest instanceof NoClassDefFoundError && !String.valueOf(deepest.getMessage()).startsWith("Could not initialize")) return new PerfusionException(
			"ND4J is not installed (" + deepest.getMessage() + " is missing). Copy all jars of the folder \"network\" beside the jar of the plugin, or put the folder itself beside perfusionj.jar, and restart.",
			failed);
		return new PerfusionException("ND4J cannot be used on this machine (" + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + "): " + firstLine(deepest) + ". "
			+ (withCuda ? "If that is because of the GPU, " + WITHOUT_GPU + ". " : "") + "The folder \"network\" must be complete, made for this kind of machine, and there only once; put that right and restart.", failed);
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
