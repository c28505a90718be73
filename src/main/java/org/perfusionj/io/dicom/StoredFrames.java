package org.perfusionj.io.dicom;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import org.perfusionj.work.PerfusionException;

/**
 * The stored samples of the frames of one open file: decompressed, in the byte order of this machine, without the bits
 * that do not belong to them, sign-extended. Not thread-safe.
 */
final class StoredFrames implements Closeable {

	private static final int ITEM = 0xfffee000;
	private static final int SEQUENCE_END = 0xfffee0dd;

	private record Fragment(long offset, int length) {}

	private final ImageFile image;
	private final CompressedFrames decoder;
	private final ByteWindow in;
	private List<Fragment> fragments;

	private StoredFrames(final ImageFile image, final CompressedFrames decoder, final ByteWindow in) {
		this.image = image;
		this.decoder = decoder;
		this.in = in;
	}

	/** @throws PerfusionException if the compression cannot be decoded in this host */
	static StoredFrames open(final ImageFile image, final CompressedFrames decoder) throws IOException {
		if (image.syntax().compression() == TransferSyntax.Compression.OTHER) {
			if (!decoder.available()) throw new PerfusionException("The DICOM file " + image.file() + " is compressed with " + image.syntax().name() + " (transfer syntax " + image.syntax().uid() +
				"), which needs Bio-Formats, and Bio-Formats is not installed. Install it (part of Fiji; in plain ImageJ put bioformats_package.jar into plugins), or decompress the files first, for example with dcmdjpeg (dcmtk) or gdcmconv --raw (GDCM).");
			return new StoredFrames(image, decoder, null);
		}
		try {
			return new StoredFrames(image, decoder, image.syntax().deflated() ? ByteWindow.of(DicomParser.inflateDataSet(image.file())) : ByteWindow.of(image.file()));
		}
		catch (final MalformedDicomException malformed) {
			throw problem(image, malformed);
		}
	}

	/** @return samples of a frame: byte[], short[] or int[] */
	Object read(final int frame) throws IOException {
		final PixelFormat format = image.format();
		final Object samples;
		try {
			samples = switch (image.syntax().compression()) {
				case NONE -> cells(uncompressed(frame), image.syntax().bigEndianPixels());
				case RLE -> {
					final Fragment fragment = rleFragment(frame);
					yield cells(RunLengths.decode(in.bytes(fragment.offset, fragment.length), format.samples(), format.bitsAllocated() / 8), false);
				}
				case OTHER -> decoded(frame);
			};
		}
		catch (final MalformedDicomException malformed) {
			throw problem(image, malformed);
		}
		keepStoredBits(samples, format);
		return samples;
	}

	@Override
	public void close() throws IOException {
		if (in != null) in.close();
	}

	private static PerfusionException problem(final ImageFile image, final MalformedDicomException malformed) {
		return new PerfusionException("The DICOM file " + image.file() + " " + malformed.getMessage() + ". Copy it again from its source.", malformed);
	}

	private byte[] uncompressed(final int frame) throws IOException, MalformedDicomException {
		final PixelFormat format = image.format();
		final int count = Math.toIntExact(format.frameBytes());
		final long start = (long) frame * count;
		final boolean swapped = format.bitsAllocated() == 8 && image.syntax().bigEndianPixels() && image.pixels().words();
		if (!swapped) return in.bytes(image.pixels().offset() + start, count);
		// 8-bit samples in big endian words: the two bytes of each word have changed places
		final byte[] bytes = new byte[count];
		final byte[] words = in.bytes(image.pixels().offset() + (start & ~1L), (int) Math.min(image.pixels().length() - (start & ~1L), count + 2L & ~1L));
		for (int i = 0; i < count; i++)
			bytes[i] = words[Math.min(words.length - 1, (int) (start & 1) + i ^ 1)];
		return bytes;
	}

	private Fragment rleFragment(final int frame) throws IOException, MalformedDicomException {
		if (fragments == null) fragments = fragments();
		// in this syntax each frame is exactly one fragment
		if (fragments.size() != image.frames()) throw new MalformedDicomException("has " + fragments.size() + " fragments of RLE data for " + image.frames() + " frame(s): it is truncated or corrupt");
		return fragments.get(frame);
	}

	private List<Fragment> fragments() throws IOException, MalformedDicomException {
		final List<Fragment> found = new ArrayList<>();
		long at = image.pixels().offset();
		boolean offsetTable = true;
		while (true) {
			final int number = in.u16(at, false) << 16 | in.u16(at + 2, false);
			final long length = in.u32(at + 4, false);
			at += 8;
			if (number == SEQUENCE_END) return found;
			if (number != ITEM || length > in.size() - at || length > Integer.MAX_VALUE - 16) throw new MalformedDicomException("has broken fragments of compressed pixel data: it is truncated or corrupt");
			if (!offsetTable) found.add(new Fragment(at, (int) length));
			offsetTable = false;
			at += length;
		}
	}

	private Object decoded(final int frame) throws IOException {
		final PixelFormat format = image.format();
		final Object samples = decoder.decode(image.file(), frame);
		final int count = samples instanceof byte[] bytes && format.bitsAllocated() == 8 ? bytes.length : samples instanceof short[] shorts && format.bitsAllocated() == 16 ? shorts.length : samples instanceof int[] ints && format
			.bitsAllocated() == 32 ? ints.length : -1;
		if (count != format.samples()) throw new PerfusionException("The DICOM file " + image.file() + " (" + image.syntax().name() + ") was decoded to " + (samples == null ? "nothing" : samples.getClass().getSimpleName()) + (count < 0 ? "" : " of " +
			count + " samples") + ", but it should have " + format.columns() + " x " + format.rows() + " samples of " + format.bitsAllocated() + " bits. Decompress the files first, for example with dcmdjpeg (dcmtk) or gdcmconv --raw (GDCM).");
		return samples;
	}

	private Object cells(final byte[] bytes, final boolean bigEndian) {
		final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		switch (image.format().bitsAllocated()) {
			case 8:
				return bytes;
			case 16:
				final short[] shorts = new short[image.format().samples()];
				buffer.asShortBuffer().get(shorts);
				return shorts;
			default:
				final int[] ints = new int[image.format().samples()];
				buffer.asIntBuffer().get(ints);
				return ints;
		}
	}

	/** Removes bits that are not the sample's (overlays were once kept there) and extends the sign. */
	private static void keepStoredBits(final Object samples, final PixelFormat format) {
		if (format.bitsStored() == format.bitsAllocated()) return;
		final int left = 31 - format.highBit();
		final int right = 32 - format.bitsStored();
		if (samples instanceof byte[] bytes) for (int i = 0; i < bytes.length; i++)
			bytes[i] = (byte) (format.signed() ? bytes[i] << left >> right : bytes[i] << left >>> right);
		else if (samples instanceof short[] shorts) for (int i = 0; i < shorts.length; i++)
			shorts[i] = (short) (format.signed() ? shorts[i] << left >> right : shorts[i] << left >>> right);
		else {
			final int[] ints = (int[]) samples;
			for (int i = 0; i < ints.length; i++)
				ints[i] = format.signed() ? ints[i] << left >> right : ints[i] << left >>> right;
		}
	}
}
