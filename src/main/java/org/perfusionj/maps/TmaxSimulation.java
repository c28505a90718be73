package org.perfusionj.maps;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.simulation.GammaTransit;

/**
 * Finds the {@link TmaxResponse} of a method for one AIF and one time grid: tissue curves with known Tmax are made from that AIF without noise and given to the method. The residue functions are those
 * of gamma distributed transit times behind an exponential dispersion, of normal and of moderately ischaemic tissue; they are delayed in small steps, so that the frames fall everywhere.
 */
final class TmaxSimulation {

	/** Transit time and dispersion of normal tissue and of tissue at the border of a lesion, s. */
	private static final double[][] TISSUES = { { 5, 0.7 }, { 7, 1.5 } };
	/** Shape of the transit times: between a mixed compartment (1) and a moderate spread (3). */
	private static final double ALPHA = 1.7;
	private static final double STEP_S = 0.1;
	private static final double DELAY_STEP_S = 0.2;
	private static final double LAST_DELAY_S = 22;
	private static final int FIRST_S = 2;
	private static final int LAST_S = 20;
	private static final double LEAST_RISE_S = 0.05;

	private final PerfusionMethod.Prepared prepared;
	private final TimeGrid time;
	private final double[] aif;
	private final int steps;

	/**
	 * @param prepared method that makes Tmax
	 * @param time grid of the AIF
	 * @param aif concentration
	 */
	TmaxSimulation(final PerfusionMethod.Prepared prepared, final TimeGrid time, final double[] aif) {
		this.prepared = prepared;
		this.time = time;
		this.steps = (int) ((aif.length - 1) * time.stepS() / STEP_S) + 1;
		this.aif = new double[steps];
		for (int k = 0; k < steps; k++) {
			final double place = k * STEP_S / time.stepS();
			final int i = Math.min(aif.length - 2, (int) place);
			this.aif[k] = aif[i] + (place - i) * (aif[i + 1] - aif[i]);
		}
	}

	/** One simulated curve. */
	private record Answer(double trueS, double measuredS) {
	}

	/** @return the response up to the last true Tmax at which what is measured still rises by itself: above that nothing is known of it */
	TmaxResponse response() {
		final List<Answer> answers = new ArrayList<>();
		for (final double[] tissue : TISSUES)
			answers.addAll(answers(tissue[0], tissue[1]));
		final int count = LAST_S - FIRST_S + 1;
		final double[] trueS = new double[count];
		final double[] measuredS = new double[count];
		// over a frame on either side, since measured values come in whole frames
		final double width = Math.max(1, time.stepS());
		int last = 1;
		for (int n = 0; n < count; n++) {
			final double wanted = FIRST_S + n;
			trueS[n] = wanted;
			final double shift = answers.stream().filter(one -> Math.abs(one.trueS() - wanted) <= width).mapToDouble(one -> one.measuredS() - one.trueS()).average().orElse(0);
			if (n > 1 && wanted + shift > measuredS[n - 1] + LEAST_RISE_S) last = n;
			measuredS[n] = rounded(n == 0 ? Math.max(0, wanted + shift) : Math.max(measuredS[n - 1] + LEAST_RISE_S, wanted + shift));
		}
		return new TmaxResponse(Arrays.copyOf(trueS, last + 1), Arrays.copyOf(measuredS, last + 1));
	}

	/** What is written is what was used, and can be read: a tenth of a millisecond means nothing. */
	private static double rounded(final double s) {
		return Math.round(s * 1e4) / 1e4;
	}

	private List<Answer> answers(final double mttS, final double dispersionS) {
		final double[] residue = residue(mttS, dispersionS);
		int peak = 0;
		for (int k = 1; k < steps; k++)
			if (residue[k] > residue[peak]) peak = k;
		final double[] whole = convolved(residue);
		final int delays = (int) Math.round(LAST_DELAY_S / DELAY_STEP_S) + 1;
		final float[][] tissue = new float[time.count()][delays];
		for (int t = 0; t < time.count(); t++)
			for (int d = 0; d < delays; d++) {
				final int k = (int) Math.round((t * time.stepS() - d * DELAY_STEP_S) / STEP_S);
				tissue[t][d] = k < 0 ? 0 : (float) whole[Math.min(k, steps - 1)];
			}
		final List<Answer> answers = new ArrayList<>();
		final PerfusionMethod.Estimator estimator = prepared.newEstimator(prepared.block());
		for (int from = 0; from < delays; from += prepared.block()) {
			final int many = Math.min(prepared.block(), delays - from);
			final float[][] block = new float[time.count()][many];
			for (int t = 0; t < block.length; t++)
				System.arraycopy(tissue[t], from, block[t], 0, many);
			final EstimateBlock estimates = new EstimateBlock(prepared.maps(), many, time.count(), false, false);
			estimator.estimate(block, many, estimates);
			final float[] tmax = estimates.values(PerfusionMap.TMAX);
			for (int d = 0; d < many; d++)
				// a method may have no Tmax of some curves, or of none
				if (Float.isFinite(tmax[d])) answers.add(new Answer((from + d) * DELAY_STEP_S + peak * STEP_S, tmax[d]));
		}
		return answers;
	}

	/** @return residue function behind the dispersion, each sample that of its time */
	private double[] residue(final double mttS, final double dispersionS) {
		final GammaTransit transit = new GammaTransit(ALPHA, mttS);
		final double kept = Math.exp(-STEP_S / dispersionS);
		final double[] residue = new double[steps];
		double value = 0;
		for (int k = 0; k < steps; k++) {
			value = value * kept + (1 - kept) * transit.residue(k * STEP_S);
			residue[k] = value;
		}
		return residue;
	}

	private double[] convolved(final double[] residue) {
		final double[] curve = new double[steps];
		for (int k = 0; k < steps; k++) {
			double sum = 0;
			for (int j = 0; j <= k; j++)
				sum += aif[j] * residue[k - j];
			curve[k] = sum * STEP_S;
		}
		return curve;
	}
}
