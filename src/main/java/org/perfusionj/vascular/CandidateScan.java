package org.perfusionj.vascular;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Goes once through a series, slice by slice, and keeps the best voxels of each slice. Memory: one slice and a few
 * thousand curves, however large the series.
 *
 * @param candidates the voxels kept, by slice and within a slice by row and column
 * @param tissue mean curve of the mask, where there are finite samples
 * @param searched number of voxels looked at
 */
record CandidateScan(List<Candidate> candidates, double[] tissue, int searched) {

	/** As many curves as are kept in all... */
	private static final int KEPT = 6000;
	/** ...but from each slice of a series of very many at least this many. */
	private static final int LEAST_KEPT_PER_SLICE = 40;

	/**
	 * @param input concentration
	 * @param region voxels to look at
	 * @param score how well a curve of a given shape fits; NaN = not at all
	 */
	static CandidateScan of(final ConcentrationSeries input, final Mask region, final ToDoubleFunction<BolusShape> score, final Parallel parallel, final WorkMonitor monitor) {
		final int slices = region.grid().slices();
		final int perSlice = Math.max(LEAST_KEPT_PER_SLICE, KEPT / slices);
		final List<Candidate> candidates = new ArrayList<>();
		final double[] tissue = new double[input.time().count()];
		long tissueVoxels = 0;
		int searched = 0;
		for (int z = 0; z < slices; z++) {
			monitor.progress((double) z / slices, "Looking for vessels");
			final int voxels = count(region.plane(z));
			if (voxels == 0) continue;
			searched += voxels;
			final SliceFrames slice = input.slices().load(z, parallel, monitor);
			final double[] scores = scores(slice.frames(), region.plane(z), region.grid().width(), input.time().stepS(), score, parallel, monitor);
			tissueVoxels += addTissue(slice.frames(), input.mask().plane(z), tissue, parallel, monitor);
			IntStream.range(0, scores.length).filter(i -> !Double.isNaN(scores[i])).boxed().sorted((i, j) -> scores[i] != scores[j] ? Double.compare(scores[j], scores[i]) : i - j).limit(perSlice).sorted().forEach(i -> candidates
				.add(candidate(slice, i, region.grid().width(), input.time().stepS(), scores[i])));
		}
		final long inMask = Math.max(1, tissueVoxels);
		return new CandidateScan(candidates, Arrays.stream(tissue).map(sum -> sum / inMask).toArray(), searched);
	}

	private static int count(final boolean[] plane) {
		int count = 0;
		for (final boolean in : plane)
			if (in) count++;
		return count;
	}

	private static double[] scores(final float[][] frames, final boolean[] region, final int width, final double stepS, final ToDoubleFunction<BolusShape> score, final Parallel parallel, final WorkMonitor monitor) {
		final double[] scores = new double[region.length];
		parallel.run(region.length / width, monitor, () -> {
			final double[] raw = new double[frames.length];
			final double[] smooth = new double[frames.length];
			return y -> {
				for (int i = y * width; i < (y + 1) * width; i++)
					scores[i] = region[i] && gather(frames, i, raw) ? score.applyAsDouble(BolusShape.of(raw, smooth, stepS)) : Double.NaN;
			};
		});
		return scores;
	}

	/** @return false if a sample is not finite */
	private static boolean gather(final float[][] frames, final int voxel, final double[] curve) {
		float check = 0;
		for (int t = 0; t < frames.length; t++) {
			final float value = frames[t][voxel];
			check += value - value;
			curve[t] = value;
		}
		return check == 0;
	}

	private static int addTissue(final float[][] frames, final boolean[] mask, final double[] tissue, final Parallel parallel, final WorkMonitor monitor) {
		parallel.forEach(frames.length, monitor, t -> {
			double sum = 0;
			for (int i = 0; i < mask.length; i++)
				if (mask[i] && Float.isFinite(frames[t][i])) sum += frames[t][i];
			tissue[t] += sum;
		});
		return count(mask);
	}

	private static Candidate candidate(final SliceFrames slice, final int i, final int width, final double stepS, final double score) {
		final double[] curve = new double[slice.frames().length];
		gather(slice.frames(), i, curve);
		return new Candidate(new Voxel(i % width, i / width, slice.z()), curve, BolusShape.of(curve, stepS), score);
	}
}
