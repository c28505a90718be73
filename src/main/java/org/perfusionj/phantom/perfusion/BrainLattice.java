package org.perfusionj.phantom.perfusion;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.Tissue;

/**
 * The brain of one head on a cubic lattice of template space, on which the fields of a case are made before they are
 * interpolated. No point lies in the plane x = 0: half of them are on each side. The territories are carried on a little
 * beyond the surface of the brain, so that fields do not fade there.
 */
final class BrainLattice {

	/** Distance of the points, mm: fine enough for the sharpest edge of a lesion, 4 mm. */
	static final double STEP_MM = 2.5;

	/** Volume of a point, ml. */
	private static final double POINT_ML = STEP_MM * STEP_MM * STEP_MM / 1000;
	private static final int WIDTH = 66;
	private static final int LENGTH = 82;
	/** Distance from a point to the next along y and z; along x it is 1. */
	static final int ROW = WIDTH;
	static final int PLANE = WIDTH * LENGTH;
	private static final double LEFT = -(WIDTH - 1) * STEP_MM / 2;
	private static final double BACK = -117.5;
	/** Points by which the territories are carried on, more than a blurred scanner or a bent head can reach. */
	private static final int BEYOND = 4;
	private static final int LAST_TERRITORY = 30;
	private static final double LITTLE_TISSUE = 0.05;

	private final int height;
	private final double bottom;
	private final byte[] territory;
	/** Points with a territory, in order. */
	private final int[] inside;
	private final float[] grey;
	private final float[] white;
	private final float[] fluid;

	BrainLattice(final HeadAnatomy anatomy) {
		bottom = Math.floor(anatomy.brainBottomMm() / STEP_MM) * STEP_MM - BEYOND * STEP_MM;
		height = (int) Math.ceil((anatomy.brainTopMm() - bottom) / STEP_MM) + BEYOND + 1;
		territory = new byte[size()];
		grey = new float[size()];
		white = new float[size()];
		fluid = new float[size()];
		final float[] fractions = new float[Tissue.COUNT];
		for (int i = 0; i < territory.length; i++) {
			anatomy.fractions(x(i), y(i), z(i), fractions);
			grey[i] = fractions[Tissue.GREY.ordinal()];
			white[i] = fractions[Tissue.WHITE.ordinal()];
			fluid[i] = fractions[Tissue.CSF.ordinal()];
			final int label = anatomy.territory(x(i), y(i), z(i));
			if (label <= LAST_TERRITORY) territory[i] = (byte) label;
		}
		// a coarse map of territories may leave brain tissue out
		while (grow(true))
			continue;
		for (int round = 0; round < BEYOND; round++)
			grow(false);
		inside = IntStream.range(0, territory.length).filter(i -> territory[i] != 0).toArray();
	}

	/**
	 * Gives points beside a territory that of a neighbour on their side.
	 *
	 * @param tissueOnly leaves points without grey and white matter alone
	 * @return whether there were any
	 */
	private boolean grow(final boolean tissueOnly) {
		final byte[] before = territory.clone();
		boolean grown = false;
		for (int i = 0; i < before.length; i++) {
			if (before[i] != 0 || tissueOnly && tissue(i) < LITTLE_TISSUE) continue;
			final int x = i % ROW;
			final int y = i / ROW % LENGTH;
			final int z = i / PLANE;
			byte label = 0;
			if (x > 0 && x != WIDTH / 2) label = before[i - 1];
			if (label == 0 && x < WIDTH - 1 && x != WIDTH / 2 - 1) label = before[i + 1];
			if (label == 0 && y > 0) label = before[i - ROW];
			if (label == 0 && y < LENGTH - 1) label = before[i + ROW];
			if (label == 0 && z > 0) label = before[i - PLANE];
			if (label == 0 && z < height - 1) label = before[i + PLANE];
			territory[i] = label;
			grown |= label != 0;
		}
		return grown;
	}

	/** @return number of points */
	int size() {
		return WIDTH * LENGTH * height;
	}

	double x(final int point) {
		return LEFT + point % ROW * STEP_MM;
	}

	double y(final int point) {
		return BACK + point / ROW % LENGTH * STEP_MM;
	}

	double z(final int point) {
		return bottom + point / PLANE * STEP_MM;
	}

	/** @return the points of the brain and a little around it, ascending; not to be changed */
	int[] inside() {
		return inside;
	}

	/** @return arterial territory, 1 to 30; 0 away from the brain */
	int territory(final int point) {
		return territory[point];
	}

	/** @return left or right */
	Occlusion.Side side(final int point) {
		return x(point) < 0 ? Occlusion.Side.LEFT : Occlusion.Side.RIGHT;
	}

	/** @return the territory's number on the left side */
	int leftTerritory(final int point) {
		return territory[point] - (territory[point] + 1) % 2;
	}

	/** @return grey and white matter, as a fraction of the point */
	double tissue(final int point) {
		return grey[point] + white[point];
	}

	double white(final int point) {
		return white[point];
	}

	double fluid(final int point) {
		return fluid[point];
	}

	/** @return grey and white matter at the point, template ml */
	double tissueMl(final int point) {
		return tissue(point) * POINT_ML;
	}

	/** @return 1 where the condition holds, 0 elsewhere */
	float[] indicator(final IntPredicate condition) {
		final float[] field = new float[size()];
		for (final int i : inside)
			if (condition.test(i)) field[i] = 1;
		return field;
	}

	/**
	 * @param field one value for each point
	 * @param sdMm standard deviation of the Gaussian, mm
	 * @return the mean around each point over the points of the brain on the same side of x = 0: neither the surface nor the other
	 *         hemisphere shows in it. 0 away from the brain.
	 */
	float[] blurred(final float[] field, final double sdMm) {
		final float[] sum = new float[size()];
		final float[] weight = new float[size()];
		for (final int i : inside) {
			sum[i] = field[i];
			weight[i] = 1;
		}
		final float[] kernel = kernel(sdMm / STEP_MM);
		final float[] blurredSum = smoothed(sum, kernel);
		final float[] blurredWeight = smoothed(weight, kernel);
		final float[] mean = new float[size()];
		for (final int i : inside)
			mean[i] = blurredSum[i] / blurredWeight[i];
		return mean;
	}

	private static float[] kernel(final double sd) {
		final int radius = Math.max(1, (int) Math.ceil(2.6 * sd));
		final float[] kernel = new float[radius + 1];
		for (int k = 0; k <= radius; k++)
			kernel[k] = (float) Math.exp(-k * k / (2 * sd * sd));
		return kernel;
	}

	private float[] smoothed(final float[] field, final float[] kernel) {
		final float[] along = new float[size()];
		final float[] across = new float[size()];
		final int half = WIDTH / 2;
		for (int row = 0; row < size(); row += half)
			pass(field, along, row, 1, half, kernel, 1);
		for (int z = 0; z < height; z++)
			pass(along, across, z * PLANE, ROW, LENGTH, kernel, ROW);
		Arrays.fill(along, 0);
		pass(across, along, 0, PLANE, height, kernel, PLANE);
		return along;
	}

	/** Sums along one axis for a run of neighbouring lines at once. */
	private static void pass(final float[] from, final float[] to, final int start, final int stride, final int count, final float[] kernel, final int lines) {
		for (int i = 0; i < count; i++) {
			final int low = Math.max(0, i - kernel.length + 1);
			final int high = Math.min(count - 1, i + kernel.length - 1);
			final int target = start + i * stride;
			for (int k = low; k <= high; k++) {
				final float weight = kernel[Math.abs(k - i)];
				final int source = start + k * stride;
				for (int line = 0; line < lines; line++)
					to[target + line] += weight * from[source + line];
			}
		}
	}

	/** @return index along x, not rounded; a place outside is moved to the border of the lattice */
	double indexX(final double x) {
		return clamp((x - LEFT) / STEP_MM, WIDTH);
	}

	double indexY(final double y) {
		return clamp((y - BACK) / STEP_MM, LENGTH);
	}

	double indexZ(final double z) {
		return clamp((z - bottom) / STEP_MM, height);
	}

	/** @return number of the point with these indices */
	int point(final int x, final int y, final int z) {
		return (z * LENGTH + y) * WIDTH + x;
	}

	private static double clamp(final double index, final int count) {
		return Math.max(0, Math.min(index, count - 1.000001));
	}
}
