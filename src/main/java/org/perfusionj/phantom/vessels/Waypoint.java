package org.perfusionj.phantom.vessels;

/**
 * A point of the centre line of a vessel.
 *
 * @param x template mm, to the right
 * @param y template mm, to anterior
 * @param z template mm, to superior
 * @param radiusMm radius of the lumen, mm
 * @param arrivalS arteries: when blood arrives after the root of the tree, s; veins: usual lag of the peak of their curve, s
 * @param confidence how well the place is known
 */
public record Waypoint(double x, double y, double z, double radiusMm, double arrivalS, Confidence confidence) {

	/** How well a place is known. */
	public enum Confidence {
		/** Measured on an atlas of vessels. */
		A,
		/** Agrees with an atlas or lies in fluid. */
		B,
		/** A guess from anatomy. */
		C
	}

	/** @return distance to a point, mm */
	public double distance(final double px, final double py, final double pz) {
		return Math.sqrt((x - px) * (x - px) + (y - py) * (y - py) + (z - pz) * (z - pz));
	}

	/** @return distance to another point, mm */
	public double distance(final Waypoint other) {
		return distance(other.x, other.y, other.z);
	}

	/** @return the same elsewhere */
	Waypoint at(final double newX, final double newY, final double newZ) {
		return new Waypoint(newX, newY, newZ, radiusMm, arrivalS, confidence);
	}

	/** @return the same with another radius, mm */
	Waypoint withRadius(final double mm) {
		return new Waypoint(x, y, z, mm, arrivalS, confidence);
	}

	/** @return the same with another arrival, s */
	Waypoint withArrival(final double seconds) {
		return new Waypoint(x, y, z, radiusMm, seconds, confidence);
	}
}
