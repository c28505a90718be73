package org.perfusionj.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.WorkMonitor;

/**
 * Finds the plane in which a head is most alike its own mirror image. Compared is the density of the brain in the CT image (its outline, ventricles and fissures; a stroke changes it by little), or the brain mask alone where there is no
 * CT image. The skull is left out: it is less symmetric than the brain. Coarse to fine: all turns in the plane of the slices and shifts in steps, at 6 mm; then the tilt; then all three together
 * (Nelder and Mead), at 6 and at 3 mm. Large turns and tilts cost a little, so that a round head or a thin slab, which do not say how they are turned, are taken as straight.
 */
public final class MirrorPlaneFinder {

	/** Fluid, and what is no denser, HU. */
	private static final float LOWEST_HU = 10;
	/** Density of the brain, HU: it counts as 1, what is outside as 0. */
	private static final float BRAIN_HU = 40;
	/** What is denser is taken as this, HU: blood in vessels, calcifications and noise. */
	private static final float HIGHEST_HU = 50;
	/** Mirror images are looked for up to this distance from the brain, mm. */
	private static final double MARGIN_MM = 10;
	private static final double COARSE_MM = 6;
	private static final double FINE_MM = 3;

	/** Heads lie straighter than this, degrees. */
	private static final double LARGEST_DEGREES = 25;
	private static final double STEP_DEGREES = 5;
	/** The centre of the brain is not farther from the plane than this, mm. */
	private static final double LARGEST_SHIFT_MM = 20;
	private static final double STEP_MM = 4;
	/** What a turn or a tilt by {@link #LARGEST_DEGREES} costs, in units of correlation. */
	private static final double COST = 0.01;

	/** A plane with a lower correlation than this is no mirror plane. */
	private static final double POOR_CORRELATION = 0.6;
	/** Planes farther off than this are others, degrees. */
	private static final double OTHER_DEGREES = 10;
	private static final double SMALL_LEAD = 0.01;

	/**
	 * A plane and how good it is.
	 *
	 * @param plane mirror plane
	 * @param correlation of the head with its mirror image, up to 1
	 * @param lead by how much that is more than in planes that are turned by ten degrees or more
	 * @param warnings what the user must know to judge it
	 */
	public record Found(MirrorPlane plane, double correlation, double lead, List<String> warnings) {

		/** Copies the list. */
		public Found {
			warnings = List.copyOf(warnings);
		}
	}

	/**
	 * @param maps of the case; its brain is not empty
	 * @param monitor asked for cancellation
	 * @return the plane
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public Found find(final LesionMaps maps, final WorkMonitor monitor) {
		final Frame frame = new Frame(maps.brain(), monitor);
		final Search coarse = new Search(image(maps, COARSE_MM), frame, monitor);
		double[] best = { 0, 0, 0 };
		double score = Double.NEGATIVE_INFINITY;
		final double[] byTurn = new double[2 * (int) (LARGEST_DEGREES / STEP_DEGREES) + 1];
		for (int turn = 0; turn < byTurn.length; turn++) {
			byTurn[turn] = Double.NEGATIVE_INFINITY;
			for (double shift = -LARGEST_SHIFT_MM; shift <= LARGEST_SHIFT_MM; shift += STEP_MM) {
				final double[] candidate = { turn * STEP_DEGREES - LARGEST_DEGREES, 0, shift };
				final double its = coarse.score(candidate);
				byTurn[turn] = Math.max(byTurn[turn], its);
				if (its <= score) continue;
				score = its;
				best = candidate;
			}
		}
		if (frame.canTilt()) {
			final double[] upright = best;
			for (double tilt = -LARGEST_DEGREES; tilt <= LARGEST_DEGREES; tilt += STEP_DEGREES)
				for (double shift = -STEP_MM; shift <= STEP_MM; shift += STEP_MM) {
					final double[] candidate = { upright[0], tilt, upright[2] + shift };
					final double its = coarse.score(candidate);
					if (its <= score) continue;
					score = its;
					best = candidate;
				}
		}
		best = coarse.refine(best, 3);
		final double highest = coarse.score(best);
		double others = Double.NEGATIVE_INFINITY;
		for (int turn = 0; turn < byTurn.length; turn++)
			if (Math.abs(turn * STEP_DEGREES - LARGEST_DEGREES - best[0]) >= OTHER_DEGREES) others = Math.max(others, byTurn[turn]);
		final Search fine = new Search(image(maps, FINE_MM), frame, monitor);
		best = fine.refine(best, 1);
		final double[] normal = frame.normal(best);
		final double correlation = fine.image.symmetry(normal, frame.offsetMm(best));
		return new Found(new MirrorPlane(maps.grid(), normal[0], normal[1], normal[2], frame.offsetMm(best), frame.isOriented()), correlation, highest - others, warnings(correlation, highest - others));
	}

	private static List<String> warnings(final double correlation, final double lead) {
		final List<String> warnings = new ArrayList<>();
		if (correlation < POOR_CORRELATION) warnings.add(String.format(Locale.ROOT, "The mirror plane of the head is not certain: the correlation of the head with its mirror image is %.2f. Check left, right and everything that is relative to the opposite side.", correlation));
		else if (lead < SMALL_LEAD) warnings.add("The mirror plane of the head is not certain: planes that are turned by ten degrees fit nearly as well. Check left, right and everything that is relative to the opposite side.");
		return warnings;
	}

	private static SymmetryImage image(final LesionMaps maps, final double boxMm) {
		final Volume seen = maps.brain().toVolume();
		if (maps.signal() == SignalType.CT) maps.image().ifPresent(image -> {
			for (int z = 0; z < seen.grid().slices(); z++)
				for (int i = 0; i < seen.grid().planeSize(); i++)
					if (maps.brain().plane(z)[i]) seen.plane(z)[i] = density(image.plane(z)[i]);
		});
		return new SymmetryImage(seen, maps.brain(), MARGIN_MM, boxMm);
	}

	private static float density(final float hu) {
		return hu >= LOWEST_HU ? (Math.min(hu, HIGHEST_HU) - LOWEST_HU) / (BRAIN_HU - LOWEST_HU) : 0;
	}

	/** Where a plane is looked for: the patient's axes along those of the grid, and the centre of the brain. */
	private static final class Frame {

		private final boolean oriented;
		private final double[] right;
		private final double[] forward;
		private final double[] up;
		private final double[] centreMm = new double[3];
		private final boolean canTilt;

		Frame(final Mask brain, final WorkMonitor monitor) {
			final SpatialGrid grid = brain.grid();
			final double[] affine = grid.orientation().affine();
			oriented = affine != null;
			right = oriented ? unit(affine[0] / grid.spacingX(), affine[1] / grid.spacingY(), affine[2] / grid.spacingZ()) : unit(1, 0, 0);
			final double[] superior = oriented ? unit(affine[8] / grid.spacingX(), affine[9] / grid.spacingY(), affine[10] / grid.spacingZ()) : unit(0, 0, 1);
			forward = unit(superior[1] * right[2] - superior[2] * right[1], superior[2] * right[0] - superior[0] * right[2], superior[0] * right[1] - superior[1] * right[0]);
			up = unit(right[1] * forward[2] - right[2] * forward[1], right[2] * forward[0] - right[0] * forward[2], right[0] * forward[1] - right[1] * forward[0]);
			// along an axis with one voxel nothing can be compared
			canTilt = Math.abs(up[0]) * (grid.width() - 1) + Math.abs(up[1]) * (grid.height() - 1) + Math.abs(up[2]) * (grid.slices() - 1) >= 1;
			long count = 0;
			for (int z = 0; z < grid.slices(); z++) {
				monitor.check();
				for (int i = 0; i < grid.planeSize(); i++) {
					if (!brain.plane(z)[i]) continue;
					centreMm[0] += i % grid.width() * grid.spacingX();
					centreMm[1] += i / grid.width() * grid.spacingY();
					centreMm[2] += z * grid.spacingZ();
					count++;
				}
			}
			for (int axis = 0; axis < 3; axis++)
				centreMm[axis] /= count;
		}

		private static double[] unit(final double x, final double y, final double z) {
			final double length = Math.sqrt(x * x + y * y + z * z);
			return new double[] { x / length, y / length, z / length };
		}

		boolean isOriented() {
			return oriented;
		}

		boolean canTilt() {
			return canTilt;
		}

		/** @param plane turn about the axis to superior and tilt about the axis to anterior, degrees; distance from the centre of the brain, mm */
		double[] normal(final double[] plane) {
			final double turn = Math.toRadians(plane[0]);
			final double tilt = Math.toRadians(plane[1]);
			final double[] normal = new double[3];
			for (int axis = 0; axis < 3; axis++)
				normal[axis] = Math.cos(tilt) * (Math.cos(turn) * right[axis] + Math.sin(turn) * forward[axis]) + Math.sin(tilt) * up[axis];
			return normal;
		}

		double offsetMm(final double[] plane) {
			final double[] normal = normal(plane);
			return normal[0] * centreMm[0] + normal[1] * centreMm[1] + normal[2] * centreMm[2] + plane[2];
		}
	}

	/** Planes by their turn and tilt, degrees, and shift, mm, in one image. */
	private static final class Search {

		private static final int MOST_STEPS = 80;
		private static final double TOLERANCE = 1e-5;

		private final SymmetryImage image;
		private final Frame frame;
		private final WorkMonitor monitor;

		Search(final SymmetryImage image, final Frame frame, final WorkMonitor monitor) {
			this.image = image;
			this.frame = frame;
			this.monitor = monitor;
		}

		double score(final double[] plane) {
			monitor.check();
			if (Math.abs(plane[0]) > LARGEST_DEGREES || Math.abs(plane[1]) > LARGEST_DEGREES) return -1;
			return image.symmetry(frame.normal(plane), frame.offsetMm(plane)) - COST * (plane[0] * plane[0] + plane[1] * plane[1]) / (LARGEST_DEGREES * LARGEST_DEGREES);
		}

		double[] refine(final double[] start, final double step) {
			final boolean tilt = frame.canTilt();
			final double[] first = tilt ? start : new double[] { start[0], start[2] };
			final double[] steps = new double[first.length];
			Arrays.fill(steps, step);
			final double[] found = new SimplexOptimizer(new SimpleValueChecker(TOLERANCE, TOLERANCE, MOST_STEPS)).optimize(MaxEval.unlimited(), GoalType.MAXIMIZE, new InitialGuess(first), new NelderMeadSimplex(steps), new ObjectiveFunction(point -> score(plane(point)))).getPoint();
			return plane(found);
		}

		private double[] plane(final double[] point) {
			return frame.canTilt() ? point : new double[] { point[0], 0, point[1] };
		}
	}
}
