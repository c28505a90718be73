package org.perfusionj.io;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * A rotation as NIfTI stores it: the unit quaternion (a, b, c, d) with a >= 0 left out, and qfac = -1 where the third
 * axis is mirrored (nifti1.h, "QUATERNION REPRESENTATION OF ROTATION MATRIX (METHOD 2)").
 */
record Quaternion(double b, double c, double d, int qfac) {

	/** Below this a is rounding noise of floats: it is 0, and (b, c, d) are made a unit vector. */
	private static final double SMALL = 1e-7;

	/** @return the rotation matrix, nine numbers, row by row */
	static double[] toRotation(final double quaternB, final double quaternC, final double quaternD) {
		double b = quaternB;
		double c = quaternC;
		double d = quaternD;
		final double rest = 1 - (b * b + c * c + d * d);
		double a = 0;
		if (rest < SMALL) {
			final double norm = Math.sqrt(b * b + c * c + d * d);
			b /= norm;
			c /= norm;
			d /= norm;
		}
		else a = Math.sqrt(rest);
		return new double[] { a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c), //
			2 * (b * c + a * d), a * a + c * c - b * b - d * d, 2 * (c * d - a * b), //
			2 * (b * d - a * c), 2 * (c * d + a * b), a * a + d * d - c * c - b * b };
	}

	/**
	 * @param affine 12 numbers, three rows of four
	 * @return the rotation (with or without mirroring) nearest to the affine without its voxel size
	 */
	static Quaternion of(final double[] affine) {
		final double[][] unit = new double[3][3];
		for (int column = 0; column < 3; column++) {
			final double length = Math.sqrt(affine[column] * affine[column] + affine[4 + column] * affine[4 + column] + affine[8 + column] * affine[8 + column]);
			for (int row = 0; row < 3; row++)
				unit[row][column] = length > 0 ? affine[row * 4 + column] / length : row == column ? 1 : 0;
		}
		// The polar factor is the orthogonal matrix nearest to a sheared one (gantry tilt); a rotation stays as it is.
		final SingularValueDecomposition svd = new SingularValueDecomposition(new Array2DRowRealMatrix(unit));
		final RealMatrix r = svd.getU().multiply(svd.getVT());
		final int qfac = new LUDecomposition(r).getDeterminant() < 0 ? -1 : 1;
		for (int row = 0; row < 3; row++)
			r.multiplyEntry(row, 2, qfac);
		return ofRotation(r, qfac);
	}

	/** Divides by the largest of the four parts, so that no digits are lost near half turns. */
	private static Quaternion ofRotation(final RealMatrix r, final int qfac) {
		final double trace = r.getTrace();
		final double[] q = new double[4];
		int largest = 0;
		for (int i = 1; i < 4; i++)
			if (part(r, trace, i) > part(r, trace, largest)) largest = i;
		q[largest] = Math.sqrt(Math.max(0, part(r, trace, largest))) / 2;
		final double scale = 1 / (4 * q[largest]);
		if (largest == 0) {
			for (int i = 0; i < 3; i++)
				q[i + 1] = (r.getEntry((i + 2) % 3, (i + 1) % 3) - r.getEntry((i + 1) % 3, (i + 2) % 3)) * scale;
		}
		else {
			final int i = largest - 1;
			final int j = (i + 1) % 3;
			final int k = (i + 2) % 3;
			q[0] = (r.getEntry(k, j) - r.getEntry(j, k)) * scale;
			q[j + 1] = (r.getEntry(j, i) + r.getEntry(i, j)) * scale;
			q[k + 1] = (r.getEntry(k, i) + r.getEntry(i, k)) * scale;
		}
		final double sign = q[0] < 0 ? -1 : 1;
		return new Quaternion(sign * q[1], sign * q[2], sign * q[3], qfac);
	}

	/** @return four times the square of part i of the quaternion */
	private static double part(final RealMatrix r, final double trace, final int i) {
		return i == 0 ? 1 + trace : 1 + 2 * r.getEntry(i - 1, i - 1) - trace;
	}
}
