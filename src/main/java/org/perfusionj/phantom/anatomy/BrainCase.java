package org.perfusionj.phantom.anatomy;

/**
 * The egg in which the brain lies: half axes 73 mm to the side, 92 mm to the front and 88 mm to the back, narrower in front,
 * higher behind the vertex; the skull base cuts it below. The brain of MNI space (140 mm wide, 176 mm long, 80 mm above the
 * commissures) fills it but for the fluid around it.
 */
final class BrainCase {

	private static final double CENTRE_Y = -18;
	private static final double CENTRE_Z = 4;
	private static final double SIDE = 72.5;
	private static final double FRONT = 91.5;
	private static final double BACK = 88.5;
	private static final double UP = 77.8;
	private static final double DOWN = 85;

	private final SkullBase base = SkullBase.adult();

	/** @param out filled with the place on the egg on the ray from its centre through the point (x, y, z), then the distance from the egg, mm, negative inside */
	void egg(final double x, final double y, final double z, final double[] out) {
		final double v = y - CENTRE_Y;
		final double w = z - CENTRE_Z;
		final double c = w / (w > 0 ? UP : DOWN);
		// towards the vertex the egg narrows a little more than an ellipsoid, mostly in front
		final double squeeze = w > 0 ? 1 + (v > 0 ? 0.3 : 0.2) * c * c : 1;
		final double b = v / (v > 0 ? FRONT : BACK) * squeeze;
		final double a = x / SIDE * (1 + 0.05 * b) * (1 + 0.1 * (w > 0 ? c * c : 0));
		final double f = Math.sqrt(a * a + b * b + c * c);
		final double r = Math.sqrt(x * x + v * v + w * w);
		if (f < 1e-6) {
			out[0] = x;
			out[1] = y;
			out[2] = z;
			out[3] = -SIDE;
			return;
		}
		out[0] = x / f;
		out[1] = CENTRE_Y + v / f;
		out[2] = CENTRE_Z + w / f;
		out[3] = (f - 1) * r / f;
	}

	/** @return distance below the skull base, mm, negative above it */
	double belowBase(final double x, final double y, final double z) {
		return base.below(x, y, z);
	}

	/** @return distance from the inner surface of the skull, mm, negative inside, from the two distances that bound it */
	static double inner(final double egg, final double belowBase) {
		return Distance.meet(egg, belowBase, 8);
	}
}
