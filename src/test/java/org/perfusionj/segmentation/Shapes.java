package org.perfusionj.segmentation;

import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/** Masks, images and cases made from formulas. */
final class Shapes {

	private Shapes() {}

	interface Inside {

		boolean at(int x, int y, int z);
	}

	interface Value {

		double at(int x, int y, int z);
	}

	static Mask mask(final SpatialGrid grid, final Inside inside) {
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = inside.at(i % grid.width(), i / grid.width(), z);
		return new Mask(grid, planes);
	}

	static Mask none(final SpatialGrid grid) {
		return mask(grid, (x, y, z) -> false);
	}

	static Volume volume(final SpatialGrid grid, final Value value) {
		final Volume volume = new Volume(grid);
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++)
				volume.plane(z)[i] = (float) value.at(i % grid.width(), i / grid.width(), z);
		return volume;
	}

	static LesionMaps maps(final Mask brain, final Optional<Volume> image, final Map<PerfusionMap, Volume> maps) {
		return new LesionMaps("case", "oSVD", SignalType.CT, brain, maps, image, none(brain.grid()), none(brain.grid()));
	}
}
