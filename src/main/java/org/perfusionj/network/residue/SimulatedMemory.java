package org.perfusionj.network.residue;

import java.util.Arrays;

import org.apache.commons.math3.analysis.interpolation.SplineInterpolator;
import org.apache.commons.math3.analysis.polynomials.PolynomialSplineFunction;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.simulation.ExponentialDispersion;
import org.perfusionj.simulation.GammaResidue;
import org.perfusionj.simulation.GammaTransit;

/**
 * The tissue curves that the AIF of one scan would make: forward model of Zeng et al. 2025, eqs. 5 to 7, on a fine grid, with the measured AIF as a cubic
 * spline between its frames. A {@link MemoryDesign} compares measured curves with them. Made once for a scan.
 */
final class SimulatedMemory {

	/** Numbers of a curve that are averaged, behind its classes of transit time, shape and dispersion. */
	static final int MOMENTS = 6;
	/** Unit of delays in the averaged numbers, s. */
	static final double DELAY_UNIT_S = 10;
	/** Residue functions are this many times larger in them, which brings them near 1. */
	static final double RESIDUE_FACTOR = 10;

	/** Lags at which residue functions are given, s; straight lines between them. */
	private static final double[] LAGS_S = { 0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28, 34, 42, 55, 75, 100 };
	/** Decay of residue functions behind the last lag: the longest mean transit time. */
	private static final double LAST_DECAY_S = 24;
	private static final double FINE_STEP_S = 0.25;
	/** A residue function below this is over. */
	private static final double NOTHING_LEFT = 1e-4;
	/** Curves of which less than this part of the length of the AIF falls into the scan cannot be seen. */
	private static final double UNSEEN = 1e-3;
	/** Logarithm of the prior of what cannot be. */
	private static final float NEVER = -1e9f;

	private final MemoryGrid grid;
	private final int frames;
	private final double stepS;
	private final double length;
	private final double[] fine;
	private final float[] keys;
	private final float[] priors;
	private final float[] values;
	private final float[] localAifs;

	/**
	 * @param grid which curves
	 * @param aif AIF with peak 1, from the last frame before it rises
	 * @param stepS interval of the frames, s
	 */
	SimulatedMemory(final MemoryGrid grid, final double[] aif, final double stepS) {
		this.grid = grid;
		this.frames = aif.length;
		this.stepS = stepS;
		this.length = Math.sqrt(Arrays.stream(aif).map(value -> value * value).sum());
		this.fine = fine(aif);
		this.keys = new float[frames * grid.size()];
		this.priors = new float[grid.size()];
		this.values = new float[grid.size() * columns(grid)];
		this.localAifs = new float[grid.dispersions() * frames];
		for (int dispersion = 0; dispersion < grid.dispersions(); dispersion++) {
			final double[] local = dispersed(fine, dispersion);
			for (int i = 0; i < frames; i++)
				localAifs[dispersion * frames + i] = (float) (dispersion == 0 ? Math.max(0, aif[i]) : at(local, i * stepS));
		}
		grid.tissues().forEach(this::simulate);
	}

	/** @return numbers that are averaged over the memory */
	static int columns(final MemoryGrid grid) {
		return classes(grid) + MOMENTS + LAGS_S.length;
	}

	/** @return classes of transit time, shape and dispersion together */
	static int classes(final MemoryGrid grid) {
		return grid.transits() + grid.shapes() + grid.dispersions();
	}

	/** @return number of lags at which residue functions are given */
	static int lags() {
		return LAGS_S.length;
	}

	/** @return curves of length 1, [frame, curve] */
	Tensor keys() {
		return Tensor.of(keys, frames, grid.size());
	}

	/** @return logarithm of how likely each curve is, but for a constant, [1, curve] */
	Tensor priors() {
		return Tensor.of(priors, 1, grid.size());
	}

	/**
	 * @return what is known of each curve when it has the length of the AIF, [curve, column]: 1 in its classes of transit time, shape and dispersion; delay and its
	 *         square, CBF and its square, CBV, product of CBF and delay; residue function at the lags
	 */
	Tensor values() {
		return Tensor.of(values, grid.size(), columns(grid));
	}

	/** @return the AIF after each dispersion, not delayed, [dispersion, frame] */
	Tensor localAifs() {
		return Tensor.of(localAifs, grid.dispersions(), frames);
	}

	/** @return matrix from a residue function at the lags to one at the frames, by straight lines, [lag, frame]; after the last lag it decays like that of the slowest tissue */
	static Tensor lagsToFrames(final int frames, final double stepS) {
		final float[] matrix = new float[LAGS_S.length * frames];
		for (int i = 0; i < frames; i++) {
			final double t = i * stepS;
			int k = 0;
			while (k < LAGS_S.length - 2 && LAGS_S[k + 1] <= t)
				k++;
			final double after = t - LAGS_S[LAGS_S.length - 1];
			final double part = (t - LAGS_S[k]) / (LAGS_S[k + 1] - LAGS_S[k]);
			matrix[k * frames + i] = (float) (after > 0 ? 0 : 1 - part);
			matrix[(k + 1) * frames + i] = (float) (after > 0 ? Math.exp(-after / LAST_DECAY_S) : part);
		}
		return Tensor.of(matrix, LAGS_S.length, frames);
	}

	private double[] fine(final double[] aif) {
		final double[] times = new double[frames];
		for (int i = 0; i < frames; i++)
			times[i] = i * stepS;
		final PolynomialSplineFunction spline = new SplineInterpolator().interpolate(times, aif);
		final double[] samples = new double[(int) Math.floor(times[frames - 1] / FINE_STEP_S + 1e-9) + 1];
		// a spline swings below 0 before a steep rise
		for (int k = 0; k < samples.length; k++)
			samples[k] = Math.max(0, spline.value(Math.min(k * FINE_STEP_S, times[frames - 1])));
		return samples;
	}

	/** All curves of one transit time and shape. */
	private void simulate(final int tissue) {
		final int transit = tissue / grid.shapes();
		final double mttS = grid.mttS(transit);
		final double[] r = GammaResidue.sample(new GammaTransit(grid.alpha(tissue % grid.shapes()), mttS), FINE_STEP_S, Math.max(fine.length, (int) (LAGS_S[LAGS_S.length - 1] / FINE_STEP_S) + 2));
		final double[] curve = convolved(r, mttS);
		for (int dispersion = 0; dispersion < grid.dispersions(); dispersion++) {
			final double[] dispersed = dispersed(curve, dispersion);
			for (int delay = 0; delay < grid.delays(); delay++)
				keep(tissue, dispersion, delay, dispersed, r);
		}
	}

	/** The curve of a CBV of 1 by the trapezoid rule, not dispersed and not delayed. */
	private double[] convolved(final double[] r, final double mttS) {
		final double[] curve = new double[fine.length];
		int last = r.length;
		while (last > 1 && r[last - 1] < NOTHING_LEFT)
			last--;
		for (int k = 0; k < fine.length; k++)
			if (fine[k] > 0) for (int j = 0; j < Math.min(fine.length - k, last); j++)
				curve[k + j] += fine[k] * r[j];
		for (int k = 0; k < curve.length; k++)
			curve[k] = (curve[k] - (fine[0] * r[k] + fine[k] * r[0]) / 2) * FINE_STEP_S / mttS;
		return curve;
	}

	private double[] dispersed(final double[] curve, final int number) {
		if (grid.dispersionS(number) == 0) return curve;
		final ExponentialDispersion dispersion = new ExponentialDispersion(grid.dispersionS(number), FINE_STEP_S);
		final double[] dispersed = new double[curve.length];
		for (int k = 1; k < curve.length; k++)
			dispersed[k] = dispersion.next(dispersed[k - 1], curve[k - 1], curve[k]);
		return dispersed;
	}

	private static double at(final double[] samples, final double t) {
		if (t <= 0) return 0;
		final double x = t / FINE_STEP_S;
		final int k = Math.min(samples.length - 2, (int) x);
		return samples[k] + Math.min(1, x - k) * (samples[k + 1] - samples[k]);
	}

	private void keep(final int tissue, final int dispersion, final int delay, final double[] curve, final double[] r) {
		final int transit = tissue / grid.shapes();
		final int number = (tissue * grid.dispersions() + dispersion) * grid.delays() + delay;
		double squares = 0;
		for (int i = 0; i < frames; i++) {
			final double value = at(curve, i * stepS - grid.delayS(delay));
			keys[i * grid.size() + number] = (float) value;
			squares += value * value;
		}
		final double norm = Math.sqrt(squares);
		final boolean seen = norm > UNSEEN * length;
		for (int i = 0; i < frames; i++)
			keys[i * grid.size() + number] *= (float) (seen ? 1 / norm : 0);
		priors[number] = seen ? (float) Math.log(grid.prior(transit, dispersion, delay)) : NEVER;
		if (!seen) return;
		final double cbv = length / norm;
		final double cbf = RESIDUE_FACTOR * cbv / grid.mttS(transit);
		final double delayed = grid.delayS(delay) / DELAY_UNIT_S;
		int at = number * columns(grid);
		values[at + transit] = 1;
		values[at + grid.transits() + tissue % grid.shapes()] = 1;
		values[at + grid.transits() + grid.shapes() + dispersion] = 1;
		at += classes(grid);
		final double[] moments = { delayed, delayed * delayed, cbf, cbf * cbf, cbv, cbf * delayed };
		for (int k = 0; k < MOMENTS; k++)
			values[at + k] = (float) moments[k];
		for (int k = 0; k < LAGS_S.length; k++)
			values[at + MOMENTS + k] = (float) (cbf * residue(r, LAGS_S[k]));
	}

	private static double residue(final double[] r, final double lagS) {
		final int k = (int) Math.floor(lagS / FINE_STEP_S);
		return k >= r.length - 1 ? 0 : r[k] + (lagS / FINE_STEP_S - k) * (r[k + 1] - r[k]);
	}
}
