package org.perfusionj.io.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Decodes a frame of the transfer syntax RLE Lossless (DICOM PS3.5 annex G): byte planes, highest byte first, each packed as runs. */
final class RunLengths {

	private static final int HEADER = 64;

	private RunLengths() {}

	/**
	 * @param fragment the frame's fragment
	 * @param samples samples of the frame
	 * @param bytesPerSample 1, 2 or 4
	 * @return samples in little endian order
	 */
	static byte[] decode(final byte[] fragment, final int samples, final int bytesPerSample) throws MalformedDicomException {
		if (fragment.length < HEADER) throw new MalformedDicomException("has an RLE frame of only " + fragment.length + " bytes: it is truncated or corrupt");
		final ByteBuffer header = ByteBuffer.wrap(fragment).order(ByteOrder.LITTLE_ENDIAN);
		final int segments = header.getInt(0);
		if (segments != bytesPerSample) throw new MalformedDicomException("has an RLE frame of " + segments + " segments where " + bytesPerSample + " are needed: it is corrupt");
		final byte[] out = new byte[Math.multiplyExact(samples, bytesPerSample)];
		for (int s = 0; s < segments; s++) {
			final int start = header.getInt(4 + 4 * s);
			final int end = s + 1 < segments ? header.getInt(8 + 4 * s) : fragment.length;
			if (start < HEADER || end < start || end > fragment.length) throw new MalformedDicomException("has an RLE frame with a wrong segment table: it is corrupt");
			unpack(fragment, start, end, out, bytesPerSample - 1 - s, bytesPerSample);
		}
		return out;
	}

	private static void unpack(final byte[] in, final int start, final int end, final byte[] out, final int first, final int step) throws MalformedDicomException {
		int i = start;
		int o = first;
		while (o < out.length) {
			if (i >= end) throw new MalformedDicomException("has an RLE frame that ends too early: it is truncated or corrupt");
			final int control = in[i++];
			if (control == -128) continue;
			final boolean run = control < 0;
			final int count = run ? 1 - control : 1 + control;
			if (i + (run ? 1 : count) > end) throw new MalformedDicomException("has an RLE frame that ends too early: it is truncated or corrupt");
			// a run may go beyond the last sample by the padding of an odd row
			for (int n = 0; n < count && o < out.length; n++, o += step)
				out[o] = in[run ? i : i + n];
			i += run ? 1 : count;
		}
	}
}
