package org.perfusionj.deconvolution;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

import org.perfusionj.curve.CurvePeaks;

/**
 * Tikhonov regularisation with a parameter of its own for every curve, for blocks. The choice is made in double precision
 * (the L-curve's corner is a second derivative in disguise), from the largest parameter down, and stops as soon as every
 * curve of the block has found its own.
 */
final class TikhonovPlan implements BlockPlan {

	/** Noise alone leaves a few curves without a corner. */
	private static final double TOLERATED_UNDECIDED = 0.05;

	private final LongAdder curves = new LongAdder();
	private final LongAdder undecided = new LongAdder();
	private final TikhonovGrid grid;
	private final double[] values;
	private final double[][] analysis;
	/** kappa V, [measured sample][singular value]. */
	private final float[][] synthesis;

	TikhonovPlan(final Deconvolution deconvolution) {
		final SingularSystem system = deconvolution.system();
		grid = deconvolution.tikhonovGrid();
		values = system.values();
		analysis = system.left();
		synthesis = Rows.transposed(system.right(), system.size(), system.samples(), deconvolution.settings().kappa());
	}

	@Override
	public List<String> warnings() {
		final double share = (double) undecided.sum() / Math.max(1, curves.sum());
		if (share <= TOLERATED_UNDECIDED) return List.of();
		final boolean corner = grid.rule() == Lambda.Rule.LCURVE;
		return List.of(String.format(Locale.ROOT, "%s in %.0f %% of the curves, so that the strongest smoothing was used there and CBF is far too low. That happens with curves that hold next to no noise: use lambda=0.1, or another method.", corner
			? "The L-curve has no corner" : "Cross-validation has no minimum", 100 * share));
	}

	@Override
	public BlockDeconvolver newWorker(final int capacity) {
		return new Worker(capacity);
	}

	private final class Worker implements BlockDeconvolver {

		private final double[][] tissue;
		private final double[][] b;
		private final double[][] squares;
		private final double[] rho;
		private final double[] eta;
		private final double[] slope;
		private double[] above;
		private double[] here;
		private double[] below;
		private final int[] curve;
		private final int[] chosen;
		private final double[] mu2;
		private final float[][] coefficients;
		private final float[][] scratch;

		Worker(final int capacity) {
			tissue = new double[analysis[0].length][capacity];
			b = new double[values.length][capacity];
			squares = new double[values.length][capacity];
			rho = new double[capacity];
			eta = new double[capacity];
			slope = new double[capacity];
			above = new double[capacity];
			here = new double[capacity];
			below = new double[capacity];
			curve = new int[capacity];
			chosen = new int[capacity];
			mu2 = new double[capacity];
			coefficients = new float[values.length][capacity];
			scratch = new float[synthesis.length][capacity];
		}

		@Override
		public void deconvolve(final float[][] curves, final int count, final ResidueBlock out) {
			for (int k = 0; k < tissue.length; k++)
				widen(curves[k], tissue[k], count);
			Rows.multiply(analysis, tissue, b, count);
			choose(count);
			int none = 0;
			for (int v = 0; v < count; v++) {
				if (chosen[v] == TikhonovGrid.COUNT - 1) none++;
				final double mu = grid.mu(chosen[v]);
				mu2[v] = mu * mu;
			}
			undecided.add(none);
			TikhonovPlan.this.curves.add(count);
			for (int i = 0; i < values.length; i++)
				filter(values[i], b[i], mu2, coefficients[i], count);
			final float[][] residue = out.residue() == null ? scratch : out.residue();
			Rows.multiply(synthesis, coefficients, values.length, residue, count);
			CurvePeaks.find(residue, count, out.peak(), out.peakIndex());
		}

		/** Same search as {@link TikhonovGrid#choose}, for all curves of the block at once. */
		private void choose(final int count) {
			for (int i = 0; i < squares.length; i++)
				square(b[i], squares[i], count);
			for (int v = 0; v < count; v++)
				curve[v] = v;
			Arrays.fill(chosen, 0, count, TikhonovGrid.COUNT - 1);
			int active = count;
			cost(TikhonovGrid.COUNT - 1, above, active);
			cost(TikhonovGrid.COUNT - 2, here, active);
			for (int m = TikhonovGrid.COUNT - 2; m >= 1 && active > 0; m--) {
				cost(m - 1, below, active);
				for (int v = active - 1; v >= 0; v--) {
					if (!(here[v] > above[v] && here[v] > below[v])) continue;
					chosen[curve[v]] = m;
					active--;
					if (v != active) move(active, v);
				}
				final double[] free = above;
				above = here;
				here = below;
				below = free;
			}
		}

		private void cost(final int m, final double[] cost, final int active) {
			Rows.multiply(grid.residualWeights(m), squares, squares.length, rho, active);
			if (grid.rule() == Lambda.Rule.LCURVE) {
				Rows.multiply(grid.solutionWeights(m), squares, squares.length, eta, active);
				Rows.multiply(grid.slopeWeights(m), squares, squares.length, slope, active);
			}
			for (int v = 0; v < active; v++)
				cost[v] = grid.cost(m, rho[v], eta[v], slope[v]);
		}

		private void move(final int from, final int to) {
			for (final double[] row : squares)
				row[to] = row[from];
			curve[to] = curve[from];
			above[to] = above[from];
			here[to] = here[from];
			below[to] = below[from];
		}
	}

	private static void widen(final float[] in, final double[] out, final int n) {
		for (int v = 0; v < n; v++)
			out[v] = in[v];
	}

	private static void square(final double[] in, final double[] out, final int n) {
		for (int v = 0; v < n; v++)
			out[v] = in[v] * in[v];
	}

	private static void filter(final double s, final double[] b, final double[] mu2, final float[] out, final int n) {
		for (int v = 0; v < n; v++)
			out[v] = (float) (s * b[v] / (s * s + mu2[v]));
	}
}
