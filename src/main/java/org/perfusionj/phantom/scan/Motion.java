package org.perfusionj.phantom.scan;

import java.util.Arrays;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.PerfusionException;

/**
 * How the head moves during a scan: a rigid transform of the head for each frame, in the scanner's RAS mm, about the head's
 * centre; the head lies still within a frame. The first frames show the head where the scan was planned.
 * <p>
 * Moving heads mostly nod, move fastest in the first 15 s (the warmth of the contrast) and lie worse later in the scan (Moghari et al.,
 * Eur J Radiol 2021;144:109979). So a few jumps, some of them taken back after seconds and many of them early, are added to a drift
 * that grows with time; rotations go as 3 : 2 : 1 for pitch, yaw and roll. The largest shift and the largest angle of a scan
 * lie in the ranges of its grade: mild 1-3 mm and 1-3 degrees, moderate 3-8, severe 10-14 (chosen). Immutable.
 */
public final class Motion {

	private static final int PARAMETERS = 6;
	/** Relative sizes of shifts along x, y, z (a nod lifts and pushes the head) and of pitch, roll, yaw. */
	private static final double[] PROPORTIONS = { 1, 2, 3, 3, 1, 2 };
	private static final double[] LOW = { 0, 1, 3, 10 };
	private static final double[] HIGH = { 0, 3, 8, 14 };
	private static final int[] MOST_JUMPS = { 0, 2, 4, 6 };
	/** Smaller parameters (mm, degrees) are no motion. */
	private static final double STILL = 0.02;
	/** End of the time in which the contrast makes heads move, s. */
	private static final double EARLY_S = 15;

	private final int grade;
	private final RigidTransform[] frames;
	private final boolean[] still;

	private Motion(final int grade, final double[][] parameters, final double[] centreMm) {
		this.grade = grade;
		this.frames = new RigidTransform[parameters.length];
		this.still = new boolean[parameters.length];
		for (int t = 0; t < frames.length; t++) {
			still[t] = Arrays.stream(parameters[t]).allMatch(value -> Math.abs(value) < STILL);
			frames[t] = new RigidTransform(centreMm, still[t] ? new double[PARAMETERS] : parameters[t]);
		}
	}

	/**
	 * @param grade 0 none, 1 mild, 2 moderate, 3 severe
	 * @param times when the frames are acquired
	 * @param centreMm centre of the head, scanner RAS mm
	 * @param random the motion's own stream
	 * @return how this head moves
	 * @throws PerfusionException if there is no such grade
	 */
	public static Motion draw(final int grade, final AcquisitionTimes times, final double[] centreMm, final RandomStream random) {
		if (grade < 0 || grade > ScanOptions.MAX_MOTION) throw new PerfusionException("motion must be 0 (none) to " + ScanOptions.MAX_MOTION + " (severe), but is " + grade + ".");
		final double[][] parameters = new double[times.frames()][PARAMETERS];
		if (grade == 0) return new Motion(0, parameters, centreMm);
		addJumps(parameters, times, random.integer(grade, MOST_JUMPS[grade]), random.named("jumps"));
		addDrift(parameters, times, random.named("drift"));
		proportion(parameters, random.named("proportions"));
		scale(parameters, centreMm, random.uniform(LOW[grade], HIGH[grade]), random.uniform(LOW[grade], HIGH[grade]));
		return new Motion(grade, parameters, centreMm);
	}

	private static void addJumps(final double[][] parameters, final AcquisitionTimes times, final int jumps, final RandomStream random) {
		final double first = times.time(0, 1);
		final double last = times.lastS();
		for (int jump = 0; jump < jumps; jump++) {
			// the first jump is always one that some frame shows
			final double start = random.chance(0.5) || jump == 0 ? random.uniform(first, Math.min(EARLY_S, last)) : random.uniform(first, last);
			final double end = random.chance(0.3) ? start + random.uniform(1.5, 5) : Double.POSITIVE_INFINITY;
			// a head that jumps later jumps farther
			final double size = 0.6 + 0.8 * start / last;
			for (int axis = 0; axis < PARAMETERS; axis++) {
				final double step = size * random.gaussian();
				for (int t = 0; t < parameters.length; t++)
					if (times.time(0, t) >= start && times.time(0, t) < end) parameters[t][axis] += step;
			}
		}
	}

	private static void addDrift(final double[][] parameters, final AcquisitionTimes times, final RandomStream random) {
		final double start = random.uniform(0, 0.3 * times.lastS());
		final double span = times.lastS() - start;
		for (int axis = 0; axis < PARAMETERS; axis++) {
			final double slope = 0.8 * random.gaussian();
			final double sway = 0.25 * random.gaussian();
			final double turns = random.uniform(1, 3);
			for (int t = 0; t < parameters.length; t++) {
				final double share = (times.time(0, t) - start) / span;
				if (share > 0) parameters[t][axis] += slope * share + sway * share * Math.sin(2 * Math.PI * turns * share);
			}
		}
	}

	/** Makes the largest values of the axes what their proportions are, give or take. */
	private static void proportion(final double[][] parameters, final RandomStream random) {
		for (int axis = 0; axis < PARAMETERS; axis++) {
			double largest = 0;
			for (final double[] row : parameters)
				largest = Math.max(largest, Math.abs(row[axis]));
			final double factor = PROPORTIONS[axis] * random.uniform(0.7, 1.3) / largest;
			for (final double[] row : parameters)
				row[axis] *= factor;
		}
	}

	/** Makes the largest shift and the largest angle what they shall be. */
	private static void scale(final double[][] parameters, final double[] centreMm, final double shiftMm, final double angleDegrees) {
		double shift = 0;
		double angle = 0;
		for (final double[] row : parameters) {
			shift = Math.max(shift, Math.sqrt(row[0] * row[0] + row[1] * row[1] + row[2] * row[2]));
			angle = Math.max(angle, Math.sqrt(row[3] * row[3] + row[4] * row[4] + row[5] * row[5]));
		}
		for (final double[] row : parameters)
			for (int axis = 0; axis < PARAMETERS; axis++)
				row[axis] *= axis < 3 ? shiftMm / shift : angleDegrees / angle;
		// the angle of three rotations is not quite the length of their vector
		double largest = 0;
		for (final double[] row : parameters)
			largest = Math.max(largest, new RigidTransform(centreMm, row).angleDegrees());
		for (final double[] row : parameters)
			for (int axis = 3; axis < PARAMETERS; axis++)
				row[axis] *= angleDegrees / largest;
	}

	/** @return 0 none, 1 mild, 2 moderate, 3 severe */
	public int grade() {
		return grade;
	}

	/** @return true if the head lies where it lay when the scan was planned */
	public boolean isStill(final int frame) {
		return still[frame];
	}

	/** @return from where a part of the head lies in the planned position to where it lies in the frame, scanner RAS mm */
	public RigidTransform at(final int frame) {
		return frames[frame];
	}

	/** @return one row for each frame: shift along x, y, z in mm, then rotation about x (pitch), y (roll), z (yaw) in degrees */
	public double[][] parameters() {
		return Arrays.stream(frames).map(RigidTransform::parameters).toArray(double[][]::new);
	}
}
