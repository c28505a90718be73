package org.perfusionj.phantom.anatomy;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Distance to the border of a set of voxels of 1 mm, in three dimensions (Felzenszwalb and Huttenlocher, Distance Transforms
 * of Sampled Functions, Theory of Computing 8, 2012, 415-428): lower envelopes of parabolas, axis by axis. Sets have x fastest.
 */
final class DistanceField {

	private static final float FAR = 1e8f;

	private final int nx;
	private final int ny;
	private final int nz;
	private final Parallel parallel;
	private final WorkMonitor monitor;

	/**
	 * @param nx voxels of all sets along x
	 * @param ny along y
	 * @param nz along z
	 * @param parallel threads; the result does not depend on how many
	 * @param monitor asked for cancellation
	 */
	DistanceField(final int nx, final int ny, final int nz, final Parallel parallel, final WorkMonitor monitor) {
		this.nx = nx;
		this.ny = ny;
		this.nz = nz;
		this.parallel = parallel;
		this.monitor = monitor;
	}

	/** @return distance to the nearest voxel of the set, mm; 0 inside, above 1000 if the set is empty */
	float[] outside(final boolean[] set) {
		final float[] distance = new float[set.length];
		for (int i = 0; i < set.length; i++)
			distance[i] = set[i] ? 0 : FAR;
		lines(distance, nx, 1, ny, nx, nz, nx * ny);
		lines(distance, ny, nx, nx, 1, nz, nx * ny);
		lines(distance, nz, nx * ny, nx, 1, ny, nx);
		for (int i = 0; i < distance.length; i++)
			distance[i] = (float) Math.sqrt(distance[i]);
		return distance;
	}

	/** @return distance to the border of the set, mm: positive inside, negative outside, smoothed over the steps of the voxels */
	float[] signed(final boolean[] set) {
		final float[] outside = outside(set);
		final boolean[] rest = new boolean[set.length];
		for (int i = 0; i < set.length; i++)
			rest[i] = !set[i];
		final float[] inside = outside(rest);
		// the border runs half a voxel before the centre of the nearest voxel beyond it
		for (int i = 0; i < set.length; i++)
			inside[i] = set[i] ? inside[i] - 0.5f : 0.5f - outside[i];
		smooth(inside, nx, 1, ny, nx, nz, nx * ny);
		smooth(inside, ny, nx, nx, 1, nz, nx * ny);
		smooth(inside, nz, nx * ny, nx, 1, ny, nx);
		return inside;
	}

	private void lines(final float[] data, final int n, final int step, final int rows, final int rowStep, final int sheets, final int sheetStep) {
		parallel.forEach(sheets, monitor, sheet -> {
			final Envelope envelope = new Envelope(n);
			for (int row = 0; row < rows; row++)
				envelope.transform(data, sheet * sheetStep + row * rowStep, step);
		});
	}

	/** Weights 1/4, 1/2, 1/4 along one axis. */
	private void smooth(final float[] data, final int n, final int step, final int rows, final int rowStep, final int sheets, final int sheetStep) {
		parallel.forEach(sheets, monitor, sheet -> {
			for (int row = 0; row < rows; row++) {
				final int start = sheet * sheetStep + row * rowStep;
				float before = data[start];
				for (int i = 0; i < n; i++) {
					final int at = start + i * step;
					final float here = data[at];
					final float after = i + 1 < n ? data[at + step] : here;
					data[at] = 0.25f * before + 0.5f * here + 0.25f * after;
					before = here;
				}
			}
		});
	}

	/** One line, with scratch memory. */
	private static final class Envelope {

		private final int n;
		private final float[] f;
		private final int[] vertex;
		private final float[] from;

		Envelope(final int n) {
			this.n = n;
			this.f = new float[n];
			this.vertex = new int[n];
			this.from = new float[n];
		}

		void transform(final float[] data, final int start, final int step) {
			int count = 0;
			for (int q = 0; q < n; q++) {
				f[q] = data[start + q * step];
				if (f[q] >= FAR) continue;
				float cut = Float.NEGATIVE_INFINITY;
				while (count > 0) {
					final int p = vertex[count - 1];
					cut = (f[q] - f[p] + q * q - p * p) / (2f * (q - p));
					if (cut > from[count - 1]) break;
					count--;
					cut = Float.NEGATIVE_INFINITY;
				}
				vertex[count] = q;
				from[count] = cut;
				count++;
			}
			if (count == 0) return;
			int k = 0;
			for (int q = 0; q < n; q++) {
				while (k + 1 < count && from[k + 1] <= q)
					k++;
				final int offset = q - vertex[k];
				data[start + q * step] = offset * offset + f[vertex[k]];
			}
		}
	}
}
