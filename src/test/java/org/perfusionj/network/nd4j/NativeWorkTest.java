package org.perfusionj.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.SampleNetworks;
import org.perfusionj.work.PerfusionException;

/** What becomes of errors of ND4J. */
class NativeWorkTest {

	private static Throwable thrown(final Throwable failure) {
		return assertThrows(Throwable.class, () -> NativeWork.done(() -> {
			if (failure instanceof Error error) throw error;
			throw (RuntimeException) failure;
		}));
	}

	@Test
	void failuresAreSaidInWordsAndKeepTheirCause() {
		final RuntimeException failed = new IllegalStateException("Op [conv3dnew] execution failed");
		final Throwable told = thrown(failed);
		assertEquals(PerfusionException.class, told.getClass());
		assertSame(failed, told.getCause());
		assertTrue(told.getMessage().contains("Op [conv3dnew] execution failed"), told.getMessage());

		final Throwable full = thrown(new OutOfMemoryError("Cannot allocate 5 GB"));
		assertEquals(PerfusionException.class, full.getClass());
		assertTrue(full.getMessage().startsWith("There is not enough memory for the network (Cannot allocate 5 GB). Close images"), full.getMessage());
	}

	@Test
	void cancelAndWhatAlreadyIsInWordsPass() {
		for (final RuntimeException told : new RuntimeException[] { new CancellationException("stop"), new PerfusionException("no GPU") })
			assertSame(told, thrown(told));
		assertThrows(StackOverflowError.class, () -> NativeWork.done(() -> {
			throw new StackOverflowError();
		}));
		assertEquals(5, NativeWork.done(() -> 5));
	}

	@Test
	void aNetworkThatFailsSaysSo() {
		final SampleNetworks.Sample sample = SampleNetworks.convolutional().findFirst().orElseThrow();
		final FieldShape shape = sample.shape();
		final Nd4jNetwork network = new Nd4jNetwork(sample.architecture(), sample.weights(1), 1e10);
		network.close();
		// ND4J refuses arrays that were freed
		assertTrue(assertThrows(PerfusionException.class, () -> network.run(shape, sample.input(2))).getMessage().startsWith("ND4J cannot run the network ("));
		assertThrows(PerfusionException.class, () -> network.forward(shape, sample.input(2)));
	}
}
