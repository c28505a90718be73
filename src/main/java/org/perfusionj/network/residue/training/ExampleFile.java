package org.perfusionj.network.residue.training;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

import org.perfusionj.io.DiskFull;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.work.PerfusionException;

/**
 * Scans to train on, one behind the other in a file: magic number, version and recipe, then for each scan length, checksum and content, floats with the most
 * significant byte first. Scans are added at the end and read in any order; in memory are only their places. A file whose last scan is cut off, as a killed
 * run leaves it, goes on before that. Several threads may read at a time, but a file is open once: two that add to it would write over each other.
 */
public final class ExampleFile implements Examples, AutoCloseable {

	private static final int MAGIC = 0x504A5258;
	private static final int VERSION = 1;
	/** Length and checksum. */
	private static final int BLOCK_HEADER = 8;
	/** More than any scan needs, so that a damaged file cannot ask for all memory. */
	private static final int LONGEST = 1 << 30;

	private final Path path;
	private final FileChannel channel;
	private final List<Long> places = new ArrayList<>();
	private long end;

	private ExampleFile(final Path path, final FileChannel channel) {
		this.path = path;
		this.channel = channel;
	}

	/**
	 * @param path is made if it does not exist
	 * @param recipe all that decides how the scan of a number looks
	 * @return the file, with the whole scans that it has
	 * @throws IOException if it cannot be read or made
	 * @throws PerfusionException if it is another file, its scans were made by another recipe, or it is open elsewhere
	 */
	public static ExampleFile open(final Path path, final String recipe) throws IOException {
		final FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
		try {
			lock(channel, path);
			final ExampleFile file = new ExampleFile(path, channel);
			final byte[] text = recipe.getBytes(StandardCharsets.UTF_8);
			final ByteBuffer header = ByteBuffer.allocate(12 + text.length).putInt(MAGIC).putInt(VERSION).putInt(text.length).put(text).flip();
			file.begin(header);
			file.find();
			return file;
		}
		catch (final IOException | RuntimeException failure) {
			channel.close();
			throw failure;
		}
	}

	/** Kept until the channel is closed, or the process ends. */
	private static void lock(final FileChannel channel, final Path path) throws IOException {
		try {
			if (channel.tryLock() != null) return;
		}
		catch (final OverlappingFileLockException sameProcess) {
			throw inUse(path, sameProcess);
		}
		throw inUse(path, null);
	}

	private static PerfusionException inUse(final Path path, final Exception cause) {
		return new PerfusionException("The training examples in " + path + " are in use by another training. Wait until it is done, or choose another place for examples.", cause);
	}

	private void begin(final ByteBuffer header) throws IOException {
		end = header.limit();
		final ByteBuffer there = ByteBuffer.allocate(header.limit());
		read(there, 0);
		// a run that was killed at once leaves a part of the header
		if (there.position() < there.limit() && there.flip().equals(header.slice(0, there.limit()))) {
			channel.truncate(0);
			write(header.duplicate(), 0);
			return;
		}
		there.rewind();
		if (there.limit() < 8 || there.getInt() != MAGIC || there.getInt() != VERSION) throw new PerfusionException(path + " holds no training examples of this version. Remove it, or choose another place for examples.");
		if (!there.rewind().equals(header)) throw new PerfusionException("The training examples in " + path + " were made for another training. Remove the file to make them again, or choose another place for examples.");
	}

	/** Finds the whole scans and cuts off what is behind them. */
	private void find() throws IOException {
		while (true) {
			final ByteBuffer header = ByteBuffer.allocate(BLOCK_HEADER);
			read(header, end);
			if (header.hasRemaining()) break;
			final int length = header.getInt(0);
			if (length < 0 || length > LONGEST || end + BLOCK_HEADER + length > channel.size()) break;
			places.add(end);
			end += BLOCK_HEADER + length;
		}
		// a machine that went down may leave a last scan of the right length with nothing in it
		while (!places.isEmpty() && !isWhole(size() - 1))
			end = places.remove(size() - 1);
		channel.truncate(end);
	}

	private boolean isWhole(final int index) throws IOException {
		final ByteBuffer block = block(index);
		return checksum(block) == block.getInt(4);
	}

	@Override
	public int size() {
		return places.size();
	}

	/** @return bytes */
	public long length() {
		return end;
	}

	/**
	 * Adds a scan. Not thread-safe.
	 *
	 * @throws IOException if it cannot be written
	 * @throws PerfusionException if the disk is full
	 */
	public void add(final ScanExamples examples) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.write(new byte[BLOCK_HEADER]);
		final DataOutputStream out = new DataOutputStream(bytes);
		final ScanTruth truth = examples.truth();
		out.writeDouble(truth.stepS());
		out.writeInt(truth.frames());
		out.writeInt(truth.curves());
		for (final float[] values : List.of(truth.delayS(), truth.cbv(), truth.localAif(), truth.residue(), truth.tissue(), truth.clean()))
			out.write(bytes(values));
		out.writeInt(examples.inputs().size());
		for (final Map.Entry<String, Tensor> input : examples.inputs().entrySet()) {
			out.writeUTF(input.getKey());
			out.writeInt(input.getValue().shape().length);
			for (final int extent : input.getValue().shape())
				out.writeInt(extent);
			out.write(bytes(input.getValue().values()));
		}
		final ByteBuffer block = ByteBuffer.wrap(bytes.toByteArray());
		block.putInt(0, block.limit() - BLOCK_HEADER).putInt(4, checksum(block));
		try {
			write(block, end);
		}
		catch (final IOException failure) {
			throw DiskFull.orRethrow(failure, path);
		}
		places.add(end);
		end += block.limit();
	}

	@Override
	public ScanExamples read(final int index) throws IOException {
		final ByteBuffer block = block(index);
		if (checksum(block) != block.getInt(4)) throw damaged(null);
		try {
			block.position(BLOCK_HEADER);
			final double step = block.getDouble();
			final int n = block.getInt();
			final int b = block.getInt();
			final ScanTruth truth = new ScanTruth(step, n, floats(block, b), floats(block, b), floats(block, b * n), floats(block, b * n), floats(block, b * n), floats(block, b * n));
			final Map<String, Tensor> inputs = new LinkedHashMap<>();
			for (int left = block.getInt(); left > 0; left--) {
				final byte[] name = new byte[Short.toUnsignedInt(block.getShort())];
				block.get(name);
				final int[] shape = new int[block.getInt()];
				int count = 1;
				for (int axis = 0; axis < shape.length; axis++)
					count *= shape[axis] = block.getInt();
				inputs.put(new String(name, StandardCharsets.UTF_8), new Tensor(shape, floats(block, count)));
			}
			return new ScanExamples(inputs, truth);
		}
		catch (final BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException impossible) {
			throw damaged(impossible);
		}
	}

	private PerfusionException damaged(final Exception cause) {
		return new PerfusionException("The training examples in " + path + " are damaged. Remove the file to make them again.", cause);
	}

	private ByteBuffer block(final int index) throws IOException {
		final long place = places.get(index);
		final long next = index + 1 < size() ? places.get(index + 1) : end;
		final ByteBuffer block = ByteBuffer.allocate((int) (next - place));
		read(block, place);
		if (block.hasRemaining()) throw damaged(null);
		return block.flip();
	}

	private void read(final ByteBuffer buffer, final long place) throws IOException {
		while (buffer.hasRemaining() && channel.read(buffer, place + buffer.position()) >= 0)
			continue;
	}

	private void write(final ByteBuffer buffer, final long place) throws IOException {
		while (buffer.hasRemaining())
			channel.write(buffer, place + buffer.position());
	}

	private static int checksum(final ByteBuffer block) {
		final CRC32 crc = new CRC32();
		crc.update(block.array(), BLOCK_HEADER, block.limit() - BLOCK_HEADER);
		return (int) crc.getValue();
	}

	private static byte[] bytes(final float[] values) {
		final ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES * values.length);
		buffer.asFloatBuffer().put(values);
		return buffer.array();
	}

	private static float[] floats(final ByteBuffer block, final int count) {
		final float[] values = new float[count];
		block.asFloatBuffer().get(values);
		block.position(block.position() + Float.BYTES * count);
		return values;
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}

	/**
	 * Deletes the file of a training that is done.
	 *
	 * @throws IOException if it cannot be deleted
	 */
	public void delete() throws IOException {
		channel.close();
		Files.deleteIfExists(path);
	}
}
