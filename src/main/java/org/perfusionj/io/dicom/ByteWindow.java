package org.perfusionj.io.dicom;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Random access to the bytes of a file through a small window, so that a header costs one or two reads however large the
 * pixel data are. Or the same over an array. Not thread-safe.
 */
final class ByteWindow implements Closeable {

	private static final int WINDOW = 16 * 1024;

	private final FileChannel channel;
	private final long size;
	private byte[] window;
	private long start;
	private int length;

	private ByteWindow(final FileChannel channel, final long size, final byte[] window, final int length) {
		this.channel = channel;
		this.size = size;
		this.window = window;
		this.length = length;
	}

	static ByteWindow of(final Path file) throws IOException {
		final FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
		try {
			return new ByteWindow(channel, channel.size(), new byte[WINDOW], 0);
		}
		catch (final IOException | RuntimeException thrown) {
			channel.close();
			throw thrown;
		}
	}

	static ByteWindow of(final byte[] bytes) {
		return new ByteWindow(null, bytes.length, bytes, bytes.length);
	}

	/** @return number of bytes */
	long size() {
		return size;
	}

	int u8(final long position) throws IOException, MalformedDicomException {
		return window[index(position, 1)] & 0xff;
	}

	int u16(final long position, final boolean bigEndian) throws IOException, MalformedDicomException {
		final int i = index(position, 2);
		final int a = window[i] & 0xff;
		final int b = window[i + 1] & 0xff;
		return bigEndian ? a << 8 | b : b << 8 | a;
	}

	long u32(final long position, final boolean bigEndian) throws IOException, MalformedDicomException {
		final int i = index(position, 4);
		final long a = (window[i] & 0xff) << 8 | window[i + 1] & 0xff;
		final long b = (window[i + 2] & 0xff) << 8 | window[i + 3] & 0xff;
		return bigEndian ? a << 16 | b : Integer.reverseBytes((int) (a << 16 | b)) & 0xffffffffL;
	}

	/** @return a copy of bytes, read past the window if there are many */
	byte[] bytes(final long position, final int count) throws IOException, MalformedDicomException {
		final byte[] bytes = new byte[count];
		read(position, bytes);
		return bytes;
	}

	/** Fills the array with the bytes from the position on. */
	void read(final long position, final byte[] bytes) throws IOException, MalformedDicomException {
		if (channel == null || bytes.length <= WINDOW) {
			if (bytes.length > 0) System.arraycopy(window, index(position, bytes.length), bytes, 0, bytes.length);
			return;
		}
		requireWithin(position, bytes.length);
		fill(ByteBuffer.wrap(bytes), position);
	}

	@Override
	public void close() throws IOException {
		if (channel != null) channel.close();
	}

	private int index(final long position, final int count) throws IOException, MalformedDicomException {
		if (position < start || position + count > start + length) {
			requireWithin(position, count);
			final int wanted = (int) Math.min(window.length, size - position);
			length = 0;
			fill(ByteBuffer.wrap(window, 0, wanted), position);
			start = position;
			length = wanted;
		}
		return (int) (position - start);
	}

	private void requireWithin(final long position, final int count) throws MalformedDicomException {
		if (position < 0 || position + count > size) throw new MalformedDicomException("ends after " + size + " bytes, where " + (position + count) + " or more are needed: it is truncated or corrupt");
	}

	private void fill(final ByteBuffer buffer, final long position) throws IOException, MalformedDicomException {
		long at = position;
		while (buffer.hasRemaining()) {
			final int read = channel.read(buffer, at);
			if (read < 0) throw new MalformedDicomException("became shorter while it was read");
			at += read;
		}
	}
}
