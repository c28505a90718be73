package org.perfusionj.report;

import org.perfusionj.series.SpatialGrid;

/**
 * How a slice is turned for looking at: by radiological convention the patient's right on the left of the picture, anterior
 * (or superior) up; in a sagittal slice anterior on the left. Slices of unknown orientation are shown as stored, without
 * letters. Oblique slices are turned by quarter turns only, to the nearest view.
 */
final class SliceView {

	private static final String[] BEGIN = { "R", "A", "S" };
	private static final String[] END = { "L", "P", "I" };

	private final SpatialGrid grid;
	private final boolean transposed;
	private final boolean flipColumns;
	private final boolean flipRows;
	private final String leftLetter;
	private final String rightLetter;

	private SliceView(final SpatialGrid grid, final boolean transposed, final boolean flipColumns, final boolean flipRows, final String leftLetter, final String rightLetter) {
		this.grid = grid;
		this.transposed = transposed;
		this.flipColumns = flipColumns;
		this.flipRows = flipRows;
		this.leftLetter = leftLetter;
		this.rightLetter = rightLetter;
	}

	static SliceView of(final SpatialGrid grid) {
		final double[] affine = grid.orientation().affine();
		if (affine == null) return new SliceView(grid, false, false, false, "", "");
		final int xAxis = mainAxis(affine, 0);
		int yAxis = mainAxis(affine, 1);
		if (yAxis == xAxis) yAxis = (xAxis + 1) % 3;
		// across the picture goes left-right where a slice has it, and superior is never across
		final boolean transposed = yAxis == 0 || xAxis == 2;
		final int across = transposed ? yAxis : xAxis;
		final int down = transposed ? xAxis : yAxis;
		// the picture begins with the positive end of each axis: right, anterior, superior
		final boolean flipColumns = affine[4 * across + (transposed ? 1 : 0)] > 0;
		final boolean flipRows = affine[4 * down + (transposed ? 0 : 1)] > 0;
		return new SliceView(grid, transposed, flipColumns, flipRows, BEGIN[across], END[across]);
	}

	private static int mainAxis(final double[] affine, final int column) {
		int main = 0;
		for (int row = 1; row < 3; row++)
			if (Math.abs(affine[4 * row + column]) > Math.abs(affine[4 * main + column])) main = row;
		return main;
	}

	/** @return voxels across the picture */
	int columns() {
		return transposed ? grid.height() : grid.width();
	}

	/** @return voxels down the picture */
	int rows() {
		return transposed ? grid.width() : grid.height();
	}

	/** @return mm between columns */
	double columnMm() {
		return transposed ? grid.spacingY() : grid.spacingX();
	}

	/** @return mm between rows */
	double rowMm() {
		return transposed ? grid.spacingX() : grid.spacingY();
	}

	/** @return index into a stored plane of what the picture shows at a column and row */
	int index(final int column, final int row) {
		final int c = flipColumns ? columns() - 1 - column : column;
		final int r = flipRows ? rows() - 1 - row : row;
		return transposed ? c * grid.width() + r : r * grid.width() + c;
	}

	/** @return column of the picture at which a stored voxel is shown */
	int column(final int x, final int y) {
		final int c = transposed ? y : x;
		return flipColumns ? columns() - 1 - c : c;
	}

	/** @return row of the picture at which a stored voxel is shown */
	int row(final int x, final int y) {
		final int r = transposed ? x : y;
		return flipRows ? rows() - 1 - r : r;
	}

	/** @return R or A, or nothing if unknown */
	String leftLetter() {
		return leftLetter;
	}

	/** @return L or P, or nothing if unknown */
	String rightLetter() {
		return rightLetter;
	}
}
