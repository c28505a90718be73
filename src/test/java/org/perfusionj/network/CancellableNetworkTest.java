package org.perfusionj.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.WorkMonitor;

/** Leaving a network that takes long. */
@Timeout(60)
class CancellableNetworkTest {

	private static final FieldShape SHAPE = new FieldShape(1, 1, 2, 1);

	/** Computes until a test lets it end. */
	private static final class Slow implements TrainableNetwork {

		private final CountDownLatch mayEnd = new CountDownLatch(1);
		private final CountDownLatch computes = new CountDownLatch(1);
		private final CountDownLatch closed = new CountDownLatch(1);
		private final AtomicBoolean ended = new AtomicBoolean();
		private final AtomicBoolean closedWhileComputing = new AtomicBoolean();

		@Override
		public Architecture architecture() {
			return new Architecture(1, List.of());
		}

		@Override
		public float[] run(final FieldShape shape, final float[] input, final WorkMonitor monitor) {
			computes.countDown();
			try {
				mayEnd.await();
			}
			catch (final InterruptedException interrupted) {
				throw new IllegalStateException("a native call cannot be interrupted");
			}
			ended.set(true);
			return input;
		}

		@Override
		public float[] forward(final FieldShape shape, final float[] input) {
			return run(shape, input, WorkMonitor.SILENT);
		}

		@Override
		public float[] gradient(final float[] outputGradient) {
			throw new IllegalArgumentException("no gradient");
		}

		@Override
		public void setWeights(final float[] weights) {
			throw new StackOverflowError("no weights");
		}

		@Override
		public void close() {
			closedWhileComputing.set(computes.getCount() == 0 && !ended.get());
			closed.countDown();
		}
	}

	@Test
	void theCallerLeavesAndTheNetworkIsClosedAfterItsCall() throws InterruptedException {
		final Slow slow = new Slow();
		final MonitorLog monitor = new MonitorLog();
		final Thread canceller = new Thread(() -> {
			try {
				slow.computes.await();
			}
			catch (final InterruptedException interrupted) {
				return;
			}
			monitor.cancel();
		});
		canceller.start();
		try (CancellableNetwork network = new CancellableNetwork(slow, monitor)) {
			assertThrows(CancellationException.class, () -> network.forward(SHAPE, new float[2]));
			assertTrue(!slow.ended.get(), "the call goes on");
		}
		assertEquals(1, slow.closed.getCount(), "not closed while it computes");
		slow.mayEnd.countDown();
		assertTrue(slow.closed.await(30, TimeUnit.SECONDS));
		assertTrue(slow.ended.get() && !slow.closedWhileComputing.get());
		canceller.join();
	}

	@Test
	void whatTheNetworkThrowsIsThrown() {
		final Slow slow = new Slow();
		slow.mayEnd.countDown();
		try (CancellableNetwork network = new CancellableNetwork(slow, WorkMonitor.SILENT)) {
			assertArrayEquals(new float[] { 1, 2 }, network.run(SHAPE, new float[] { 1, 2 }));
			assertEquals("no gradient", assertThrows(IllegalArgumentException.class, () -> network.gradient(new float[1])).getMessage());
			assertThrows(StackOverflowError.class, () -> network.setWeights(new float[1]));
			assertArrayEquals(new float[] { 3, 4 }, network.forward(SHAPE, new float[] { 3, 4 }), "and it goes on");
		}
	}

	@Test
	void resultsAreThoseOfTheNetwork() {
		final SampleNetworks.Sample sample = SampleNetworks.convolutional().findFirst().orElseThrow();
		try (TrainableNetwork alone = new ReferenceNetwork(sample.architecture(), sample.weights(1));
			TrainableNetwork network = new CancellableNetwork(new ReferenceNetwork(sample.architecture(), sample.weights(2)), WorkMonitor.SILENT)) {
			network.setWeights(sample.weights(1));
			final float[] output = alone.forward(sample.shape(), sample.input(3));
			assertArrayEquals(output, network.forward(sample.shape(), sample.input(3)));
			assertArrayEquals(alone.gradient(output), network.gradient(output));
			assertEquals(sample.architecture(), network.architecture());
		}
	}
}
