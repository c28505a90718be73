package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

import org.perfusionj.network.CancellableNetwork;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.TrainableNetwork;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.WorkMonitor;

/** Trains a network: epochs over all scans in random order, validation after each, the best weights are kept (early stopping: paper, 3.2). */
public final class AifnetTrainer {

	private final TrainingSettings settings;
	private final NetworkEngine engine;
	private final Samples samples;
	private final CurveLoss loss;
	private final CurveLoss firstLoss;

	/**
	 * @param settings how
	 * @param engine what computes
	 */
	public AifnetTrainer(final TrainingSettings settings, final NetworkEngine engine) {
		this.settings = settings;
		this.engine = engine;
		this.samples = new Samples(settings.vessel(), settings.design().kind(), settings.input());
		this.loss = loss(settings.design().kind());
		this.firstLoss = settings.design().kind() == AifnetKind.PROBABILITY ? new ImitationLoss() : loss;
	}

	private static CurveLoss loss(final AifnetKind kind) {
		return switch (kind) {
			case PROBABILITY -> new ExpectationLoss();
			case REGRESSION -> new RegressionLoss();
			case SEGMENTATION -> new SegmentationLoss(SegmentationLoss.RANKED_IN_TRAINING);
		};
	}

	/**
	 * What training gave.
	 *
	 * @param weights those of the best validation
	 * @param curve how it went
	 */
	public record Trained(float[] weights, LearningCurve curve) {
	}

	/**
	 * @param training scans to learn from, at least one
	 * @param validation scans that tell when to stop, at least one
	 * @param start weights to start from; empty = random ones
	 * @param checkpoint file to go on from if it exists, written after every epoch
	 * @param monitor progress, cancel (within a tenth of a second, whatever the size of the network), and a line in the log for every epoch
	 * @throws IOException if a scan cannot be read or the checkpoint cannot be written
	 * @throws org.perfusionj.work.PerfusionException if the checkpoint is damaged or of another training
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled; the last checkpoint stays
	 */
	public Trained train(final ExampleSet training, final ExampleSet validation, final Optional<float[]> start, final Optional<Path> checkpoint, final WorkMonitor monitor) throws IOException {
		final RandomStream random = new RandomStream(settings.seed());
		final TrainingState state = state(start, checkpoint, random);
		final double secondsBefore = state.seconds();
		final long began = System.nanoTime();
		try (TrainableNetwork network = new CancellableNetwork(engine.openForTraining(settings.design().architecture(settings.input()), state.weights), monitor)) {
			while (goesOn(state)) {
				final int epoch = state.epochs.size();
				final double learned = learn(network, state, training, random.named("epoch").numbered(epoch), monitor);
				final double[] measured = measure(network, validation, monitor);
				state.add(new LearningCurve.Epoch(learned, measured[0], measured[1], secondsBefore + (System.nanoTime() - began) / 1e9));
				if (checkpoint.isPresent()) state.write(checkpoint.get(), settings.toString());
				monitor.log(String.format(Locale.ROOT, "Epoch %d: loss %.4f, validation 1 - r %.4f (truth %.4f), %.0f s", epoch + 1, learned, measured[0], measured[1], state.seconds()));
			}
		}
		return new Trained(state.best, state.curve());
	}

	private TrainingState state(final Optional<float[]> start, final Optional<Path> checkpoint, final RandomStream random) throws IOException {
		if (checkpoint.isPresent() && Files.exists(checkpoint.get())) return TrainingState.read(checkpoint.get(), settings.toString());
		return new TrainingState(start.orElseGet(() -> FirstWeights.of(settings.design().architecture(settings.input()), random.named("weights"))));
	}

	private boolean goesOn(final TrainingState state) {
		return state.epochs.size() < settings.epochs() && state.epochs.size() - 1 - state.curve().best() < settings.patience();
	}

	/** One epoch. @return mean loss of the scans while they were learned */
	private double learn(final TrainableNetwork network, final TrainingState state, final ExampleSet training, final RandomStream random, final WorkMonitor monitor) throws IOException {
		final int epoch = state.epochs.size();
		final CurveLoss learned = epoch < settings.imitation() ? firstLoss : loss;
		final int[] order = shuffled(training.size(), random.named("order"));
		double sum = 0;
		for (int i = 0; i < order.length; i++) {
			monitor.check();
			final double done = (epoch + (double) i / order.length) / settings.epochs();
			monitor.progress(done, "Training, epoch " + (epoch + 1));
			final TrainingSample sample = samples.of(training.get(order[i], monitor), settings.augmentation().draw(random.numbered(i)));
			final float[] output = network.forward(sample.shape(), sample.input());
			final float[] gradient = new float[output.length];
			sum += learned.of(output, sample, gradient);
			step(state, network.gradient(gradient), settings.learningRate() * 0.5 * (1 + Math.cos(Math.PI * done)));
			network.setWeights(state.weights);
		}
		return sum / order.length;
	}

	/** Gradient descent with momentum; a gradient that is too long is shortened. */
	private void step(final TrainingState state, final float[] gradient, final double rate) {
		double squares = 0;
		for (final float one : gradient)
			squares += (double) one * one;
		final double norm = Math.sqrt(squares);
		final double factor = rate * (norm > settings.largestGradient() ? settings.largestGradient() / norm : 1);
		for (int i = 0; i < gradient.length; i++) {
			state.velocity[i] = (float) (settings.momentum() * state.velocity[i] - factor * gradient[i]);
			state.weights[i] += state.velocity[i];
		}
	}

	/** @return mean of 1 - r against the annotated curves, and against the truth */
	private double[] measure(final TrainableNetwork network, final ExampleSet validation, final WorkMonitor monitor) throws IOException {
		final double[] mean = new double[2];
		for (int i = 0; i < validation.size(); i++) {
			monitor.check();
			final TrainingSample sample = samples.of(validation.get(i, monitor), Augmentation.Change.NONE);
			final double[] curve = loss.curve(network.run(sample.shape(), sample.input()), sample);
			mean[0] += (1 - Pearson.of(curve, sample.target()).r()) / validation.size();
			mean[1] += (1 - Pearson.of(curve, sample.truth()).r()) / validation.size();
		}
		return mean;
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
}
