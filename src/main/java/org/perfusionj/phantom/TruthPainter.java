package org.perfusionj.phantom;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.phantom.perfusion.TissueState;
import org.perfusionj.phantom.scan.PointSpread;
import org.perfusionj.phantom.vessels.BloodPool;
import org.perfusionj.phantom.vessels.BloodVoxels;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * The true maps on the grid of the scan: means over the planes of each slice, blurred like the image, so that inside the brain
 * the signal is that of the maps. It is not at the edge of the brain, where the maps end but the blurred signal does not, and
 * not beside vessels and the plexus, whose contrast is in no map. Transit time and arrival are weighted by flow.
 */
final class TruthPainter {

	/** Blood that fills less of a voxel does not make it a vessel. */
	private static final float VESSEL_FRACTION = 0.1f;

	private final SpatialGrid grid;
	private final SliceScanner scanner;
	private final List<BloodPool> pools;
	private final PointSpread blur;

	TruthPainter(final SpatialGrid grid, final SliceScanner scanner, final List<BloodPool> pools, final PointSpread blur) {
		this.grid = grid;
		this.scanner = scanner;
		this.pools = List.copyOf(pools);
		this.blur = blur;
	}

	/**
	 * @param peak where residue functions are maximal
	 * @param aif true arterial input function
	 * @param aifArrivalS its arrival after the root of the arterial tree, s
	 * @param vof true venous output function
	 */
	PhantomTruth paint(final ResiduePeak peak, final VesselTruth aif, final double aifArrivalS, final VesselTruth vof, final Parallel parallel, final WorkMonitor monitor) {
		final Volume cbf = new Volume(grid);
		final Volume cbv = new Volume(grid);
		final Volume mtt = new Volume(grid);
		final Volume delay = new Volume(grid);
		final Volume tmax = new Volume(grid);
		final Volume labels = new Volume(grid);
		final Volume vessels = new Volume(grid);
		final Volume states = new Volume(grid);
		final boolean[][] brain = new boolean[grid.slices()][grid.planeSize()];
		final boolean[][] core = new boolean[grid.slices()][grid.planeSize()];
		final boolean[][] penumbra = new boolean[grid.slices()][grid.planeSize()];
		parallel.forEach(grid.slices(), monitor, z -> {
			final Sums sums = new Sums(scanner.planesOf(z), monitor);
			blurAll(sums);
			monitor.check();
			labels(z, labels.plane(z));
			monitor.check();
			vessels(z, vessels.plane(z), monitor);
			monitor.check();
			for (int i = 0; i < grid.planeSize(); i++) {
				brain[z][i] = sums.brain[i] >= 0.5f;
				if (!brain[z][i]) continue;
				core[z][i] = sums.core[i] >= 0.5f * sums.brain[i];
				penumbra[z][i] = !core[z][i] && sums.core[i] + sums.penumbra[i] >= 0.5f * sums.brain[i];
				states.plane(z)[i] = core[z][i] ? TissueState.CORE.ordinal() : penumbra[z][i] ? TissueState.PENUMBRA.ordinal() : sums.state[i];
				final float flow = sums.cbf[i];
				cbf.plane(z)[i] = flow;
				cbv.plane(z)[i] = sums.cbv[i];
				if (!(flow > 0)) continue;
				mtt.plane(z)[i] = 60 * sums.cbv[i] / flow;
				delay.plane(z)[i] = (float) (sums.arrival[i] / flow - aifArrivalS);
				tmax.plane(z)[i] = (float) Math.max(0, delay.plane(z)[i] + peak.afterArrivalS(mtt.plane(z)[i], sums.dispersion[i] / flow));
			}
		});
		return new PhantomTruth(cbf, cbv, mtt, delay, tmax, labels, vessels, states, new Mask(grid, brain), new Mask(grid, core), new Mask(grid, penumbra), aif, vof);
	}

	private void blurAll(final Sums sums) {
		final float[] scratch = new float[blur.scratchSize()];
		for (final float[] plane : List.of(sums.cbf, sums.cbv, sums.arrival, sums.dispersion))
			blur.blur(plane, scratch);
	}

	private void labels(final int z, final float[] out) {
		final int[] votes = new int[Tissue.COUNT];
		final List<HeadPlane> planes = scanner.planesOf(z);
		for (int i = 0; i < out.length; i++) {
			Arrays.fill(votes, 0);
			int most = 0;
			for (final HeadPlane plane : planes)
				if (++votes[plane.labels()[i]] > votes[most]) most = plane.labels()[i];
			out[i] = most;
		}
	}

	private void vessels(final int z, final float[] out, final WorkMonitor monitor) {
		final List<HeadPlane> planes = scanner.planesOf(z);
		final float[] all = new float[out.length];
		final float[] largest = new float[out.length];
		final Map<Long, Float> byBranch = new HashMap<>();
		for (final HeadPlane plane : planes) {
			monitor.check();
			final BloodVoxels blood = plane.blood();
			for (int k = 0; k < blood.points().length; k++) {
				final int i = blood.points()[k];
				final int label = pools.get(blood.pools()[k]).label();
				all[i] += blood.fractions()[k] / planes.size();
				final float branch = byBranch.merge((long) i << 16 | label, blood.fractions()[k], Float::sum);
				if (branch > largest[i]) {
					largest[i] = branch;
					out[i] = label;
				}
			}
		}
		for (int i = 0; i < out.length; i++)
			if (all[i] < VESSEL_FRACTION) out[i] = 0;
	}

	/** Means over the planes of a slice. */
	private final class Sums {

		private final float[] cbf = new float[grid.planeSize()];
		private final float[] cbv = new float[grid.planeSize()];
		private final float[] arrival = new float[grid.planeSize()];
		private final float[] dispersion = new float[grid.planeSize()];
		private final float[] brain = new float[grid.planeSize()];
		private final float[] core = new float[grid.planeSize()];
		private final float[] penumbra = new float[grid.planeSize()];
		private final int[] state = new int[grid.planeSize()];

		Sums(final List<HeadPlane> planes, final WorkMonitor monitor) {
			final float share = 1f / planes.size();
			final float[] heaviest = new float[grid.planeSize()];
			for (final HeadPlane plane : planes) {
				monitor.check();
				final PerfusedPoints points = plane.brain();
				for (int p = 0; p < points.count(); p++) {
					final int i = points.index(p);
					cbf[i] += share * points.cbf(p);
					cbv[i] += share * points.cbv(p);
					arrival[i] += share * points.cbf(p) * points.arrivalS(p);
					dispersion[i] += share * points.cbf(p) * points.dispersionS(p);
				}
				for (int i = 0; i < brain.length; i++) {
					brain[i] += share * plane.brainFraction()[i];
					core[i] += share * plane.core()[i];
					penumbra[i] += share * plane.penumbra()[i];
					// core and penumbra are decided by their shares; of the other states the fullest plane's holds
					final boolean other = plane.states()[i] != TissueState.CORE.ordinal() && plane.states()[i] != TissueState.PENUMBRA.ordinal();
					if (other && plane.brainFraction()[i] > heaviest[i]) {
						heaviest[i] = plane.brainFraction()[i];
						state[i] = plane.states()[i];
					}
				}
			}
		}
	}
}
