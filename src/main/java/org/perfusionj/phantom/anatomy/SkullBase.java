package org.perfusionj.phantom.anatomy;

/**
 * Floor of the cranial cavity as heights over the plane, in three steps: anterior fossa (orbital roofs at z -22, the
 * cribriform plate between them at -29), middle fossae (floor at -49, behind the lesser wing of the sphenoid at y 20, with
 * the sella between them) and posterior fossa (-69, behind the petrous ridges, with the clivus in front and the foramen
 * magnum). Sizes after the usual ones of an adult skull, chosen to fit MNI space.
 */
final class SkullBase {

	private static final int STEP = 2;
	private static final int HALF_WIDTH = 110;
	private static final int BACK = -150;
	private static final int FRONT = 130;
	private static final int COLUMNS = HALF_WIDTH / STEP + 1;
	private static final int ROWS = (FRONT - BACK) / STEP + 1;

	/** Right middle fossa from the sella round the temporal pole to the petrous ridge. */
	private static final double[][] MIDDLE_FOSSA = { { 17, 6 }, { 24, 19 }, { 37, 25 }, { 50, 22 }, { 61, 11 }, { 90, -10 }, { 90, -42 }, { 62, -34 }, { 44, -25 }, { 27, -14 }, { 18, -7 } };
	/** Right half of the posterior fossa behind clivus and petrous ridge. */
	private static final double[][] POSTERIOR_FOSSA = { { -30, -20 }, { 9, -20 }, { 19, -24 }, { 34, -35 }, { 50, -44 }, { 90, -56 }, { 90, -150 }, { -30, -150 } };

	private static final SkullBase ADULT = new SkullBase();

	private final float[] heights = new float[COLUMNS * ROWS];

	private SkullBase() {
		for (int row = 0; row < ROWS; row++)
			for (int column = 0; column < COLUMNS; column++)
				heights[row * COLUMNS + column] = (float) drawn(column * STEP, BACK + row * STEP);
	}

	/** @return the only one: the differences between heads come from bending space */
	static SkullBase adult() {
		return ADULT;
	}

	/** @param x distance from the midline, not negative */
	private static double drawn(final double x, final double y) {
		final double roofs = -29.5 + 7.5 * Distance.step(x, 6, 24) - 0.008 * (x - 28) * Math.abs(x - 28) * (x > 28 ? 1 : 0);
		final double sella = -28 - 7 * Distance.bump(x / 9, (y - 1) / 7, 0);
		final double ridge = -30 - 0.05 * x;
		final double central = y > 6 ? sella + (roofs - sella) * Distance.step(y, 7, 20) : ridge + (sella - ridge) * Distance.step(14 - x, -6, 6);
		final double middle = central + (-49 - central) * Distance.step(-Distance.polygon(x, y, MIDDLE_FOSSA), -5, 5);
		// the floor of the posterior fossa rises to the sides and to the back
		final double bowl = -69 + 0.0055 * x * x + (y < -52 ? 0.0125 * (y + 52) * (y + 52) : 0);
		// the clivus falls slowly, the petrous bone steeply
		final double clivus = Math.max(bowl, -30 + 1.85 * (y + 9.5));
		final double steep = middle + (bowl - middle) * Distance.step(-Distance.polygon(x, y, POSTERIOR_FOSSA), -6, 6);
		final double flat = Distance.step(x, 10, 20);
		final double floor = y < -9.5 ? Math.min(middle, clivus) * (1 - flat) + steep * flat : middle;
		// the foramen magnum, 30 x 35 mm, has no floor
		return floor - 60 * Distance.step(-Distance.ellipse(x, y + 44, 15, 17.5), -2, 3);
	}

	/** @return z of the floor, template mm */
	double height(final double x, final double y) {
		final double u = Math.max(0, Math.min(COLUMNS - 1.001, Math.abs(x) / STEP));
		final double v = Math.max(0, Math.min(ROWS - 1.001, (y - BACK) / STEP));
		final int column = (int) u;
		final int row = (int) v;
		final double fu = u - column;
		final double fv = v - row;
		final int i = row * COLUMNS + column;
		return (1 - fv) * (heights[i] + fu * (heights[i + 1] - heights[i])) + fv * (heights[i + COLUMNS] + fu * (heights[i + COLUMNS + 1] - heights[i + COLUMNS]));
	}

	/** @return distance below the floor, mm, negative above it; measured across the slope */
	double below(final double x, final double y, final double z) {
		final double height = height(x, y);
		final double slopeX = (height(Math.abs(x) + 2, y) - height(Math.max(0, Math.abs(x) - 2), y)) / 4;
		final double slopeY = (height(x, y + 2) - height(x, y - 2)) / 4;
		return (height - z) / Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY);
	}
}
