package org.perfusionj.phantom.scan;

/**
 * Where a rigid body is after it moved: a rotation about a centre, then a shift. Lengths in mm, RAS axes: x to the right, y to
 * anterior, z to superior. Immutable.
 */
public final class RigidTransform {

	private final double[] rotation;
	private final double[] shift;
	private final double[] parameters;

	/**
	 * @param centreMm what is rotated about
	 * @param parameters shift along x, y, z in mm, then rotation in degrees about x (pitch), y (roll) and z (yaw), done in that order
	 */
	public RigidTransform(final double[] centreMm, final double[] parameters) {
		if (centreMm.length != 3 || parameters.length != 6) throw new IllegalArgumentException("A rigid transform has a centre of 3 and parameters of 6 numbers.");
		this.parameters = parameters.clone();
		this.rotation = rotation(parameters[3], parameters[4], parameters[5]);
		this.shift = new double[3];
		for (int row = 0; row < 3; row++)
			shift[row] = centreMm[row] + parameters[row] - rotation[3 * row] * centreMm[0] - rotation[3 * row + 1] * centreMm[1] - rotation[3 * row + 2] * centreMm[2];
	}

	/** @return matrix of the rotation about x, then y, then z, angles in degrees; 9 numbers, row by row */
	static double[] rotation(final double xDegrees, final double yDegrees, final double zDegrees) {
		final double cx = Math.cos(Math.toRadians(xDegrees));
		final double sx = Math.sin(Math.toRadians(xDegrees));
		final double cy = Math.cos(Math.toRadians(yDegrees));
		final double sy = Math.sin(Math.toRadians(yDegrees));
		final double cz = Math.cos(Math.toRadians(zDegrees));
		final double sz = Math.sin(Math.toRadians(zDegrees));
		return new double[] { cz * cy, cz * sy * sx - sz * cx, cz * sy * cx + sz * sx, sz * cy, sz * sy * sx + cz * cx, sz * sy * cx - cz * sx, -sy, cy * sx, cy * cx };
	}

	/** @return shift along x, y, z in mm, rotation about x, y, z in degrees */
	public double[] parameters() {
		return parameters.clone();
	}

	/** @param out filled with the place to which the point moves, mm */
	public void apply(final double x, final double y, final double z, final double[] out) {
		for (int row = 0; row < 3; row++)
			out[row] = rotation[3 * row] * x + rotation[3 * row + 1] * y + rotation[3 * row + 2] * z + shift[row];
	}

	/** @param out filled with the place from which the point came, mm */
	public void inverse(final double x, final double y, final double z, final double[] out) {
		final double dx = x - shift[0];
		final double dy = y - shift[1];
		final double dz = z - shift[2];
		for (int row = 0; row < 3; row++)
			out[row] = rotation[row] * dx + rotation[3 + row] * dy + rotation[6 + row] * dz;
	}

	/** @return angle of the rotation about its axis, degrees, 0 to 180 */
	public double angleDegrees() {
		return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, (rotation[0] + rotation[4] + rotation[8] - 1) / 2))));
	}

	/** @return length of the shift of the centre, mm */
	public double shiftMm() {
		return Math.sqrt(parameters[0] * parameters[0] + parameters[1] * parameters[1] + parameters[2] * parameters[2]);
	}
}
