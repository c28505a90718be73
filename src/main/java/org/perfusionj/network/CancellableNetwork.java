package org.perfusionj.network;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.perfusionj.work.WorkMonitor;

/**
 * Computes on a thread of its own, so that the caller can leave a call that takes long: the passes of training are not divided, and a native call cannot
 * be stopped. A call that was left ends by itself, and the network is closed after it. Not thread-safe.
 */
public final class CancellableNetwork implements TrainableNetwork {

	private static final long LOOK_MS = 100;

	private final TrainableNetwork network;
	private final WorkMonitor monitor;
	private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
		final Thread made = new Thread(work, "PerfusionJ network");
		made.setDaemon(true);
		return made;
	});

	/**
	 * @param network what computes; closed with this one
	 * @param monitor asked for cancellation ten times a second; every call may throw a CancellationException
	 */
	public CancellableNetwork(final TrainableNetwork network, final WorkMonitor monitor) {
		this.network = network;
		this.monitor = monitor;
	}

	@Override
	public Architecture architecture() {
		return network.architecture();
	}

	@Override
	public float[] run(final FieldShape shape, final float[] input, final WorkMonitor told) {
		return await(() -> network.run(shape, input, told));
	}

	@Override
	public float[] forward(final FieldShape shape, final float[] input) {
		return await(() -> network.forward(shape, input));
	}

	@Override
	public float[] gradient(final float[] outputGradient) {
		return await(() -> network.gradient(outputGradient));
	}

	@Override
	public void setWeights(final float[] weights) {
		await(() -> {
			network.setWeights(weights);
			return null;
		});
	}

	private <T> T await(final Callable<T> call) {
		final Future<T> result = thread.submit(call);
		while (true) {
			monitor.check();
			try {
				return result.get(LOOK_MS, TimeUnit.MILLISECONDS);
			}
			catch (final TimeoutException stillComputing) {
				continue;
			}
			catch (final InterruptedException interrupted) {
				Thread.currentThread().interrupt();
				throw new CancellationException("Interrupted. Nothing was written.");
			}
			catch (final ExecutionException thrown) {
				if (thrown.getCause() instanceof RuntimeException exception) throw exception;
				if (thrown.getCause() instanceof Error error) throw error;
				throw new IllegalStateException(thrown.getCause());
			}
		}
	}

	@Override
	public void close() {
		thread.execute(network::close);
		thread.shutdown();
	}
}
