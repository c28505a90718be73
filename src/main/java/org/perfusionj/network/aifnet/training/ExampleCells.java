package org.perfusionj.network.aifnet.training;

import java.util.OptionalInt;

import org.perfusionj.curve.IntervalMeans;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.aifnet.CellGrid;
import org.perfusionj.network.aifnet.CellSeries;
import org.perfusionj.network.aifnet.HeadBox;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.series.Voxel;

/**
 * Where the voxels and frames of a scan are found again in its training example.
 *
 * @param grid cells of the whole scan
 * @param box the part of them that an example keeps
 * @param times its frames, s after the first frame of the scan
 */
record ExampleCells(CellGrid grid, HeadBox box, TimeGrid times) {

	static ExampleCells of(final CellSeries cells, final InputSpec spec) {
		return new ExampleCells(cells.grid(), HeadBox.of(cells), TrainingExample.times(spec, cells.arrivalS()));
	}

	/** @return the cell of the example that holds the voxel; empty if it lies outside of the head */
	OptionalInt cell(final Voxel voxel) {
		final int x = voxel.x() / grid.perX() - box.x();
		final int y = voxel.y() / grid.perY() - box.y();
		if (x < 0 || y < 0 || x >= box.width() || y >= box.height()) return OptionalInt.empty();
		return OptionalInt.of((voxel.z() / grid.perZ() * box.height() + y) * box.width() + x);
	}

	/**
	 * @param clock times of the samples, s after the first frame of the scan
	 * @param values one for each time
	 * @return the curve on the frames of the example
	 */
	double[] sampled(final double[] clock, final double[] values) {
		return new IntervalMeans(clock, times).of(values);
	}
}
