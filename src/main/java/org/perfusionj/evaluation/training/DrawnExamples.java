package org.perfusionj.evaluation.training;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

import org.perfusionj.segmentation.trained.training.BinnedExamples;
import org.perfusionj.segmentation.trained.training.FeatureBins;
import org.perfusionj.segmentation.trained.training.Question;

/** Drawn voxels of many cases, in bins. The first cases decide the bins: their values are kept until there are enough. */
final class DrawnExamples {

	private static final int ENOUGH_CASES = 32;

	private final int bins;
	private final List<float[][]> waiting = new ArrayList<>();
	private final List<BinnedExamples> binned = new ArrayList<>();
	private final List<VoxelDraw> draws = new ArrayList<>();

	/** @param bins of a feature */
	DrawnExamples(final int bins) {
		this.bins = bins;
	}

	/** Adds the next case, with the values of its drawn voxels. */
	void add(final VoxelDraw draw, final float[][] values) {
		draws.add(draw);
		if (!binned.isEmpty()) {
			binned.add(BinnedExamples.of(binned.get(0).bins(), List.<float[][]>of(values)));
			return;
		}
		waiting.add(values);
		if (waiting.size() == ENOUGH_CASES) bin();
	}

	private void bin() {
		final float[][] all = new float[waiting.get(0).length][waiting.stream().mapToInt(part -> part[0].length).sum()];
		int from = 0;
		for (final float[][] part : waiting) {
			for (int f = 0; f < all.length; f++)
				System.arraycopy(part[f], 0, all[f], from, part[f].length);
			from += part[0].length;
		}
		final FeatureBins cuts = FeatureBins.of(all, bins);
		for (final float[][] part : waiting)
			binned.add(BinnedExamples.of(cuts, List.<float[][]>of(part)));
		waiting.clear();
	}

	/**
	 * @param cases which of them, by their number
	 * @param core true: which voxels are core; false: which are core or penumbra
	 */
	Question question(final IntPredicate cases, final boolean core) {
		if (!waiting.isEmpty()) bin();
		final List<BinnedExamples> parts = new ArrayList<>();
		final List<VoxelDraw> chosen = new ArrayList<>();
		for (int n = 0; n < draws.size(); n++)
			if (cases.test(n)) {
				parts.add(binned.get(n));
				chosen.add(draws.get(n));
			}
		final int size = chosen.stream().mapToInt(draw -> draw.voxels().length).sum();
		final byte[][] columns = new byte[binned.get(0).columns().length][size];
		final boolean[] answers = new boolean[size];
		final float[] weights = new float[size];
		int from = 0;
		double sum = 0;
		for (int n = 0; n < parts.size(); n++) {
			final VoxelDraw draw = chosen.get(n);
			final int length = draw.voxels().length;
			for (int f = 0; f < columns.length; f++)
				System.arraycopy(parts.get(n).columns()[f], 0, columns[f], from, length);
			System.arraycopy(core ? draw.core() : draw.lesion(), 0, answers, from, length);
			System.arraycopy(draw.weights(), 0, weights, from, length);
			for (final float weight : draw.weights())
				sum += weight;
			from += length;
		}
		// a mean of 1: curvatures are then counts of voxels
		for (int k = 0; k < size; k++)
			weights[k] *= size / sum;
		return new Question(new BinnedExamples(binned.get(0).bins(), columns), answers, weights);
	}
}
