package org.perfusionj.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.Network;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.ReferenceNetwork;
import org.perfusionj.network.SampleNetworks;
import org.perfusionj.network.TrainableNetwork;
import org.perfusionj.work.WorkMonitor;

/** Outputs and gradients against plain Java in double precision. */
class Nd4jNetworkTest {

	private static final double TOLERANCE = 1e-5;

	private static NetworkEngine engine;

	@BeforeAll
	static void load() {
		engine = Nd4jEngine.load();
	}

	@ParameterizedTest
	@MethodSource("org.perfusionj.network.SampleNetworks#all")
	void outputsAndGradientsAreThoseOfTheReference(final SampleNetworks.Sample sample) {
		try (ReferenceNetwork reference = new ReferenceNetwork(sample.architecture(), sample.weights(1)); TrainableNetwork network = engine.openForTraining(sample.architecture(), sample.weights(1))) {
			compare(sample, reference, network);
			// the same network again, with other weights
			reference.setWeights(sample.weights(7));
			network.setWeights(sample.weights(7));
			compare(sample, reference, network);
		}
	}

	private static void compare(final SampleNetworks.Sample sample, final ReferenceNetwork reference, final TrainableNetwork network) {
		final float[] input = sample.input(2);
		final float[] copy = input.clone();
		final float[] expected = reference.forward(sample.shape(), input);
		final float[] direction = SampleNetworks.values(3, expected.length);

		checkClose(expected, network.forward(sample.shape(), input));
		checkClose(reference.gradient(direction), network.gradient(direction));
		checkClose(expected, network.run(sample.shape(), input));
		assertArrayEquals(copy, input, "the input stays as it is");
		assertArrayEquals(SampleNetworks.values(3, expected.length), direction);
	}

	@Test
	void inputsOfAnySizeOneAfterTheOther() {
		final SampleNetworks.Sample sample = SampleNetworks.convolutional().findFirst().orElseThrow();
		final int channels = sample.shape().channels();
		try (ReferenceNetwork reference = new ReferenceNetwork(sample.architecture(), sample.weights(1)); Network network = engine.open(sample.architecture(), sample.weights(1))) {
			for (final FieldShape shape : new FieldShape[] { new FieldShape(1, 1, 1, channels), new FieldShape(2, 7, 3, channels), new FieldShape(9, 2, 21, channels), new FieldShape(1, 1, 2, channels) }) {
				final float[] input = SampleNetworks.values(4, shape.values());
				checkClose(reference.run(shape, input), network.run(shape, input));
			}
		}
	}

	@ParameterizedTest
	@MethodSource("org.perfusionj.network.SampleNetworks#all")
	void shortNativeCallsGiveTheSame(final SampleNetworks.Sample sample) {
		final Checks checks = new Checks(Integer.MAX_VALUE);
		try (ReferenceNetwork reference = new ReferenceNetwork(sample.architecture(), sample.weights(1)); Network network = new Nd4jNetwork(sample.architecture(), sample.weights(1), 50_000)) {
			checkClose(reference.run(sample.shape(), sample.input(2)), network.run(sample.shape(), sample.input(2), checks));
		}
		assertTrue(checks.count >= sample.architecture().layers().size(), "asked before every layer");
	}

	@Test
	void cancelledWithinALayer() {
		final SampleNetworks.Sample sample = SampleNetworks.convolutional().findFirst().orElseThrow();
		try (Network network = new Nd4jNetwork(sample.architecture(), sample.weights(1), 1)) {
			final Checks all = new Checks(Integer.MAX_VALUE);
			network.run(sample.shape(), sample.input(2), all);
			assertTrue(all.count > 30, "many calls: " + all.count);
			final Checks some = new Checks(all.count - 3);
			assertThrows(CancellationException.class, () -> network.run(sample.shape(), sample.input(2), some));
			assertEquals(all.count - 3, some.count);
		}
	}

	@Test
	void wrongSizesAreRefused() {
		final SampleNetworks.Sample sample = SampleNetworks.convolutional().findFirst().orElseThrow();
		assertThrows(IllegalArgumentException.class, () -> engine.open(sample.architecture(), new float[3]));
		try (TrainableNetwork network = engine.openForTraining(sample.architecture(), sample.weights(1))) {
			assertThrows(IllegalArgumentException.class, () -> network.setWeights(new float[3]));
			assertThrows(IllegalArgumentException.class, () -> network.run(sample.shape(), new float[3]));
			assertThrows(IllegalArgumentException.class, () -> network.run(new FieldShape(1, 1, 1, 2), new float[2]));
			assertThrows(IllegalStateException.class, () -> network.gradient(new float[1]));
		}
	}

	@Test
	void saysWhatItRunsOn() {
		assertTrue(engine.description().matches("ND4J 1\\.0\\.0-M2\\.1 \\((CPU|CPU, oneDNN|CUDA)\\)"), engine.description());
	}

	/** Counts how often it is asked, and cancels at last. */
	private static final class Checks implements WorkMonitor {

		private final int last;
		private int count;

		Checks(final int last) {
			this.last = last;
		}

		@Override
		public void progress(final double fraction, final String message) {
			assertTrue(fraction >= 0 && fraction <= 1);
		}

		@Override
		public void log(final String message) {
			// not shown
		}

		@Override
		public boolean isCancelled() {
			return ++count >= last;
		}
	}

	/** Relative to the largest value: sums of many products lose more in those near 0. */
	private static void checkClose(final float[] expected, final float[] actual) {
		assertEquals(expected.length, actual.length);
		double scale = 0;
		double worst = 0;
		for (int i = 0; i < expected.length; i++) {
			scale = Math.max(scale, Math.abs(expected[i]));
			worst = Math.max(worst, Math.abs(expected[i] - actual[i]));
		}
		assertTrue(scale > 0);
		assertTrue(worst <= TOLERANCE * scale, worst + " of " + scale);
	}
}
