package org.perfusionj.network.aifnet.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.function.ToDoubleFunction;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.network.FieldShape;

/** Losses and their gradients against independent implementations in double precision and their differences. */
class CurveLossTest {

	private static final FieldShape SHAPE = new FieldShape(2, 3, 4, 9);
	private static final int FRAMES = 8;
	private static final double STEP = 1e-5;

	private final Random random = new Random(5);
	private final TrainingSample sample = sample();

	/** Curves that rise and fall at different times, on cells of which some must not be used. */
	private TrainingSample sample() {
		final float[] input = new float[SHAPE.values()];
		final BitSet usable = new BitSet();
		for (int c = 0; c < SHAPE.cells(); c++) {
			if (c % 5 != 2) usable.set(c);
			for (int t = 0; t < FRAMES; t++)
				input[c * 9 + t] = (float) bolus(t, 2 + c % 4, 0.3 + 0.1 * c, c);
			input[c * 9 + FRAMES] = 0.4f;
		}
		final double[] target = new double[FRAMES];
		for (int t = 0; t < FRAMES; t++)
			target[t] = 250 * bolus(t, 3, 1, 99);
		final BitSet annotated = new BitSet();
		annotated.set(6);
		annotated.set(11);
		return new TrainingSample(SHAPE, input, usable, target, target.clone(), annotated);
	}

	private double bolus(final int t, final double peak, final double height, final long seed) {
		return height * Math.exp(-(t - peak) * (t - peak) / 2) + 0.05 * new Random(31 * seed + t).nextGaussian();
	}

	private float[] output(final int values) {
		final float[] output = new float[values];
		for (int i = 0; i < values; i++)
			output[i] = (float) (2 * random.nextGaussian());
		return output;
	}

	private void check(final CurveLoss loss, final float[] output, final ToDoubleFunction<double[]> independent) {
		final double[] at = new double[output.length];
		for (int i = 0; i < at.length; i++)
			at[i] = output[i];
		final float[] gradient = new float[output.length];
		// what was in it before must not matter
		Arrays.fill(gradient, 77);
		assertEquals(independent.applyAsDouble(at), loss.of(output, sample, gradient), 1e-5);
		final double[] differences = new double[at.length];
		for (int i = 0; i < at.length; i++) {
			final double[] moved = at.clone();
			moved[i] += STEP;
			differences[i] = independent.applyAsDouble(moved);
			moved[i] -= 2 * STEP;
			differences[i] = (differences[i] - independent.applyAsDouble(moved)) / (2 * STEP);
		}
		final double largest = Arrays.stream(differences).map(Math::abs).max().orElseThrow();
		assertTrue(largest > 1e-4, "the gradient is not nothing: " + largest);
		for (int i = 0; i < at.length; i++)
			assertEquals(differences[i], gradient[i], 1e-4 * largest, "value " + i);
	}

	private double[] probability(final double[] logits) {
		final double[] probability = new double[logits.length];
		double sum = 0;
		for (int c = 0; c < logits.length; c++)
			if (sample.usable().get(c)) sum += probability[c] = Math.exp(logits[c]);
		for (int c = 0; c < logits.length; c++)
			probability[c] /= sum;
		return probability;
	}

	private double[] expectation(final double[] probability) {
		final double[] curve = new double[FRAMES];
		for (int c = 0; c < probability.length; c++)
			for (int t = 0; t < FRAMES; t++)
				curve[t] += probability[c] * sample.input()[c * 9 + t];
		return curve;
	}

	private double[] cell(final int c) {
		final double[] curve = new double[FRAMES];
		for (int t = 0; t < FRAMES; t++)
			curve[t] = sample.input()[c * 9 + t];
		return curve;
	}

	private double r(final double[] curve) {
		return new PearsonsCorrelation().correlation(curve, sample.target());
	}

	@Test
	void expectationLossAndItsGradient() {
		check(new ExpectationLoss(), output(SHAPE.cells()), logits -> 1 - r(expectation(probability(logits))));
	}

	@Test
	void imitationLossAndItsGradient() {
		final double[] wanted = new double[SHAPE.cells()];
		double sum = 0;
		for (int c = 0; c < wanted.length; c++) {
			if (!sample.usable().get(c)) continue;
			final double[] curve = cell(c);
			final double mean = Arrays.stream(curve).average().orElseThrow();
			final double square = Arrays.stream(curve).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
			sum += wanted[c] = r(curve) > 0 ? square * Math.pow(r(curve), 32) : 0;
		}
		final double total = sum;
		check(new ImitationLoss(), output(SHAPE.cells()), logits -> {
			final double[] probability = probability(logits);
			double loss = 0;
			for (int c = 0; c < probability.length; c++)
				if (wanted[c] > 0) loss -= wanted[c] / total * Math.log(probability[c]);
			return loss;
		});
	}

	@Test
	void imitationWantsTheHighestOfTheCellsThatFollowTheTarget() {
		// all logits equal: the gradient is 1/usable minus what is wanted, so its least value is where most is wanted
		final float[] gradient = new float[SHAPE.cells()];
		new ImitationLoss().of(new float[SHAPE.cells()], sample, gradient);
		int most = 0;
		for (int c = 1; c < gradient.length; c++)
			if (gradient[c] < gradient[most]) most = c;
		assertEquals(21, most, "of the cells 1, 5, 9, ... that peak like the target, the last is the highest");
	}

	@Test
	void regressionLossAndItsGradient() {
		check(new RegressionLoss(), output(FRAMES), curve -> 1 - r(curve));
		final float[] output = output(FRAMES);
		final double[] curve = new RegressionLoss().curve(output, sample);
		for (int t = 0; t < FRAMES; t++)
			assertEquals(output[t], curve[t]);
	}

	@Test
	void segmentationLossAndItsGradient() {
		final int vessel = sample.annotated().cardinality();
		final int background = sample.usable().cardinality() - vessel;
		check(new SegmentationLoss(3), output(2 * SHAPE.cells()), values -> {
			double loss = 0;
			for (int c = 0; c < SHAPE.cells(); c++) {
				if (!sample.usable().get(c)) continue;
				final boolean in = sample.annotated().get(c);
				final double right = Math.exp(values[2 * c + (in ? 1 : 0)]) / (Math.exp(values[2 * c]) + Math.exp(values[2 * c + 1]));
				loss -= Math.log(right) / (2 * (in ? vessel : background));
			}
			return loss;
		});
	}

	@Test
	void segmentationIsStableFarFromTheAnswer() {
		final float[] output = new float[2 * SHAPE.cells()];
		for (int c = 0; c < SHAPE.cells(); c++)
			output[2 * c + (sample.annotated().get(c) ? 0 : 1)] = 200;
		final float[] gradient = new float[output.length];
		assertEquals(200, new SegmentationLoss(3).of(output, sample, gradient), 1e-9);
		for (final float one : gradient)
			assertTrue(Float.isFinite(one));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 1000 })
	void aSegmentationGivesTheMeanOfItsSurestUsableCells(final int ranked) {
		final float[] output = new float[2 * SHAPE.cells()];
		for (int c = 0; c < SHAPE.cells(); c++) {
			output[2 * c] = 5;
			output[2 * c + 1] = c;
		}
		final int[] usable = sample.usable().stream().toArray();
		final int[] best = Arrays.copyOfRange(usable, Math.max(0, usable.length - ranked), usable.length);
		final double[] mean = new double[FRAMES];
		for (final int c : best)
			for (int t = 0; t < FRAMES; t++)
				mean[t] += cell(c)[t] / best.length;
		assertArrayEquals(mean, new SegmentationLoss(ranked).curve(output, sample), 1e-9);
	}

	@Test
	void theCurveOfAifnetIsTheExpectation() {
		final float[] output = output(SHAPE.cells());
		final double[] logits = new double[output.length];
		for (int c = 0; c < logits.length; c++)
			logits[c] = output[c];
		final double[] expected = expectation(probability(logits));
		assertArrayEquals(expected, new ExpectationLoss().curve(output, sample), 1e-5);
		assertArrayEquals(expected, new ImitationLoss().curve(output, sample), 1e-5);
	}

	@Test
	void aConstantCurveHasNoCorrelationAndNoGradient() {
		final Pearson pearson = Pearson.of(new double[] { 3, 3, 3 }, new double[] { 1, 2, 5 });
		assertEquals(0, pearson.r());
		assertArrayEquals(new double[3], pearson.derivative());
		assertEquals(0, Pearson.of(new double[] { 1, 2, 5 }, new double[] { 3, 3, 3 }).r());
	}
}
