package org.perfusionj.network.nd4j;

/** A layer that has no weights. */
abstract class WeightlessLayer implements Nd4jLayer {

	@Override
	public void setWeights(final float[] weights, final int at) {
		// there are none
	}

	@Override
	public void close() {
		// holds nothing
	}
}
