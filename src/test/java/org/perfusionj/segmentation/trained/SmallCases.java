package org.perfusionj.segmentation.trained;

import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.MirrorPlane;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/** Heads of a few voxels, which are all tissue, with values that tests can know. */
final class SmallCases {

	/** 12 x 10 x 3 voxels of 2 x 2.5 x 5 mm. */
	static final SpatialGrid GRID = new SpatialGrid(12, 10, 3, 2, 2.5, 5, Orientation.NONE);

	private SmallCases() {}

	/** A value for each voxel. */
	interface Values {
		double at(int x, int y, int z);
	}

	static Volume volume(final Values values) {
		final Volume volume = new Volume(GRID);
		for (int z = 0; z < GRID.slices(); z++)
			for (int i = 0; i < GRID.planeSize(); i++)
				volume.plane(z)[i] = (float) values.at(i % GRID.width(), i / GRID.width(), z);
		return volume;
	}

	/** @return a case that is its own mirror image in the plane between columns 5 and 6, if the maps are */
	static LesionCase of(final Values cbf, final Values cbv, final Values tmax, final Values hu) {
		return of(Optional.of(volume(hu)), SignalType.CT, "cSVD", Map.of(PerfusionMap.CBF, volume(cbf), PerfusionMap.CBV, volume(cbv), PerfusionMap.TMAX, volume(tmax)));
	}

	static LesionCase of(final Optional<Volume> image, final SignalType signal, final String method, final Map<PerfusionMap, Volume> maps) {
		final Mask all = Mask.all(GRID);
		final Mask none = all.minus(all);
		return new LesionCase(new LesionMaps("small", method, signal, all, maps, image, none, none), all, new MirrorPlane(GRID, 1, 0, 0, 11, false));
	}
}
