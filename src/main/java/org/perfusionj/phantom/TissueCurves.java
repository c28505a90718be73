package org.perfusionj.phantom;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.vessels.Bolus;
import org.perfusionj.simulation.GammaTransit;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Enhancement of tissue with unit flow, for any transit time, dispersion and arrival: a table over transit time and
 * dispersion that is interpolated. Between two entries lies the curve of a mixture of both tissues, so flow, volume and mean
 * arrival are exactly those asked for, and only the shape of the residue function is approximate.
 * <p>
 * C(t) = CBF / (6000 kappa) (Ca * VTF * r)(t - arrival), Zeng et al. 2025, eqs. 1, 5, 6 and 7.
 */
final class TissueCurves {

	/** Haematocrit and density factor, as in the maps. */
	static final double KAPPA = 0.73;

	private static final double MIN_MTT_S = 1;
	private static final double MAX_MTT_S = 60;
	private static final int MTT_STEPS = 40;
	private static final double[] DISPERSION_S = { 0, 0.5, 1, 1.5, 2, 3, 4, 6, 9 };

	private final TimeGrid time;
	private final double[] mtt;
	private final float[][][] unit;

	private TissueCurves(final TimeGrid time, final double[] mtt, final float[][][] unit) {
		this.time = time;
		this.mtt = mtt;
		this.unit = unit;
	}

	/**
	 * @param bolus contrast at the root of the arterial tree
	 * @param alpha shape of the transit times
	 * @param time fine grid, starting at 0
	 */
	static TissueCurves of(final Bolus bolus, final double alpha, final TimeGrid time, final Parallel parallel, final WorkMonitor monitor) {
		final double[] mtt = IntStream.range(0, MTT_STEPS).mapToDouble(i -> MIN_MTT_S * Math.pow(MAX_MTT_S / MIN_MTT_S, i / (MTT_STEPS - 1.0))).toArray();
		final List<double[]> inputs = Arrays.stream(DISPERSION_S).mapToObj(dispersion -> bolus.at(time, 0, dispersion)).toList();
		final float[][][] unit = new float[mtt.length][DISPERSION_S.length][];
		parallel.forEach(mtt.length, monitor, m -> {
			final GammaTransit transit = new GammaTransit(alpha, mtt[m]);
			final double[] residue = new double[time.count()];
			for (int i = 0; i < residue.length; i++)
				residue[i] = transit.residue(i * time.stepS());
			for (int d = 0; d < DISPERSION_S.length; d++)
				unit[m][d] = convolved(inputs.get(d), residue, time.stepS());
		});
		return new TissueCurves(time, mtt, unit);
	}

	/** Trapezoid rule, times the factor from flow to enhancement. */
	private static float[] convolved(final double[] input, final double[] residue, final double step) {
		final float[] result = new float[input.length];
		for (int i = 0; i < input.length; i++) {
			double sum = (input[0] * residue[i] + input[i] * residue[0]) / 2;
			for (int k = 1; k < i; k++)
				sum += input[k] * residue[i - k];
			result[i] = (float) (i == 0 ? 0 : sum * step / (6000 * KAPPA));
		}
		return result;
	}

	/** @return an address of the table for {@link #add}: place between transit times and between dispersions, packed into one number each */
	float mttPlace(final double mttS) {
		final double inside = Math.min(Math.max(mttS, MIN_MTT_S), MAX_MTT_S);
		int i = (int) ((mtt.length - 1) * Math.log(inside / MIN_MTT_S) / Math.log(MAX_MTT_S / MIN_MTT_S));
		i = Math.min(i, mtt.length - 2);
		return (float) (i + Math.min(1, Math.max(0, (inside - mtt[i]) / (mtt[i + 1] - mtt[i]))));
	}

	/** @return see {@link #mttPlace} */
	static float dispersionPlace(final double dispersionS) {
		final double inside = Math.min(Math.max(dispersionS, 0), DISPERSION_S[DISPERSION_S.length - 1]);
		int i = 0;
		while (i < DISPERSION_S.length - 2 && inside > DISPERSION_S[i + 1])
			i++;
		return (float) (i + (inside - DISPERSION_S[i]) / (DISPERSION_S[i + 1] - DISPERSION_S[i]));
	}

	/**
	 * Adds the enhancement of perfused points at one time.
	 *
	 * @param points the points
	 * @param timeS time on the clock of the scan, s
	 * @param plane added to at the indices of the points, HU
	 */
	void add(final PerfusedPoints points, final double timeS, final float[] plane) {
		final float last = time.count() - 1;
		for (int p = 0; p < points.count(); p++) {
			final float at = (float) ((timeS - points.arrivalS(p) - time.startS()) / time.stepS());
			if (at <= 0) continue;
			final float clipped = Math.min(at, last);
			final int k = Math.min((int) clipped, time.count() - 2);
			final float late = clipped - k;
			final float mttPlace = points.mttPlace(p);
			final int m = Math.min((int) mttPlace, mtt.length - 2);
			final float slow = mttPlace - m;
			final float dispersionPlace = points.dispersionPlace(p);
			final int d = Math.min((int) dispersionPlace, DISPERSION_S.length - 2);
			final float wide = dispersionPlace - d;
			final float fast = at(unit[m][d], k, late) * (1 - wide) + at(unit[m][d + 1], k, late) * wide;
			final float slower = at(unit[m + 1][d], k, late) * (1 - wide) + at(unit[m + 1][d + 1], k, late) * wide;
			plane[points.index(p)] += points.cbf(p) * (fast * (1 - slow) + slower * slow);
		}
	}

	private static float at(final float[] curve, final int k, final float late) {
		return curve[k] + late * (curve[k + 1] - curve[k]);
	}
}
