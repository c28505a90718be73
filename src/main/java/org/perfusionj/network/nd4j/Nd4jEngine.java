package org.perfusionj.network.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;

import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.factory.Nd4jBackend;
import org.perfusionj.network.Architecture;
import org.perfusionj.network.Device;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.Layer;
import org.perfusionj.network.Network;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.TrainableNetwork;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.TrainableGraphNetwork;

/** Runs networks on ND4J. Which backend it has, CPU or CUDA, is decided by the jars on the class path: CUDA if it can be used, else CPU. */
public final class Nd4jEngine implements NetworkEngine {

	/**
	 * Multiply-adds of one native call, which cannot be cancelled. Half a second on a machine that does 20 thousand million of them a second; two cores
	 * with AVX-512 do five times as many, and a GPU more.
	 */
	private static final double LONGEST_CALL = 1e10;
	/** Without oneDNN a tenth of the speed at best. */
	private static final double LONGEST_SLOW_CALL = 1e9;

	private final boolean cpu;
	private final boolean oneDnn;

	private Nd4jEngine(final boolean cpu, final boolean oneDnn) {
		this.cpu = cpu;
		this.oneDnn = oneDnn;
	}

	/**
	 * Loads the native libraries, once in a Java process, and has them compute something.
	 *
	 * @return the engine
	 * @throws LinkageError if jars or native libraries are missing or do not fit this machine
	 * @throws RuntimeException if they do not work
	 */
	public static Nd4jEngine load() {
		// a host loads plugins with loaders of its own, which the thread may know nothing of
		ND4JClassLoading.setNd4jClassloaderFromClass(Nd4j.class);
		final Nd4jEngine engine = new Nd4jEngine(Nd4j.getEnvironment().isCPU(), Nd4j.getBackend().buildInfo().contains("ONEDNN"));
		engine.check();
		return engine;
	}

	/** Libraries that load may still not work on a processor or GPU: a sum of neighbours, exact in any precision. */
	private void check() {
		final Layer layer = new Layer.Convolution(1, 1, 3, 1, 1, true);
		try (Network network = open(new Architecture(1, List.of(layer)), new float[] { 1, 2, 4, -5 })) {
			final float[] sums = network.run(new FieldShape(1, 1, 4, 1), new float[] { 1, 0, 2, 3 });
			if (!Arrays.equals(sums, new float[] { 0, 4, 11, 3 })) throw new IllegalStateException(description() + " computes " + Arrays.toString(sums) + " instead of [0, 4, 11, 3]");
		}
	}

	@Override
	public String description() {
		return "ND4J " + version() + " (" + (!cpu ? "CUDA" : oneDnn ? "CPU, oneDNN" : "CPU") + ")";
	}

	private static String version() {
		final Properties properties = new Properties();
		try (InputStream stream = Nd4j.class.getResourceAsStream("/META-INF/maven/org.nd4j/nd4j-api/pom.properties")) {
			if (stream != null) properties.load(stream);
		}
		catch (final IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
		return properties.getProperty("version", "of an unknown version");
	}

	@Override
	public Device device() {
		return cpu ? Device.CPU : Device.CUDA;
	}

	/** @return a sentence without a full stop */
	String whyNoGpu() {
		try {
			for (final Nd4jBackend backend : ND4JClassLoading.loadService(Nd4jBackend.class))
				if (backend.getClass() != Nd4j.getBackend().getClass() && !backend.isAvailable()) return "ND4J finds no GPU that it can use";
		}
		catch (final RuntimeException | LinkageError | ServiceConfigurationError unusable) {
			return "ND4J cannot use a GPU (" + unusable.getMessage() + ")";
		}
		return "Only the CPU version of ND4J is installed";
	}

	@Override
	public Network open(final Architecture architecture, final float[] weights) {
		return openForTraining(architecture, weights);
	}

	@Override
	public TrainableNetwork openForTraining(final Architecture architecture, final float[] weights) {
		return new Nd4jNetwork(architecture, weights, cpu && !oneDnn ? LONGEST_SLOW_CALL : LONGEST_CALL);
	}

	@Override
	public GraphNetwork open(final Graph graph, final float[] weights) {
		return new Nd4jGraph(graph, weights);
	}

	@Override
	public TrainableGraphNetwork openForTraining(final Graph graph, final float[] weights) {
		return new TrainableNd4jGraph(graph, weights);
	}
}
