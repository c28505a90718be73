package org.perfusionj.network.aifnet.training;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.work.PerfusionException;

/** Where training stands: what a checkpoint keeps. Training that goes on from it does what it would have done without the break. */
final class TrainingState {

	private static final int MAGIC = 0x504A4350;
	private static final int VERSION = 1;

	/** The weights now. */
	final float[] weights;
	/** The last step. */
	final float[] velocity;
	/** The weights of the best validation so far. */
	final float[] best;
	/** What was done so far. */
	final List<LearningCurve.Epoch> epochs = new ArrayList<>();

	TrainingState(final float[] weights) {
		this.weights = weights.clone();
		this.velocity = new float[weights.length];
		this.best = weights.clone();
	}

	/** Ends an epoch with the present weights. */
	void add(final LearningCurve.Epoch epoch) {
		epochs.add(epoch);
		if (curve().best() == epochs.size() - 1) System.arraycopy(weights, 0, best, 0, best.length);
	}

	LearningCurve curve() {
		return new LearningCurve(epochs);
	}

	/** @return time that the epochs took, s */
	double seconds() {
		return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1).seconds();
	}

	/**
	 * Writes a file that has its name only when it is complete: a killed run leaves the last whole checkpoint.
	 *
	 * @throws IOException naming the file, if it cannot be written
	 * @throws PerfusionException if the disk is full
	 */
	void write(final Path file, final String settings) throws IOException {
		FinishedFile.write(file, stream -> {
			final DataOutputStream out = new DataOutputStream(stream);
			out.writeInt(MAGIC);
			out.writeInt(VERSION);
			out.writeUTF(settings);
			out.writeInt(weights.length);
			for (final float[] values : List.of(weights, velocity, best))
				for (final float value : values)
					out.writeFloat(value);
			out.writeInt(epochs.size());
			for (final LearningCurve.Epoch epoch : epochs)
				for (final double value : new double[] { epoch.training(), epoch.validation(), epoch.truth(), epoch.seconds() })
					out.writeDouble(value);
			out.flush();
		});
	}

	/** @throws PerfusionException if the file is no checkpoint of a training with these settings */
	static TrainingState read(final Path file, final String settings) throws IOException {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
			if (in.readInt() != MAGIC || in.readInt() != VERSION) throw new PerfusionException(file + " is no checkpoint of this version. Remove it to train from the start.");
			final String its = in.readUTF();
			if (!its.equals(settings)) throw new PerfusionException("The checkpoint " + file + " was made with other settings (" + its + "; now " + settings + "). Use those, or remove it to train from the start.");
			final TrainingState state = new TrainingState(new float[in.readInt()]);
			for (final float[] values : List.of(state.weights, state.velocity, state.best))
				for (int i = 0; i < values.length; i++)
					values[i] = in.readFloat();
			for (int left = in.readInt(); left > 0; left--)
				state.epochs.add(new LearningCurve.Epoch(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()));
			return state;
		}
		catch (final EOFException cutOff) {
			throw new PerfusionException("The checkpoint " + file + " is cut off. Remove it to train from the start.", cutOff);
		}
	}
}
