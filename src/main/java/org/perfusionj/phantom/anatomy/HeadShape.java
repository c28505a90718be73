package org.perfusionj.phantom.anatomy;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.simulation.SmoothNoise;

/**
 * How one subject's head differs from the template: the map between template space (MNI152 mm) and mm in the subject's own
 * head (x to the right, y to anterior, z to superior, origin near the anterior commissure).
 * <p>
 * From the head to the template it is an affine transform and a smooth random displacement: size by sex, length, width and
 * height that vary on their own, small shears, one hemisphere that lies a little in front of the other (torque), a bent
 * midline, and 1 to 2 mm of displacement that varies over 25 to 40 mm. It can be inverted everywhere: the slope of the
 * displacement is bounded when it is drawn. Immutable and thread-safe.
 */
public final class HeadShape {

	/**
	 * Volume inside the skull, ml: Table 1 of PMC10511609 (n = 133, MR): men 1538 +- 137, women 1393 +- 91. Grey matter, white
	 * matter and fluid of the template add up to 1793 ml.
	 */
	private static final double TEMPLATE_ML = 1793;
	private static final double MEN_ML = 1538;
	private static final double MEN_SD_ML = 137;
	private static final double WOMEN_ML = 1393;
	private static final double WOMEN_SD_ML = 91;

	/** Lattice of the displacement in the subject's head: spacing and first and last point along each axis, mm. */
	private static final double STEP_MM = 8;
	private static final double[] FIRST_MM = { -112, -152, -120 };
	private static final int[] POINTS = { 29, 36, 33 };

	/** Bound of the slope of the displacement: below 0.9 it can be inverted, since the affine part shrinks heads by less. */
	private static final double STEEPEST = 0.4;

	private static final int ITERATIONS = 40;
	private static final double ACCURACY_MM = 0.005;

	private static final HeadShape IDENTITY = new HeadShape(new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, new float[3 * POINTS[0] * POINTS[1] * POINTS[2]]);

	private final double m00, m01, m02, m10, m11, m12, m20, m21, m22;
	private final double[] inverse;
	/** Displacement after the affine transform, template mm: x, y, z of each point, x fastest. */
	private final float[] displacement;

	private HeadShape(final double[] matrix, final float[] displacement) {
		m00 = matrix[0];
		m01 = matrix[1];
		m02 = matrix[2];
		m10 = matrix[3];
		m11 = matrix[4];
		m12 = matrix[5];
		m20 = matrix[6];
		m21 = matrix[7];
		m22 = matrix[8];
		this.inverse = inverse(matrix);
		this.displacement = displacement;
	}

	/** @return a head like the template */
	public static HeadShape identity() {
		return IDENTITY;
	}

	/**
	 * @param subject men have larger heads
	 * @param random the shape's own stream
	 * @return a shape drawn at random
	 */
	public static HeadShape draw(final Subject subject, final RandomStream random) {
		final double ml = subject.male() ? random.gaussian(MEN_ML, MEN_SD_ML, MEN_ML - 2 * MEN_SD_ML, MEN_ML + 2 * MEN_SD_ML) : random.gaussian(WOMEN_ML, WOMEN_SD_ML, WOMEN_ML - 2 * WOMEN_SD_ML, WOMEN_ML + 2 * WOMEN_SD_ML);
		final double size = Math.cbrt(ml / TEMPLATE_ML);
		// long, wide and high heads of the same volume: chosen
		final double width = random.gaussian(0, 0.025, -0.05, 0.05);
		final double length = random.gaussian(0, 0.025, -0.05, 0.05);
		final double height = random.gaussian(0, 0.025, -0.05, 0.05);
		final double mean = (width + length + height) / 3;
		final double sx = 1 / (size * (1 + width - mean));
		final double sy = 1 / (size * (1 + length - mean));
		final double sz = 1 / (size * (1 + height - mean));
		// torque: the right frontal lobe lies in front of the left one, mostly
		final double torque = random.gaussian(0.012, 0.012, -0.02, 0.04);
		final double[] matrix = { sx, random.gaussian(0, 0.008, -0.02, 0.02), random.gaussian(0, 0.008, -0.02, 0.02), -torque * sy, sy, random.gaussian(0, 0.012, -0.03, 0.03), random.gaussian(0, 0.008, -0.02, 0.02),
			random.gaussian(0, 0.012, -0.03, 0.03), sz };
		final float[] displacement = draw(random.named("displacement"));
		return new HeadShape(matrix, displacement);
	}

	private static float[] draw(final RandomStream random) {
		final SmoothNoise[] wide = new SmoothNoise[3];
		final SmoothNoise[] narrow = new SmoothNoise[3];
		for (int axis = 0; axis < 3; axis++) {
			wide[axis] = new SmoothNoise(random.numbered(axis), 55);
			narrow[axis] = new SmoothNoise(random.numbered(3 + axis), 35);
		}
		final double wideMm = random.uniform(0.8, 1.8);
		final double narrowMm = random.uniform(0.4, 0.9);
		// the midline bends by up to a few mm from the forehead to the back of the head
		final double bend = random.gaussian(0, 1.2, -3, 3);
		final float[] lattice = new float[3 * POINTS[0] * POINTS[1] * POINTS[2]];
		int i = 0;
		for (int iz = 0; iz < POINTS[2]; iz++)
			for (int iy = 0; iy < POINTS[1]; iy++)
				for (int ix = 0; ix < POINTS[0]; ix++) {
					final double x = FIRST_MM[0] + STEP_MM * ix;
					final double y = FIRST_MM[1] + STEP_MM * iy;
					final double z = FIRST_MM[2] + STEP_MM * iz;
					for (int axis = 0; axis < 3; axis++)
						lattice[i++] = (float) (wideMm * wide[axis].at(x, y, z) + narrowMm * narrow[axis].at(x, y, z) + (axis == 0 ? bend * (y * y / 6400 - 0.4) : 0));
				}
		// the anterior commissure stays near the origin
		final double[] origin = new double[3];
		new HeadShape(new double[] { 1, 0, 0, 0, 1, 0, 0, 0, 1 }, lattice).toTemplate(0, 0, 0, origin);
		for (int n = 0; n < lattice.length; n++)
			lattice[n] -= (float) origin[n % 3];
		final double steepest = steepest(lattice);
		if (steepest > STEEPEST) for (int n = 0; n < lattice.length; n++)
			lattice[n] *= (float) (STEEPEST / steepest);
		return lattice;
	}

	/**
	 * Between lattice points slopes are weighted means of the differences along edges, so the largest of them bounds all.
	 *
	 * @return no smaller than the largest norm of the slope of the displacement anywhere
	 */
	private static double steepest(final float[] lattice) {
		final int[] step = { 3, 3 * POINTS[0], 3 * POINTS[0] * POINTS[1] };
		double squares = 0;
		for (int axis = 0; axis < 3; axis++) {
			double largest = 0;
			for (int iz = 0; iz < POINTS[2] - (axis == 2 ? 1 : 0); iz++)
				for (int iy = 0; iy < POINTS[1] - (axis == 1 ? 1 : 0); iy++)
					for (int ix = 0; ix < POINTS[0] - (axis == 0 ? 1 : 0); ix++) {
						final int i = ix * step[0] + iy * step[1] + iz * step[2];
						double square = 0;
						for (int n = 0; n < 3; n++) {
							final double slope = (lattice[i + step[axis] + n] - lattice[i + n]) / STEP_MM;
							square += slope * slope;
						}
						largest = Math.max(largest, square);
					}
			squares += largest;
		}
		return Math.sqrt(squares);
	}

	/**
	 * From the subject's head to the template; about 20 ns.
	 *
	 * @param x mm in the head
	 * @param y mm in the head
	 * @param z mm in the head
	 * @param out filled with template mm
	 */
	public void toTemplate(final double x, final double y, final double z, final double[] out) {
		final double u = clamp((x - FIRST_MM[0]) / STEP_MM, POINTS[0]);
		final double v = clamp((y - FIRST_MM[1]) / STEP_MM, POINTS[1]);
		final double w = clamp((z - FIRST_MM[2]) / STEP_MM, POINTS[2]);
		final int iu = (int) u;
		final int iv = (int) v;
		final int iw = (int) w;
		final double fu = u - iu;
		final double fv = v - iv;
		final double fw = w - iw;
		double dx = 0;
		double dy = 0;
		double dz = 0;
		for (int corner = 0; corner < 8; corner++) {
			final int bu = corner & 1;
			final int bv = corner >> 1 & 1;
			final int bw = corner >> 2;
			final double weight = (bu == 0 ? 1 - fu : fu) * (bv == 0 ? 1 - fv : fv) * (bw == 0 ? 1 - fw : fw);
			final int i = 3 * (((iw + bw) * POINTS[1] + iv + bv) * POINTS[0] + iu + bu);
			dx += weight * displacement[i];
			dy += weight * displacement[i + 1];
			dz += weight * displacement[i + 2];
		}
		out[0] = m00 * x + m01 * y + m02 * z + dx;
		out[1] = m10 * x + m11 * y + m12 * z + dy;
		out[2] = m20 * x + m21 * y + m22 * z + dz;
	}

	/** Beyond the lattice the displacement stays as it is at its edge. */
	private static double clamp(final double index, final int points) {
		return Math.max(0, Math.min(points - 1.000001, index));
	}

	/**
	 * From the template to the subject's head, by fixed-point iteration; within 0.01 mm.
	 *
	 * @param x template mm
	 * @param y template mm
	 * @param z template mm
	 * @param out filled with mm in the head
	 */
	public void toHead(final double x, final double y, final double z, final double[] out) {
		double hx = inverse[0] * x + inverse[1] * y + inverse[2] * z;
		double hy = inverse[3] * x + inverse[4] * y + inverse[5] * z;
		double hz = inverse[6] * x + inverse[7] * y + inverse[8] * z;
		for (int n = 0; n < ITERATIONS; n++) {
			toTemplate(hx, hy, hz, out);
			final double ex = x - out[0];
			final double ey = y - out[1];
			final double ez = z - out[2];
			hx += inverse[0] * ex + inverse[1] * ey + inverse[2] * ez;
			hy += inverse[3] * ex + inverse[4] * ey + inverse[5] * ez;
			hz += inverse[6] * ex + inverse[7] * ey + inverse[8] * ez;
			if (ex * ex + ey * ey + ez * ez < ACCURACY_MM * ACCURACY_MM) break;
		}
		out[0] = hx;
		out[1] = hy;
		out[2] = hz;
	}

	/** @return volume in the head over volume in the template, without the displacement */
	public double volumeRatio() {
		return determinant(inverse);
	}

	private static double determinant(final double[] m) {
		return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
	}

	private static double[] inverse(final double[] m) {
		final double d = 1 / determinant(m);
		return new double[] { d * (m[4] * m[8] - m[5] * m[7]), d * (m[2] * m[7] - m[1] * m[8]), d * (m[1] * m[5] - m[2] * m[4]), d * (m[5] * m[6] - m[3] * m[8]), d * (m[0] * m[8] - m[2] * m[6]), d * (m[2] * m[3] - m[0] *
			m[5]), d * (m[3] * m[7] - m[4] * m[6]), d * (m[1] * m[6] - m[0] * m[7]), d * (m[0] * m[4] - m[1] * m[3]) };
	}
}
