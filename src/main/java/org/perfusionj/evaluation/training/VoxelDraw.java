package org.perfusionj.evaluation.training;

import java.util.Arrays;

import org.perfusionj.segmentation.trained.CaseFeatures;
import org.perfusionj.simulation.RandomStream;

/**
 * Voxels that are drawn of one case, and what is true of them. Every case counts 1 altogether, and each of its two kinds of tissue as much as it has voxels. Arrays are shared; do not change them.
 *
 * @param voxels numbers of tissue voxels, rising
 * @param core whether each is core
 * @param lesion whether each is core or penumbra
 * @param weights how much each counts
 */
record VoxelDraw(int[] voxels, boolean[] core, boolean[] lesion, float[] weights) {

	/**
	 * @param example with its truth
	 * @param features of its tissue
	 * @param most voxels of ill tissue, and of the rest
	 */
	static VoxelDraw of(final LesionExample example, final CaseFeatures features, final int most, final RandomStream random) {
		final boolean[] core = features.answers(example.core());
		final boolean[] lesion = features.answers(example.lesion());
		final boolean[] hard = features.answers(example.hard());
		final int[] ill = new int[core.length];
		final int[] rest = new int[core.length];
		int illCount = 0;
		int restCount = 0;
		for (int v = 0; v < core.length; v++)
			if (lesion[v] || hard[v]) ill[illCount++] = v;
			else rest[restCount++] = v;
		final int[] some = draw(Arrays.copyOf(ill, illCount), most, random.named("ill"));
		final int[] others = draw(Arrays.copyOf(rest, restCount), most, random.named("rest"));
		final int[] voxels = Arrays.copyOf(some, some.length + others.length);
		System.arraycopy(others, 0, voxels, some.length, others.length);
		Arrays.sort(voxels);
		final boolean[] isCore = new boolean[voxels.length];
		final boolean[] isLesion = new boolean[voxels.length];
		final float[] weights = new float[voxels.length];
		for (int k = 0; k < voxels.length; k++) {
			isCore[k] = core[voxels[k]];
			isLesion[k] = lesion[voxels[k]];
			final boolean isIll = lesion[voxels[k]] || hard[voxels[k]];
			weights[k] = (float) ((isIll ? (double) illCount / some.length : (double) restCount / others.length) / core.length);
		}
		return new VoxelDraw(voxels, isCore, isLesion, weights);
	}

	/** @return some of the numbers, each as likely as the others */
	private static int[] draw(final int[] numbers, final int most, final RandomStream random) {
		if (numbers.length <= most) return numbers;
		for (int k = 0; k < most; k++) {
			final int other = random.integer(k, numbers.length - 1);
			final int swap = numbers[k];
			numbers[k] = numbers[other];
			numbers[other] = swap;
		}
		return Arrays.copyOf(numbers, most);
	}

	/** @return values of the drawn voxels, [feature][voxel] */
	float[][] of(final float[][] values) {
		final float[][] drawn = new float[values.length][voxels.length];
		for (int f = 0; f < values.length; f++)
			for (int k = 0; k < voxels.length; k++)
				drawn[f][k] = values[f][voxels[k]];
		return drawn;
	}
}
