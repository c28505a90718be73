package org.perfusionj.network.aifnet.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.perfusionj.images.VascularRois;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Region;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;

/**
 * Lines of a table, each with one voxel.
 *
 * @param table where they are from
 * @param points the voxels
 */
record PointAnnotation(Path table, List<Point> points) implements ScanAnnotation {

	/**
	 * One line.
	 *
	 * @param row of the table, from 1 below the headings
	 * @param vessel what it is
	 * @param voxel where it is, indices from 0
	 */
	record Point(int row, Vessel vessel, Voxel voxel) {
	}

	@Override
	public List<Path> files() {
		return List.of();
	}

	@Override
	public String text() {
		return points.stream().map(point -> point.vessel + " " + point.voxel).collect(Collectors.joining("\n"));
	}

	@Override
	public VascularRois of(final PerfusionSeries series) {
		final List<Region> regions = new ArrayList<>();
		for (final Vessel vessel : Vessel.values()) {
			final List<Voxel> voxels = new ArrayList<>();
			for (final Point point : points) {
				if (!series.grid().contains(point.voxel)) throw new PerfusionException("Row " + point.row + " below the headings of " + table + " lies outside of the scan, which has " + series.grid().sizeText() + " voxels: x=" + point.voxel.x() + ", y=" + point.voxel.y()
					+ " (from 0), z=" + (point.voxel.z() + 1) + " (from 1). Correct it.");
				if (point.vessel == vessel && !voxels.contains(point.voxel)) voxels.add(point.voxel);
			}
			if (!voxels.isEmpty()) regions.add(new Region(vessel.name(), voxels));
		}
		return VascularRois.of(regions);
	}
}
