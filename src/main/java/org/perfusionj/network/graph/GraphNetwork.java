package org.perfusionj.network.graph;

import java.util.Map;

/** A graph with its weights on a device. Several threads may run it at a time. */
public interface GraphNetwork extends AutoCloseable {

	/** @return what is computed */
	Graph graph();

	/**
	 * @param inputs one array for each {@link Graph#inputs()}, by name, but for those that were fixed
	 * @return one array for each output, by name
	 * @throws IllegalArgumentException if an input is missing, unknown, or of another rank, or shapes do not fit
	 */
	Map<String, Tensor> run(Map<String, Tensor> inputs);

	/**
	 * Keeps inputs that are the same in many runs on the device.
	 *
	 * @param inputs some of the inputs
	 * @return the same network, which needs only the others; to be closed before this one, which goes on
	 */
	GraphNetwork with(Map<String, Tensor> inputs);

	/** Frees what it holds on the device. */
	@Override
	void close();
}
