package org.perfusionj.phantom;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.phantom.scan.ScanProtocol;
import org.perfusionj.phantom.vessels.BloodPool;
import org.perfusionj.phantom.vessels.BloodVoxels;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.WorkMonitor;

/**
 * The voxels of a scan in which somebody might measure a vascular function, with their curves without noise, which are noted while the head is scanned. A
 * voxel belongs to the pool that fills most of it; those of vessels that no rule accepts are not kept. Safe for use by several threads, each on planes of its own.
 */
final class VesselCandidates {

	/** Voxels with less blood are not looked at. */
	private static final float LEAST_FRACTION = 0.1f;
	/** Voxels with bone in them are not measured in. */
	private static final float DENSEST_HU = 110;

	private final ScanProtocol protocol;
	private final List<BloodPool> pools;
	/** For each pool whether somebody might measure a vascular function in its branch. */
	private final boolean[] measured;
	private final int[][] index;
	private final int[][] pool;
	private final float[][] fraction;
	private final float[][][] curves;

	/** @param monitor asked for cancellation */
	VesselCandidates(final ScanProtocol protocol, final SliceScanner scanner, final List<BloodPool> pools, final WorkMonitor monitor) {
		this.protocol = protocol;
		this.pools = List.copyOf(pools);
		measured = new boolean[pools.size()];
		for (int p = 0; p < measured.length; p++)
			measured[p] = ExpertRule.isNoticed(pools.get(p).branch());
		final int slices = protocol.grid().slices();
		index = new int[slices][];
		pool = new int[slices][];
		fraction = new float[slices][];
		curves = new float[slices][protocol.times().frames()][];
		final float[] density = new float[protocol.grid().planeSize()];
		for (int z = 0; z < slices; z++) {
			monitor.check();
			scanner.density(z, density);
			find(z, scanner.planesOf(z), density);
		}
	}

	private void find(final int z, final List<HeadPlane> planes, final float[] density) {
		final float[][] sums = new float[2][protocol.grid().planeSize()];
		final Map<Integer, Map<Integer, Float>> byVoxel = new HashMap<>();
		for (final HeadPlane plane : planes) {
			final BloodVoxels blood = plane.blood();
			for (int k = 0; k < blood.points().length; k++) {
				final int p = blood.pools()[k];
				final float share = blood.fractions()[k] / planes.size();
				sums[pools.get(p).vein() ? 1 : 0][blood.points()[k]] += share;
				byVoxel.computeIfAbsent(blood.points()[k], key -> new HashMap<>()).merge(p, share, Float::sum);
			}
		}
		final int[] found = byVoxel.keySet().stream().mapToInt(i -> i).filter(i -> sums[0][i] + sums[1][i] >= LEAST_FRACTION && density[i] <= DENSEST_HU && measured[most(byVoxel.get(i))]).sorted().toArray();
		index[z] = found;
		pool[z] = new int[found.length];
		fraction[z] = new float[found.length];
		for (int n = 0; n < found.length; n++) {
			pool[z][n] = most(byVoxel.get(found[n]));
			fraction[z][n] = sums[pools.get(pool[z][n]).vein() ? 1 : 0][found[n]];
		}
	}

	/** @return the pool with the largest share; of equal shares the first pool, whatever the order of a map */
	private static int most(final Map<Integer, Float> shares) {
		int most = Integer.MAX_VALUE;
		float share = -1;
		for (final Map.Entry<Integer, Float> one : shares.entrySet())
			if (one.getValue() > share || one.getValue() == share && one.getKey() < most) {
				most = one.getKey();
				share = one.getValue();
			}
		return most;
	}

	/** @return true if the slice holds such voxels */
	boolean any(final int z) {
		return index[z].length > 0;
	}

	/** Notes the enhancement of the slice at a frame, blurred, without noise, of the head in its first position. */
	void note(final int z, final int frame, final float[] enhancement) {
		final float[] values = new float[index[z].length];
		for (int n = 0; n < values.length; n++)
			values[n] = enhancement[index[z][n]];
		curves[z][frame] = values;
	}

	/**
	 * @param monitor asked for cancellation
	 * @return all of them, once every frame is noted
	 */
	List<VesselVoxel> voxels(final WorkMonitor monitor) {
		final int width = protocol.grid().width();
		final List<VesselVoxel> voxels = new ArrayList<>();
		for (int z = 0; z < index.length; z++)
			for (int n = 0; n < index[z].length; n++) {
				monitor.check();
				final double[] values = new double[protocol.times().frames()];
				for (int t = 0; t < values.length; t++)
					values[t] = curves[z][t][n];
				final TimeCurve curve = new TimeCurve(protocol.times().times(z), values);
				voxels.add(new VesselVoxel(new Voxel(index[z][n] % width, index[z][n] / width, z), pools.get(pool[z][n]), fraction[z][n], curve, CurveMetrics.of(curve)));
			}
		return voxels;
	}
}
