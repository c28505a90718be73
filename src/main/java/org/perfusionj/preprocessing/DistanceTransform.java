package org.perfusionj.preprocessing;

/**
 * Exact Euclidean distance in a plane or a volume to the nearest voxel outside a set (Felzenszwalb and Huttenlocher, Distance
 * Transforms of Sampled Functions, Theory of Computing 8, 2012, 415-428): lower envelope of parabolas, first along y then
 * along x then along z, linear in the number of voxels, any voxel spacing. What lies beyond the image edge is neither inside nor outside.
 */
public final class DistanceTransform {

	private DistanceTransform() {}

	/**
	 * @param inside the set, x fastest
	 * @param width voxels along x
	 * @param height voxels along y
	 * @param spacingX mm
	 * @param spacingY mm
	 * @return squared distance of each voxel to the nearest voxel that is not in the set, mm^2: 0 outside the set, infinite
	 *         if the set is the whole plane
	 */
	public static double[] squared(final boolean[] inside, final int width, final int height, final double spacingX, final double spacingY) {
		return squared(inside, width, height, 1, spacingX, spacingY, 1);
	}

	/**
	 * @param inside the set, x fastest, then y
	 * @param width voxels along x
	 * @param height voxels along y
	 * @param slices voxels along z
	 * @param spacingX mm
	 * @param spacingY mm
	 * @param spacingZ mm
	 * @return squared distance of each voxel to the nearest voxel that is not in the set, mm^2: 0 outside the set, infinite
	 *         if the set is the whole volume
	 */
	public static double[] squared(final boolean[] inside, final int width, final int height, final int slices, final double spacingX, final double spacingY, final double spacingZ) {
		final double[] distance = new double[inside.length];
		for (int i = 0; i < inside.length; i++)
			distance[i] = inside[i] ? Double.POSITIVE_INFINITY : 0;
		final int plane = width * height;
		final Envelope alongY = new Envelope(height, spacingY);
		for (int z = 0; z < slices; z++)
			for (int x = 0; x < width; x++)
				alongY.transform(distance, z * plane + x, width);
		final Envelope alongX = new Envelope(width, spacingX);
		for (int row = 0; row < height * slices; row++)
			alongX.transform(distance, row * width, 1);
		if (slices == 1) return distance;
		final Envelope alongZ = new Envelope(slices, spacingZ);
		for (int i = 0; i < plane; i++)
			alongZ.transform(distance, i, plane);
		return distance;
	}

	/** One-dimensional transform with scratch memory. */
	private static final class Envelope {

		private final int n;
		private final double square;
		private final double[] f;
		private final int[] vertex;
		private final double[] from;

		Envelope(final int n, final double spacing) {
			this.n = n;
			this.square = spacing * spacing;
			this.f = new double[n];
			this.vertex = new int[n];
			this.from = new double[n + 1];
		}

		void transform(final double[] plane, final int start, final int step) {
			int count = 0;
			for (int q = 0; q < n; q++) {
				f[q] = plane[start + q * step];
				// a parabola at infinite height is nowhere the lowest
				if (Double.isInfinite(f[q])) continue;
				double cut = Double.NEGATIVE_INFINITY;
				while (count > 0) {
					final int p = vertex[count - 1];
					cut = ((f[q] - f[p]) / square + (double) q * q - (double) p * p) / (2.0 * (q - p));
					if (cut > from[count - 1]) break;
					count--;
					cut = Double.NEGATIVE_INFINITY;
				}
				vertex[count] = q;
				from[count] = cut;
				count++;
			}
			if (count == 0) {
				for (int q = 0; q < n; q++)
					plane[start + q * step] = Double.POSITIVE_INFINITY;
				return;
			}
			int k = 0;
			for (int q = 0; q < n; q++) {
				while (k + 1 < count && from[k + 1] <= q)
					k++;
				final double offset = q - vertex[k];
				plane[start + q * step] = square * offset * offset + f[vertex[k]];
			}
		}
	}
}
