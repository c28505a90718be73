package org.perfusionj.network.aifnet;

/** How HU become the numbers that networks like: of the order of one. The same for every scan, so that nothing depends on what else is in it. */
public final class InputScaling {

	private static final float ENHANCEMENT_HU = 100;
	private static final float LOWEST_ENHANCEMENT_HU = -200;
	/** No blood is brighter; what is, is bone that has moved. */
	private static final float HIGHEST_ENHANCEMENT_HU = 800;
	private static final float LOWEST_BASELINE_HU = -100;
	private static final float HIGHEST_BASELINE_HU = 200;

	private InputScaling() {}

	/** @return channel value of an enhancement in HU above baseline */
	public static float enhancement(final float hu) {
		return Math.max(LOWEST_ENHANCEMENT_HU, Math.min(HIGHEST_ENHANCEMENT_HU, hu)) / ENHANCEMENT_HU;
	}

	/** @return channel value of a pre-bolus value in HU: air and bone are each as good as the other air and bone */
	public static float baseline(final float hu) {
		return Math.max(LOWEST_BASELINE_HU, Math.min(HIGHEST_BASELINE_HU, hu)) / ENHANCEMENT_HU;
	}
}
