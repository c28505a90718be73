package org.perfusionj.network.residue.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;

import org.perfusionj.network.CancellableGraphNetwork;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.TrainableGraphNetwork;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Trains the part of a network that has weights on scans whose fixed part was computed before. */
public final class ResidueTrainer {

	/** Validations in a training. */
	private static final int ROWS = 40;
	/** Time between checkpoints, s. */
	private static final double CHECKPOINT_S = 120;

	private final Graph graph;
	private final ResidueTrainingSettings settings;
	private final NetworkEngine engine;
	private final ResidueLoss loss;
	private final Adam adam;

	/**
	 * @param graph trained part of a network, see {@link org.perfusionj.network.graph.GraphSplit}
	 * @param settings how
	 * @param isTrained by name of a weight: the others stay as they are
	 * @param engine what computes
	 * @param parallel threads for what the engine does not do
	 */
	public ResidueTrainer(final Graph graph, final ResidueTrainingSettings settings, final Predicate<String> isTrained, final NetworkEngine engine, final Parallel parallel) {
		this.graph = graph;
		this.settings = settings;
		this.engine = engine;
		this.loss = new ResidueLoss(parallel);
		this.adam = new Adam(graph, settings.weightDecay(), settings.largestGradient(), isTrained);
	}

	/**
	 * What training gave. Arrays are shared; do not change them.
	 *
	 * @param weights averaged ones of the best validation
	 * @param factors of the terms of the loss, by {@link LossTerm#ordinal}
	 * @param curves that were seen, each as often as it was
	 * @param seconds that it took
	 * @param curve how it went
	 */
	public record Trained(float[] weights, double[] factors, long curves, double seconds, ResidueLearningCurve curve) {
	}

	/**
	 * @param training scans to learn from, at least one
	 * @param validation held-out scans, at least one
	 * @param start weights to start from; empty = random ones
	 * @param checkpoint file to go on from if it exists; written every two minutes, when training is cancelled, and at the end
	 * @param monitor progress, cancel (within a tenth of a second, whatever the size of the network), and a line in the log for every validation
	 * @throws IOException if scans cannot be read or the checkpoint cannot be written
	 * @throws org.perfusionj.work.PerfusionException if the checkpoint is damaged or of another training
	 * @throws CancellationException if the monitor is cancelled; the checkpoint stays
	 */
	public Trained train(final Examples training, final Examples validation, final Optional<float[]> start, final Path checkpoint, final WorkMonitor monitor) throws IOException {
		final ResidueTrainingState state = Files.exists(checkpoint) ? ResidueTrainingState.read(checkpoint, settings.toString())
			: new ResidueTrainingState(start.orElseGet(() -> graph.startingWeights(new RandomStream(settings.seed()).named("weights"))));
		try (TrainableGraphNetwork network = new CancellableGraphNetwork(engine.openForTraining(graph, state.weights), monitor)) {
			new Run(state, network, training, validation, checkpoint, monitor).run();
		}
		return new Trained(state.best, state.factors, state.curves, state.seconds, state.curve());
	}

	/** One training while it runs. */
	private final class Run {

		private final ResidueTrainingState state;
		private final TrainableGraphNetwork network;
		private final Examples training;
		private final Examples validation;
		private final Path checkpoint;
		private final WorkMonitor monitor;
		private final double secondsBefore;
		private final long began = System.nanoTime();
		private final int scansPerBatch;
		private final long batches;
		private int[] order = new int[0];
		private long orderedEpoch = -1;
		private double written;

		Run(final ResidueTrainingState state, final TrainableGraphNetwork network, final Examples training, final Examples validation, final Path checkpoint, final WorkMonitor monitor) {
			this.state = state;
			this.network = network;
			this.training = training;
			this.validation = validation;
			this.checkpoint = checkpoint;
			this.monitor = monitor;
			this.secondsBefore = state.seconds;
			this.written = state.seconds;
			this.scansPerBatch = Math.min(settings.scansPerBatch(), training.size());
			this.batches = training.size() / scansPerBatch;
		}

		void run() throws IOException {
			try {
				if (state.steps == 0) first();
				while (progress() < 1) {
					monitor.progress(progress(), "Training, epoch " + (state.steps / batches + 1));
					step();
					if (progress() * ROWS >= state.rows.size() + 1) measure();
					if (state.seconds - written >= CHECKPOINT_S) write();
				}
				if (state.summed > 0) measure();
			}
			finally {
				// what a cancelled training has learned is not lost either
				write();
			}
		}

		private void write() throws IOException {
			state.write(checkpoint, settings.toString());
			written = state.seconds;
		}

		private double progress() {
			final double steps = (double) state.steps / (batches * settings.epochs());
			final double time = settings.minutes() > 0 ? state.seconds / 60 / settings.minutes() : 0;
			return Math.min(1, Math.max(steps, time));
		}

		/** Factors for the first step. */
		private void first() throws IOException {
			final ScanExamples examples = training.read(0);
			set(loss.of(network.run(examples.inputs()), examples.truth(), new double[LossTerm.values().length], monitor).terms());
			state.settled = !settings.loss().balanced();
		}

		private void set(final double[] terms) {
			System.arraycopy(settings.loss().factors(terms), 0, state.factors, 0, state.factors.length);
		}

		private void step() throws IOException {
			final double rate = settings.rate(Math.max(progress(), 1.0 / (batches * settings.epochs())));
			final float[] gradient = new float[state.weights.length];
			final double[] sums = new double[state.sums.length];
			long curves = 0;
			for (int n = 0; n < scansPerBatch; n++) {
				final ScanExamples examples = training.read(next(n));
				final ResidueLoss.Result result = loss.of(network.forward(examples.inputs()), examples.truth(), state.factors, monitor);
				final float[] one = network.gradient(result.gradients());
				for (int i = 0; i < gradient.length; i++)
					gradient[i] += one[i] / scansPerBatch;
				for (int k = 0; k < sums.length; k++)
					sums[k] += result.terms()[k];
				curves += examples.truth().curves();
			}
			state.steps++;
			state.curves += curves;
			state.summed += scansPerBatch;
			for (int k = 0; k < sums.length; k++)
				state.sums[k] += sums[k];
			adam.step(state.steps, rate, gradient, state.weights, state.mean, state.square);
			average();
			state.seconds = secondsBefore + (System.nanoTime() - began) / 1e9;
			network.setWeights(state.weights);
			if (!state.settled && progress() >= settings.warmUp()) {
				set(state.means());
				state.settled = true;
			}
		}

		/** @return number of a scan of the batch that is next */
		private int next(final int n) {
			final long epoch = state.steps / batches;
			if (epoch != orderedEpoch) order = shuffled(training.size(), new RandomStream(settings.seed()).named("order").numbered(epoch));
			orderedEpoch = epoch;
			return order[(int) (state.steps % batches) * scansPerBatch + n];
		}

		/** At first the average follows faster: it would remember the random weights. */
		private void average() {
			final float kept = (float) Math.min(settings.averaging(), (1.0 + state.steps) / (10.0 + state.steps));
			for (int i = 0; i < state.average.length; i++)
				state.average[i] = kept == 0 ? state.weights[i] : state.average[i] + (1 - kept) * (state.weights[i] - state.average[i]);
		}

		private void measure() throws IOException {
			network.setWeights(state.average);
			final double[] terms = new double[state.sums.length];
			for (int i = 0; i < validation.size(); i++) {
				final ScanExamples examples = validation.read(i);
				final double[] one = loss.of(network.run(examples.inputs()), examples.truth(), new double[terms.length], monitor).terms();
				for (int k = 0; k < terms.length; k++)
					terms[k] += one[k] / validation.size();
			}
			network.setWeights(state.weights);
			// losses with other factors cannot be compared with those to come
			double sum = state.settled ? 0 : Double.NaN;
			for (int k = 0; k < terms.length; k++)
				sum += state.factors[k] * terms[k];
			state.seconds = secondsBefore + (System.nanoTime() - began) / 1e9;
			final ResidueLearningCurve.Row row = new ResidueLearningCurve.Row(state.curves, state.seconds, settings.rate(progress()), state.means(), terms, sum);
			state.add(row);
			final String errors = settings.loss().weights().keySet().stream().anyMatch(LossTerm::needsTruth) ? String.format(Locale.ROOT, ", CBF error %.3f ml/100 g/min, delay error %.3f s", row.cbfError(), row.delayError()) : "";
			monitor.log(String.format(Locale.ROOT, "%d curves, %.0f s: %s%s", row.curves(), row.seconds(), state.settled ? String.format(Locale.ROOT, "loss %.4f", row.loss()) : "warming up", errors));
		}
	}

	private static int[] shuffled(final int count, final RandomStream random) {
		final int[] order = new int[count];
		for (int i = 0; i < count; i++) {
			final int other = random.integer(0, i);
			order[i] = order[other];
			order[other] = i;
		}
		return order;
	}

	/** @return names and values of the factors that count, for the facts of a model */
	static String text(final double[] factors) {
		final StringBuilder text = new StringBuilder();
		for (final LossTerm term : LossTerm.values())
			if (factors[term.ordinal()] != 0) text.append(text.isEmpty() ? "" : " ").append(term.key()).append(String.format(Locale.ROOT, "=%.5g", factors[term.ordinal()]));
		return text.toString();
	}
}
