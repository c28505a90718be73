package org.perfusionj.phantom.vessels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.simulation.RandomStream;

/**
 * Moves the vessels of the template to where one head has them: smooth noise along each branch, with a standard deviation
 * that grows from the large arteries of the base (1.5 mm) to the branches on the cortex (4 mm); ends stay joined to the
 * vessels they come from and lead to; branches on the cortex settle in the nearest sulcus; nothing runs in the skull but what
 * runs there in every head. Radii are log-normal, standard deviation 15 %, part of it common to the head.
 */
final class VesselPlaces {

	/** Over this distance a branch forgets where the vessel that it is joined to went, mm. */
	private static final double FORGET_MM = 35;
	/** Nearest that a vessel of the midline comes to it, mm. */
	private static final double MIDLINE_MM = 0.9;
	private static final double RADIUS_SD_HEAD = 0.08;
	private static final double RADIUS_SD_BRANCH = 0.127;

	private final HeadSpace space;
	private final RandomStream random;
	private final double headRadius;
	private final VesselTree template;
	private final Map<String, VesselBranch> placed = new LinkedHashMap<>();

	private VesselPlaces(final VesselTree template, final HeadAnatomy anatomy, final RandomStream random) {
		this.template = template;
		this.space = new HeadSpace(anatomy);
		this.random = random;
		this.headRadius = Math.exp(random.named("head").gaussian(0, RADIUS_SD_HEAD, -2.5 * RADIUS_SD_HEAD, 2.5 * RADIUS_SD_HEAD));
	}

	/** @return the same tree in other places, in template space */
	static VesselTree draw(final VesselTree template, final HeadAnatomy anatomy, final RandomStream random) {
		return new VesselPlaces(template, anatomy, random).place();
	}

	private VesselTree place() {
		while (placed.size() < template.branches().size()) {
			final int before = placed.size();
			for (final VesselBranch branch : template.branches())
				if (!placed.containsKey(branch.name()) && ready(start(branch)) && ready(end(branch))) placed.put(branch.name(), place(branch));
			if (placed.size() == before) throw new IllegalStateException("The vessels of the template are joined in a circle.");
		}
		return new VesselTree(template.branches().stream().map(branch -> placed.get(branch.name())).toList());
	}

	private boolean ready(final String other) {
		return other.isEmpty() || !template.has(other) || placed.containsKey(other);
	}

	/** @return the branch at which the first point is joined, empty if none */
	private String start(final VesselBranch branch) {
		if (!branch.vein()) return branch.parent();
		// both transverse sinuses begin in the confluence, if both reach it
		return branch.name().equals("TS_L") && template.branch("TS_R").first().distance(branch.first()) < 1 ? "TS_R" : "";
	}

	/** @return the branch at which the last point is joined, empty if none */
	private String end(final VesselBranch branch) {
		if (branch.vein()) return branch.parent();
		return switch (branch.name()) {
			case "V4_R" -> "BA";
			case "PCoA_L" -> "P1_L";
			case "PCoA_R" -> "P1_R";
			case "ACoA" -> branch.parent().equals("A1_R") ? "A1_L" : "";
			case "A1_L" -> template.has("A2_L") ? "" : "A2_R";
			default -> "";
		};
	}

	private VesselBranch place(final VesselBranch branch) {
		final RandomStream own = random.named(branch.name());
		final int count = branch.size();
		final double[] along = branch.along();
		final double length = along[count - 1];
		final double[] startMove = joint(start(branch), branch.first());
		final double[] endMove = joint(end(branch), branch.last());
		final double[] sd = sd(branch);
		final double[][] place = new double[count][3];
		final double[] free = new double[count];
		for (int i = 0; i < count; i++) {
			free[i] = (startMove == null ? 1 : 1 - Math.exp(-along[i] * along[i] / 200)) * (endMove == null ? 1 : 1 - Math.exp(-(length - along[i]) * (length - along[i]) / 200));
			place[i][0] = branch.point(i).x();
			place[i][1] = branch.point(i).y();
			place[i][2] = branch.point(i).z();
		}
		for (int axis = 0; axis < 3; axis++) {
			final PathNoise noise = new PathNoise(own.numbered(axis));
			final double first = startMove == null ? 0 : startMove[axis];
			final double last = endMove == null ? 0 : endMove[axis];
			final double missingFirst = startMove == null ? 0 : -last * Math.exp(-length / FORGET_MM);
			final double missingLast = endMove == null ? 0 : -first * Math.exp(-length / FORGET_MM);
			for (int i = 0; i < count; i++)
				place[i][axis] += sd[axis] * free[i] * noise.at(along[i]) + first * Math.exp(-along[i] / FORGET_MM) + last * Math.exp((along[i] - length) / FORGET_MM) + missingFirst * (1 - along[i] / length)
					+ missingLast * along[i] / length;
		}
		if (onCortex(branch)) settle(place, free);
		if (branch.kind().equals("STA")) for (int i = 0; i < count; i++)
			place[i][0] = space.scalp(place[i]);
		if (insideSkull(branch)) for (int i = 0; i < count; i++)
			if (free[i] > 0) place[i] = space.inside(place[i]);
		smooth(branch, place, free);
		if (onMidline(branch)) for (int i = 0; i < count; i++)
			place[i][0] = branch.right() ? Math.max(MIDLINE_MM, place[i][0]) : Math.min(-MIDLINE_MM, place[i][0]);
		final double radius = headRadius * Math.exp(own.named("radius").gaussian(0, RADIUS_SD_BRANCH, -2.5 * RADIUS_SD_BRANCH, 2.5 * RADIUS_SD_BRANCH));
		final List<Waypoint> points = new ArrayList<>();
		for (int i = 0; i < count; i++)
			points.add(branch.point(i).at(place[i][0], place[i][1], place[i][2]).withRadius(radius * branch.point(i).radiusMm()));
		return branch.with(points);
	}

	/** @return how far the point at which a branch is joined lies from that end of the branch in the template, null if it is not joined */
	private double[] joint(final String other, final Waypoint end) {
		if (other.isEmpty() || !template.has(other)) return null;
		final Waypoint point = placed.get(other).point(template.branch(other).nearest(end));
		return new double[] { point.x() - end.x(), point.y() - end.y(), point.z() - end.z() };
	}

	/** Moves points of a vessel of the surface to where fluid is within 4 mm, smoothly. */
	private void settle(final double[][] place, final double[] free) {
		final double[][] move = new double[place.length][3];
		for (int i = 0; i < place.length; i++) {
			double best = Double.NEGATIVE_INFINITY;
			for (int dx = -2; dx <= 2; dx++)
				for (int dy = -2; dy <= 2; dy++)
					for (int dz = -2; dz <= 2; dz++) {
						final double score = space.surface(place[i][0] + 2 * dx, place[i][1] + 2 * dy, place[i][2] + 2 * dz) - 0.08 * (dx * dx + dy * dy + dz * dz);
						if (score > best) {
							best = score;
							move[i] = new double[] { 2 * dx, 2 * dy, 2 * dz };
						}
					}
		}
		for (int round = 0; round < 4; round++)
			average(move);
		for (int i = 0; i < place.length; i++)
			for (int axis = 0; axis < 3; axis++)
				place[i][axis] += free[i] * move[i][axis];
	}

	/** Takes kinks out of the displacement; joints stay. */
	private static void smooth(final VesselBranch branch, final double[][] place, final double[] free) {
		final double[][] move = new double[place.length][3];
		for (int i = 0; i < place.length; i++) {
			move[i][0] = place[i][0] - branch.point(i).x();
			move[i][1] = place[i][1] - branch.point(i).y();
			move[i][2] = place[i][2] - branch.point(i).z();
		}
		final double[][] rough = new double[place.length][];
		for (int i = 0; i < place.length; i++)
			rough[i] = move[i].clone();
		for (int round = 0; round < 2; round++)
			average(move);
		for (int i = 0; i < place.length; i++)
			for (int axis = 0; axis < 3; axis++)
				place[i][axis] += free[i] * (move[i][axis] - rough[i][axis]);
	}

	/** Weights 1-2-1 along the branch. */
	private static void average(final double[][] move) {
		final double[][] rough = new double[move.length][];
		for (int i = 0; i < move.length; i++)
			rough[i] = move[i].clone();
		for (int i = 0; i < move.length; i++)
			for (int axis = 0; axis < 3; axis++)
				move[i][axis] = (rough[Math.max(0, i - 1)][axis] + 2 * rough[i][axis] + rough[Math.min(move.length - 1, i + 1)][axis]) / 4;
	}

	private static boolean onCortex(final VesselBranch branch) {
		return switch (branch.kind()) {
			case "M4ang", "M4temp", "M4front", "M4centr", "VTrol", "VFront", "VPar", "VLabbe", "SMCV" -> true;
			default -> false;
		};
	}

	/** Vessels of the skull base and below run in bone and muscle where they do in every head. */
	private static boolean insideSkull(final VesselBranch branch) {
		return switch (branch.kind()) {
			case "ICA", "V4", "STA", "SIG" -> false;
			default -> true;
		};
	}

	private boolean onMidline(final VesselBranch branch) {
		return switch (branch.name()) {
			case "A1_R", "A1_L" -> end(branch).isEmpty();
			case "A2_R", "A2_L", "A3peri_R", "A3peri_L", "CMA_R", "CMA_L" -> branch.first().x() != 0;
			default -> false;
		};
	}

	/** @return standard deviation of the displacement along x, y, z, mm; chosen */
	private static double[] sd(final VesselBranch branch) {
		return switch (branch.kind()) {
			case "ICA" -> of(1.2);
			case "M2inf", "M2sup", "P2", "SCA" -> of(2);
			case "M4ang", "M4temp", "M4front", "M4centr" -> of(4);
			// the falx holds them near the midline
			case "A2" -> new double[] { 0.4, 1.5, 1.5 };
			case "A3peri", "CMA" -> new double[] { 0.5, 2, 2 };
			case "ACoA" -> of(0);
			case "BA" -> new double[] { 2, 0.7, 1 };
			case "P4calc", "P4parocc" -> of(2.5);
			case "STA" -> new double[] { 0, 3, 2 };
			case "VTrol", "VFront", "VPar", "VLabbe", "SMCV" -> of(4);
			case "SSS" -> new double[] { 1.2, 0.6, 0.6 };
			case "StS", "VoG" -> new double[] { 0.8, 0.8, 0.8 };
			case "ICV", "BVR" -> of(1);
			default -> of(1.5);
		};
	}

	private static double[] of(final double sd) {
		return new double[] { sd, sd, sd };
	}
}
