package org.perfusionj.phantom.perfusion;

/** The borders between the territories of the large arteries, where blood comes last. */
final class Watershed {

	/** Half of the width of the border zones, mm, chosen. */
	private static final double REACH_MM = 6;

	private final float[] weight;

	Watershed(final BrainLattice brain) {
		final float[] anterior = brain.blurred(brain.indicator(i -> brain.leftTerritory(i) == 1), REACH_MM);
		final float[] middle = brain.blurred(brain.indicator(i -> isMiddle(brain.leftTerritory(i))), REACH_MM);
		final float[] posterior = brain.blurred(brain.indicator(i -> brain.leftTerritory(i) == 17 || brain.leftTerritory(i) == 19), REACH_MM);
		final float[] deep = brain.blurred(brain.indicator(i -> brain.leftTerritory(i) == 5), REACH_MM);
		weight = new float[brain.size()];
		for (final int i : brain.inside())
			weight[i] = Math.min(1, 4 * middle[i] * (anterior[i] + posterior[i] + deep[i] / 2));
	}

	private static boolean isMiddle(final int territory) {
		return territory >= 7 && territory <= 15;
	}

	/** @return 1 on the border between the middle and the anterior or posterior cerebral artery, falling to 0 within about a centimetre; half of it at the border of the deep arteries */
	double at(final int point) {
		return weight[point];
	}
}
