package org.perfusionj.network;

/** Runs networks in plain Java: slow, and the same on every machine. */
public final class ReferenceEngine implements NetworkEngine {

	@Override
	public String description() {
		return "reference";
	}

	@Override
	public Device device() {
		return Device.CPU;
	}

	@Override
	public Network open(final Architecture architecture, final float[] weights) {
		return openForTraining(architecture, weights);
	}

	@Override
	public TrainableNetwork openForTraining(final Architecture architecture, final float[] weights) {
		return new ReferenceNetwork(architecture, weights);
	}
}
