package org.perfusionj.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;


/** Makes NIfTI files byte by byte from the tables of nifti1.h and nifti2.h, without the code under test. */
final class NiftiBytes {

	final int version;
	final ByteOrder order;
	final ByteBuffer header;

	/** A header of zeros but for its size, mm and s as units, and a place for the samples right behind it. */
	NiftiBytes(final int version, final ByteOrder order, final boolean pair, final int code, final int bits, final long... sizes) {
		this.version = version;
		this.order = order;
		header = ByteBuffer.allocate(version == 1 ? 352 : 544).order(order);
		header.putInt(0, version == 1 ? 348 : 540);
		if (version == 1) {
			header.put(344, new byte[] { 'n', (byte) (pair ? 'i' : '+'), '1', 0 });
			header.putShort(70, (short) code);
			header.putShort(72, (short) bits);
			header.putFloat(108, pair ? 0 : 352);
			header.put(123, (byte) 10);
		}
		else {
			header.put(4, new byte[] { 'n', (byte) (pair ? 'i' : '+'), '2', 0, 13, 10, 26, 10 });
			header.putShort(12, (short) code);
			header.putShort(14, (short) bits);
			header.putLong(168, pair ? 0 : 544);
			header.putInt(500, 10);
		}
		dim(0, sizes.length);
		for (int i = 0; i < sizes.length; i++)
			dim(i + 1, sizes[i]);
		for (int i = 0; i <= 4; i++)
			pixdim(i, 1);
	}

	/** A little-endian NIfTI-1 series of int16 in one file. */
	static NiftiBytes int16(final long... sizes) {
		return new NiftiBytes(1, ByteOrder.LITTLE_ENDIAN, false, 4, 16, sizes);
	}

	NiftiBytes dim(final int index, final long size) {
		if (version == 1) header.putShort(40 + 2 * index, (short) size);
		else header.putLong(16 + 8 * index, size);
		return this;
	}

	NiftiBytes pixdim(final int index, final double value) {
		if (version == 1) header.putFloat(76 + 4 * index, (float) value);
		else header.putDouble(104 + 8 * index, value);
		return this;
	}

	NiftiBytes scaling(final double slope, final double intercept) {
		if (version == 1) header.putFloat(112, (float) slope).putFloat(116, (float) intercept);
		else header.putDouble(176, slope).putDouble(184, intercept);
		return this;
	}

	NiftiBytes units(final int units) {
		if (version == 1) header.put(123, (byte) units);
		else header.putInt(500, units);
		return this;
	}

	/** Sets a 16 bit field of NIfTI-1. */
	NiftiBytes shortAt(final int at, final int value) {
		header.putShort(at, (short) value);
		return this;
	}

	/** Sets consecutive float fields of NIfTI-1. */
	NiftiBytes floatsAt(final int at, final double... values) {
		for (int i = 0; i < values.length; i++)
			header.putFloat(at + 4 * i, (float) values[i]);
		return this;
	}

	/** @return header, four bytes for "no extensions", samples */
	byte[] with(final byte[] samples) {
		final byte[] file = new byte[header.capacity() + samples.length];
		System.arraycopy(header.array(), 0, file, 0, header.capacity());
		System.arraycopy(samples, 0, file, header.capacity(), samples.length);
		return file;
	}

	/** @return int16 samples 0, 1, 2, ... in the byte order of the header */
	byte[] ramp16(final int count) {
		final ByteBuffer samples = ByteBuffer.allocate(2 * count).order(order);
		for (int i = 0; i < count; i++)
			samples.putShort((short) i);
		return samples.array();
	}

	static byte[] gzip(final byte[] bytes) throws IOException {
		final ByteArrayOutputStream compressed = new ByteArrayOutputStream();
		try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
			out.write(bytes);
		}
		return compressed.toByteArray();
	}

	static Path file(final Path folder, final String name, final byte[] bytes) throws IOException {
		return Files.write(folder.resolve(name), bytes);
	}

	static Path text(final Path folder, final String name, final String text) throws IOException {
		return file(folder, name, text.getBytes(StandardCharsets.UTF_8));
	}
}
