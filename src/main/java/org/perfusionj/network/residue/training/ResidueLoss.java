package org.perfusionj.network.residue.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.residue.ResidueDesign;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Terms of a loss over the curves of a scan, with derivatives by the outputs of the network written by hand.
 *
 * @param parallel threads to use
 */
public record ResidueLoss(Parallel parallel) {

	/** Error of the delay from which {@link LossTerm#ROBUST_DELAY} is straight, s. */
	private static final double ROBUST_S = 1.5;

	/** ml/100 g/min of a tissue with a CBV of 4 ml/100 g that has a flow of 1/s in the unit of its CBV. */
	static final double CBF_UNIT = 240;
	/** Smallest standard deviation, and smallest flow in a logarithm, that are not just a rounding error. */
	private static final double LEAST = 1e-6;
	private static final int PIECE = 32;

	/**
	 * What a loss is.
	 *
	 * @param terms means over the curves by {@link LossTerm#ordinal}; {@link LossTerm#SPREAD} is 0 where the network has no such output
	 * @param gradients derivative of the sum of factor times term by each output, for the outputs that it depends on
	 */
	public record Result(double[] terms, Map<String, Tensor> gradients) {
	}

	/**
	 * @param outputs of the network, see {@link ResidueDesign}
	 * @param truth what they should be
	 * @param factors of the terms by ordinal, 0 = does not count
	 * @param monitor asked for cancellation
	 * @throws IllegalArgumentException if the outputs do not fit the truth
	 */
	public Result of(final Map<String, Tensor> outputs, final ScanTruth truth, final double[] factors, final WorkMonitor monitor) {
		final Work work = new Work(outputs, truth, factors);
		final int pieces = (truth.curves() + PIECE - 1) / PIECE;
		final double[][] sums = new double[pieces][LossTerm.values().length];
		parallel.run(pieces, monitor, () -> {
			final Curve curve = new Curve(work);
			return (IntConsumer) piece -> {
				for (int i = piece * PIECE; i < Math.min(truth.curves(), (piece + 1) * PIECE); i++)
					curve.add(i, sums[piece]);
			};
		});
		final double[] terms = new double[LossTerm.values().length];
		for (final double[] sum : sums)
			for (int k = 0; k < terms.length; k++)
				terms[k] += sum[k] / truth.curves();
		return new Result(terms, work.gradients());
	}

	/** Arrays of one scan. */
	private static final class Work {

		final ScanTruth truth;
		final double[] factors;
		final float[] delay;
		final float[] localAif;
		final float[] residue;
		final float[] spread;
		final float[] delayGradient;
		final float[] localAifGradient;
		final float[] residueGradient;
		final float[] spreadGradient;

		Work(final Map<String, Tensor> outputs, final ScanTruth truth, final double[] factors) {
			final int b = truth.curves();
			this.truth = truth;
			this.factors = factors;
			delay = values(outputs, ResidueDesign.DELAY, b);
			localAif = values(outputs, ResidueDesign.LOCAL_AIF, b * truth.frames());
			residue = values(outputs, ResidueDesign.RESIDUE, b * truth.frames());
			spread = outputs.containsKey(ResidueDesign.SPREAD) ? values(outputs, ResidueDesign.SPREAD, 2 * b) : new float[0];
			delayGradient = new float[delay.length];
			localAifGradient = new float[localAif.length];
			residueGradient = new float[residue.length];
			spreadGradient = new float[spread.length];
		}

		private static float[] values(final Map<String, Tensor> outputs, final String name, final int count) {
			final Tensor output = outputs.get(name);
			if (output == null || output.values().length != count) throw new IllegalArgumentException("The output " + name + " has " + (output == null ? "no values" : "the shape " + Arrays.toString(output.shape())) + ", not " + count + " values.");
			return output.values();
		}

		Map<String, Tensor> gradients() {
			final int b = truth.curves();
			final Map<String, Tensor> gradients = new LinkedHashMap<>();
			if (counts(LossTerm.DELAY, LossTerm.ROBUST_DELAY, LossTerm.RECONSTRUCTION, LossTerm.CLEAN)) gradients.put(ResidueDesign.DELAY, Tensor.of(delayGradient, b, 1));
			if (counts(LossTerm.LOCAL_AIF, LossTerm.RECONSTRUCTION, LossTerm.CLEAN)) gradients.put(ResidueDesign.LOCAL_AIF, Tensor.of(localAifGradient, b, truth.frames()));
			if (counts(LossTerm.RECONSTRUCTION, LossTerm.CLEAN, LossTerm.SMOOTHNESS, LossTerm.CBF, LossTerm.RESIDUE)) gradients.put(ResidueDesign.RESIDUE, Tensor.of(residueGradient, b, truth.frames()));
			if (counts(LossTerm.SPREAD) && spread.length > 0) gradients.put(ResidueDesign.SPREAD, Tensor.of(spreadGradient, b, 2));
			return gradients;
		}

		private boolean counts(final LossTerm... terms) {
			return Arrays.stream(terms).anyMatch(term -> factors[term.ordinal()] != 0);
		}
	}

	/** One curve after the other, on one thread. */
	private static final class Curve {

		private final Work work;
		private final ScanTruth truth;
		private final int n;
		private final double[] aif;
		private final double[] residue;
		private final double[] aifGradient;
		private final double[] residueGradient;
		private final double[] curveGradient;
		private final TrapezoidGradient trapezoid;

		Curve(final Work work) {
			this.work = work;
			truth = work.truth;
			n = truth.frames();
			aif = new double[n];
			residue = new double[n];
			aifGradient = new double[n];
			residueGradient = new double[n];
			curveGradient = new double[n];
			trapezoid = new TrapezoidGradient(truth.stepS(), n);
		}

		void add(final int i, final double[] sums) {
			for (int t = 0; t < n; t++) {
				aif[t] = work.localAif[i * n + t];
				residue[t] = work.residue[i * n + t];
			}
			Arrays.fill(aifGradient, 0);
			Arrays.fill(residueGradient, 0);
			final double delayError = work.delay[i] - truth.delayS()[i];
			sums[LossTerm.DELAY.ordinal()] += delayError * delayError;
			sums[LossTerm.ROBUST_DELAY.ordinal()] += Math.abs(delayError) < ROBUST_S ? delayError * delayError : ROBUST_S * (2 * Math.abs(delayError) - ROBUST_S);
			double delayGradient = factor(LossTerm.DELAY) * 2 * delayError + factor(LossTerm.ROBUST_DELAY) * 2 * Math.max(-ROBUST_S, Math.min(ROBUST_S, delayError));
			localAif(i, sums);
			delayGradient += reconstruction(i, sums);
			smoothness(sums);
			residue(i, sums);
			if (work.spread.length > 0) spread(i, delayError, sums);
			work.delayGradient[i] = (float) delayGradient;
			for (int t = 0; t < n; t++) {
				work.localAifGradient[i * n + t] = (float) aifGradient[t];
				work.residueGradient[i * n + t] = (float) residueGradient[t];
			}
		}

		/** @return factor of a term in the mean over curves */
		private double factor(final LossTerm term) {
			return work.factors[term.ordinal()] / truth.curves();
		}

		private void localAif(final int i, final double[] sums) {
			final double factor = factor(LossTerm.LOCAL_AIF) * 2 / n;
			double sum = 0;
			for (int t = 0; t < n; t++) {
				final double error = aif[t] - truth.localAif()[i * n + t];
				sum += error * error;
				aifGradient[t] += factor * error;
			}
			sums[LossTerm.LOCAL_AIF.ordinal()] += sum / n;
		}

		/** @return derivative by the delay */
		private double reconstruction(final int i, final double[] sums) {
			trapezoid.reconstruct(aif, residue, work.delay[i]);
			final double given = factor(LossTerm.RECONSTRUCTION) * 2 / n;
			final double clean = factor(LossTerm.CLEAN) * 2 / n;
			double givenSum = 0;
			double cleanSum = 0;
			for (int t = 0; t < n; t++) {
				final double givenError = trapezoid.curve[t] - truth.tissue()[i * n + t];
				final double cleanError = trapezoid.curve[t] - truth.clean()[i * n + t];
				givenSum += givenError * givenError;
				cleanSum += cleanError * cleanError;
				curveGradient[t] = given * givenError + clean * cleanError;
			}
			sums[LossTerm.RECONSTRUCTION.ordinal()] += givenSum / n;
			sums[LossTerm.CLEAN.ordinal()] += cleanSum / n;
			if (given == 0 && clean == 0) return 0;
			trapezoid.derive(curveGradient, aifGradient, residueGradient);
			return trapezoid.delayGradient;
		}

		private void smoothness(final double[] sums) {
			if (n < 3) return;
			final double squareStep = truth.stepS() * truth.stepS();
			final double factor = factor(LossTerm.SMOOTHNESS) * 2 / (n - 2) / squareStep;
			double sum = 0;
			for (int t = 1; t < n - 1; t++) {
				final double second = (residue[t - 1] - 2 * residue[t] + residue[t + 1]) / squareStep;
				sum += second * second;
				residueGradient[t - 1] += factor * second;
				residueGradient[t] -= 2 * factor * second;
				residueGradient[t + 1] += factor * second;
			}
			sums[LossTerm.SMOOTHNESS.ordinal()] += sum / (n - 2);
		}

		private void residue(final int i, final double[] sums) {
			final double unit = truth.cbv()[i] > 0 ? CBF_UNIT / truth.cbv()[i] : 0;
			final double factor = factor(LossTerm.RESIDUE) * 2 * unit / n;
			double sum = 0;
			for (int t = 0; t < n; t++) {
				final double error = unit * (residue[t] - truth.residue()[i * n + t]);
				sum += error * error;
				residueGradient[t] += factor * error;
			}
			sums[LossTerm.RESIDUE.ordinal()] += sum / n;
			final double cbfError = unit * (residue[0] - truth.residue()[i * n]);
			sums[LossTerm.CBF.ordinal()] += cbfError * cbfError;
			residueGradient[0] += factor(LossTerm.CBF) * 2 * unit * cbfError;
		}

		private void spread(final int i, final double delayError, final double[] sums) {
			final double flowError = Math.log(Math.max(LEAST, residue[0])) - Math.log(Math.max(LEAST, truth.residue()[i * n]));
			sums[LossTerm.SPREAD.ordinal()] += spread(2 * i, flowError) + spread(2 * i + 1, delayError);
		}

		private double spread(final int at, final double error) {
			final double sd = Math.max(LEAST, work.spread[at]);
			work.spreadGradient[at] = (float) (factor(LossTerm.SPREAD) * (1 - error * error / (sd * sd)) / sd);
			return 0.5 * error * error / (sd * sd) + Math.log(sd);
		}
	}
}
