package org.perfusionj.network;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.TrainableGraphNetwork;
import org.perfusionj.work.PerfusionException;

/** Runs networks on a device. */
public interface NetworkEngine {

	/** @return name, version and device, for the log and the provenance file, for example "ND4J 1.0.0-M2.1 (CPU, oneDNN)" */
	String description();

	/** @return CPU or CUDA */
	Device device();

	/**
	 * @param architecture what it is made of
	 * @param weights as many as {@link Architecture#parameters()}, copied
	 * @return a network that can be run
	 * @throws IllegalArgumentException if the number of weights is wrong
	 */
	Network open(Architecture architecture, float[] weights);

	/**
	 * @param architecture what it is made of
	 * @param weights as many as {@link Architecture#parameters()}, copied
	 * @return a network that can be trained
	 * @throws IllegalArgumentException if the number of weights is wrong
	 */
	TrainableNetwork openForTraining(Architecture architecture, float[] weights);

	/**
	 * @param graph what is computed
	 * @param weights as many as {@link Graph#parameters()}, copied
	 * @return a network that can be run
	 * @throws IllegalArgumentException if the number of weights is wrong
	 */
	default GraphNetwork open(final Graph graph, final float[] weights) {
		throw new PerfusionException(description() + " does not run graphs.");
	}

	/**
	 * @param graph what is computed
	 * @param weights as many as {@link Graph#parameters()}, copied
	 * @return a network that can be trained
	 * @throws IllegalArgumentException if the number of weights is wrong
	 * @throws PerfusionException if this engine cannot train
	 */
	default TrainableGraphNetwork openForTraining(final Graph graph, final float[] weights) {
		throw new PerfusionException(description() + " does not train graphs.");
	}
}
