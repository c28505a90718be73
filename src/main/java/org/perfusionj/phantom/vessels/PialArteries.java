package org.perfusionj.phantom.vessels;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.simulation.RandomStream;

/**
 * Small arteries that leave the last third of the branches on the cortex and wander along sulci: radius 0.3 to 0.5 mm, 17 to
 * 38 mm long. They do no more than darken or brighten their voxels a little, as in real scans.
 */
final class PialArteries {

	private static final List<String> KINDS = List.of("M4ang", "M4temp", "M4front", "M4centr", "A3peri", "CMA", "P4calc", "P4parocc");
	private static final double STEP_MM = 2.5;
	/** Directions tried at each step. */
	private static final int TRIES = 14;
	/** Blood in vessels of this size, mm/s (chosen from 10 to 30 cm/s in larger ones). */
	private static final double SPEED_MM_PER_S = 90;

	private final HeadSpace space;
	private final RandomStream random;

	PialArteries(final HeadAnatomy anatomy, final RandomStream random) {
		this.space = new HeadSpace(anatomy);
		this.random = random;
	}

	/**
	 * @param tree vessels in their places
	 * @return new branches, "pial_" and the name of their parent and a number
	 */
	List<VesselBranch> grow(final VesselTree tree) {
		final List<VesselBranch> grown = new ArrayList<>();
		for (final VesselBranch parent : tree.arteries()) {
			if (!KINDS.contains(parent.kind())) continue;
			final RandomStream own = random.named(parent.name());
			final int count = own.integer(2, 6);
			for (int n = 1; n <= count; n++) {
				final int from = n == 1 ? parent.size() - 1 : own.integer(2 * parent.size() / 3, parent.size() - 1);
				final List<Waypoint> points = walk(parent, from, own.numbered(n));
				if (points.size() >= 4) grown.add(new VesselBranch("pial_" + parent.name() + "_" + n, false, parent.name(), points));
			}
		}
		return grown;
	}

	private List<Waypoint> walk(final VesselBranch parent, final int from, final RandomStream own) {
		final List<Waypoint> points = new ArrayList<>();
		final Waypoint root = parent.point(from);
		final double radius = Math.min(0.5, Math.max(0.3, 0.9 * root.radiusMm()));
		final double side = Math.signum(root.x());
		final int steps = own.integer(7, 15);
		Waypoint here = root.withRadius(radius);
		points.add(here);
		final Waypoint before = parent.point(Math.max(0, from - 2));
		double[] direction = unit(root.x() - before.x() + own.gaussian(0, 3), root.y() - before.y() + own.gaussian(0, 3), root.z() - before.z() + own.gaussian(0, 3));
		for (int step = 1; step <= steps; step++) {
			double best = Double.NEGATIVE_INFINITY;
			double[] chosen = direction;
			final double[] away = unit(here.x() - root.x(), here.y() - root.y(), here.z() - root.z());
			for (int k = 0; k < TRIES; k++) {
				final double[] turn = unit(direction[0] + own.gaussian(0, 0.4), direction[1] + own.gaussian(0, 0.4), direction[2] + own.gaussian(0, 0.4));
				final double x = here.x() + STEP_MM * turn[0];
				final double score = space.surface(x, here.y() + STEP_MM * turn[1], here.z() + STEP_MM * turn[2]) + 0.25 * (away[0] * turn[0] + away[1] * turn[1] + away[2] * turn[2])
						+ own.uniform(0, 0.2) - (x * side < 1 ? 1 : 0);
				if (score > best) {
					best = score;
					chosen = turn;
				}
			}
			// it would leave the sulci or the head
			if (best < -0.3) break;
			direction = chosen;
			final double arrival = here.arrivalS() + STEP_MM / SPEED_MM_PER_S;
			here = new Waypoint(here.x() + STEP_MM * direction[0], here.y() + STEP_MM * direction[1], here.z() + STEP_MM * direction[2], Math.max(0.3, radius - 0.015 * step), arrival, Waypoint.Confidence.C);
			points.add(here);
		}
		return points;
	}

	private static double[] unit(final double x, final double y, final double z) {
		final double length = Math.sqrt(x * x + y * y + z * z);
		return length == 0 ? new double[] { 0, 0, 1 } : new double[] { x / length, y / length, z / length };
	}
}
