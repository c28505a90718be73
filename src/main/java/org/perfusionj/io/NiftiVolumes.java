package org.perfusionj.io;

import java.io.IOException;
import java.nio.file.Path;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;

/** Reads single volumes from NIfTI files: masks, maps, templates. */
public final class NiftiVolumes {

	private NiftiVolumes() {}

	/**
	 * @param path NIfTI file (or either file of a pair) with one volume: 2D, 3D, or more axes of size 1
	 * @return the volume, calibrated
	 * @throws IOException if the file cannot be read
	 * @throws PerfusionException if it holds several frames, or is truncated or damaged
	 */
	public static Volume readVolume(final Path path) throws IOException {
		final NiftiFile file = NiftiFile.open(path);
		final NiftiHeader header = file.header();
		for (int axis = 4; axis <= header.axes(); axis++)
			if (header.size(axis) > 1) throw new PerfusionException(path + " holds " + header.size(axis) + " volumes (" + header.sizeText() + "), but one 3D volume is needed here.");
		final SpatialGrid grid = header.grid((int) header.size(3));
		JavaMemory.require(header.samples() * Float.BYTES, path.toString());
		final float[][] planes = new float[grid.slices()][];
		try (NiftiSamples samples = new NiftiSamples(file)) {
			for (int z = 0; z < planes.length; z++)
				samples.readCalibrated(planes[z] = new float[grid.planeSize()]);
			samples.finish();
		}
		return new Volume(grid, planes);
	}

	/**
	 * @param path as in {@link #readVolume}
	 * @return the voxels that are finite and not 0
	 * @throws IOException if the file cannot be read
	 * @throws PerfusionException if it holds several frames, or is truncated or damaged
	 */
	public static Mask readMask(final Path path) throws IOException {
		return Mask.nonZero(readVolume(path));
	}
}
