package org.perfusionj.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.WorkMonitor;

/** Checksum of a series that has no file, for provenance: SHA-256 of its calibrated samples as little-endian floats, x fastest, then y, z, t. */
public final class SeriesChecksum {

	private SeriesChecksum() {}

	/**
	 * @param series read once
	 * @param monitor cancel
	 * @return 64 hexadecimal digits
	 */
	public static String of(final PerfusionSeries series, final WorkMonitor monitor) {
		final MessageDigest digest;
		try {
			digest = MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException impossible) {
			throw new IllegalStateException(impossible);
		}
		final float[] plane = new float[series.grid().planeSize()];
		final ByteBuffer bytes = ByteBuffer.allocate(4 * plane.length).order(ByteOrder.LITTLE_ENDIAN);
		for (int t = 0; t < series.frames(); t++)
			for (int z = 0; z < series.grid().slices(); z++) {
				monitor.check();
				series.planes().read(z, t, plane);
				bytes.asFloatBuffer().put(plane);
				digest.update(bytes.array());
			}
		return HexFormat.of().formatHex(digest.digest());
	}
}
