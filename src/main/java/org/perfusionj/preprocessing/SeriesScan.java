package org.perfusionj.preprocessing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * The first pass over a series: which voxels hold NaN or infinite samples, the mean over time, which voxels are ever
 * different from 0, and the mean curve of the part of the series that changes most.
 * <p>
 * That part is found among small square blocks of voxels (averages over a block show a bolus that single voxels hide in
 * noise): blocks of soft tissue for CT, all blocks for MR, within the user's mask if there is one. Blocks are ranked by
 * the standard deviation of their curve over time. Neither the order nor the sign of the samples enters the
 * ranking, so that picking the strongest of many blocks of noise makes no bolus out of noise.
 */
final class SeriesScan {

	/** Mean over time of a CT voxel that may show a bolus: no air and fat, no bone, but arteries full of contrast agent. */
	private static final float LOWEST_HU = -30;
	private static final float HIGHEST_HU = 250;
	/** At least this part of a block should be usable; other blocks help out where there are hardly any such ones (a mask that is thin or small). */
	private static final double USABLE = 0.25;
	private static final int LARGEST_BLOCK = 8;
	/** With fewer blocks in the series smaller ones are taken. */
	private static final int FEWEST_BLOCKS = 256;
	/** This part of the usable blocks is averaged, within the two limits. */
	private static final double STRONGEST = 0.03;
	private static final int FEWEST_STRONGEST = 5;
	private static final int MOST_STRONGEST = 200;

	private final SpatialGrid grid;
	private final SignalType signal;
	private final Optional<Mask> restriction;
	private final int block;
	private final boolean[][] nonFinite;
	private final boolean[][] nonZero;
	private final Volume mean;
	private final Ranking full = new Ranking();
	private final Ranking sparse = new Ranking();
	private int partlyFinite;

	private record Block(double strength, long position, double[] curve) {

		static final Comparator<Block> WEAKEST_FIRST = Comparator.comparingDouble(Block::strength).thenComparing(Comparator.comparingLong(Block::position).reversed());
	}

	/** The strongest of the blocks that were offered. */
	private static final class Ranking {

		private final PriorityQueue<Block> strongest = new PriorityQueue<>(Block.WEAKEST_FIRST);
		private int offered;

		synchronized void offer(final Block one) {
			offered++;
			strongest.add(one);
			if (strongest.size() > MOST_STRONGEST) strongest.poll();
		}

		List<Block> best() {
			final int wanted = Math.max(FEWEST_STRONGEST, Math.min(MOST_STRONGEST, (int) (STRONGEST * offered)));
			return strongest.stream().sorted(Block.WEAKEST_FIRST.reversed()).limit(wanted).toList();
		}
	}

	/**
	 * @param grid of the series
	 * @param signal what the samples are
	 * @param restriction voxels among which the bolus is looked for; empty = all
	 */
	SeriesScan(final SpatialGrid grid, final SignalType signal, final Optional<Mask> restriction) {
		this.grid = grid;
		this.signal = signal;
		this.restriction = restriction;
		this.nonFinite = new boolean[grid.slices()][grid.planeSize()];
		this.nonZero = new boolean[grid.slices()][grid.planeSize()];
		this.mean = new Volume(grid);
		int side = LARGEST_BLOCK;
		while (side > 1 && (long) (grid.width() / side) * (grid.height() / side) * grid.slices() < FEWEST_BLOCKS)
			side /= 2;
		this.block = side;
	}

	/**
	 * Reads every slice once.
	 *
	 * @param source the samples as they were measured
	 * @param plan the time grid that bolus curves are brought to
	 * @param resampled null if nothing needs resampling
	 */
	void read(final SliceSource source, final TimeResampling plan, final ResampledSlices resampled, final Parallel parallel, final WorkMonitor monitor) {
		for (int z = 0; z < grid.slices(); z++) {
			monitor.progress(z / (double) grid.slices(), "Reading the series");
			final SliceFrames slice = source.load(z, parallel, monitor);
			final float[][] onGrid = signal == SignalType.CONCENTRATION || resampled == null ? slice.frames() : resampled.resample(slice, parallel, monitor).frames();
			final int rows = (grid.height() + block - 1) / block;
			parallel.forEach(rows, monitor, row -> scan(slice.z(), slice.frames(), onGrid, row));
		}
	}

	/** @return voxels with at least one sample that is NaN or infinite */
	boolean[][] nonFinite() {
		return nonFinite;
	}

	/** @return how many voxels have a sample that is NaN or infinite */
	int nonFiniteCount() {
		return new Mask(grid, nonFinite).count();
	}

	/** @return how many of those have finite samples, too: damage, not padding */
	int partlyFiniteCount() {
		return partlyFinite;
	}

	/** @return voxels with a sample that is not 0 */
	boolean[][] nonZero() {
		return nonZero;
	}

	/** @return mean over time */
	Volume mean() {
		return mean;
	}

	/**
	 * Mean curve of the strongest blocks.
	 *
	 * @param curve rising with contrast agent: calibrated signal for CT, -ln of the signal for MR
	 * @param noise standard deviation of the noise of one frame, from the difference of two halves of the blocks
	 */
	record Strongest(TimeCurve curve, double noise) {}

	/**
	 * @param time the time grid of the series
	 * @return mean curve of the strongest blocks; empty if no block is usable
	 */
	Optional<Strongest> strongest(final TimeGrid time) {
		final List<Block> chosen = new ArrayList<>(full.best());
		if (chosen.size() < FEWEST_STRONGEST) chosen.addAll(sparse.best());
		if (chosen.isEmpty()) return Optional.empty();
		final double[] curve = average(chosen, 0, 1, time.count());
		for (final double value : curve)
			if (!Double.isFinite(value)) return Optional.empty();
		return Optional.of(new Strongest(new TimeCurve(time, curve), chosen.size() < 2 ? Double.POSITIVE_INFINITY : noise(chosen, time.count())));
	}

	/** Mean of every step-th block, rising with contrast agent. */
	private double[] average(final List<Block> chosen, final int first, final int step, final int frames) {
		final double[] curve = new double[frames];
		for (int t = 0; t < frames; t++) {
			int count = 0;
			for (int n = first; n < chosen.size(); n += step, count++)
				curve[t] += chosen.get(n).curve()[t];
			curve[t] /= count;
			if (signal == SignalType.MR) curve[t] = curve[t] > 0 ? -Math.log(curve[t]) : Double.NaN;
		}
		return curve;
	}

	/** Both halves show the same bolus but other noise: half of the standard deviation of their difference is the noise of their mean. */
	private double noise(final List<Block> chosen, final int frames) {
		final double[] even = average(chosen, 0, 2, frames);
		final double[] odd = average(chosen, 1, 2, frames);
		double sum = 0;
		double squares = 0;
		for (int t = 0; t < frames; t++) {
			final double difference = even[t] - odd[t] - (even[0] - odd[0]);
			sum += difference;
			squares += difference * difference;
		}
		final double noise = Math.sqrt(Math.max(0, squares - sum * sum / frames) / (frames - 1)) / 2;
		return Double.isNaN(noise) ? Double.POSITIVE_INFINITY : noise;
	}

	private void scan(final int z, final float[][] raw, final float[][] onGrid, final int row) {
		final int width = grid.width();
		final int from = row * block * width;
		final int to = Math.min(grid.height(), (row + 1) * block) * width;
		average(z, raw, from, to);
		if (signal == SignalType.CONCENTRATION) {
			findNonZero(raw, nonZero[z], from, to);
			return;
		}
		final boolean[] usable = new boolean[to - from];
		final int across = (width + block - 1) / block;
		final int[] counts = new int[across];
		for (int i = from; i < to; i++) {
			final float level = mean.plane(z)[i];
			final boolean inside = restriction.isEmpty() ? signal == SignalType.MR || level > LOWEST_HU && level < HIGHEST_HU : restriction.get().plane(z)[i];
			usable[i - from] = inside && !nonFinite[z][i];
			if (usable[i - from]) counts[i % width / block]++;
		}
		final double[][] curves = new double[across][onGrid.length];
		final double[] sums = new double[across];
		for (int t = 0; t < onGrid.length; t++) {
			Arrays.fill(sums, 0);
			for (int start = from; start < to; start += width)
				for (int b = 0; b < across; b++) {
					final int last = Math.min(start + width, start + (b + 1) * block);
					float sum = 0;
					for (int i = start + b * block; i < last; i++)
						if (usable[i - from]) sum += onGrid[t][i];
					sums[b] += sum;
				}
			for (int b = 0; b < across; b++)
				curves[b][t] = sums[b] / counts[b];
		}
		for (int b = 0; b < across; b++) {
			final int size = (to - from) / width * (Math.min(width, (b + 1) * block) - b * block);
			if (counts[b] > 0) (counts[b] >= USABLE * size ? full : sparse).offer(new Block(strength(curves[b]), ((long) z * grid.height() + row) * across + b, curves[b]));
		}
	}

	/** Sums over time; a sum is finite exactly if all its samples are, since doubles do not overflow with floats. */
	private void average(final int z, final float[][] frames, final int from, final int to) {
		final double[] sum = new double[to - from];
		for (final float[] frame : frames)
			for (int i = from; i < to; i++)
				sum[i - from] += frame[i];
		int partly = 0;
		for (int i = from; i < to; i++) {
			nonFinite[z][i] = !Double.isFinite(sum[i - from]);
			mean.plane(z)[i] = nonFinite[z][i] ? Float.NaN : (float) (sum[i - from] / frames.length);
			if (!nonFinite[z][i]) continue;
			boolean some = false;
			for (final float[] frame : frames)
				some |= Float.isFinite(frame[i]);
			if (some) partly++;
		}
		if (partly > 0) synchronized (this) {
			partlyFinite += partly;
		}
	}

	private static void findNonZero(final float[][] frames, final boolean[] nonZero, final int from, final int to) {
		for (final float[] frame : frames)
			for (int i = from; i < to; i++)
				nonZero[i] |= frame[i] != 0;
	}

	/** Standard deviation over time of the mean of three neighbouring frames. */
	private static double strength(final double[] curve) {
		double sum = 0;
		double squares = 0;
		final int n = curve.length - 2;
		for (int t = 1; t <= n; t++) {
			final double smooth = (curve[t - 1] - curve[0] + curve[t] - curve[0] + curve[t + 1] - curve[0]) / 3;
			sum += smooth;
			squares += smooth * smooth;
		}
		return Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n)));
	}
}
