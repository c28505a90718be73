package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntToDoubleFunction;

import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/** Boxes as lesions, whose measures are known. A voxel is 2 x 2 x 5 mm: 0.02 ml. */
public final class SampleLesions {

	/** Of all masks. */
	public static final SpatialGrid GRID = new SpatialGrid(30, 20, 4, 2, 2, 5, Orientation.scanner(new double[] { 2, 0, 0, -30, 0, 2, 0, -20, 0, 0, 5, 0 }));

	private SampleLesions() {}

	/** @return the voxels of all slices with x in [from, to) and y in [4, 14): 0.8 ml for each step of x */
	public static Mask box(final int from, final int to) {
		return box(GRID, from, to);
	}

	/** @return the same on a grid of another size */
	public static Mask box(final SpatialGrid grid, final int from, final int to) {
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		for (final boolean[] plane : planes)
			for (int y = 4; y < 14; y++)
				for (int x = from; x < to; x++)
					plane[y * grid.width() + x] = true;
		return new Mask(grid, planes);
	}

	/** Writes a mask, as a segmentation does. */
	public static void write(final Path folder, final String name, final Mask mask) throws IOException {
		new NiftiVolumeWriter().writeMask(Files.createDirectories(folder).resolve(name + ".nii.gz"), mask, name);
	}

	/**
	 * Core from x = 10, penumbra behind it up to x = 26.
	 *
	 * @param core width of the core along x: 0.8 ml a voxel
	 */
	public static void write(final Path folder, final int core) throws IOException {
		write(folder, "core", box(10, 10 + core));
		write(folder, "penumbra", box(10 + core, 26));
	}

	/** Writes a map whose values are those of x. */
	public static void writeMap(final Path folder, final PerfusionMap map, final IntToDoubleFunction value) throws IOException {
		final Volume volume = new Volume(GRID);
		for (int z = 0; z < GRID.slices(); z++)
			for (int i = 0; i < GRID.planeSize(); i++)
				volume.plane(z)[i] = (float) value.applyAsDouble(i % GRID.width());
		new NiftiVolumeWriter().writeMap(folder.resolve(map.key() + ".nii.gz"), volume, map.key(), map.unit(), map.displayMin(), map.displayMax());
	}
}
