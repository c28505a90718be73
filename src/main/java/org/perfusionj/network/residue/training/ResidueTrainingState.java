package org.perfusionj.network.residue.training;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.work.PerfusionException;

/** Where training stands: what a checkpoint keeps. Training that goes on from it does what it would have done without the break. */
final class ResidueTrainingState {

	private static final int MAGIC = 0x504A5243;
	private static final int VERSION = 1;
	private static final int TERMS = LossTerm.values().length;

	/** The weights now. */
	final float[] weights;
	/** What {@link Adam} remembers. */
	final float[] mean;
	/** What {@link Adam} remembers. */
	final float[] square;
	/** Moving average of the weights. */
	final float[] average;
	/** Average at the best validation so far. */
	final float[] best;
	/** Factors of the terms. */
	final double[] factors = new double[TERMS];
	/** Values of the terms since the last row, added up over scans. */
	final double[] sums = new double[TERMS];
	/** Scans in the sums. */
	long summed;
	/** Steps done. */
	long steps;
	/** Curves seen. */
	long curves;
	/** Time that training took, s. */
	double seconds;
	/** True once the factors stay as they are. */
	boolean settled;
	/** What was measured so far. */
	final List<ResidueLearningCurve.Row> rows = new ArrayList<>();

	ResidueTrainingState(final float[] start) {
		weights = start.clone();
		average = start.clone();
		best = start.clone();
		mean = new float[start.length];
		square = new float[start.length];
	}

	/** Ends a row and begins the next. */
	void add(final ResidueLearningCurve.Row row) {
		rows.add(row);
		if (curve().best() == rows.size() - 1) System.arraycopy(average, 0, best, 0, best.length);
		Arrays.fill(sums, 0);
		summed = 0;
	}

	/** @return mean values of the terms since the last row */
	double[] means() {
		final double[] means = new double[TERMS];
		for (int k = 0; k < TERMS; k++)
			means[k] = summed > 0 ? sums[k] / summed : 0;
		return means;
	}

	ResidueLearningCurve curve() {
		return new ResidueLearningCurve(rows);
	}

	private List<float[]> arrays() {
		return List.of(weights, mean, square, average, best);
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
			for (final float[] values : arrays())
				for (final float value : values)
					out.writeFloat(value);
			write(out, factors);
			write(out, sums);
			for (final long count : new long[] { summed, steps, curves })
				out.writeLong(count);
			out.writeDouble(seconds);
			out.writeBoolean(settled);
			out.writeInt(rows.size());
			for (final ResidueLearningCurve.Row row : rows) {
				out.writeLong(row.curves());
				out.writeDouble(row.seconds());
				out.writeDouble(row.rate());
				write(out, row.training());
				write(out, row.validation());
				out.writeDouble(row.loss());
			}
			out.flush();
		});
	}

	/** @throws PerfusionException if the file is no checkpoint of a training with these settings */
	static ResidueTrainingState read(final Path file, final String settings) throws IOException {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
			if (in.readInt() != MAGIC || in.readInt() != VERSION) throw new PerfusionException(file + " is no checkpoint of this version. Remove it to train from the start.");
			final String its = in.readUTF();
			if (!its.equals(settings)) throw new PerfusionException("The checkpoint " + file + " was made with other settings (" + its + "; now " + settings + "). Use those, or remove it to train from the start.");
			final ResidueTrainingState state = new ResidueTrainingState(new float[in.readInt()]);
			for (final float[] values : state.arrays())
				for (int i = 0; i < values.length; i++)
					values[i] = in.readFloat();
			read(in, state.factors);
			read(in, state.sums);
			state.summed = in.readLong();
			state.steps = in.readLong();
			state.curves = in.readLong();
			state.seconds = in.readDouble();
			state.settled = in.readBoolean();
			for (int left = in.readInt(); left > 0; left--)
				state.rows.add(new ResidueLearningCurve.Row(in.readLong(), in.readDouble(), in.readDouble(), read(in, new double[TERMS]), read(in, new double[TERMS]), in.readDouble()));
			return state;
		}
		catch (final EOFException cutOff) {
			throw new PerfusionException("The checkpoint " + file + " is cut off. Remove it to train from the start.", cutOff);
		}
	}

	private static void write(final DataOutputStream out, final double[] values) throws IOException {
		for (final double value : values)
			out.writeDouble(value);
	}

	private static double[] read(final DataInputStream in, final double[] values) throws IOException {
		for (int i = 0; i < values.length; i++)
			values[i] = in.readDouble();
		return values;
	}
}
