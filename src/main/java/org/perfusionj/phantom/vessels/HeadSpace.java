package org.perfusionj.phantom.vessels;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.Tissue;

/** Where vessels on the brain may run: in fluid and along the cortex, not in bone. Keeps scratch memory: one for each thread. */
final class HeadSpace {

	/** About the middle of the cranial cavity, template mm. */
	private static final double[] CENTRE = { 0, -18, 12 };

	private final HeadAnatomy anatomy;
	private final float[] fractions = new float[Tissue.COUNT];

	HeadSpace(final HeadAnatomy anatomy) {
		this.anatomy = anatomy;
	}

	/** @return how much of a point lies outside the cranial cavity, 0 to 1 */
	double outside(final double x, final double y, final double z) {
		anatomy.fractions(x, y, z, fractions);
		return fractions[Tissue.AIR.ordinal()] + fractions[Tissue.FAT.ordinal()] + fractions[Tissue.SOFT.ordinal()] + fractions[Tissue.BONE.ordinal()] + fractions[Tissue.DIPLOE.ordinal()] + fractions[Tissue.EYE
			.ordinal()];
	}

	/** @return the x within 10 mm of a place beside the head at which most skin and fat is */
	double scalp(final double[] place) {
		double best = Double.NEGATIVE_INFINITY;
		double x = place[0];
		for (double move = -10; move <= 10; move += 0.5) {
			anatomy.fractions(place[0] + move, place[1], place[2], fractions);
			final double score = fractions[Tissue.SOFT.ordinal()] + fractions[Tissue.FAT.ordinal()] - 0.02 * Math.abs(move);
			if (score > best) {
				best = score;
				x = place[0] + move;
			}
		}
		return x;
	}

	/** @return how well a vessel of the surface of the brain lies there: fluid is best, cortex less good, white matter bad, bone worst */
	double surface(final double x, final double y, final double z) {
		final double out = outside(x, y, z);
		return fractions[Tissue.CSF.ordinal()] + 0.45 * fractions[Tissue.GREY.ordinal()] - 0.5 * fractions[Tissue.WHITE.ordinal()] - 3 * out;
	}

	/** @return grey and white matter of a point, 0 to 1 each */
	double[] brain(final double x, final double y, final double z) {
		anatomy.fractions(x, y, z, fractions);
		return new double[] { fractions[Tissue.GREY.ordinal()], fractions[Tissue.WHITE.ordinal()] };
	}

	/**
	 * @param place moved towards the middle of the head until it lies inside the cranial cavity
	 * @return the place
	 */
	double[] inside(final double[] place) {
		for (int step = 0; step < 10 && outside(place[0], place[1], place[2]) > 0.5; step++) {
			double length = 0;
			for (int axis = 0; axis < 3; axis++)
				length += (CENTRE[axis] - place[axis]) * (CENTRE[axis] - place[axis]);
			length = Math.sqrt(length);
			for (int axis = 0; axis < 3; axis++)
				place[axis] += 0.8 * (CENTRE[axis] - place[axis]) / length;
		}
		return place;
	}
}
