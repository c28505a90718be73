package org.perfusionj.series;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Whether voxel i of one volume is voxel i of another: same size, same voxels in mm, same place in the patient. */
public final class GridComparison {

	/** Relative difference up to which two voxel sizes are the same: headers round. */
	private static final double SAME_SPACING = 0.01;
	/** Part of a voxel by which volumes may lie apart. */
	private static final double SAME_PLACE = 0.5;

	private GridComparison() {}

	/**
	 * @param reference whose grid is taken
	 * @param other that shall lie on it
	 * @param monitor told what the other does not say, and is taken from the reference
	 * @throws PerfusionException if they are not voxel by voxel the same place, with the cure
	 */
	public static void require(final SourceVolume reference, final SourceVolume other, final WorkMonitor monitor) {
		final SpatialGrid wanted = reference.grid();
		final SpatialGrid grid = other.grid();
		if (!grid.sameSize(wanted)) throw new PerfusionException(other.name() + " has " + grid.sizeText() + " voxels, " + reference.name() + " " + wanted.sizeText() +
			". Lesions are found voxel by voxel: resample one onto the grid of the other, or take both from one series.");
		if (!other.hasScale()) {
			if (reference.hasScale()) monitor.log("Warning: " + other.name() + " does not say how large its voxels are: they are taken to be those of " + reference.name() + ".");
			return;
		}
		if (!reference.hasScale()) return;
		if (!same(grid.spacingX(), wanted.spacingX()) || !same(grid.spacingY(), wanted.spacingY()) || !same(grid.spacingZ(), wanted.spacingZ())) throw new PerfusionException("The voxels of " + other.name() + " are " + millimetres(grid) +
			", those of " + reference.name() + " " + millimetres(wanted) + ", though both have " + wanted.sizeText() + ". Correct the header that is wrong, or resample one onto the grid of the other: no volume in ml would be right.");
		requirePlace(reference, other, monitor);
	}

	private static void requirePlace(final SourceVolume reference, final SourceVolume other, final WorkMonitor monitor) {
		final double[] wanted = reference.grid().orientation().affine();
		final double[] affine = other.grid().orientation().affine();
		if (wanted == null || affine == null) {
			if (wanted != null) monitor.log("Warning: " + other.name() + " does not say where its voxels lie in the patient: they are taken to lie as those of " + reference.name() + ".");
			return;
		}
		final SpatialGrid grid = reference.grid();
		final double apartMm = apartMm(grid, wanted, affine);
		if (apartMm > SAME_PLACE * Math.min(grid.spacingX(), Math.min(grid.spacingY(), grid.spacingZ()))) throw new PerfusionException(String.format(Locale.ROOT,
			"%s and %s have as many voxels, but their headers place them up to %.1f mm apart or the other way round. Resample one onto the grid of the other; or, if their voxels do belong together, give both files the same header.", other.name(),
			reference.name(), apartMm));
	}

	/** @return largest distance between the places that two transforms give to a corner of the grid, mm */
	private static double apartMm(final SpatialGrid grid, final double[] one, final double[] other) {
		double largest = 0;
		for (int corner = 0; corner < 8; corner++) {
			final int x = (corner & 1) == 0 ? 0 : grid.width() - 1;
			final int y = (corner & 2) == 0 ? 0 : grid.height() - 1;
			final int z = (corner & 4) == 0 ? 0 : grid.slices() - 1;
			double square = 0;
			for (int row = 0; row < 12; row += 4) {
				final double apart = (one[row] - other[row]) * x + (one[row + 1] - other[row + 1]) * y + (one[row + 2] - other[row + 2]) * z + one[row + 3] - other[row + 3];
				square += apart * apart;
			}
			largest = Math.max(largest, Math.sqrt(square));
		}
		return largest;
	}

	private static boolean same(final double a, final double b) {
		return Math.abs(a - b) <= SAME_SPACING * Math.max(a, b);
	}

	private static String millimetres(final SpatialGrid grid) {
		return text(grid.spacingX()) + " x " + text(grid.spacingY()) + " x " + text(grid.spacingZ()) + " mm";
	}

	private static String text(final double mm) {
		return new BigDecimal(mm).round(new MathContext(4)).stripTrailingZeros().toPlainString();
	}
}
