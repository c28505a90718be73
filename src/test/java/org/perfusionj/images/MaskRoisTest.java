package org.perfusionj.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.gui.Roi;

import org.perfusionj.io.ReadOptions;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.WorkMonitor;

class MaskRoisTest {

	private static final Color COLOR = new Color(0xe5007d);

	@TempDir
	private Path folder;

	/** @return half of the voxels: parts that touch at corners only, holes, single voxels, voxels at the edge */
	private static Mask scattered(final SpatialGrid grid, final long seed) {
		final Random random = new Random(seed);
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		for (final boolean[] plane : planes)
			for (int i = 0; i < plane.length; i++)
				plane[i] = random.nextBoolean();
		return new Mask(grid, planes);
	}

	private static Set<Voxel> voxels(final Mask mask) {
		final Set<Voxel> voxels = new HashSet<>();
		for (int z = 0; z < mask.grid().slices(); z++)
			for (int i = 0; i < mask.grid().planeSize(); i++)
				if (mask.plane(z)[i]) voxels.add(new Voxel(i % mask.grid().width(), i / mask.grid().width(), z));
		return voxels;
	}

	private static SpatialGrid gridOf(final PerfusionSeries series) {
		return new SpatialGrid(series.grid().width(), series.grid().height(), series.grid().slices(), 1, 1, 1, Orientation.NONE);
	}

	@Test
	void roisHoldTheVoxelsOfTheirSlicesAndNoOtherAlsoFromAFile() throws IOException {
		for (final int slices : new int[] { 1, 3 }) {
			// SETUP: a hyperstack with frames, for which ROIs are read
			final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(slices, 5), 1, "sec");
			final PerfusionSeries series = HyperstackSeries.of(image, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
			final Mask mask = scattered(gridOf(series), slices);
			final Path file = folder.resolve("rois" + slices + ".zip");

			// EXECUTE
			final List<Roi> rois = new MaskRois(mask).all("core", COLOR);
			RoiFiles.write(rois, file);

			// VERIFY
			for (final List<Roi> all : List.of(rois, RoiFiles.read(file))) {
				final Set<Voxel> found = new HashSet<>();
				RoiRegions.of(series).regions(all).forEach(region -> region.voxels().forEach(voxel -> assertTrue(found.add(voxel), "twice: " + voxel)));
				assertEquals(voxels(mask), found, slices + " slices");
			}
		}
	}

	@Test
	void slicesWithoutVoxelsHaveNoRoiAndNamesSortAsSlicesDo() {
		// SETUP: slices 2, 5 and 120 of 120
		final SpatialGrid grid = new SpatialGrid(4, 4, 120, 1, 1, 1, Orientation.NONE);

		// EXECUTE
		final List<Roi> rois = new MaskRois(Mask.of(grid, List.of(new Voxel(1, 1, 1), new Voxel(2, 1, 4), new Voxel(3, 3, 119)))).all("penumbra", COLOR);

		// VERIFY
		assertEquals(List.of("penumbra slice 002", "penumbra slice 005", "penumbra slice 120"), rois.stream().map(Roi::getName).toList());
		assertEquals(List.of(2, 5, 120), rois.stream().map(Roi::getPosition).toList());
		assertTrue(rois.stream().allMatch(roi -> COLOR.equals(roi.getStrokeColor())));
		assertEquals(List.of("core slice 02"), new MaskRois(Mask.of(new SpatialGrid(4, 4, 3, 1, 1, 1, Orientation.NONE), List.of(new Voxel(0, 0, 1)))).all("core", COLOR).stream().map(Roi::getName).toList());
		assertTrue(new MaskRois(new Mask(grid, new boolean[120][16])).all("core", COLOR).isEmpty());
	}
}
