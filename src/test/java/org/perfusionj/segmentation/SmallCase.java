package org.perfusionj.segmentation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/** A block of tissue of 10 x 6 x 2 voxels of 10 mm (1 ml each); columns 0 to 4 are left of the mirror plane, 5 to 9 right. Normal: CBF 50, CBV 4, MTT 4.8, Tmax 2. */
final class SmallCase {

	static final SpatialGrid GRID = new SpatialGrid(10, 6, 2, 10, 10, 10, Orientation.NONE);

	private final Map<PerfusionMap, Volume> maps = new EnumMap<>(PerfusionMap.class);
	private Mask tissue = Mask.all(GRID);
	private SignalType signal = SignalType.CT;
	private boolean isOriented = true;

	SmallCase() {
		fill(PerfusionMap.CBF, 50);
		fill(PerfusionMap.CBV, 4);
		fill(PerfusionMap.MTT, 4.8f);
		fill(PerfusionMap.TMAX, 2);
	}

	/** Sets the whole map. */
	SmallCase fill(final PerfusionMap map, final float value) {
		maps.put(map, new Volume(GRID));
		return set(map, 0, 10, 0, 2, value);
	}

	/** Sets columns from (inclusive) to (exclusive), all rows, slices from to. */
	SmallCase set(final PerfusionMap map, final int fromX, final int toX, final int fromZ, final int toZ, final float value) {
		for (int z = fromZ; z < toZ; z++)
			for (int y = 0; y < 6; y++)
				for (int x = fromX; x < toX; x++)
					maps.get(map).plane(z)[y * 10 + x] = value;
		return this;
	}

	/** Sets one voxel. */
	SmallCase voxel(final PerfusionMap map, final int x, final int y, final int z, final float value) {
		maps.get(map).plane(z)[y * 10 + x] = value;
		return this;
	}

	SmallCase without(final PerfusionMap map) {
		maps.remove(map);
		return this;
	}

	SmallCase signal(final SignalType other) {
		signal = other;
		return this;
	}

	SmallCase notOriented() {
		isOriented = false;
		return this;
	}

	/** Changes the flags of the tissue, [slice][voxel]. */
	SmallCase tissue(final Consumer<boolean[][]> change) {
		final boolean[][] planes = { tissue.plane(0).clone(), tissue.plane(1).clone() };
		change.accept(planes);
		tissue = new Mask(GRID, planes);
		return this;
	}

	LesionMaps maps() {
		final Mask none = new Mask(GRID, new boolean[2][60]);
		return new LesionMaps("small", "oSVD", signal, Mask.all(GRID), maps, Optional.empty(), none, none);
	}

	/** A mirror plane between columns 4 and 5, the patient's right at larger columns. */
	LesionCase lesionCase() {
		return new LesionCase(maps(), tissue, new MirrorPlane(GRID, 1, 0, 0, 45, isOriented));
	}
}
