package org.perfusionj.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;

/** Enhanced and plain multi-frame files. */
class MultiFrameTest {

	private static final int SLICES = 3;

	@TempDir
	Path folder;

	private final DicomReader reader = new DicomReader();
	private final MonitorLog log = new MonitorLog();

	private static DicomBuilder[] one(final DicomBuilder item) {
		return new DicomBuilder[] { item };
	}

	/** An enhanced MR file with the times from..to, slice after slice; the rescale of each frame on its own if asked for. */
	private static DicomBuilder enhanced(final int from, final int to, final boolean ownRescale) {
		final int times = to - from;
		final DicomBuilder[] frames = new DicomBuilder[SLICES * times];
		final short[] samples = new short[frames.length * 12];
		for (int z = 0; z < SLICES; z++)
			for (int t = from; t < to; t++) {
				final int f = z * times + t - from;
				final DicomBuilder content = new DicomBuilder().put(0x00189074, "DT", String.format(Locale.ROOT, "202001021000%05.2f", 1.5 * t)).put(0x00209056, "SH", "1").put(0x00209057, "UL", new int[] { z + 1 }).put(0x00209128, "UL", new int[] {
					t + 1 });
				frames[f] = new DicomBuilder().put(0x00209111, "SQ", one(content)).put(0x00209113, "SQ", one(new DicomBuilder().put(0x00200032, "DS", "0\\0\\" + 4 * z)));
				final int offset = ownRescale ? t : 0;
				if (ownRescale) frames[f].put(0x00289145, "SQ", one(new DicomBuilder().put(0x00281052, "DS", "" + offset).put(0x00281053, "DS", "1")));
				for (int i = 0; i < 12; i++)
					samples[f * 12 + i] = (short) (CtSeries.samples(z, t)[i] - offset);
			}
		final DicomBuilder shared = new DicomBuilder().put(0x00209116, "SQ", one(new DicomBuilder().put(0x00200037, "DS", "1\\0\\0\\0\\1\\0"))).put(0x00289110, "SQ", one(new DicomBuilder().put(0x00280030, "DS", "2\\1.5"))).put(0x00189114,
			"SQ", one(new DicomBuilder().put(0x00189082, "FD", new double[] { 31.25 }))).put(0x00189112, "SQ", one(new DicomBuilder().put(0x00180080, "DS", "1500")));
		return new CtSeries("1.2.3.8", 1, 1).image(0, 0).put(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.4.1").put(0x00080018, "UI", "1.2.3.8." + from).put(0x00080060, "CS", "MR").remove(0x00200032).remove(0x00200037).remove(0x00280030).remove(
			0x00281052).remove(0x00281053).remove(0x00080032).put(0x00280008, "IS", "" + frames.length).put(0x52009229, "SQ", one(shared)).put(0x52009230, "SQ", frames).put(0x7fe00010, "OW", samples);
	}

	private static void assertSamples(final PerfusionSeries series) {
		final float[] plane = new float[12];
		for (int t = 0; t < series.frames(); t++)
			for (int z = 0; z < series.grid().slices(); z++) {
				series.planes().read(z, t, plane);
				for (int i = 0; i < plane.length; i++)
					assertEquals(100 * t + 10 * z + i, plane[i]);
			}
	}

	@ParameterizedTest
	@ValueSource(strings = { DicomBuilder.IMPLICIT, DicomBuilder.EXPLICIT, DicomBuilder.BIG, DicomBuilder.DEFLATED })
	void enhancedFrames(final String syntax) throws IOException {
		// SETUP
		final Path file = enhanced(0, 5, false).withUndefinedLengths().write(folder.resolve("enhanced"), syntax);
		// EXECUTE
		final DicomSeries read = reader.readSeries(file, ReadOptions.FROM_FILE, log);
		// VERIFY
		assertSamples(read.series());
		assertArrayEquals(new double[] { 0, 1.5, 3, 4.5, 6 }, read.series().times().times(0), 0);
		assertEquals(SignalType.MR, read.series().signal());
		assertEquals(31.25, read.info().echoTimeMs());
		assertEquals(1500, read.info().repetitionTimeMs());
		assertArrayEquals(new double[] { -1.5, 0, 0, 0, 0, -2, 0, 0, 0, 0, 4, 0 }, read.series().grid().orientation().affine(), 1e-9);
	}

	@Test
	void severalEnhancedFilesAreOneSeries() throws IOException {
		// SETUP
		final Path first = enhanced(0, 1, false).write(folder.resolve("b"), DicomBuilder.EXPLICIT);
		enhanced(3, 5, false).write(folder.resolve("a"), DicomBuilder.EXPLICIT);
		enhanced(1, 3, false).write(folder.resolve("c"), DicomBuilder.IMPLICIT);
		// EXECUTE + VERIFY
		assertSamples(reader.read(folder, ReadOptions.FROM_FILE, log));
		assertEquals(5, reader.read(first, ReadOptions.FROM_FILE, log).frames());
	}

	@Test
	void rescaleMayDifferByFrame() throws IOException {
		enhanced(0, 5, true).write(folder.resolve("a"), DicomBuilder.EXPLICIT);
		assertSamples(reader.read(folder, ReadOptions.FROM_FILE, log));
	}

	@Test
	void wrongNumberOfFramesIsAnError() throws IOException {
		final Path file = enhanced(0, 5, false).put(0x00280008, "IS", "14").write(folder.resolve("a"), DicomBuilder.EXPLICIT);
		final String message = assertThrows(PerfusionException.class, () -> reader.read(folder, ReadOptions.FROM_FILE, log)).getMessage();
		assertTrue(message.contains(file.toString()) && message.contains("14 frames") && message.contains("15"), message);
	}

	@Test
	void tooFewPixelsAreAnError() throws IOException {
		enhanced(0, 5, false).put(0x7fe00010, "OW", new short[15 * 12 - 1]).write(folder.resolve("a"), DicomBuilder.EXPLICIT);
		final String message = assertThrows(PerfusionException.class, () -> reader.read(folder, ReadOptions.FROM_FILE, log)).getMessage();
		assertTrue(message.contains("358 bytes of pixel data") && message.contains("need 360"), message);
	}

	@Test
	void plainFramesAreTimesOfOneSlice() throws IOException {
		// SETUP: frames without functional groups
		final short[] samples = new short[4 * 12];
		for (int t = 0; t < 4; t++)
			System.arraycopy(CtSeries.samples(0, t), 0, samples, 12 * t, 12);
		final DicomBuilder image = new CtSeries("1.2.3.9", 1, 1).image(0, 0).put(0x00080060, "CS", "OT").remove(0x00281052).put(0x00280008, "IS", "4").put(0x7fe00010, "OW", samples);
		image.write(folder.resolve("a"), DicomBuilder.EXPLICIT);
		image.put(0x00181063, "DS", "500").write(folder.resolve("timed").resolve("a"), DicomBuilder.EXPLICIT);
		// EXECUTE
		final PerfusionSeries timed = reader.read(folder.resolve("timed"), ReadOptions.FROM_FILE, log);
		final PerfusionSeries given = reader.read(folder.resolve("a"), new ReadOptions("", 2, 0, ReadOptions.PlaneOrder.SLICES_FIRST, Optional.empty()), log);
		// VERIFY
		assertSamples(timed);
		assertSamples(given);
		assertArrayEquals(new double[] { 0, 0.5, 1, 1.5 }, timed.times().times(0), 1e-12);
		assertArrayEquals(new double[] { 0, 2, 4, 6 }, given.times().times(0), 0);
		assertTrue(log.says("modality of the DICOM files is OT"), log::toString);
	}

	@ParameterizedTest
	@ValueSource(strings = { DicomBuilder.IMPLICIT, DicomBuilder.EXPLICIT, DicomBuilder.BIG, DicomBuilder.DEFLATED })
	void filesOfTheTestWriterAreDicom(final String syntax) throws Exception {
		// SETUP
		final Optional<Path> dcmdump = Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)).filter(part -> !part.isEmpty()).map(part -> Path.of(part, "dcmdump")).filter(Files::isExecutable).findFirst();
		Assumptions.assumeTrue(dcmdump.isPresent(), "needs dcmdump of dcmtk on the PATH");
		final Path file = enhanced(0, 2, true).withUndefinedLengths().write(folder.resolve("a"), syntax);
		// EXECUTE
		final Process process = new ProcessBuilder(dcmdump.get().toString(), "+L", file.toString()).redirectErrorStream(true).start();
		final String dump = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		// VERIFY
		assertEquals(0, process.waitFor(), dump);
		assertFalse(dump.contains("E: "), dump);
		assertTrue(dump.contains("20200102100001.50"), dump);
		assertEquals(6, dump.split("InStackPositionNumber", -1).length - 1, dump);
	}
}
