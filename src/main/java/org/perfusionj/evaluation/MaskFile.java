package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.perfusionj.images.MaskFiles;
import org.perfusionj.images.VolumeFiles;
import org.perfusionj.series.GridComparison;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SourceVolume;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * A mask of one file, or of several taken together.
 *
 * @param files what it was read from, at least one
 * @param place the first of them: where the voxels lie
 * @param mask on its grid
 */
record MaskFile(List<Path> files, SourceVolume place, Mask mask) {

	/**
	 * @param files NIfTI or TIFF of one size, at least one; each holds 0 and at most one other number
	 * @param monitor told of assumptions; asked for cancellation
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if a file is no mask, or they differ in size or place; the message names it
	 */
	static MaskFile read(final List<Path> files, final WorkMonitor monitor) throws IOException {
		final MaskFile first = one(files.get(0), monitor);
		Mask all = first.mask();
		for (final Path more : files.subList(1, files.size()))
			all = all.or(one(more, monitor).on(first, monitor).mask());
		return new MaskFile(List.copyOf(files), first.place(), all);
	}

	private static MaskFile one(final Path file, final WorkMonitor monitor) throws IOException {
		final SourceVolume read = VolumeFiles.read(file, monitor);
		MaskFiles.requireBinary(file, read.volume());
		// all masks of a case may be called the same: only the whole path tells them apart
		return new MaskFile(List.of(file), new SourceVolume(file.toString(), read.volume(), read.hasScale(), read.unit()), Mask.nonZero(read.volume()));
	}

	/**
	 * @param other a mask of the same head
	 * @param monitor told what this mask does not say of its place, and is taken from the other
	 * @return this mask on the grid of the other
	 * @throws PerfusionException if the grids are not the same; the message names both files
	 */
	MaskFile on(final MaskFile other, final WorkMonitor monitor) {
		GridComparison.require(other.place, place, monitor);
		final SpatialGrid grid = other.mask.grid();
		final boolean[][] planes = new boolean[grid.slices()][];
		for (int z = 0; z < planes.length; z++)
			planes[z] = mask.plane(z);
		return new MaskFile(files, other.place, new Mask(grid, planes));
	}

	/** @return this mask, on the grid of the other if only that knows the size of its voxels: a TIFF of other software seldom does */
	MaskFile placedBy(final MaskFile other, final WorkMonitor monitor) {
		return place.hasScale() || !other.place.hasScale() ? this : on(other, monitor);
	}
}
