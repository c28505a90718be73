package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.perfusionj.images.VolumeFiles;
import org.perfusionj.io.DecimalText;
import org.perfusionj.io.ImageFileName;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * A mask of one file, or of several taken together.
 *
 * @param files what it was read from, at least one
 * @param mask on the grid of the first file
 */
record MaskFile(List<Path> files, Mask mask) {

	/** Headers of the same scan differ by rounding. */
	private static final double SAME_SPACING = 0.01;
	/** Cosine of the angle between axes that are the same. */
	private static final double SAME_AXIS = 0.9;

	/**
	 * @param files NIfTI or TIFF of one size, at least one; each holds 0 and at most one other number
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if a file is no mask, or they differ in size; the message names it
	 */
	static MaskFile read(final List<Path> files, final WorkMonitor monitor) throws IOException {
		final MaskFile first = one(files.get(0), monitor);
		Mask all = first.mask();
		for (final Path more : files.subList(1, files.size()))
			all = all.or(one(more, monitor).on(first, monitor).mask());
		return new MaskFile(List.copyOf(files), all);
	}

	private static MaskFile one(final Path file, final WorkMonitor monitor) throws IOException {
		final Volume volume = VolumeFiles.read(file, monitor).volume();
		float value = 0;
		for (int z = 0; z < volume.grid().slices(); z++)
			for (final float number : volume.plane(z)) {
				if (!Float.isFinite(number) || number == 0) continue;
				if (value != 0 && number != value) throw new PerfusionException(file + " is no mask: it holds 0, " + DecimalText.significant(value) + ", " + DecimalText.significant(number) + " ... Give a file with 0 outside and one other number inside: cut a map of probabilities at a threshold, and of labels choose those that are meant.");
				value = number;
			}
		return new MaskFile(List.of(file), Mask.nonZero(volume));
	}

	/** @return the first of the files, for messages */
	private Path file() {
		return files.get(0);
	}

	/** A TIFF of other software seldom says how large its voxels are. */
	private boolean knowsItsPlace() {
		return !ImageFileName.isTiff(file());
	}

	/**
	 * @param other a mask of the same head
	 * @param monitor told if the two do not lie in the same place
	 * @return this mask on the grid of the other
	 * @throws PerfusionException if the grids are not the same; the message names both files
	 */
	MaskFile on(final MaskFile other, final WorkMonitor monitor) {
		final SpatialGrid own = mask.grid();
		final SpatialGrid wanted = other.mask.grid();
		if (!own.sameSize(wanted)) throw new PerfusionException(file() + " is " + own.sizeText() + " voxels, " + other.file() + " " + wanted.sizeText() + ". Masks are compared voxel by voxel: resample one of them onto the grid of the other.");
		if (knowsItsPlace() && other.knowsItsPlace()) {
			requireSpacing(own, wanted, other.file());
			requireAxes(own, wanted, other.file(), monitor);
		}
		final boolean[][] planes = new boolean[wanted.slices()][];
		for (int z = 0; z < planes.length; z++)
			planes[z] = mask.plane(z);
		return new MaskFile(files, new Mask(wanted, planes));
	}

	/** @return this mask, on the grid of the other if only that knows the size of its voxels */
	MaskFile placedBy(final MaskFile other, final WorkMonitor monitor) {
		return knowsItsPlace() || !other.knowsItsPlace() ? this : on(other, monitor);
	}

	private void requireSpacing(final SpatialGrid own, final SpatialGrid wanted, final Path otherFile) {
		if (isSame(own.spacingX(), wanted.spacingX()) && isSame(own.spacingY(), wanted.spacingY()) && isSame(own.spacingZ(), wanted.spacingZ())) return;
		throw new PerfusionException("The voxels of " + file() + " are " + millimetres(own) + ", those of " + otherFile + " " + millimetres(wanted) + ". Volumes would be wrong: give masks of the same scan, or put the header right.");
	}

	private static boolean isSame(final double a, final double b) {
		return Math.abs(a - b) <= SAME_SPACING * b;
	}

	private static String millimetres(final SpatialGrid grid) {
		return DecimalText.significant(grid.spacingX()) + " x " + DecimalText.significant(grid.spacingY()) + " x " + DecimalText.significant(grid.spacingZ()) + " mm";
	}

	private void requireAxes(final SpatialGrid own, final SpatialGrid wanted, final Path otherFile, final WorkMonitor monitor) {
		final double[] a = own.orientation().affine();
		final double[] b = wanted.orientation().affine();
		if (a == null || b == null || Arrays.equals(a, b)) return;
		final double[] spacing = { wanted.spacingX(), wanted.spacingY(), wanted.spacingZ() };
		final double[] middle = { (wanted.width() - 1) / 2.0, (wanted.height() - 1) / 2.0, (wanted.slices() - 1) / 2.0 };
		double square = 0;
		for (int row = 0; row < 3; row++) {
			double apart = a[4 * row + 3] - b[4 * row + 3];
			for (int axis = 0; axis < 3; axis++)
				apart += (a[4 * row + axis] - b[4 * row + axis]) * middle[axis];
			square += apart * apart;
		}
		for (int axis = 0; axis < 3; axis++) {
			double product = 0;
			for (int row = 0; row < 3; row++)
				product += a[4 * row + axis] * b[4 * row + axis] / (spacing[axis] * spacing[axis]);
			if (product < SAME_AXIS) throw new PerfusionException("The voxels of " + file() + " run in other directions of the head than those of " + otherFile + ", so that voxels of the same number are not the same tissue. Resample one of them onto the grid of the other.");
		}
		final double apartMm = Math.sqrt(square);
		if (apartMm > Math.max(spacing[0], Math.max(spacing[1], spacing[2]))) monitor.log("Warning: by their headers " + file() + " lies " + DecimalText.significant(Math.rint(apartMm)) + " mm from " + otherFile + ". They are compared voxel by voxel: check that they are of the same scan.");
	}
}
