package org.perfusionj.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * An endless, numbered supply of simulated curves to train on: curve i of a seed is always the same, whoever asks for it, in
 * whatever order and on any number of threads. No curve of a {@link TestCondition} is ever among them. Immutable and
 * thread-safe.
 */
public final class TrainingCurves {

	private static final int PIECE = 32;

	private final CurvePrior prior;
	private final CurveSimulator simulator;
	private final RandomStream random;
	private final RandomStream scans;

	/**
	 * @param prior what the curves are drawn from
	 * @param simulator makes them
	 * @param seed of the supply
	 */
	public TrainingCurves(final CurvePrior prior, final CurveSimulator simulator, final long seed) {
		this.prior = prior;
		this.simulator = simulator;
		this.random = new RandomStream(seed).named("training");
		this.scans = random.named("scans of batches");
	}

	/** @return curve number {@code index}, with frames of its own */
	public SimulatedCurve curve(final long index) {
		final RandomStream stream = random.numbered(index);
		return simulator.simulate(prior.draw(stream), stream.named("noise"));
	}

	/** @return curve number {@code index} as it is seen with the given frames */
	public SimulatedCurve curve(final long index, final TimeGrid time) {
		final RandomStream stream = random.numbered(index);
		return simulator.simulate(prior.draw(stream, time), stream.named("noise"));
	}

	/** @return the frames that all curves of a batch share */
	public TimeGrid time(final long batch) {
		return prior.scan().draw(scans.numbered(batch));
	}

	/** @return the arterial input function that all curves of a scan share */
	public ArterialInput aif(final long scan) {
		return prior.aif().draw(scans.numbered(scan).named("aif"));
	}

	/**
	 * All curves of a scan share its frames and its AIF, as the voxels of a patient do. Scans are numbered like batches, and their curves are the same
	 * but for the AIF.
	 *
	 * @param scan number of the scan, from 0
	 * @param size curves in a scan, the same for all scans
	 * @return curves scan * size to scan * size + size - 1, with frames {@link #time} and {@link #aif}
	 */
	public SimulatedScan scan(final long scan, final int size) {
		final TimeGrid time = time(scan);
		final ArterialInput aif = aif(scan);
		final List<SimulatedCurve> curves = new ArrayList<>(size);
		for (long index = scan * size; index < (scan + 1) * size; index++) {
			final RandomStream stream = random.numbered(index);
			curves.add(simulator.simulate(prior.draw(stream, time, aif), stream.named("noise")));
		}
		return new SimulatedScan(time, aif, curves);
	}

	/**
	 * @param batch number of the batch, from 0
	 * @param size curves in a batch, the same for all batches
	 * @param parallel threads to use
	 * @param monitor asked for cancellation
	 * @return curves batch * size to batch * size + size - 1, with frames {@link #time} that all share
	 */
	public List<SimulatedCurve> batch(final long batch, final int size, final Parallel parallel, final WorkMonitor monitor) {
		final TimeGrid time = time(batch);
		return make(size, parallel, monitor, i -> curve(batch * size + i, time));
	}

	/**
	 * @param from number of the first curve
	 * @param count number of curves
	 * @param parallel threads to use
	 * @param monitor asked for cancellation
	 * @return the curves, each with frames of its own
	 */
	public List<SimulatedCurve> curves(final long from, final int count, final Parallel parallel, final WorkMonitor monitor) {
		return make(count, parallel, monitor, i -> curve(from + i));
	}

	private interface Maker {

		SimulatedCurve make(int i);
	}

	private static List<SimulatedCurve> make(final int count, final Parallel parallel, final WorkMonitor monitor, final Maker maker) {
		final SimulatedCurve[] curves = new SimulatedCurve[count];
		parallel.forEach((count + PIECE - 1) / PIECE, monitor, piece -> {
			for (int i = piece * PIECE; i < Math.min(count, (piece + 1) * PIECE); i++)
				curves[i] = maker.make(i);
		});
		return Arrays.asList(curves);
	}
}
