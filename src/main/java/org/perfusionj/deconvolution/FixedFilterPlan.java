package org.perfusionj.deconvolution;

import org.perfusionj.curve.CurvePeaks;

/** Every method whose filter is the same for all curves (sSVD, cSVD, fixed Tikhonov) is one N x N matrix. */
final class FixedFilterPlan implements BlockPlan {

	private final float[][] inverse;

	FixedFilterPlan(final Deconvolution deconvolution, final double[] weights) {
		final SingularSystem system = deconvolution.system();
		final int n = system.samples();
		final double[][] sum = new double[n][n];
		for (int i = 0; i < weights.length; i++) {
			if (weights[i] == 0) continue;
			for (int k = 0; k < n; k++) {
				final double v = deconvolution.settings().kappa() * weights[i] * system.right()[i][k];
				for (int j = 0; j < n; j++)
					sum[k][j] += v * system.left()[i][j];
			}
		}
		inverse = new float[n][n];
		for (int k = 0; k < n; k++)
			for (int j = 0; j < n; j++)
				inverse[k][j] = (float) sum[k][j];
	}

	@Override
	public BlockDeconvolver newWorker(final int capacity) {
		final float[][] scratch = new float[inverse.length][capacity];
		return (tissue, count, out) -> {
			final float[][] residue = out.residue() == null ? scratch : out.residue();
			Rows.multiply(inverse, tissue, inverse.length, residue, count);
			CurvePeaks.find(residue, count, out.peak(), out.peakIndex());
		};
	}
}
