package org.perfusionj.network.aifnet;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * A scan on the cells of a network. The curve of a cell is a weighted mean of those of its voxels: each counts by the square of its mean
 * enhancement after the bolus arrives (0 if that is negative), so that a small vessel is not washed out by the tissue around
 * it and noise is averaged where a cell is all vessel or all tissue. The same weights carry a probability of a cell back to its voxels, so
 * that the sum of equation 2 of the paper over cells and over voxels is one and the same. Made in one pass over the slices.
 */
public final class CellSeries {

	/** The part of the scan that counts for the weights, s after the arrival of the bolus: the first pass. */
	private static final double FIRST_PASS_S = 30;
	/** Keeps cells without any enhancement finite; HU squared. */
	private static final float LEAST_WEIGHT = 1e-3f;
	/** Rows of cells in one piece of work. */
	private static final int PIECE = 8;

	private final CellGrid grid;
	private final TimeGrid time;
	private final double arrivalS;
	private final float[][] curves;
	private final float[] baseline;
	private final float[] weightSums;
	private final Volume voxelWeights;

	private CellSeries(final CellGrid grid, final TimeGrid time, final double arrivalS) {
		this.grid = grid;
		this.time = time;
		this.arrivalS = arrivalS;
		this.curves = new float[time.count()][grid.count()];
		this.baseline = new float[grid.count()];
		this.weightSums = new float[grid.count()];
		this.voxelWeights = new Volume(grid.voxels());
	}

	/**
	 * @param input CT concentration with a known arrival of the bolus
	 * @param grid its cells
	 * @param parallel threads
	 * @param monitor progress and cancel
	 * @throws PerfusionException if the arrival of the bolus is not known
	 */
	public static CellSeries of(final ConcentrationSeries input, final CellGrid grid, final Parallel parallel, final WorkMonitor monitor) {
		if (input.baseline() == null) throw new PerfusionException("AIFNet needs a CT series with its baseline, but this one already is a concentration. Use the classical selection, a ROI or a curve file.");
		final CellSeries cells = new CellSeries(grid, input.time(), input.baseline().arrivalS());
		final SliceSource slices = input.slices();
		SliceFrames slice = null;
		for (int z = 0; z < slices.grid().slices(); z++) {
			monitor.progress(z / (double) slices.grid().slices(), "Reading the series");
			slice = slices.load(z, slice, parallel, monitor);
			final float[][] frames = slice.frames();
			final int layer = z;
			final int rows = grid.height();
			parallel.forEach((rows + PIECE - 1) / PIECE, monitor, n -> cells.add(layer, frames, input.baselineImage().plane(layer), n * PIECE, Math.min(rows, (n + 1) * PIECE)));
		}
		parallel.forEach(cells.curves.length + 1, monitor, cells::divide);
		return cells;
	}

	private void add(final int z, final float[][] frames, final float[] image, final int fromRow, final int toRow) {
		final int width = grid.voxels().width();
		final int first = fromRow * grid.perY() * width;
		final int end = Math.min(toRow * grid.perY(), grid.voxels().height()) * width;
		final float[] weights = voxelWeights.plane(z);
		weigh(frames, weights, first, end);
		final int offset = z / grid.perZ() * grid.planeSize();
		final int[] cell = new int[end - first];
		for (int v = first; v < end; v++) {
			cell[v - first] = offset + grid.inPlane(v % width, v / width);
			if (weights[v] == 0) continue;
			weightSums[cell[v - first]] += weights[v];
			baseline[cell[v - first]] += weights[v] * image[v];
		}
		for (int t = 0; t < curves.length; t++) {
			final float[] frame = frames[t];
			final float[] curve = curves[t];
			for (int v = first; v < end; v++)
				if (weights[v] > 0) curve[cell[v - first]] += weights[v] * frame[v];
		}
	}

	/** Sets the weights of voxels; 0 where a sample is not finite. */
	private void weigh(final float[][] frames, final float[] weights, final int first, final int end) {
		int firstPass = 0;
		for (int t = 0; t < frames.length; t++) {
			final double since = time.time(t) - arrivalS;
			final boolean counts = since >= 0 && since <= FIRST_PASS_S;
			if (counts) firstPass++;
			// samples that do not count are added as 0, so that one that is not finite still shows
			final float factor = counts ? 1 : 0;
			for (int v = first; v < end; v++)
				weights[v] += factor * frames[t][v];
		}
		for (int v = first; v < end; v++) {
			final float mean = Math.max(0, weights[v] / Math.max(1, firstPass));
			weights[v] = Float.isFinite(weights[v]) ? mean * mean + LEAST_WEIGHT : 0;
		}
	}

	private void divide(final int t) {
		final float[] sums = t < curves.length ? curves[t] : baseline;
		for (int c = 0; c < sums.length; c++)
			if (weightSums[c] > 0) sums[c] /= weightSums[c];
	}

	/** @return the cells */
	public CellGrid grid() {
		return grid;
	}

	/** @return times of the curves, s after the first frame of any slice; the first of them is later where slices were taken at different times */
	public TimeGrid time() {
		return time;
	}

	/** @return arrival of the bolus, s after the first frame of the scan, on the clock of {@link #time()}, whose first sample may be later than 0 */
	public double arrivalS() {
		return arrivalS;
	}

	/** @return enhancement, HU above baseline, [frame][cell] (shared) */
	public float[][] curves() {
		return curves;
	}

	/** @return pre-bolus image, HU, one value a cell (shared) */
	public float[] baseline() {
		return baseline;
	}

	/** @return true if at least one voxel of the cell is finite at all times */
	public boolean isUsable(final int cell) {
		return weightSums[cell] > 0;
	}

	/**
	 * @param probabilities one for each cell, sum 1
	 * @param monitor asked for cancellation
	 * @return the same on the voxels of the scan, sum 1
	 */
	public Volume onVoxels(final float[] probabilities, final WorkMonitor monitor) {
		final Volume volume = new Volume(grid.voxels());
		final int width = grid.voxels().width();
		for (int z = 0; z < grid.voxels().slices(); z++) {
			monitor.check();
			final float[] plane = volume.plane(z);
			final float[] weights = voxelWeights.plane(z);
			for (int y = 0; y < grid.voxels().height(); y++) {
				final int first = grid.cell(0, y, z);
				for (int x = 0, v = y * width; x < width; x++, v++) {
					final int cell = first + x / grid.perX();
					if (weights[v] > 0) plane[v] = probabilities[cell] * weights[v] / weightSums[cell];
				}
			}
		}
		return volume;
	}
}
