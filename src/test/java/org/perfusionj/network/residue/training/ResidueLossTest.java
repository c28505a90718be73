package org.perfusionj.network.residue.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.perfusionj.deconvolution.Reconstruction;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.residue.ResidueDesign;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Losses against sums written out, and their derivatives against central differences. */
class ResidueLossTest {

	private static final int B = 37;
	private static final int N = 12;
	private static final double DT = 1.5;

	private static Map<String, Tensor> outputs(final long seed) {
		final RandomStream random = new RandomStream(seed);
		final Map<String, Tensor> outputs = new LinkedHashMap<>();
		outputs.put(ResidueDesign.DELAY, Tensor.of(floats(random, B, 0.2, 9), B, 1));
		outputs.put(ResidueDesign.LOCAL_AIF, Tensor.of(floats(random, B * N, 0, 1), B, N));
		outputs.put(ResidueDesign.RESIDUE, Tensor.of(floats(random, B * N, 0.01, 0.2), B, N));
		outputs.put(ResidueDesign.SPREAD, Tensor.of(floats(random, 2 * B, 0.3, 1.5), B, 2));
		return outputs;
	}

	private static ScanTruth truth() {
		final RandomStream random = new RandomStream(5);
		return new ScanTruth(DT, N, floats(random, B, 0, 10), floats(random, B, 0.5, 2), floats(random, B * N, 0, 1), floats(random, B * N, 0.01, 0.2), floats(random, B * N, 0, 0.6), floats(random, B * N, 0, 0.6));
	}

	private static float[] floats(final RandomStream random, final int count, final double low, final double high) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.uniform(low, high);
		return values;
	}

	private static ResidueLoss.Result loss(final Map<String, Tensor> outputs, final double[] factors) {
		try (Parallel parallel = new Parallel(2)) {
			return new ResidueLoss(parallel).of(outputs, truth(), factors, WorkMonitor.SILENT);
		}
	}

	private static double[] factors(final LossTerm term) {
		final double[] factors = new double[LossTerm.values().length];
		factors[term.ordinal()] = 3;
		return factors;
	}

	@Test
	void termsAreWhatTheirNamesSay() {
		final Map<String, Tensor> outputs = outputs(1);
		final ScanTruth truth = truth();
		final float[] delay = outputs.get(ResidueDesign.DELAY).values();
		final float[] aif = outputs.get(ResidueDesign.LOCAL_AIF).values();
		final float[] residue = outputs.get(ResidueDesign.RESIDUE).values();
		final float[] spread = outputs.get(ResidueDesign.SPREAD).values();
		final double[] expected = new double[LossTerm.values().length];
		for (int i = 0; i < B; i++) {
			expected[LossTerm.DELAY.ordinal()] += Math.pow(delay[i] - truth.delayS()[i], 2) / B;
			final double late = Math.abs(delay[i] - truth.delayS()[i]);
			// the same slope on both sides of 1.5 s
			expected[LossTerm.ROBUST_DELAY.ordinal()] += (late < 1.5 ? late * late : 1.5 * 1.5 + 2 * 1.5 * (late - 1.5)) / B;
			final double flow = residue[i * N];
			final double trueFlow = truth.residue()[i * N];
			// CBF = 6000 f; scaled so that CBV is 4 ml/100 g
			final double scale = 6000 * 0.04 / truth.cbv()[i];
			expected[LossTerm.CBF.ordinal()] += Math.pow(scale * (flow - trueFlow), 2) / B;
			final double[] normal = { Math.log(flow / trueFlow), delay[i] - truth.delayS()[i] };
			for (int k = 0; k < 2; k++) {
				final double sd = spread[2 * i + k];
				expected[LossTerm.SPREAD.ordinal()] -= (Math.log(Math.exp(-normal[k] * normal[k] / (2 * sd * sd)) / (sd * Math.sqrt(2 * Math.PI))) + 0.5 * Math.log(2 * Math.PI)) / B;
			}
			final double[] curve = new Reconstruction(DT, 1).curve(part(aif, i), part(residue, i), delay[i]);
			for (int t = 0; t < N; t++) {
				expected[LossTerm.LOCAL_AIF.ordinal()] += Math.pow(aif[i * N + t] - truth.localAif()[i * N + t], 2) / B / N;
				expected[LossTerm.RECONSTRUCTION.ordinal()] += Math.pow(curve[t] - truth.tissue()[i * N + t], 2) / B / N;
				expected[LossTerm.CLEAN.ordinal()] += Math.pow(curve[t] - truth.clean()[i * N + t], 2) / B / N;
				expected[LossTerm.RESIDUE.ordinal()] += Math.pow(scale * (residue[i * N + t] - truth.residue()[i * N + t]), 2) / B / N;
				if (t > 0 && t < N - 1) expected[LossTerm.SMOOTHNESS.ordinal()] += Math.pow((residue[i * N + t - 1] + residue[i * N + t + 1] - 2 * residue[i * N + t]) / DT / DT, 2) / B / (N - 2);
			}
		}
		final double[] terms = loss(outputs, new double[expected.length]).terms();
		for (final LossTerm term : LossTerm.values())
			assertEquals(expected[term.ordinal()], terms[term.ordinal()], 1e-6 * Math.abs(expected[term.ordinal()]), term.key());
	}

	private static double[] part(final float[] values, final int i) {
		final double[] part = new double[N];
		for (int t = 0; t < N; t++)
			part[t] = values[i * N + t];
		return part;
	}

	@ParameterizedTest
	@EnumSource
	void derivativesAreThoseOfTheTerms(final LossTerm term) {
		final Map<String, Tensor> gradients = loss(outputs(2), factors(term)).gradients();
		assertFalse(gradients.isEmpty());
		for (final String name : outputs(2).keySet())
			// the spread learns how wrong the others are, and must not teach them
			if (term != LossTerm.SPREAD || name.equals(ResidueDesign.SPREAD)) check(term, name, gradients.get(name));
			else assertFalse(gradients.containsKey(name), name);
	}

	private static void check(final LossTerm term, final String name, final Tensor gradient) {
		final float[] values = outputs(2).get(name).values();
		// one value of each of three curves at a time, far enough apart not to see each other's rounding
		for (final int i : new int[] { 0, 1, values.length / B * 17 + (values.length / B) / 2, values.length - 1 }) {
			final double step = 1e-3 * Math.max(0.1, values[i]);
			final double numeric = (moved(term, name, i, step) - moved(term, name, i, -step)) / (2 * step);
			assertEquals(numeric, gradient == null ? 0 : gradient.values()[i], 2e-3 * Math.abs(numeric) + 2e-6, term + " by " + name + "[" + i + "]");
		}
	}

	private static double moved(final LossTerm term, final String name, final int i, final double by) {
		final Map<String, Tensor> outputs = outputs(2);
		outputs.get(name).values()[i] += (float) by;
		return 3 * loss(outputs, new double[LossTerm.values().length]).terms()[term.ordinal()];
	}

	/** The square inside, a straight line outside, and no step where they meet. */
	@ParameterizedTest
	@CsvSource({ "0.3, 0.6", "-0.7, -1.4", "1.4, 2.8", "1.499, 2.998", "1.501, 3", "1.6, 3", "-1.6, -3", "-5, -3", "8, 3" })
	void largeErrorsOfTheDelayPullNoHarder(final double error, final double slope) {
		final Map<String, Tensor> outputs = outputs(1);
		final float[] delay = outputs.get(ResidueDesign.DELAY).values();
		final int curve = 5;
		// so small that both sides are on the same piece, and large beside the rounding of the delay
		final double step = 0x1p-12;
		final double trueDelay = truth().delayS()[curve];
		final double[] terms = new double[2];
		for (int side = 0; side < 2; side++) {
			delay[curve] = (float) (trueDelay + error + (side == 0 ? -step : step));
			terms[side] = loss(outputs, new double[LossTerm.values().length]).terms()[LossTerm.ROBUST_DELAY.ordinal()];
		}
		delay[curve] = (float) (trueDelay + error);
		final Map<String, Tensor> gradients = loss(outputs, factors(LossTerm.ROBUST_DELAY)).gradients();
		assertEquals(Set.of(ResidueDesign.DELAY), gradients.keySet());
		final float gradient = gradients.get(ResidueDesign.DELAY).values()[curve];
		assertEquals(3 * (terms[1] - terms[0]) / (2 * step), gradient, 5e-4);
		assertEquals(3 * slope / B, gradient, 1e-5);
	}

	@Test
	void aDelayOfNothingHasASlope() {
		final Map<String, Tensor> outputs = outputs(3);
		outputs.get(ResidueDesign.DELAY).values()[4] = 0;
		final double gradient = loss(outputs, factors(LossTerm.RECONSTRUCTION)).gradients().get(ResidueDesign.DELAY).values()[4];
		final double here = loss(outputs, new double[LossTerm.values().length]).terms()[LossTerm.RECONSTRUCTION.ordinal()];
		outputs.get(ResidueDesign.DELAY).values()[4] = 1e-2f;
		final double later = loss(outputs, new double[LossTerm.values().length]).terms()[LossTerm.RECONSTRUCTION.ordinal()];
		assertEquals(3 * (later - here) / 1e-2, gradient, 0.02 * Math.abs(gradient));
	}

	@Test
	void factorsAddUp() {
		final double[] all = new double[LossTerm.values().length];
		Arrays.fill(all, 3);
		final Tensor together = loss(outputs(4), all).gradients().get(ResidueDesign.RESIDUE);
		final float[] sum = new float[B * N];
		for (final LossTerm term : LossTerm.values()) {
			final Tensor one = loss(outputs(4), factors(term)).gradients().get(ResidueDesign.RESIDUE);
			for (int i = 0; one != null && i < sum.length; i++)
				sum[i] += one.values()[i];
		}
		assertArrayEquals(sum, together.values(), 1e-3f);
	}

	@Test
	void withoutTruthNothingIsComparedWithIt() {
		final ScanTruth given = truth();
		final ScanTruth unlabelled = new ScanTruth(DT, N, new float[B], new float[B], new float[B * N], new float[B * N], given.tissue(), given.clean());
		try (Parallel parallel = new Parallel(1)) {
			final ResidueLoss.Result result = new ResidueLoss(parallel).of(outputs(1), unlabelled, factors(LossTerm.RECONSTRUCTION), WorkMonitor.SILENT);
			assertEquals(loss(outputs(1), factors(LossTerm.RECONSTRUCTION)).terms()[LossTerm.RECONSTRUCTION.ordinal()], result.terms()[LossTerm.RECONSTRUCTION.ordinal()], 1e-12);
			assertEquals(0, result.terms()[LossTerm.CBF.ordinal()]);
			assertTrue(result.gradients().containsKey(ResidueDesign.DELAY));
		}
	}
}
