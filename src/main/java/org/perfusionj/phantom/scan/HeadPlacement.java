package org.perfusionj.phantom.scan;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.PerfusionException;

/**
 * How a head lies in the scanner, and how far it and its brain reach there. The scanner's axes are RAS mm: x to the patient's right, y to
 * anterior, z to superior, x = y = 0 on the axis of the gantry.
 * <p>
 * Slices follow the orbitomeatal line, which rises to the front by some ten degrees against the horizontal of template space, more where the eyes
 * are spared; heads are turned by a few degrees and lie a little off the axis (chosen).
 */
final class HeadPlacement {

	/** Distance of the points at which the head is felt for, mm. */
	private static final double STEP_MM = 5;
	/** Box of template space in which heads lie, beyond the bottom and top of the brain, mm. */
	private static final double HALF_WIDTH_MM = 100;
	private static final double BACK_MM = -140;
	private static final double FRONT_MM = 115;
	/** The circle of Willis in template space (junction of internal carotid and anterior cerebral arteries), mm. */
	private static final double[] CIRCLE_OF_WILLIS = { 0, 5, -19 };

	private final double[] degrees;
	private final double[] rotation;
	private final double[] shift;
	private final Extent brain;
	private final Extent head;
	private final double circleMm;

	private HeadPlacement(final double[] degrees, final double[] rotation, final double[] shift, final Extent brain, final Extent head, final double circleMm) {
		this.degrees = degrees;
		this.rotation = rotation;
		this.shift = shift;
		this.brain = brain;
		this.head = head;
		this.circleMm = circleMm;
	}

	/** @throws PerfusionException if the anatomy holds no brain */
	static HeadPlacement draw(final HeadAnatomy anatomy, final HeadPoints toHead, final RandomStream random) {
		// lifting the chin is positive: the head is bent forward until the orbitomeatal line is upright
		final double[] degrees = { -random.gaussian(10, 5, -2, 21), random.gaussian(0, 2, -6, 6), random.gaussian(0, 3, -8, 8) };
		final double[] rotation = RigidTransform.rotation(degrees[0], degrees[1], degrees[2]);
		final Extent brain = new Extent();
		final Extent head = new Extent();
		feel(anatomy, toHead, rotation, brain, head);
		if (brain.isEmpty()) throw new PerfusionException("The head has no brain between " + anatomy.brainBottomMm() + " and " + anatomy.brainTopMm() + " mm of template space. Check the volumes of the anatomy.");
		final double[] shift = { random.gaussian(0, 4, -10, 10) - brain.centre(0), random.gaussian(-2, 5, -14, 14) - brain.centre(1), random.uniform(-40, 40) - brain.centre(2) };
		brain.move(shift);
		head.move(shift);
		final double[] point = new double[3];
		toHead.toHead(CIRCLE_OF_WILLIS[0], CIRCLE_OF_WILLIS[1], CIRCLE_OF_WILLIS[2], point);
		final double circleMm = rotation[6] * point[0] + rotation[7] * point[1] + rotation[8] * point[2] + shift[2];
		return new HeadPlacement(degrees, rotation, shift, brain, head, circleMm);
	}

	private static void feel(final HeadAnatomy anatomy, final HeadPoints toHead, final double[] rotation, final Extent brain, final Extent head) {
		final float[] fractions = new float[Tissue.COUNT];
		final double[] point = new double[3];
		final double[] turned = new double[3];
		for (double z = anatomy.brainBottomMm(); z <= anatomy.brainTopMm(); z += STEP_MM)
			for (double y = BACK_MM; y <= FRONT_MM; y += STEP_MM)
				for (double x = -HALF_WIDTH_MM; x <= HALF_WIDTH_MM; x += STEP_MM) {
					anatomy.fractions(x, y, z, fractions);
					if (fractions[Tissue.AIR.ordinal()] > 0.5) continue;
					toHead.toHead(x, y, z, point);
					for (int row = 0; row < 3; row++)
						turned[row] = rotation[3 * row] * point[0] + rotation[3 * row + 1] * point[1] + rotation[3 * row + 2] * point[2];
					head.include(turned);
					if (fractions[Tissue.GREY.ordinal()] + fractions[Tissue.WHITE.ordinal()] >= 0.5) brain.include(turned);
				}
		// what lies between the points is not felt
		brain.grow(STEP_MM / 2);
		head.grow(STEP_MM / 2);
	}

	/** @return rotation of the head about x (pitch), y (roll) and z (yaw), degrees */
	double[] degrees() {
		return degrees.clone();
	}

	/** @return how far the brain reaches, scanner mm */
	Extent brain() {
		return brain;
	}

	/** @return how far the head reaches at the height of the brain, scanner mm */
	Extent head() {
		return head;
	}

	/** @return z of the circle of Willis, scanner mm */
	double circleOfWillisMm() {
		return circleMm;
	}

	/**
	 * @param scanner 12 numbers, three rows of four: an affine from indices to scanner mm
	 * @return the affine from the same indices to mm in the subject's head
	 */
	double[] toHead(final double[] scanner) {
		final double[] affine = new double[12];
		for (int row = 0; row < 3; row++)
			for (int column = 0; column < 4; column++) {
				double sum = 0;
				for (int k = 0; k < 3; k++)
					sum += rotation[3 * k + row] * (scanner[4 * k + column] - (column == 3 ? shift[k] : 0));
				affine[4 * row + column] = sum;
			}
		return affine;
	}

	/** A box that grows. */
	static final class Extent {

		private final double[] low = { Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY };
		private final double[] high = { Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY };

		private void include(final double[] point) {
			for (int axis = 0; axis < 3; axis++) {
				low[axis] = Math.min(low[axis], point[axis]);
				high[axis] = Math.max(high[axis], point[axis]);
			}
		}

		private void grow(final double margin) {
			for (int axis = 0; axis < 3; axis++) {
				low[axis] -= margin;
				high[axis] += margin;
			}
		}

		private void move(final double[] shift) {
			for (int axis = 0; axis < 3; axis++) {
				low[axis] += shift[axis];
				high[axis] += shift[axis];
			}
		}

		private boolean isEmpty() {
			return low[0] > high[0];
		}

		/** @return smallest coordinate along the axis, mm */
		double low(final int axis) {
			return low[axis];
		}

		/** @return largest coordinate along the axis, mm */
		double high(final int axis) {
			return high[axis];
		}

		/** @return length along the axis, mm */
		double size(final int axis) {
			return high[axis] - low[axis];
		}

		/** @return middle along the axis, mm */
		double centre(final int axis) {
			return (low[axis] + high[axis]) / 2;
		}
	}
}
