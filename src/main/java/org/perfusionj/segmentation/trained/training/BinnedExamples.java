package org.perfusionj.segmentation.trained.training;

import java.util.List;

/**
 * Voxels as trees are grown on them: the bins of their features, one byte each. Arrays are shared; do not change them.
 *
 * @param bins where features are cut
 * @param columns bin of each feature and voxel, without sign: [feature][voxel]
 */
public record BinnedExamples(FeatureBins bins, byte[][] columns) {

	/** @throws IllegalArgumentException if the number of features is another one */
	public BinnedExamples {
		if (columns.length != bins.features()) throw new IllegalArgumentException(columns.length + " features for bins of " + bins.features());
	}

	/**
	 * @param bins where features are cut
	 * @param parts features of the voxels of several cases, each [feature][voxel]
	 * @return all their voxels, one case behind the other
	 */
	public static BinnedExamples of(final FeatureBins bins, final List<float[][]> parts) {
		final byte[][] columns = new byte[bins.features()][parts.stream().mapToInt(part -> part[0].length).sum()];
		int from = 0;
		for (final float[][] part : parts) {
			for (int f = 0; f < columns.length; f++)
				for (int v = 0; v < part[f].length; v++)
					columns[f][from + v] = (byte) bins.bin(f, part[f][v]);
			from += part[0].length;
		}
		return new BinnedExamples(bins, columns);
	}

	/** @return number of voxels */
	public int size() {
		return columns[0].length;
	}
}
