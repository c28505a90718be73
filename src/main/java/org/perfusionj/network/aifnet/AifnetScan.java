package org.perfusionj.network.aifnet;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * A scan for AIFNet to look at. It is read when that is first needed, and what was read serves every vessel whose network looks at the same cells:
 * one number a voxel and one curve a cell, for as long as somebody refers to this. Not thread-safe.
 */
public final class AifnetScan {

	private final ConcentrationSeries input;
	private CellSeries cells;

	/**
	 * @param input unfiltered CT concentration with its baseline
	 * @throws PerfusionException if it is no CT series
	 */
	public AifnetScan(final ConcentrationSeries input) {
		if (input.series().signal() != SignalType.CT) throw new PerfusionException("AIFNet is trained on CT in HU, and this series is none. Use the classical selection, a ROI or a curve file.");
		this.input = input;
	}

	/** @return the series */
	public ConcentrationSeries input() {
		return input;
	}

	/** @return the series on the cells of a network */
	CellSeries cells(final InputSpec spec, final Parallel parallel, final WorkMonitor monitor) {
		final CellGrid grid = CellGrid.of(input.slices().grid(), spec);
		if (cells == null || !cells.grid().equals(grid)) {
			// the old ones need not be kept while the new ones are made
			cells = null;
			cells = CellSeries.of(input, grid, parallel, monitor);
		}
		return cells;
	}
}
