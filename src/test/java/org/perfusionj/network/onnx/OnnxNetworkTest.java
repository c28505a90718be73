package org.perfusionj.network.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfusionj.network.Device;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.Network;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.ReferenceNetwork;
import org.perfusionj.network.SampleNetworks;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;

/** Networks of layers against plain Java in double precision. */
class OnnxNetworkTest {

	private static final double TOLERANCE = 1e-5;

	private static NetworkEngine engine;

	@BeforeAll
	static void load() {
		engine = OnnxEngine.load(Device.CPU);
	}

	@ParameterizedTest
	@MethodSource("org.perfusionj.network.SampleNetworks#all")
	void outputsAreThoseOfTheReference(final SampleNetworks.Sample sample) {
		try (ReferenceNetwork reference = new ReferenceNetwork(sample.architecture(), sample.weights(1)); Network network = engine.open(sample.architecture(), sample.weights(1))) {
			final float[] input = sample.input(2);
			final float[] copy = input.clone();
			checkClose(reference.run(sample.shape(), input), network.run(sample.shape(), input));
			assertArrayEquals(copy, input, "the input stays as it is");
			assertEquals(sample.architecture(), network.architecture());
		}
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

	@Test
	void aCancelledRunIsLeftAndTheNetworkGoesOn() {
		final SampleNetworks.Sample sample = SampleNetworks.convolutional().findFirst().orElseThrow();
		try (Network network = engine.open(sample.architecture(), sample.weights(1))) {
			final float[] before = network.run(sample.shape(), sample.input(2));
			final MonitorLog cancelled = new MonitorLog();
			cancelled.cancel();
			for (int n = 0; n < 20; n++)
				assertThrows(CancellationException.class, () -> network.run(sample.shape(), sample.input(2), cancelled));
			assertArrayEquals(before, network.run(sample.shape(), sample.input(2)));
		}
	}

	@Test
	void wrongSizesAreRefused() {
		final SampleNetworks.Sample sample = SampleNetworks.convolutional().findFirst().orElseThrow();
		assertThrows(IllegalArgumentException.class, () -> engine.open(sample.architecture(), new float[3]));
		try (Network network = engine.open(sample.architecture(), sample.weights(1))) {
			assertThrows(IllegalArgumentException.class, () -> network.run(sample.shape(), new float[3]));
			assertThrows(IllegalArgumentException.class, () -> network.run(new FieldShape(1, 1, 1, 2), new float[2]));
		}
	}

	@Test
	void saysWhatItRunsOnAndThatItDoesNotTrain() {
		assertEquals("ONNX Runtime 1.24.2 (CPU)", engine.description());
		assertEquals(Device.CPU, engine.device());
		final SampleNetworks.Sample sample = SampleNetworks.convolutional().findFirst().orElseThrow();
		final String message = assertThrows(PerfusionException.class, () -> engine.openForTraining(sample.architecture(), sample.weights(1))).getMessage();
		assertTrue(message.contains("does not train"), message);
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
