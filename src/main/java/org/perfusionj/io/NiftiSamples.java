package org.perfusionj.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/** The samples of a NIfTI file as a stream of planes, decompressed and decoded piece by piece. */
final class NiftiSamples implements Closeable {

	/** A multiple of every sample size, small enough to stay in the cache of a core. */
	private static final int CHUNK = 1 << 17;

	private final NiftiFile file;
	private final NiftiHeader header;
	private final InputStream in;
	private final byte[] chunk = new byte[CHUNK];
	private final ByteBuffer buffer;
	private long position;

	/** Opens the file at its first sample. */
	NiftiSamples(final NiftiFile file) throws IOException {
		this.file = file;
		this.header = file.header();
		this.in = file.sampleBytes();
		this.buffer = ByteBuffer.wrap(chunk).order(header.order());
		this.position = header.voxOffset();
	}

	/**
	 * Reads the next plane.
	 *
	 * @param plane byte[] or short[] for stored samples of that size, float[] for stored floats and for samples of any wider
	 *          type, which are calibrated
	 */
	void readPlane(final Object plane) throws IOException {
		if (plane instanceof byte[] bytes) readStored(bytes);
		else if (plane instanceof short[] shorts) readStored(shorts);
		else if (header.type() == NiftiType.FLOAT32) readStored((float[]) plane);
		else readCalibrated((float[]) plane);
	}

	private void readStored(final byte[] plane) throws IOException {
		fill(plane, plane.length);
	}

	private void readStored(final short[] plane) throws IOException {
		for (int done = 0; done < plane.length;) {
			final int count = fillChunk(plane.length - done, Short.BYTES);
			buffer.asShortBuffer().get(plane, done, count);
			done += count;
		}
	}

	private void readStored(final float[] plane) throws IOException {
		for (int done = 0; done < plane.length;) {
			final int count = fillChunk(plane.length - done, Float.BYTES);
			buffer.asFloatBuffer().get(plane, done, count);
			done += count;
		}
	}

	/** Reads samples of any type and applies the header's slope and intercept in double precision. */
	void readCalibrated(final float[] plane) throws IOException {
		final double slope = header.slope();
		final double intercept = header.intercept();
		final int size = header.type().bytes();
		for (int done = 0; done < plane.length;) {
			final int count = fillChunk(plane.length - done, size);
			for (int i = 0; i < count; i++)
				plane[done + i] = (float) (slope * value(i * size) + intercept);
			done += count;
		}
	}

	private double value(final int at) {
		return switch (header.type()) {
			case UINT8 -> chunk[at] & 0xff;
			case INT8 -> chunk[at];
			case INT16 -> buffer.getShort(at);
			case UINT16 -> buffer.getShort(at) & 0xffff;
			case INT32 -> buffer.getInt(at);
			case UINT32 -> buffer.getInt(at) & 0xffffffffL;
			case INT64 -> buffer.getLong(at);
			case UINT64 -> unsigned(buffer.getLong(at));
			case FLOAT32 -> buffer.getFloat(at);
			case FLOAT64 -> buffer.getDouble(at);
		};
	}

	private static double unsigned(final long bits) {
		return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
	}

	private int fillChunk(final int wanted, final int size) throws IOException {
		final int count = Math.min(wanted, CHUNK / size);
		fill(chunk, count * size);
		return count;
	}

	private void fill(final byte[] target, final int length) throws IOException {
		final int found = readUpTo(target, length);
		position += found;
		if (found < length) throw file.truncated(position);
	}

	/** Reads to the end of the file: only there does gzip hold the checksum of all that came before. */
	void finish() throws IOException {
		while (readUpTo(chunk, CHUNK) == CHUNK) {
			// what follows the samples is not ours
		}
	}

	private int readUpTo(final byte[] target, final int length) throws IOException {
		try {
			return in.readNBytes(target, 0, length);
		}
		catch (final EOFException | ZipException broken) {
			throw NiftiFile.damaged(file.imagePath(), broken, "somewhere after byte " + position + " of the " + (header.voxOffset() + header.sampleBytes()) + " that its header promises");
		}
	}

	@Override
	public void close() throws IOException {
		in.close();
	}
}
