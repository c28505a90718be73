package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

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
	private final CurveLoss imitation;

	/**
	 * @param settings how
	 * @param engine what computes
	 */
	public AifnetTrainer(final TrainingSettings settings, final NetworkEngine engine) {
		this.settings = settings;
		this.engine = engine;
		this.samples = new Samples(settings.vessel(), settings.design().kind(), settings.input());
		this.loss = switch (settings.design().kind()) {
			case PROBABILITY -> new ExpectationLoss();
			case REGRESSION -> new RegressionLoss();
			case SEGMENTATION -> new SegmentationLoss(10);
		};
		this.imitation = settings.design().kind() == AifnetKind.PROBABILITY ? new ImitationLoss() : loss;
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
	 * @param training scans to learn from
	 * @param validation scans that tell when to stop
	 * @param start weights to start from; empty = random ones
	 * @param checkpoint file to go on from if it exists, written after every epoch
	 * @param monitor progress, cancel (after a scan), and a line in the log for every epoch
	 * @throws IOException if a scan cannot be read or the checkpoint cannot be written
	 */
	public Trained train(final ExampleSet training, final ExampleSet validation, final Optional<float[]> start, final Optional<Path> checkpoint, final WorkMonitor monitor) throws IOException {
		final RandomStream random = new RandomStream(settings.seed());
		final String name = settings.toString();
		final boolean resumed = checkpoint.isPresent() && Files.exists(checkpoint.get());
		final TrainingState state = resumed ? TrainingState.read(checkpoint.get(), name) : new TrainingState(start.orElseGet(() -> FirstWeights.of(settings.design().architecture(settings.input()), random.named("weights"))));
		final double before = state.epochs.isEmpty() ? 0 : state.epochs.get(state.epochs.size() - 1).seconds();
		final long began = System.nanoTime();
		try (TrainableNetwork network = engine.openForTraining(settings.design().architecture(settings.input()), state.weights)) {
			while (state.epochs.size() < settings.epochs() && state.epochs.size() - 1 - state.curve().best() < settings.patience()) {
				final int epoch = state.epochs.size();
				final double learned = epoch(network, state, training, random.named("epoch").numbered(epoch), epoch, monitor);
				final double[] measured = measure(network, validation, monitor);
				state.epochs.add(new LearningCurve.Epoch(learned, measured[0], measured[1], before + (System.nanoTime() - began) / 1e9));
				if (state.curve().best() == epoch) System.arraycopy(state.weights, 0, state.best, 0, state.best.length);
				if (checkpoint.isPresent()) state.write(checkpoint.get(), name);
				monitor.log(String.format(Locale.ROOT, "Epoch %d: loss %.4f, validation 1 - r %.4f (truth %.4f), %.0f s", epoch + 1, learned, measured[0], measured[1], state.epochs.get(epoch).seconds()));
			}
		}
		return new Trained(state.best, state.curve());
	}

	private double epoch(final TrainableNetwork network, final TrainingState state, final ExampleSet training, final RandomStream random, final int epoch, final WorkMonitor monitor) throws IOException {
		final int[] order = shuffled(training.size(), random.named("order"));
		double sum = 0;
		for (int i = 0; i < order.length; i++) {
			monitor.check();
			final double done = (epoch + (double) i / order.length) / settings.epochs();
			monitor.progress(done, "Training, epoch " + (epoch + 1));
			final TrainingSample sample = samples.of(training.get(order[i], monitor), settings.augmentation().draw(random.numbered(i)));
			final float[] output = network.forward(sample.shape(), sample.input());
			final float[] gradient = new float[output.length];
			sum += (epoch < settings.imitation() ? imitation : loss).of(output, sample, gradient);
			step(state, network.gradient(gradient), settings.learningRate() * 0.5 * (1 + Math.cos(Math.PI * done)));
			network.setWeights(state.weights);
		}
		return sum / order.length;
	}

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
