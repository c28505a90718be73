package org.perfusionj.phantom;

import java.util.stream.IntStream;

import org.perfusionj.simulation.ExponentialDispersion;
import org.perfusionj.simulation.GammaTransit;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Where the true residue function of tissue is maximal, for an AIF that is dispersed itself. Relative to an AIF with the
 * mean dispersion a, tissue with dispersion b is fed through the transport function with the Laplace transform
 * (1 + a s) / (1 + b s): a share a/b comes at once and the rest with the exponential distribution of mean b. A perfect
 * deconvolution with that AIF finds this transport function convolved with r(t), delayed; its peak is Tmax.
 */
final class ResiduePeak {

	private static final double STEP_S = 0.05;
	private static final double MIN_MTT_S = 1;
	private static final double MAX_MTT_S = 40;
	private static final int MTT_STEPS = 30;
	private static final double MAX_DISPERSION_S = TissueCurves.MAX_DISPERSION_S;
	private static final int DISPERSION_STEPS = 60;
	/**
	 * Up to the dispersion of the AIF the peak is at 0 and then rises steeply, for narrow transit times as a high root of the
	 * excess: the grid is that of the excess, in equal steps of its fourth root.
	 */
	private static final double ROOT = 4;

	private final double aifDispersionS;
	private final double mostExcessS;
	private final double[][] peak;

	/**
	 * @param alpha shape of the transit times
	 * @param aifDispersionS mean dispersion of the AIF after the root of the arterial tree, s
	 */
	ResiduePeak(final double alpha, final double aifDispersionS, final Parallel parallel, final WorkMonitor monitor) {
		this.aifDispersionS = aifDispersionS;
		mostExcessS = Math.max(STEP_S, MAX_DISPERSION_S - aifDispersionS);
		peak = new double[MTT_STEPS][DISPERSION_STEPS];
		parallel.forEach(MTT_STEPS, monitor, m -> {
			final GammaTransit transit = new GammaTransit(alpha, mtt(m));
			final double[] residue = IntStream.range(0, (int) (3 * MAX_DISPERSION_S / STEP_S)).mapToDouble(i -> transit.residue(i * STEP_S)).toArray();
			for (int d = 0; d < DISPERSION_STEPS; d++)
				peak[m][d] = peak(residue, aifDispersionS, aifDispersionS + mostExcessS * Math.pow(d / (DISPERSION_STEPS - 1.0), ROOT));
		});
	}

	private static double mtt(final int step) {
		return MIN_MTT_S * Math.pow(MAX_MTT_S / MIN_MTT_S, step / (MTT_STEPS - 1.0));
	}

	private static double peak(final double[] residue, final double a, final double b) {
		// tissue that is less dispersed than the AIF has its maximum at once
		if (b <= a || b == 0) return 0;
		final ExponentialDispersion dispersion = new ExponentialDispersion(b, STEP_S);
		double dispersed = 0;
		final double[] values = new double[residue.length];
		values[0] = a / b * residue[0];
		int at = 0;
		for (int i = 1; i < residue.length; i++) {
			dispersed = dispersion.next(dispersed, residue[i - 1], residue[i]);
			values[i] = a / b * residue[i] + (1 - a / b) * dispersed;
			if (values[i] > values[at]) at = i;
		}
		if (at == 0 || at == values.length - 1) return at * STEP_S;
		// top of the parabola through the three values about it
		final double bend = values[at - 1] - 2 * values[at] + values[at + 1];
		return (at + (values[at - 1] - values[at + 1]) / (2 * bend)) * STEP_S;
	}

	/** @return time of the maximum after the arrival, s */
	double afterArrivalS(final double mttS, final double dispersionS) {
		final double m = Math.min(MTT_STEPS - 1.0, Math.max(0, (MTT_STEPS - 1) * Math.log(Math.max(mttS, MIN_MTT_S) / MIN_MTT_S) / Math.log(MAX_MTT_S / MIN_MTT_S)));
		final double d = (DISPERSION_STEPS - 1) * Math.pow(Math.min(1, Math.max(0, dispersionS - aifDispersionS) / mostExcessS), 1 / ROOT);
		final int i = Math.min((int) m, MTT_STEPS - 2);
		final int j = Math.min((int) d, DISPERSION_STEPS - 2);
		final double fm = m - i;
		final double fd = d - j;
		return (1 - fm) * ((1 - fd) * peak[i][j] + fd * peak[i][j + 1]) + fm * ((1 - fd) * peak[i + 1][j] + fd * peak[i + 1][j + 1]);
	}
}
