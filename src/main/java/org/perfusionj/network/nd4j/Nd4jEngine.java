package org.perfusionj.network.nd4j;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

import org.nd4j.linalg.factory.Nd4j;
import org.perfusionj.network.Architecture;
import org.perfusionj.network.Device;
import org.perfusionj.network.Network;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.TrainableNetwork;

/** Runs networks on ND4J. Which backend it has, CPU or CUDA, is decided by the jars on the class path. */
public final class Nd4jEngine implements NetworkEngine {

	private final Device device;
	private final String description;

	private Nd4jEngine(final Device device, final String description) {
		this.device = device;
		this.description = description;
	}

	/**
	 * Loads the native libraries, once in a Java process; seconds the first time.
	 *
	 * @return the engine
	 * @throws LinkageError if jars or native libraries are missing or do not fit this machine
	 */
	public static Nd4jEngine load() {
		final boolean cpu = Nd4j.getEnvironment().isCPU();
		final boolean fast = Nd4j.getBackend().buildInfo().contains("ONEDNN");
		return new Nd4jEngine(cpu ? Device.CPU : Device.CUDA, "ND4J " + version() + " (" + (!cpu ? "CUDA" : fast ? "CPU, oneDNN" : "CPU") + ")");
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
	public String description() {
		return description;
	}

	@Override
	public Device device() {
		return device;
	}

	@Override
	public Network open(final Architecture architecture, final float[] weights) {
		return openForTraining(architecture, weights);
	}

	@Override
	public TrainableNetwork openForTraining(final Architecture architecture, final float[] weights) {
		return new Nd4jNetwork(architecture, weights);
	}
}
