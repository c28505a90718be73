package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/** Maps of a small head with a lesion of 8 x 12 x 4 voxels in the patient's left half, and in it a core of 4 x 6 x 4, in a folder as {@code deconvolve} writes it. */
public final class MapFolder {

	/** 4 x 4 x 5 mm: 0.08 ml; x goes to the patient's left. */
	static final SpatialGrid GRID = new SpatialGrid(40, 48, 6, 4, 4, 5, Orientation.scanner(new double[] { -4, 0, 0, 78, 0, 4, 0, -94, 0, 0, 5, 0 }));

	/** 384 voxels. */
	public static final double LESION_ML = 30.72;
	/** 96 voxels. */
	public static final double CORE_ML = 7.68;

	private final Path folder;
	private final VolumeWriter writer;
	private final Map<PerfusionMap, Volume> maps = new EnumMap<>(PerfusionMap.class);
	private final SpatialGrid grid;

	private MapFolder(final Path folder, final VolumeWriter writer, final SpatialGrid grid) {
		this.folder = folder;
		this.writer = writer;
		this.grid = grid;
	}

	/** @return the maps, to be written to that folder */
	public static MapFolder at(final Path folder) {
		return at(folder, new NiftiVolumeWriter(), GRID);
	}

	/** @return the same in another format */
	public static MapFolder at(final Path folder, final VolumeWriter writer) {
		return at(folder, writer, GRID);
	}

	/** @return the same in another format and with fewer slices, perhaps */
	static MapFolder at(final Path folder, final VolumeWriter writer, final SpatialGrid grid) {
		final MapFolder made = new MapFolder(folder, writer, grid);
		made.fill(PerfusionMap.CBF, 60, 25, 10);
		made.fill(PerfusionMap.CBV, 3.5f, 3.2f, 1.2f);
		made.fill(PerfusionMap.MTT, 3.5f, 8, 9);
		made.fill(PerfusionMap.TMAX, 2, 8, 12);
		made.fill(PerfusionMap.BAD, 1, 6, 8);
		return made;
	}

	private void fill(final PerfusionMap map, final float normal, final float penumbra, final float core) {
		final Volume volume = new Volume(grid);
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++) {
				final int x = i % grid.width();
				final int y = i / grid.width();
				if (isBrain(x, y)) volume.plane(z)[i] = isCore(x, y, z) ? core : isLesion(x, y, z) ? penumbra : normal;
			}
		maps.put(map, volume);
	}

	/** @return with no such map */
	MapFolder without(final PerfusionMap map) {
		maps.remove(map);
		return this;
	}

	/** Another value of a voxel. */
	interface Change {

		/** @return the new value */
		double of(float value, int x, int y, int z);
	}

	/** @return with other values of a map inside the brain */
	MapFolder changed(final PerfusionMap map, final Change change) {
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++)
				if (isBrain(i % grid.width(), i / grid.width())) maps.get(map).plane(z)[i] = (float) change.of(maps.get(map).plane(z)[i], i % grid.width(), i / grid.width(), z);
		return this;
	}

	Volume get(final PerfusionMap map) {
		return maps.get(map);
	}

	/** @return the folder with the maps, the mask, a CT and what {@code parameters.json} says */
	public Path write() throws IOException {
		Files.createDirectories(folder);
		for (final Map.Entry<PerfusionMap, Volume> map : maps.entrySet())
			writer.writeMap(folder.resolve(map.getKey().key() + writer.extension()), map.getValue(), map.getKey().key(), map.getKey().unit(), 0, 1);
		final Mask brain = brain(grid);
		writer.writeMask(folder.resolve("mask" + writer.extension()), brain, "mask");
		final Volume ct = brain.toVolume();
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++)
				ct.plane(z)[i] = brain.plane(z)[i] ? 35 : -1000;
		writer.writeMap(folder.resolve("baseline" + writer.extension()), ct, "baseline", "HU", 0, 80);
		Files.writeString(folder.resolve("parameters.json"), "{\"resolved\": {\"method\": \"oSVD\", \"signal\": \"CT\"}}");
		return folder;
	}

	static Mask brain(final SpatialGrid grid) {
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = isBrain(i % grid.width(), i / grid.width());
		return new Mask(grid, planes);
	}

	/** An ellipse in the middle of the image. */
	private static boolean isBrain(final int x, final int y) {
		final double u = (x - 19.5) / 17;
		final double v = (y - 23.5) / 21;
		return u * u + v * v <= 1;
	}

	static boolean isLesion(final int x, final int y, final int z) {
		return x >= 24 && x < 32 && y >= 18 && y < 30 && z >= 1 && z < 5;
	}

	static boolean isCore(final int x, final int y, final int z) {
		return isLesion(x, y, z) && x >= 26 && x < 30 && y >= 21 && y < 27;
	}
}
