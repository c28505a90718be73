package org.perfusionj.vascular;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.WorkMonitor;

/**
 * Touching voxels with curves of one shape: a piece of one vessel.
 *
 * @param voxels the voxels, best first
 * @param curve their mean curve
 * @param shape shape of the mean curve
 * @param score how well the piece fits, larger is better
 */
record VesselCluster(List<Voxel> voxels, double[] curve, BolusShape shape, double score) {

	/** How far from its seed a piece reaches, mm: compact, so that delay and partial volume are the same all over it. */
	private static final double REACH_MM = 4;
	/** Smallest height of a member, fraction of the seed's. */
	private static final double LEAST_HEIGHT = 0.5;
	/** Largest difference in half-rise time of a member, s. */
	private static final double SAME_RISE_S = 1;
	/** Two noisy copies of one curve correlate by the geometric mean of their reliabilities; members must reach this part of it. */
	private static final double LEAST_CORRELATION = 0.9;
	/** Worth of doubling the number of voxels that agree, on the logarithmic scale of the score. */
	private static final double SUPPORT = 0.2;
	/** Few voxels lose this, shared by their number: a voxel that nothing agrees with must be much better than others. */
	private static final double ALONE = 1;

	/**
	 * @param candidates voxels to make pieces from
	 * @param grid voxel grid
	 * @param stepS interval between samples, s
	 * @param largest number of voxels of a piece at most
	 * @param score how well a curve of a given shape fits; NaN = not at all
	 * @return the best piece; empty if there is none
	 */
	static Optional<VesselCluster> best(final List<Candidate> candidates, final SpatialGrid grid, final double stepS, final int largest, final ToDoubleFunction<BolusShape> score, final WorkMonitor monitor) {
		final Map<Voxel, Candidate> byPlace = new HashMap<>();
		for (final Candidate candidate : candidates)
			byPlace.put(candidate.voxel(), candidate);
		VesselCluster best = null;
		for (final Candidate seed : candidates) {
			monitor.check();
			final VesselCluster piece = around(seed, byPlace, grid, stepS, largest, score);
			if (!Double.isNaN(piece.score) && (best == null || piece.score > best.score)) best = piece;
		}
		return Optional.ofNullable(best);
	}

	private static VesselCluster around(final Candidate seed, final Map<Voxel, Candidate> byPlace, final SpatialGrid grid, final double stepS, final int largest, final ToDoubleFunction<BolusShape> score) {
		final List<Candidate> members = grow(seed, byPlace, grid);
		members.sort(Comparator.comparingDouble(Candidate::score).reversed());
		final List<Candidate> kept = members.subList(0, Math.min(largest, members.size()));
		final double[] mean = new double[seed.curve().length];
		for (final Candidate member : kept)
			for (int t = 0; t < mean.length; t++)
				mean[t] += member.curve()[t] / kept.size();
		final BolusShape shape = BolusShape.of(mean, stepS);
		final double support = SUPPORT * Math.log(kept.size()) / Math.log(2) - (kept.size() < VascularLimits.FEW_VOXELS ? ALONE / kept.size() : 0);
		return new VesselCluster(kept.stream().map(Candidate::voxel).toList(), mean, shape, score.applyAsDouble(shape) + support);
	}

	private static List<Candidate> grow(final Candidate seed, final Map<Voxel, Candidate> byPlace, final SpatialGrid grid) {
		final List<Candidate> members = new ArrayList<>(List.of(seed));
		final Set<Voxel> seen = new HashSet<>(Set.of(seed.voxel()));
		final ArrayDeque<Voxel> queue = new ArrayDeque<>(seen);
		while (!queue.isEmpty()) {
			final Voxel from = queue.remove();
			for (int dz = -1; dz <= 1; dz++)
				for (int dy = -1; dy <= 1; dy++)
					for (int dx = -1; dx <= 1; dx++) {
						final Voxel place = new Voxel(from.x() + dx, from.y() + dy, from.z() + dz);
						final Candidate candidate = byPlace.get(place);
						if (candidate == null || !within(seed.voxel(), place, grid) || !seen.add(place) || !alike(seed, candidate)) continue;
						members.add(candidate);
						queue.add(place);
					}
		}
		return members;
	}

	/** A neighbour always counts as near, however large the voxels are. */
	private static boolean within(final Voxel seed, final Voxel place, final SpatialGrid grid) {
		final int dx = Math.abs(place.x() - seed.x());
		final int dy = Math.abs(place.y() - seed.y());
		final int dz = Math.abs(place.z() - seed.z());
		return dx <= 1 && dy <= 1 && dz <= 1 || Math.hypot(Math.hypot(dx * grid.spacingX(), dy * grid.spacingY()), dz * grid.spacingZ()) <= REACH_MM;
	}

	private static boolean alike(final Candidate seed, final Candidate other) {
		if (other.shape().peak() < LEAST_HEIGHT * seed.shape().peak() || Math.abs(other.shape().halfRiseS() - seed.shape().halfRiseS()) > SAME_RISE_S) return false;
		final double expected = Math.sqrt(seed.reliability() * other.reliability());
		return new PearsonsCorrelation().correlation(seed.curve(), other.curve()) >= LEAST_CORRELATION * expected;
	}
}
