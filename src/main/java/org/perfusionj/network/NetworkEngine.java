package org.perfusionj.network;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.TrainableGraphNetwork;

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
	GraphNetwork open(Graph graph, float[] weights);

	/**
	 * @param graph what is computed
	 * @param weights as many as {@link Graph#parameters()}, copied
	 * @return a network that can be trained
	 * @throws IllegalArgumentException if the number of weights is wrong
	 * @throws org.perfusionj.work.PerfusionException if this engine cannot train
	 */
	TrainableGraphNetwork openForTraining(Graph graph, float[] weights);
}
