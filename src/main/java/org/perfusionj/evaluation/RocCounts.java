package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;

/**
 * Values of core and penumbra, pooled over voxels and cases, from which a {@link RocCurve} is made. Values are counted in classes that are at most 0.1 % of the value wide, so that the memory
 * does not grow with the number of voxels; values in one class count as equal. Whole numbers up to 2,048 have a class of their own. Not thread-safe.
 */
public final class RocCounts {

	/** Bits of a float that are left out: 10 of its 23 fraction bits stay. */
	private static final int DROPPED_BITS = 13;

	private final NavigableMap<Integer, long[]> classes = new TreeMap<>();
	private long core;
	private long penumbra;
	private long missed;

	/**
	 * @param map values
	 * @param scale every value is multiplied by it
	 * @param coreVoxels voxels of the core
	 * @param penumbraVoxels voxels of the penumbra
	 */
	public void add(final Volume map, final double scale, final Mask coreVoxels, final Mask penumbraVoxels) {
		for (int z = 0; z < map.grid().slices(); z++)
			for (int i = 0; i < map.grid().planeSize(); i++) {
				if (coreVoxels.plane(z)[i]) add((float) (map.plane(z)[i] * scale), true);
				else if (penumbraVoxels.plane(z)[i]) add((float) (map.plane(z)[i] * scale), false);
			}
	}

	/**
	 * @param value of a voxel; what is no finite number is left out and counted as missed
	 * @param isCore whether it is core, else penumbra
	 */
	public void add(final float value, final boolean isCore) {
		if (!Float.isFinite(value)) {
			missed++;
			return;
		}
		classes.computeIfAbsent(sortable(value + 0f) >> DROPPED_BITS, none -> new long[2])[isCore ? 1 : 0]++;
		if (isCore) core++;
		else penumbra++;
	}

	/** @return an integer that sorts like the number; its own inverse */
	private static int sortable(final float value) {
		return ordered(Float.floatToIntBits(value));
	}

	private static int ordered(final int bits) {
		return bits ^ bits >> 31 & 0x7fffffff;
	}

	/** @return lowest value of a class */
	private static double edge(final int number) {
		return Float.intBitsToFloat(ordered(number << DROPPED_BITS));
	}

	/**
	 * @param coreIs whether core has the lower or the higher values
	 * @return the curve of these values; without numbers if there is no core or no penumbra
	 */
	public RocCurve curve(final RocCurve.CoreIs coreIs) {
		final boolean isLower = coreIs == RocCurve.CoreIs.LOWER;
		final List<RocCurve.Point> points = new ArrayList<>(List.of(new RocCurve.Point(isLower ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY, 0, 0)));
		long coreSoFar = 0;
		long penumbraSoFar = 0;
		for (final Map.Entry<Integer, long[]> one : (isLower ? classes : classes.descendingMap()).entrySet()) {
			penumbraSoFar += one.getValue()[0];
			coreSoFar += one.getValue()[1];
			points.add(new RocCurve.Point(edge(isLower ? one.getKey() + 1 : one.getKey()), core == 0 ? Double.NaN : (double) coreSoFar / core, penumbra == 0 ? Double.NaN : (double) penumbraSoFar / penumbra));
		}
		return new RocCurve(coreIs, core, penumbra, missed, points);
	}
}
