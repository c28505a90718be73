package org.perfusionj.network.residue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

import org.apache.commons.math3.special.Erf;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Operation;
import org.perfusionj.simulation.GammaTransit;

/** The network of attention over simulated curves for one curve, from the formulas of docs/residue.md in loops over numbers; of its memory it takes keys and CBV. */
final class PlainMemory {

	private static final double[] LAGS_S = { 0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28, 34, 42, 55, 75, 100 };
	private static final double[] DISPERSION_PRIOR = { 0.5, 0.1, 0.08, 0.11, 0.11, 0.1 };
	private static final int DISPERSIONS = 6;

	private final MemoryDesign design;
	private final MemoryGrid grid;
	private final SimulatedMemory memory;
	private final TimeGrid time;
	private final double[] aif;
	private final Map<String, double[]> weights = new HashMap<>();

	/** What an attention finds, in the units of the averages: 10 s, 0.1 1/s. */
	record Found(double[] shares, double delay, double delaySd, double cbf, double cbfSd, double cbv, double together, double[] residue) {
	}

	PlainMemory(final MemoryDesign design, final float[] flat, final double[] aif, final TimeGrid time) {
		this.design = design;
		this.grid = new MemoryGrid(design.transits(), design.shapes(), design.delayStepS());
		this.memory = new SimulatedMemory(grid, aif, time.stepS());
		this.time = time;
		this.aif = aif;
		int at = 0;
		for (final Operation.Weight weight : design.graph().weights()) {
			final double[] values = new double[Graph.count(weight)];
			for (int i = 0; i < values.length; i++)
				values[i] = flat[at + i];
			weights.put(weight.name(), values);
			at += values.length;
		}
	}

	/** Largest part of the length of a curve that a curve of the memory explains. */
	double likest(final double[] tissue) {
		return Arrays.stream(likeness(tissue)).max().orElseThrow();
	}

	private double[] likeness(final double[] tissue) {
		final double length = Math.sqrt(Arrays.stream(tissue).map(value -> value * value).sum());
		final double[] likeness = new double[grid.size()];
		for (int k = 0; k < likeness.length; k++) {
			for (int i = 0; i < tissue.length; i++)
				likeness[k] += tissue[i] / length * memory.keys().values()[i * grid.size() + k];
			likeness[k] = Math.max(0, likeness[k]);
		}
		return likeness;
	}

	/** Averages over the memory; blunt is a factor on the logarithm of how likely curves are. */
	Found found(final double[] tissue, final double blunt) {
		final double[] likeness = likeness(tissue);
		final double height = likest(tissue);
		final double least = design.tolerance() * design.tolerance();
		final double[] likely = new double[grid.size()];
		double sum = 0;
		for (int k = 0; k < likely.length; k++) {
			final double better = (1 - height * height + least) / (1 - likeness[k] * likeness[k] + least);
			likely[k] = seen(k) ? Math.pow(prior(k) * Math.pow(better, (tissue.length - 1) / 2.0), blunt) : 0;
			sum += likely[k];
		}
		final double[] shares = new double[design.transits() + design.shapes() + DISPERSIONS];
		final double[] residue = new double[LAGS_S.length];
		final double[] means = new double[6];
		final int columns = shares.length + 6 + LAGS_S.length;
		for (int k = 0; k < likely.length; k++) {
			if (likely[k] == 0) continue;
			final double weight = likely[k] / sum;
			shares[tissue(k) / design.shapes()] += weight;
			shares[design.transits() + tissue(k) % design.shapes()] += weight;
			shares[design.transits() + design.shapes() + dispersion(k)] += weight;
			final double delay = grid.delayS(k % grid.delays()) / 10;
			// behind the classes come delay, CBF and their squares, then CBV
			final double cbv = memory.values().values()[k * columns + shares.length + 4];
			final double cbf = 10 * cbv / transit(k).mttS();
			final double[] moments = { delay, delay * delay, cbf, cbf * cbf, cbv, cbf * delay };
			for (int m = 0; m < 6; m++)
				means[m] += weight * moments[m];
			for (int lag = 0; lag < LAGS_S.length; lag++)
				residue[lag] += weight * cbf * transit(k).residue(LAGS_S[lag]) * height;
		}
		final double delaySd = Math.sqrt(Math.max(0, means[1] - means[0] * means[0]) + 1e-6);
		final double cbfSd = Math.sqrt(Math.max(0, means[3] - means[2] * means[2]) + 1e-6);
		return new Found(shares, means[0], delaySd, means[2] * height, cbfSd * height, means[4] * height, (means[5] - means[0] * means[2]) / (delaySd * cbfSd), residue);
	}

	private boolean seen(final int number) {
		for (int i = 0; i < time.count(); i++)
			if (memory.keys().values()[i * grid.size() + number] > 0) return true;
		return false;
	}

	private int tissue(final int number) {
		return number / grid.delays() / DISPERSIONS;
	}

	private int dispersion(final int number) {
		return number / grid.delays() % DISPERSIONS;
	}

	private GammaTransit transit(final int number) {
		return new GammaTransit(grid.alpha(tissue(number) % design.shapes()), grid.mttS(tissue(number) / design.shapes()));
	}

	/** Widths of the classes, and the trapezoid rule for the delays. */
	private double prior(final int number) {
		final int delay = number % grid.delays();
		return transit(number).mttS() * DISPERSION_PRIOR[dispersion(number)] * (delay == 0 || delay == grid.delays() - 1 ? 0.5 : 1);
	}

	/** The whole network. */
	Map<String, double[]> run(final double[] tissue) {
		final Found sharp = found(tissue, 1);
		final Found blunt = found(tissue, 0.25);
		final double unexplained = 0.3 * Math.log(1 - likest(tissue) * likest(tissue) + 1e-4);
		final double[] features = together(features(sharp), features(blunt), new double[] { unexplained }, scan(), new double[] { Math.log((blunt.cbf + 1e-4) / (sharp.cbf + 1e-4)) });
		final double[] body = hidden("body.2", hidden("body.1", hidden("body.0", features)));
		final Map<String, double[]> results = new LinkedHashMap<>();
		final double[] correction = dense("residue.correction", hidden("residue.0", body));
		final double[] lags = new double[LAGS_S.length];
		for (int k = 0; k < lags.length; k++)
			lags[k] = -softplus(Math.log(Math.expm1(3 * sharp.residue[k] + 1e-3)) + correction[k]) / 30;
		// the largest first
		Arrays.sort(lags);
		results.put(ResidueDesign.RESIDUE, Arrays.stream(time.times()).map(t -> -straight(lags, t)).toArray());
		results.put(ResidueDesign.DELAY, new double[] { softplus(10 * (10 * sharp.delay + dense("delay.correction", body)[0])) / 10 });
		results.put(ResidueDesign.LOCAL_AIF, localAif(sharp, dense("local_aif.correction", body)));
		final double[] spread = dense("spread.correction", body);
		results.put(ResidueDesign.SPREAD, new double[] { (sharp.cbfSd / (sharp.cbf + 1e-4) + 0.02) * softplus(spread[0] + 0.5), (10 * sharp.delaySd + 0.02) * softplus(spread[1] + 0.5) });
		return results;
	}

	private static double[] features(final Found found) {
		final double[] moments = { found.delay, 0.3 * Math.log(found.delaySd), Math.log(found.cbf + 1e-4), 0.3 * Math.log(found.cbfSd / (found.cbf + 1e-4) + 1e-4), Math.log(found.cbv + 1e-4), found.together };
		return together(each(found.shares, share -> 3 * share), moments, each(found.residue, r -> r / (found.cbv + 1e-4)));
	}

	/** Frames; area, mean, width and mean square of the AIF. */
	private double[] scan() {
		final double stepS = time.stepS();
		double area = 0;
		double moment = 0;
		double squares = 0;
		double width = 0;
		for (int i = 0; i < aif.length; i++) {
			area += stepS * aif[i];
			moment += stepS * aif[i] * time.time(i);
			squares += stepS * aif[i] * aif[i];
			width += aif[i] > 0.5 ? stepS : 0;
		}
		return new double[] { Math.log(stepS), Math.log(aif.length * stepS / 80), Math.log(aif.length / 70.0), area / 10, moment / area / 20, width / 5, Math.log(squares / 4) };
	}

	private double[] localAif(final Found found, final double[] correction) {
		final double[] shares = new double[DISPERSIONS];
		for (int k = 0; k < DISPERSIONS; k++)
			shares[k] = (found.shares[design.transits() + design.shapes() + k] + 1e-4) * Math.exp(correction[k]);
		final double sum = Arrays.stream(shares).sum();
		final double[] local = new double[time.count()];
		for (int k = 0; k < DISPERSIONS; k++)
			for (int i = 0; i < local.length; i++)
				local[i] += shares[k] / sum * memory.localAifs().values()[k * local.length + i];
		return local;
	}

	/** Straight lines between the lags; after the last the longest transit time, 24 s. */
	static double straight(final double[] function, final double t) {
		final double last = LAGS_S[LAGS_S.length - 1];
		if (t > last) return function[function.length - 1] * Math.exp(-(t - last) / 24);
		int k = 1;
		while (k < LAGS_S.length - 1 && LAGS_S[k] < t)
			k++;
		return function[k - 1] + (t - LAGS_S[k - 1]) / (LAGS_S[k] - LAGS_S[k - 1]) * (function[k] - function[k - 1]);
	}

	private double[] hidden(final String name, final double[] input) {
		return each(dense(name, input), x -> x * (1 + Erf.erf(x / Math.sqrt(2))) / 2);
	}

	private double[] dense(final String name, final double[] input) {
		final double[] weight = weights.get(name + ".weight");
		final double[] result = weights.get(name + ".bias").clone();
		for (int j = 0; j < result.length; j++)
			for (int i = 0; i < input.length; i++)
				result[j] += input[i] * weight[i * result.length + j];
		return result;
	}

	private static double softplus(final double x) {
		return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
	}

	private static double[] each(final double[] values, final DoubleUnaryOperator function) {
		return Arrays.stream(values).map(function).toArray();
	}

	private static double[] together(final double[]... parts) {
		return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
	}
}
