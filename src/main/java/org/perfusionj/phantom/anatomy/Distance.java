package org.perfusionj.phantom.anatomy;

/**
 * Distances of a point from the surfaces of simple bodies, mm, negative inside, and what joins and cuts them. Those of
 * ellipsoids are estimates that are right at the surface and grow too slowly or too fast far from it.
 */
final class Distance {

	private Distance() {}

	/** @return distance from an ellipsoid, given the point relative to its centre and its half axes */
	static double ellipsoid(final double x, final double y, final double z, final double a, final double b, final double c) {
		final double u = x / a;
		final double v = y / b;
		final double w = z / c;
		final double k = Math.sqrt(u * u + v * v + w * w);
		if (k < 1e-9) return -Math.min(a, Math.min(b, c));
		// first order: f / |grad f|
		final double p = u / a;
		final double q = v / b;
		final double r = w / c;
		return Math.max(k * (k - 1) / Math.sqrt(p * p + q * q + r * r), -Math.min(a, Math.min(b, c)));
	}

	/** @return distance from an ellipse in a plane */
	static double ellipse(final double x, final double y, final double a, final double b) {
		return ellipsoid(x, y, 0, a, b, Math.max(a, b));
	}

	/** @return distance from a limb: balls of radius r0 to r1 strung from one point to another */
	static double limb(final double x, final double y, final double z, final double x0, final double y0, final double z0, final double r0, final double x1, final double y1, final double z1, final double r1) {
		final double dx = x1 - x0;
		final double dy = y1 - y0;
		final double dz = z1 - z0;
		final double along = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy + (z - z0) * dz) / (dx * dx + dy * dy + dz * dz)));
		final double ex = x - x0 - along * dx;
		final double ey = y - y0 - along * dy;
		final double ez = z - z0 - along * dz;
		return Math.sqrt(ex * ex + ey * ey + ez * ez) - r0 - along * (r1 - r0);
	}

	/**
	 * @param joints rows of x, y, z, radius
	 * @return distance from limbs strung together
	 */
	static double limbs(final double x, final double y, final double z, final double[][] joints) {
		double nearest = Double.POSITIVE_INFINITY;
		for (int i = 1; i < joints.length; i++) {
			final double[] a = joints[i - 1];
			final double[] b = joints[i];
			nearest = Math.min(nearest, limb(x, y, z, a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3]));
		}
		return nearest;
	}

	/** @return distance from a polygon in a plane, given its corners as x, y */
	static double polygon(final double x, final double y, final double[][] corners) {
		double nearest = Double.POSITIVE_INFINITY;
		boolean inside = false;
		for (int i = 0, j = corners.length - 1; i < corners.length; j = i++) {
			final double ax = corners[i][0];
			final double ay = corners[i][1];
			final double dx = corners[j][0] - ax;
			final double dy = corners[j][1] - ay;
			final double along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
			nearest = Math.min(nearest, Math.hypot(x - ax - along * dx, y - ay - along * dy));
			if (ay > y != corners[j][1] > y && x < dx * (y - ay) / dy + ax) inside = !inside;
		}
		return inside ? -nearest : nearest;
	}

	/** @return distance from two bodies together, the edge between them filled over k mm */
	static double join(final double a, final double b, final double k) {
		final double h = Math.max(k - Math.abs(a - b), 0) / k;
		return Math.min(a, b) - h * h * k / 4;
	}

	/** @return distance from what two bodies share, its edge rounded over k mm */
	static double meet(final double a, final double b, final double k) {
		return -join(-a, -b, k);
	}

	/** @return 0 below low, 1 above high, smooth between */
	static double step(final double value, final double low, final double high) {
		final double t = Math.max(0, Math.min(1, (value - low) / (high - low)));
		return t * t * (3 - 2 * t);
	}

	/** @return exp(-r^2) of a point relative to a place, in units of a width along each axis */
	static double bump(final double u, final double v, final double w) {
		return Math.exp(-u * u - v * v - w * w);
	}
}
