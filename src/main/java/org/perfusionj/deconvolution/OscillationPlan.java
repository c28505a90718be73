package org.perfusionj.deconvolution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * oSVD for blocks: the residue function of all singular values above 1 % is computed once, then singular vectors are
 * subtracted in the order in which rising thresholds drop them, until the oscillation index of a curve falls below the
 * limit. Thresholds between two singular values change nothing and are skipped.
 */
final class OscillationPlan implements BlockPlan {

	private final int samples;
	private final float limit;
	/** How many singular values each level keeps, falling. */
	private final int[] kept;
	/** U^T scaled by kappa / s, [singular value][measured sample]. */
	private final float[][] analysis;
	/** V, [residue sample][singular value]. */
	private final float[][] synthesis;

	OscillationPlan(final Deconvolution deconvolution) {
		final SingularSystem system = deconvolution.system();
		samples = system.samples();
		limit = (float) deconvolution.settings().oscillationIndex();
		final List<Integer> levels = new ArrayList<>();
		for (int step = 1; step <= Deconvolution.OSVD_STEPS; step++) {
			final int keeps = deconvolution.kept(step / 100.0);
			if (levels.isEmpty() || keeps != levels.get(levels.size() - 1)) levels.add(keeps);
		}
		kept = levels.stream().mapToInt(Integer::intValue).toArray();
		analysis = new float[kept[0]][samples];
		for (int i = 0; i < kept[0]; i++)
			for (int j = 0; j < samples; j++)
				analysis[i][j] = (float) (deconvolution.settings().kappa() / system.values()[i] * system.left()[i][j]);
		synthesis = Rows.transposed(system.right(), kept[0], system.length(), 1);
	}

	@Override
	public BlockDeconvolver newWorker(final int capacity) {
		return new Worker(capacity);
	}

	private final class Worker implements BlockDeconvolver {

		private final float[][] coefficients;
		private final float[][] residue = new float[synthesis.length][];
		private final float[] sum;
		private final float[] max;
		private final int[] curve;

		Worker(final int capacity) {
			coefficients = new float[kept[0]][capacity];
			for (int k = 0; k < residue.length; k++)
				residue[k] = new float[capacity];
			sum = new float[capacity];
			max = new float[capacity];
			curve = new int[capacity];
		}

		@Override
		public void deconvolve(final float[][] tissue, final int count, final ResidueBlock out) {
			Rows.multiply(analysis, tissue, samples, coefficients, count);
			Rows.multiply(synthesis, coefficients, kept[0], residue, count);
			for (int v = 0; v < count; v++)
				curve[v] = v;
			int active = count;
			for (int level = 0; active > 0; level++) {
				final boolean last = level == kept.length - 1;
				if (!last) oscillation(active);
				// finished curves leave the block; the last active one takes their column
				for (int v = active - 1; v >= 0; v--) {
					if (!last && max[v] > 0 && !(sum[v] < limit * residue.length * max[v])) continue;
					finish(v, out);
					active--;
					if (v != active) move(active, v, last ? 0 : kept[level]);
				}
				if (!last && active > 0) Rows.subtract(synthesis, coefficients, kept[level + 1], kept[level], residue, active);
			}
		}

		/** Absolute second differences and the maximum of all 2N samples, for every active curve. */
		private void oscillation(final int active) {
			Arrays.fill(sum, 0, active, 0);
			highest(residue[0], residue[1], max, active);
			for (int k = 2; k < residue.length; k++) {
				bend(residue[k], residue[k - 1], residue[k - 2], sum, active);
				highest(residue[k], max, max, active);
			}
		}

		private void finish(final int v, final ResidueBlock out) {
			final int target = curve[v];
			float peak = residue[0][v];
			int index = 0;
			for (int k = 1; k < samples; k++)
				if (residue[k][v] > peak) {
					peak = residue[k][v];
					index = k;
				}
			out.peak()[target] = peak;
			out.peakIndex()[target] = index;
			if (out.residue() != null) for (int k = 0; k < samples; k++)
				out.residue()[k][target] = residue[k][v];
		}

		private void move(final int from, final int to, final int coefficientCount) {
			for (final float[] row : residue)
				row[to] = row[from];
			for (int i = 0; i < coefficientCount; i++)
				coefficients[i][to] = coefficients[i][from];
			curve[to] = curve[from];
			sum[to] = sum[from];
			max[to] = max[from];
		}
	}

	private static void bend(final float[] c, final float[] b, final float[] a, final float[] sum, final int n) {
		for (int v = 0; v < n; v++)
			sum[v] += Math.abs(c[v] - 2 * b[v] + a[v]);
	}

	private static void highest(final float[] a, final float[] b, final float[] max, final int n) {
		for (int v = 0; v < n; v++)
			max[v] = Math.max(a[v], b[v]);
	}
}
