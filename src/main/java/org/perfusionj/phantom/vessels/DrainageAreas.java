package org.perfusionj.phantom.vessels;

import java.util.ArrayList;
import java.util.List;

/**
 * Into which vein a point of the brain drains, and where along it: cortex and the white matter below it into the nearest vein of
 * the surface of its side, the Sylvian vein, the superior sagittal or transverse sinus; basal ganglia, thalamus, brain stem
 * and periventricular white matter into internal cerebral and basal veins; cerebellum into the sinuses around it.
 */
final class DrainageAreas {

	/** Points of all veins, numbered through. */
	private final List<Waypoint> nodes = new ArrayList<>();
	private final List<VesselBranch> branches;
	private final int[] firstNode;
	private final int[][] surface = new int[2][];
	private final int[][] deep = new int[2][];
	private final int[][] below = new int[2][];

	/** @param veins in their places */
	DrainageAreas(final List<VesselBranch> veins) {
		branches = List.copyOf(veins);
		firstNode = new int[branches.size()];
		for (int i = 0; i < firstNode.length; i++) {
			firstNode[i] = nodes.size();
			nodes.addAll(branches.get(i).points());
		}
		for (int side = 0; side < 2; side++) {
			surface[side] = nodes(side, List.of("VTrol", "VFront", "VPar", "VLabbe", "SMCV", "SSS", "TS"));
			deep[side] = nodes(side, List.of("ICV", "BVR", "VoG"));
			below[side] = nodes(side, List.of("StS", "VoG", "TS", "SIG"));
		}
	}

	private int[] nodes(final int side, final List<String> kinds) {
		final List<Integer> chosen = new ArrayList<>();
		for (int b = 0; b < branches.size(); b++) {
			final VesselBranch branch = branches.get(b);
			if (!kinds.contains(branch.kind()) || (side == 0 ? branch.right() : branch.left())) continue;
			for (int i = 0; i < branch.size(); i++)
				// the jugular bulb and what is below takes no veins of the brain
				if (branch.point(i).z() > -56) chosen.add(firstNode[b] + i);
		}
		return chosen.stream().mapToInt(Integer::intValue).toArray();
	}

	/** @return number of points of all veins */
	int size() {
		return nodes.size();
	}

	/** @return number of the first point of a vein */
	int first(final int vein) {
		return firstNode[vein];
	}

	/**
	 * @param territory see {@link org.perfusionj.phantom.anatomy.HeadAnatomy#territory}
	 * @param white true if the point is mostly white matter
	 * @return number of the point of a vein through which a place of the brain drains
	 */
	int node(final double x, final double y, final double z, final int territory, final boolean white) {
		final int side = x < 0 ? 0 : 1;
		final boolean cerebellum = territory >= 27 && territory <= 30;
		final boolean centre = territory >= 3 && territory <= 6 || territory >= 21 && territory <= 26;
		final int[] candidates = cerebellum ? below[side] : centre || white && periventricular(x, y, z) ? deep[side] : surface[side];
		int best = candidates[0];
		double least = Double.POSITIVE_INFINITY;
		for (final int node : candidates) {
			final double distance = nodes.get(node).distance(x, y, z);
			if (distance < least) {
				least = distance;
				best = node;
			}
		}
		return best;
	}

	/** An ellipsoid around the lateral ventricles, about 10 mm larger than they are. */
	private static boolean periventricular(final double x, final double y, final double z) {
		final double u = x / 32;
		final double v = (y + 15) / 55;
		final double w = (z - 14) / 22;
		return u * u + v * v + w * w < 1;
	}
}
