package org.perfusionj.network.aifnet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.WorkMonitor;

/** The voxels that contribute most, to be named. No more are held than are named: where all are equally probable, every voxel of a scan is a candidate. */
final class StrongestVoxels {

	/** No more than this... */
	private static final int MOST = 25;
	/** ...and none that contributes less than this part of what the first does. */
	private static final double LEAST_PART = 0.1;

	private StrongestVoxels() {}

	private record Candidate(float p, Voxel voxel) {
	}

	/**
	 * @param probability how much each voxel contributes
	 * @param monitor asked for cancellation
	 * @return at most 25 voxels, the strongest first, equal ones in the order of slices, rows and columns
	 */
	static List<Voxel> of(final Volume probability, final WorkMonitor monitor) {
		final Comparator<Candidate> strongestFirst = Comparator.comparingDouble((Candidate candidate) -> -candidate.p).thenComparingInt(candidate -> candidate.voxel.z()).thenComparingInt(candidate -> candidate.voxel.y()).thenComparingInt(
			candidate -> candidate.voxel.x());
		final PriorityQueue<Candidate> weakestFirst = new PriorityQueue<>(strongestFirst.reversed());
		final int width = probability.grid().width();
		for (int z = 0; z < probability.grid().slices(); z++) {
			monitor.check();
			final float[] plane = probability.plane(z);
			for (int v = 0; v < plane.length; v++) {
				// of equals the first stays
				if (!(plane[v] > (weakestFirst.size() < MOST ? 0 : weakestFirst.element().p))) continue;
				weakestFirst.add(new Candidate(plane[v], new Voxel(v % width, v / width, z)));
				if (weakestFirst.size() > MOST) weakestFirst.remove();
			}
		}
		final List<Candidate> strongest = new ArrayList<>(weakestFirst);
		strongest.sort(strongestFirst);
		return strongest.stream().filter(candidate -> candidate.p >= LEAST_PART * strongest.get(0).p).map(Candidate::voxel).toList();
	}
}
