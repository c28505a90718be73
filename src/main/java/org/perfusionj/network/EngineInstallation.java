package org.perfusionj.network;

import org.perfusionj.work.PerfusionException;

/** One kind of engine, whose libraries may be installed or not. A service ({@link java.util.ServiceLoader}): it must load without those libraries. */
public interface EngineInstallation {

	/** @return which kind; not AUTO */
	EngineKind kind();

	/** @return true if its engines can train networks */
	boolean trains();

	/** @return what to install for a GPU, a sentence */
	String gpuNeeds();

	/**
	 * Loads its libraries, once in a Java process; seconds the first time. What can be told without them is told without them.
	 *
	 * @param device CPU or CUDA
	 * @return an engine on that device
	 * @throws PerfusionException if there is none; the message says why and what to do
	 */
	NetworkEngine load(Device device);
}
