package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;

class SliceViewTest {

	/** 4 x 3 voxels; index = 4 y + x. */
	private static SliceView view(final double... affine) {
		return SliceView.of(new SpatialGrid(4, 3, 1, 2, 3, 5, affine.length == 0 ? Orientation.NONE : Orientation.scanner(affine)));
	}

	private static void assertCorners(final SliceView view, final int topLeft, final int topRight, final int bottomLeft) {
		assertEquals(topLeft, view.index(0, 0));
		assertEquals(topRight, view.index(view.columns() - 1, 0));
		assertEquals(bottomLeft, view.index(0, view.rows() - 1));
		for (int row = 0; row < view.rows(); row++)
			for (int column = 0; column < view.columns(); column++) {
				final int index = view.index(column, row);
				assertEquals(column, view.column(index % 4, index / 4));
				assertEquals(row, view.row(index % 4, index / 4));
			}
	}

	private static void assertLetters(final SliceView view, final String left, final String right) {
		assertEquals(left, view.leftLetter());
		assertEquals(right, view.rightLetter());
	}

	@Test
	void unknownOrientationIsShownAsStoredWithoutLetters() {
		final SliceView view = view();
		assertCorners(view, 0, 3, 8);
		assertLetters(view, "", "");
	}

	@Test
	void dicomAxialSlicesStayAsTheyAre() {
		final SliceView view = view(-2, 0, 0, 0, 0, -3, 0, 0, 0, 0, 5, 0);
		assertCorners(view, 0, 3, 8);
		assertLetters(view, "R", "L");
	}

	@Test
	void rasAxialSlicesAreTurnedBothWays() {
		final SliceView view = view(2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 5, 0);
		assertCorners(view, 11, 8, 3);
		assertLetters(view, "R", "L");
	}

	@Test
	void slightlyObliqueSlicesAreTurnedAsTheirMainAxes() {
		final SliceView view = view(-1.9, 0.4, 0, 0, 0.4, 2.8, 0.6, 0, 0, -0.9, 4.9, 0);
		assertCorners(view, 8, 11, 0);
	}

	@Test
	void columnsAndRowsAreSwappedWhereRowsRunLeftToRight() {
		// voxel x to posterior, voxel y to the patient's right
		final SliceView view = view(0, 3, 0, 0, -2, 0, 0, 0, 0, 0, 5, 0);
		assertEquals(3, view.columns());
		assertEquals(4, view.rows());
		assertEquals(3, view.columnMm());
		assertEquals(2, view.rowMm());
		assertCorners(view, 8, 0, 11);
		assertLetters(view, "R", "L");
	}

	@Test
	void sagittalSlicesHaveAnteriorOnTheLeft() {
		// voxel x to posterior, voxel y to superior
		final SliceView view = view(0, 0, 5, 0, -2, 0, 0, 0, 0, 3, 0, 0);
		assertCorners(view, 8, 11, 0);
		assertLetters(view, "A", "P");
	}
}
