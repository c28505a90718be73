package org.perfusionj.network.aifnet.training;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.curve.IntervalMeans;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.io.FinishedFile;
import org.perfusionj.network.aifnet.CellSeries;
import org.perfusionj.network.aifnet.HeadBox;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;

/**
 * A scan as networks are trained on it: the cells of the head, more frames than the network takes (so that the bolus can be
 * shifted), and what annotators found. Sixteenths of HU as whole numbers: a few megabytes.
 */
public final class TrainingExample {

	/** Frames kept before the first and after the last that the network takes: the largest shift of the bolus. */
	public static final int MARGIN = 4;

	/** Says how a scan becomes an example: another number where the same scan gives another one. */
	static final int RECIPE = 2;

	private static final int MAGIC = 0x504A4158;
	private static final int VERSION = 1;
	private static final float PER_HU = 16;

	private final String name;
	private final int depth;
	private final int height;
	private final int width;
	private final TimeGrid times;
	private final short[][] enhancement;
	private final short[] baseline;
	private final Map<Vessel, Annotation> annotations = new EnumMap<>(Vessel.class);

	private TrainingExample(final String name, final int depth, final int height, final int width, final TimeGrid times, final short[][] enhancement, final short[] baseline, final Map<Vessel, Annotation> annotations) {
		this.name = name;
		this.depth = depth;
		this.height = height;
		this.width = width;
		this.times = times;
		this.enhancement = enhancement;
		this.baseline = baseline;
		this.annotations.putAll(annotations);
	}

	/**
	 * @param spec what the network looks at
	 * @param arrivalS arrival of the bolus, s after the first frame of the scan
	 * @return times of the frames that an example keeps of a scan, s after its first frame: those of the network and a margin
	 */
	public static TimeGrid times(final InputSpec spec, final double arrivalS) {
		final TimeGrid seen = spec.times(arrivalS);
		return new TimeGrid(seen.startS() - MARGIN * seen.stepS(), seen.stepS(), seen.count() + 2 * MARGIN);
	}

	/**
	 * @param name of the scan, for tables
	 * @param cells the scan
	 * @param spec what the network looks at
	 * @param annotations what is known of each vessel, on {@link #times(InputSpec, double)}
	 */
	public static TrainingExample of(final String name, final CellSeries cells, final InputSpec spec, final Map<Vessel, Annotation> annotations) {
		final HeadBox box = HeadBox.of(cells);
		final TimeGrid times = times(spec, cells.arrivalS());
		final int depth = cells.grid().depth();
		final IntervalMeans means = new IntervalMeans(cells.time().times(), times);
		final short[][] enhancement = new short[times.count()][depth * box.planeSize()];
		final short[] baseline = new short[depth * box.planeSize()];
		final float[] row = new float[box.width()];
		for (int z = 0; z < depth; z++)
			for (int y = 0; y < box.height(); y++) {
				final int from = z * cells.grid().planeSize() + (box.y() + y) * cells.grid().width() + box.x();
				final int to = (z * box.height() + y) * box.width();
				for (int t = 0; t < enhancement.length; t++) {
					means.of(t, cells.curves(), from, row, row.length);
					for (int x = 0; x < row.length; x++)
						enhancement[t][to + x] = packed(row[x]);
				}
				for (int x = 0; x < row.length; x++)
					baseline[to + x] = packed(cells.baseline()[from + x]);
			}
		return new TrainingExample(name, depth, box.height(), box.width(), times, enhancement, baseline, annotations);
	}

	private static short packed(final float hu) {
		return (short) Math.round(Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, hu * PER_HU)));
	}

	/** @return name of the scan */
	public String name() {
		return name;
	}

	/** @return layers of cells */
	public int depth() {
		return depth;
	}

	/** @return rows of cells */
	public int height() {
		return height;
	}

	/** @return columns of cells */
	public int width() {
		return width;
	}

	/** @return number of cells */
	public int cells() {
		return depth * height * width;
	}

	/** @return times of the stored frames, s after the first frame of the scan */
	public TimeGrid times() {
		return times;
	}

	/** @return enhancement of a cell at a stored frame, HU above baseline */
	public float enhancement(final int frame, final int cell) {
		return enhancement[frame][cell] / PER_HU;
	}

	/** @return pre-bolus value of a cell, HU */
	public float baseline(final int cell) {
		return baseline[cell] / PER_HU;
	}

	/** @return what is known of the vessel, or null */
	public Annotation annotation(final Vessel vessel) {
		return annotations.get(vessel);
	}

	/** @return what is known of each vessel that was annotated */
	public Map<Vessel, Annotation> annotations() {
		return Collections.unmodifiableMap(annotations);
	}

	/**
	 * @param file is replaced when the new one is complete
	 * @throws IOException if it cannot be written
	 */
	public void write(final Path file) throws IOException {
		FinishedFile.write(file, stream -> {
			final DataOutputStream out = new DataOutputStream(stream);
			for (final int number : new int[] { MAGIC, VERSION, depth, height, width, times.count(), annotations.size() })
				out.writeInt(number);
			out.writeUTF(name);
			out.writeDouble(times.startS());
			out.writeDouble(times.stepS());
			for (final Map.Entry<Vessel, Annotation> entry : annotations.entrySet()) {
				out.writeUTF(entry.getKey().name());
				for (final double[] values : List.of(entry.getValue().curve(), entry.getValue().truth()))
					for (final double value : values)
						out.writeDouble(value);
				out.writeInt(entry.getValue().cells().size());
				for (final int cell : entry.getValue().cells())
					out.writeInt(cell);
			}
			out.write(bytes(baseline));
			for (final short[] frame : enhancement)
				out.write(bytes(frame));
			out.flush();
		});
	}

	/**
	 * @throws IOException if the file cannot be read
	 * @throws PerfusionException if it is no training example of this version, or damaged
	 */
	public static TrainingExample read(final Path file) throws IOException {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
			if (in.readInt() != MAGIC || in.readInt() != VERSION) throw new PerfusionException(file + " is no training example of this version. Remove it; it will be made anew.");
			final TrainingExample example = read(in, Files.size(file));
			if (in.read() >= 0) throw damaged(file, null);
			return example;
		}
		catch (final EOFException | UTFDataFormatException | IllegalArgumentException damaged) {
			throw damaged(file, damaged);
		}
	}

	private static PerfusionException damaged(final Path file, final Exception cause) {
		return new PerfusionException("The training example " + file + " is damaged. Remove it; it will be made anew.", cause);
	}

	/** @param most no list in the file has more elements */
	private static TrainingExample read(final DataInputStream in, final long most) throws IOException {
		final int depth = count(in, most);
		final int height = count(in, most);
		final int width = count(in, most);
		final int frames = count(in, most);
		final int vessels = count(in, Vessel.values().length);
		final int cells = (int) limited((long) depth * height * width, most);
		final String name = in.readUTF();
		final TimeGrid times = new TimeGrid(in.readDouble(), in.readDouble(), frames);
		final Map<Vessel, Annotation> annotations = new EnumMap<>(Vessel.class);
		for (int n = 0; n < vessels; n++) {
			final Vessel vessel = Vessel.valueOf(in.readUTF());
			final double[] curve = doubles(in, frames);
			final double[] truth = doubles(in, frames);
			final List<Integer> annotated = new ArrayList<>();
			for (int left = count(in, cells); left > 0; left--)
				annotated.add(in.readInt());
			annotations.put(vessel, new Annotation(curve, annotated, truth));
		}
		final short[] baseline = shorts(in, cells);
		final short[][] enhancement = new short[frames][];
		for (int t = 0; t < frames; t++)
			enhancement[t] = shorts(in, cells);
		return new TrainingExample(name, depth, height, width, times, enhancement, baseline, annotations);
	}

	private static int count(final DataInputStream in, final long most) throws IOException {
		return (int) limited(in.readInt(), most);
	}

	/** A damaged count must not ask for all memory. */
	private static long limited(final long count, final long most) {
		if (count < 0 || count > most) throw new IllegalArgumentException(count + " elements");
		return count;
	}

	private static byte[] bytes(final short[] values) {
		final ByteBuffer buffer = ByteBuffer.allocate(2 * values.length);
		buffer.asShortBuffer().put(values);
		return buffer.array();
	}

	private static short[] shorts(final DataInputStream in, final int count) throws IOException {
		final byte[] bytes = new byte[2 * count];
		in.readFully(bytes);
		final short[] values = new short[count];
		ByteBuffer.wrap(bytes).asShortBuffer().get(values);
		return values;
	}

	private static double[] doubles(final DataInputStream in, final int count) throws IOException {
		final double[] values = new double[count];
		for (int i = 0; i < count; i++)
			values[i] = in.readDouble();
		return values;
	}
}
