package org.perfusionj.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Reads the files that dcmtk made (see README.md beside them). */
class DcmtkFilesTest {

	@TempDir
	Path folder;

	private static byte[] resource(final String name) throws IOException {
		try (InputStream in = DcmtkFilesTest.class.getResourceAsStream(name)) {
			return in.readAllBytes();
		}
	}

	/** @return the file with the same image one second later, after midnight */
	private static byte[] second(final byte[] first) {
		return new String(first, StandardCharsets.ISO_8859_1).replace("235959.500000", "000000.500000").replace("3680043.10.1.1.1", "3680043.10.1.1.2").getBytes(StandardCharsets.ISO_8859_1);
	}

	private void twoTimes(final String name) throws IOException {
		Files.write(folder.resolve("b"), resource(name));
		Files.write(folder.resolve("a"), name.equals("deflated.dcm") ? resource("deflated-second.dcm") : second(resource(name)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "explicit-little.dcm", "implicit-little.dcm", "explicit-big.dcm", "deflated.dcm", "undefined-lengths.dcm", "bare-explicit-little.dcm", "bare-implicit-little.dcm", "bare-explicit-big.dcm", "rle.dcm" })
	void everyTransferSyntaxGivesTheSameSeries(final String name) throws IOException {
		// SETUP
		twoTimes(name);
		final DicomReader reader = new DicomReader();
		// EXECUTE
		assertTrue(reader.canRead(folder));
		final DicomSeries read = reader.readSeries(folder, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		// VERIFY
		final PerfusionSeries series = read.series();
		assertEquals("Perfusion", series.name());
		assertEquals("dcmtk", read.info().manufacturer());
		assertEquals("1.2.826.0.1.3680043.10.1.1", read.info().seriesInstanceUid());
		assertArrayEquals(new double[] { 0, 1 }, series.times().times(0), 0);
		assertArrayEquals(new double[] { -0.75, 0, 0, 10.5, 0, -0.5, 0, -20.25, 0, 0, 5, 30 }, series.grid().orientation().affine(), 1e-9);
		final float[] plane = new float[64];
		for (int t = 0; t < 2; t++) {
			series.planes().read(0, t, plane);
			for (int i = 0; i < 64; i++)
				assertEquals(2 * (31 * (i % 8) + 5 * (i / 8) - 100) - 1024, plane[i]);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "explicit-little-8bit.dcm", "explicit-big-8bit.dcm", "rle-8bit.dcm" })
	void bytesAreReadInTheirOrder(final String name) throws IOException {
		// SETUP
		twoTimes(name);
		// EXECUTE
		final PerfusionSeries series = new DicomReader().read(folder, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		// VERIFY
		final float[] plane = new float[64];
		series.planes().read(0, 1, plane);
		for (int i = 0; i < 64; i++)
			assertEquals(2 * ((31 * (i % 8) + 5 * (i / 8)) & 0xff) - 1024, plane[i]);
	}

	@ParameterizedTest
	@ValueSource(strings = { "enhanced.dcm", "enhanced-rle.dcm" })
	void enhancedImageIsOneSeries(final String name) throws IOException {
		// SETUP
		final Path file = Files.write(folder.resolve(name), resource(name));
		// EXECUTE
		final PerfusionSeries series = new DicomReader().read(file, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		// VERIFY: frames are in another order in the file
		assertEquals("4 x 4 x 2", series.grid().sizeText());
		assertArrayEquals(new double[] { 1, 2, 4 }, new double[] { series.grid().spacingX(), series.grid().spacingY(), series.grid().spacingZ() }, 1e-9);
		assertArrayEquals(new double[] { 0, 0.2, 0.4 }, series.times().times(0), 0);
		assertArrayEquals(new double[] { 0.1, 0.3, 0.5 }, series.times().times(1), 0);
		final float[] plane = new float[16];
		for (int t = 0; t < 3; t++)
			for (int z = 0; z < 2; z++) {
				series.planes().read(z, t, plane);
				for (int i = 0; i < 16; i++)
					assertEquals(100 * t + 10 * z + i - 1000, plane[i]);
			}
	}

	@Test
	void compressedFilesSayWhatIsMissing() throws IOException {
		// SETUP
		twoTimes("jpeg-lossless.dcm");
		// EXECUTE
		final String message = assertThrows(PerfusionException.class, () -> new DicomReader().read(folder, ReadOptions.FROM_FILE, WorkMonitor.SILENT)).getMessage();
		// VERIFY
		for (final String part : new String[] { "JPEG Lossless", "1.2.840.10008.1.2.4.70", "Bio-Formats", "dcmdjpeg", "gdcmconv", folder.toString() })
			assertTrue(message.contains(part), message);
		assertTrue(new DicomReader().list(folder, WorkMonitor.SILENT).get(0).dynamic());
	}

	private static CompressedFrames decoder(final Object samples) {
		return new CompressedFrames() {

			@Override
			public boolean available() {
				return true;
			}

			@Override
			public Object decode(final Path file, final int frame) {
				return samples;
			}
		};
	}

	@Test
	void decoderOfTheHostIsUsed() throws IOException {
		// SETUP: a decoder that knows the samples
		twoTimes("jpeg-lossless.dcm");
		final short[] samples = new short[64];
		for (int i = 0; i < 64; i++)
			samples[i] = (short) (31 * (i % 8) + 5 * (i / 8) - 100 & 0xfff);
		// EXECUTE
		final PerfusionSeries series = new DicomReader(decoder(samples)).read(folder, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		// VERIFY: the sign is extended and the rescale applied here
		final float[] plane = new float[64];
		series.planes().read(0, 1, plane);
		for (int i = 0; i < 64; i++)
			assertEquals(2 * (31 * (i % 8) + 5 * (i / 8) - 100) - 1024, plane[i]);
	}

	@Test
	void wronglyDecodedFramesAreRefused() throws IOException {
		twoTimes("jpeg-lossless.dcm");
		for (final Object wrong : new Object[] { new byte[64], new short[63], "" }) {
			final String message = assertThrows(PerfusionException.class, () -> new DicomReader(decoder(wrong)).read(folder, ReadOptions.FROM_FILE, WorkMonitor.SILENT)).getMessage();
			assertTrue(message.contains("8 x 8 samples of 16 bits"), message);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "rle.dcm", "enhanced-rle.dcm", "enhanced.dcm", "explicit-big.dcm", "bare-implicit-little.dcm" })
	void truncatedFilesAreNamed(final String name) throws IOException {
		// SETUP
		final byte[] whole = resource(name);
		final byte[] other = second(whole);
		final Path file = folder.resolve("cut.dcm");
		for (int length = 0; length < whole.length - 9; length += length < 160 ? 40 : 7) {
			Files.write(file, java.util.Arrays.copyOf(whole, length));
			if (!name.startsWith("enhanced")) Files.write(folder.resolve("other"), other);
			// EXECUTE + VERIFY
			final String message = assertThrows(PerfusionException.class, () -> new DicomReader().read(folder, ReadOptions.FROM_FILE, WorkMonitor.SILENT)).getMessage();
			assertTrue(message.contains(file.toString()), message);
		}
	}
}
