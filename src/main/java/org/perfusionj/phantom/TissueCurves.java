package org.perfusionj.phantom;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.vessels.Bolus;
import org.perfusionj.simulation.GammaTransit;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Enhancement of tissue with unit flow, for any transit time, dispersion and arrival: a table over transit time and
 * dispersion that is interpolated. Between two entries lies the curve of a mixture of both tissues, so flow, volume and mean
 * arrival are exactly those asked for, and only the shape of the residue function is approximate. Beyond the table (transit
 * times of 1 to 60 s, dispersion to 9 s) its edge holds: {@link PerfusedPoints} brings volume and dispersion there.
 * <p>
 * C(t) = CBF / (6000 kappa) (Ca * VTF * r)(t - arrival), Zeng et al. 2025, eqs. 1, 5, 6 and 7.
 */
final class TissueCurves {

	/** Haematocrit and density factor, as in the maps. */
	static final double KAPPA = 0.73;

	/** Range of the table. */
	static final double MIN_MTT_S = 1;
	static final double MAX_MTT_S = 60;
	static final double MAX_DISPERSION_S = 9;

	private static final int MTT_STEPS = 40;
	private static final double[] DISPERSION_S = { 0, 0.5, 1, 1.5, 2, 3, 4, 6, MAX_DISPERSION_S };

	private static final double STEP_S = 0.1;
	/** The bolus is mixed some 200 s after it has come, and of the slowest tissue (MTT 60 s, alpha 1) 800 s wash out all but 2e-6. */
	private static final double SETTLED_S = 1000;

	private final TimeGrid time;
	private final double[] mtt;
	private final float[][][] unit;

	private TissueCurves(final TimeGrid time, final double[] mtt, final float[][][] unit) {
		this.time = time;
		this.mtt = mtt;
		this.unit = unit;
	}

	/**
	 * @param lastS time of the last frame of a scan, s
	 * @return times for all curves of a case: from 0 to just after the last frame, or to where no curve changes any more (by
	 *         1e-5 of its height) and the last value holds for all later times
	 */
	static TimeGrid fineGrid(final double lastS) {
		return new TimeGrid(0, STEP_S, (int) Math.ceil(Math.min(lastS, SETTLED_S) / STEP_S) + 2);
	}

	/**
	 * @param bolus contrast at the root of the arterial tree
	 * @param alpha shape of the transit times
	 * @param time fine grid, starting at 0
	 */
	static TissueCurves of(final Bolus bolus, final double alpha, final TimeGrid time, final Parallel parallel, final WorkMonitor monitor) {
		final double[] mtt = IntStream.range(0, MTT_STEPS).mapToDouble(i -> MIN_MTT_S * Math.pow(MAX_MTT_S / MIN_MTT_S, i / (MTT_STEPS - 1.0))).toArray();
		final List<double[]> inputs = Arrays.stream(DISPERSION_S).mapToObj(dispersion -> bolus.at(time, 0, dispersion)).toList();
		final int size = 2 * powerOfTwo(time.count());
		final double[][][] spectra = new double[(inputs.size() + 1) / 2][][];
		for (int pair = 0; pair < spectra.length; pair++)
			spectra[pair] = spectrum(inputs.get(2 * pair), 2 * pair + 1 < inputs.size() ? inputs.get(2 * pair + 1) : new double[0], size);
		final float[][][] unit = new float[mtt.length][][];
		parallel.forEach(mtt.length, monitor, m -> {
			final GammaTransit transit = new GammaTransit(alpha, mtt[m]);
			final double[] residue = new double[time.count()];
			for (int i = 0; i < residue.length; i++)
				residue[i] = transit.residue(i * time.stepS());
			unit[m] = convolved(inputs, spectra, residue, time.stepS());
		});
		return new TissueCurves(time, mtt, unit);
	}

	/** @return the smallest power of two that is at least as large */
	private static int powerOfTwo(final int length) {
		return length <= 2 ? 2 : Integer.highestOneBit(length - 1) << 1;
	}

	/** Trapezoid rule by Fourier transforms, two inputs at a time (as real and imaginary part), times the factor from flow to enhancement. */
	private static float[][] convolved(final List<double[]> inputs, final double[][][] spectra, final double[] residue, final double step) {
		final double[][] filter = spectrum(residue, new double[0], spectra[0][0].length);
		final float[][] results = new float[inputs.size()][];
		for (int pair = 0; pair < spectra.length; pair++) {
			final double[][] both = new double[2][filter[0].length];
			for (int f = 0; f < both[0].length; f++) {
				both[0][f] = spectra[pair][0][f] * filter[0][f] - spectra[pair][1][f] * filter[1][f];
				both[1][f] = spectra[pair][0][f] * filter[1][f] + spectra[pair][1][f] * filter[0][f];
			}
			FastFourierTransformer.transformInPlace(both, DftNormalization.STANDARD, TransformType.INVERSE);
			for (int part = 0; part < 2 && 2 * pair + part < results.length; part++)
				results[2 * pair + part] = trapezoid(both[part], inputs.get(2 * pair + part), residue, step);
		}
		return results;
	}

	/** From the plain sum of products to the trapezoid rule: the first and the last product count half. */
	private static float[] trapezoid(final double[] sum, final double[] input, final double[] residue, final double step) {
		final float[] result = new float[input.length];
		for (int i = 1; i < result.length; i++)
			result[i] = (float) ((sum[i] - (input[0] * residue[i] + input[i] * residue[0]) / 2) * step / (6000 * KAPPA));
		return result;
	}

	/** @return transform of the signals as real and imaginary part, with room for convolutions that do not wrap around */
	private static double[][] spectrum(final double[] real, final double[] imaginary, final int size) {
		final double[][] spectrum = { Arrays.copyOf(real, size), Arrays.copyOf(imaginary, size) };
		FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
		return spectrum;
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
		final double inside = Math.min(Math.max(dispersionS, 0), MAX_DISPERSION_S);
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
