package org.perfusionj.io.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.SeriesEntry;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

class DicomReaderTest {

	@TempDir
	Path folder;

	private final DicomReader reader = new DicomReader();
	private final MonitorLog log = new MonitorLog();

	private PerfusionSeries read() throws IOException {
		return read(ReadOptions.FROM_FILE);
	}

	private PerfusionSeries read(final ReadOptions options) throws IOException {
		return reader.read(folder, options, log);
	}

	private String failure() {
		return failure(folder);
	}

	private String failure(final Path path) {
		return assertThrows(PerfusionException.class, () -> reader.read(path, ReadOptions.FROM_FILE, log)).getMessage();
	}

	private static ReadOptions interval(final double seconds) {
		return new ReadOptions("", seconds, 0, ReadOptions.PlaneOrder.SLICES_FIRST, Optional.empty());
	}

	private static ReadOptions series(final String id) {
		return new ReadOptions(id, 0, 0, ReadOptions.PlaneOrder.SLICES_FIRST, Optional.empty());
	}

	private static void assertContains(final String text, final String... parts) {
		for (final String part : parts)
			assertTrue(text.contains(part), () -> "'" + part + "' is not in: " + text);
	}

	/** Checks that plane (z, t) holds the samples made for (z, t), with slope 1 and the intercept. */
	private static void assertSamples(final PerfusionSeries series, final double intercept) {
		final float[] plane = new float[series.grid().planeSize()];
		for (int t = 0; t < series.frames(); t++)
			for (int z = 0; z < series.grid().slices(); z++) {
				series.planes().read(z, t, plane);
				for (int i = 0; i < plane.length; i++)
					assertEquals(100 * t + 10 * z + i + intercept, plane[i], "sample " + i + " of slice " + z + ", frame " + t);
			}
	}

	@ParameterizedTest
	@ValueSource(strings = { DicomBuilder.IMPLICIT, DicomBuilder.EXPLICIT, DicomBuilder.BIG, DicomBuilder.DEFLATED })
	void shuffledFilesBecomeSlicesAndTimes(final String syntax) throws IOException {
		// SETUP
		final CtSeries ct = new CtSeries("1.2.3.4", 3, 4);
		for (int z = 0; z < 3; z++)
			for (int t = 0; t < 4; t++)
				ct.image(z, t).write(folder.resolve("sub" + (z * 7 + t * 5) % 3).resolve("IM" + (z * 5 + t * 7) % 12 + "-" + z + t), syntax);
		Files.writeString(folder.resolve("readme.txt"), "This is no DICOM file, and it is longer than a preamble. ".repeat(10));
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY
		assertEquals("4 x 3 x 3", series.grid().sizeText());
		assertEquals(0.75, series.grid().spacingX());
		assertEquals(0.5, series.grid().spacingY());
		assertEquals(5, series.grid().spacingZ(), 1e-9);
		assertArrayEquals(new double[] { 0, 1, 2, 3 }, series.times().times(0), 0);
		assertTrue(series.times().sameForAllSlices());
		assertEquals(SignalType.CT, series.signal());
		assertEquals("Perfusion", series.name());
		assertInstanceOf(UnsignedShortType.class, series.storedSamples().randomAccess().get());
		assertSamples(series, -1024);
		// LPS to RAS: x and y are negated
		assertArrayEquals(new double[] { -0.75, 0, 0, 10.5, 0, -0.5, 0, -20.25, 0, 0, 5, 30 }, series.grid().orientation().affine(), 1e-9);
		assertArrayEquals(series.grid().orientation().sform(), series.grid().orientation().qform());
		assertEquals(1, log.fraction(), 1e-9);
	}

	@Test
	void listPutsTheLargestDynamicSeriesFirst() throws IOException {
		// SETUP
		new CtSeries("1.2.3.7", 1, 1).write(folder.resolve("scout"));
		new CtSeries("1.2.3.5", 40, 1).write(folder.resolve("angio"));
		new CtSeries("1.2.3.4", 2, 3).write(folder);
		new CtSeries("1.2.3.6", 2, 4).with((image, z, t) -> image.put(0x0008103e, "LO", "Köpfe")).write(folder);
		// EXECUTE
		final List<SeriesEntry> entries = reader.list(folder, log);
		final PerfusionSeries largest = read();
		final PerfusionSeries other = read(series("1.2.3.4"));
		// VERIFY
		assertEquals(List.of("1.2.3.6", "1.2.3.4", "1.2.3.5", "1.2.3.7"), entries.stream().map(SeriesEntry::id).toList());
		assertEquals(List.of(true, true, false, false), entries.stream().map(SeriesEntry::dynamic).toList());
		assertEquals("CT 4 x 3, 2 slices x 4 frames, 'Köpfe', series 5", entries.get(0).description());
		assertEquals(4, largest.frames());
		assertTrue(log.says("There are 2 dynamic DICOM series"), log::toString);
		assertTrue(log.says("1.2.3.4 ("), log::toString);
		assertEquals(3, other.frames());
		assertContains(assertThrows(PerfusionException.class, () -> read(series("9.9"))).getMessage(), "no DICOM series 9.9", "1.2.3.6 (", "1.2.3.4 (", "1.2.3.5 (", "1.2.3.7 (");
		assertContains(assertThrows(PerfusionException.class, () -> read(series("1.2.3.5"))).getMessage(), "one image a slice only", "1.2.3.6 (");
	}

	@Test
	void oneFileStandsForItsSeries() throws IOException {
		// SETUP
		final Path[][] files = new CtSeries("1.2.3.4", 2, 3).write(folder);
		new CtSeries("1.2.3.6", 2, 4).write(folder);
		// EXECUTE
		final PerfusionSeries series = reader.read(files[1][1], ReadOptions.FROM_FILE, log);
		// VERIFY
		assertEquals(3, series.frames());
		assertSamples(series, -1024);
		assertTrue(log.says("all its 6 files"), log::toString);
	}

	@Test
	void missingFileIsNamedBySlice() throws IOException {
		// SETUP
		final Path[][] files = new CtSeries("1.2.3.4", 3, 5).write(folder);
		Files.delete(files[1][2]);
		// EXECUTE + VERIFY
		assertContains(failure(), "slice at 35.0 mm has 4 images", "the others have 5", "missing");
		assertContains(reader.list(folder, log).get(0).description(), "(not complete)");
	}

	@Test
	void additionalImageIsNamedBySlice() throws IOException {
		// SETUP
		final CtSeries ct = new CtSeries("1.2.3.4", 3, 5);
		ct.write(folder);
		ct.image(2, 0).put(0x00080018, "UI", "1.2.3.4.99").put(0x00080032, "TM", "100030").write(folder.resolve("more"), DicomBuilder.EXPLICIT);
		// EXECUTE + VERIFY
		assertContains(failure(), "slice at 40.0 mm has 6 images", "the others have 5", "twice");
	}

	@Test
	void copiesAreIgnored() throws IOException {
		// SETUP
		final Path[][] files = new CtSeries("1.2.3.4", 2, 3).write(folder);
		Files.copy(files[0][1], folder.resolve("copy"));
		Files.createDirectory(folder.resolve("again"));
		Files.copy(files[1][2], folder.resolve("again").resolve("copy"));
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY
		assertSamples(series, -1024);
		assertTrue(log.says("Ignored 2 copies"), log::toString);
	}

	@Test
	void sameUidInAllImagesIsNotTakenForCopies() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 2, 3).with((image, z, t) -> image.put(0x00080018, "UI", "1.1")).write(folder);
		// EXECUTE + VERIFY
		assertSamples(read(), -1024);
	}

	@Test
	void positionsMayJitter() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 3, 4).with((image, z, t) -> image.put(0x00200032, "DS", String.format(Locale.ROOT, "-10.5\\20.25\\%.4f", 30 + 5 * z + 0.05 * (t % 2 == 0 ? 1 : -1)))).write(folder);
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY
		assertSamples(series, -1024);
		assertEquals(5, series.grid().spacingZ(), 1e-9);
		assertEquals(30, series.grid().orientation().affine()[11], 1e-9);
	}

	@Test
	void thinSlicesStayApart() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 3, 4).with((image, z, t) -> image.put(0x00180050, "DS", "0.1").put(0x00200032, "DS", String.format(Locale.ROOT, "0\\0\\%.2f", 0.1 * z))).write(folder);
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY
		assertEquals(3, series.grid().slices());
		assertEquals(0.1, series.grid().spacingZ(), 1e-9);
	}

	@Test
	void obliqueOrientationIsKept() throws IOException {
		// SETUP: a sagittal-like oblique stack; x points to posterior, y to inferior, tilted by 30 degrees about x
		final double c = Math.cos(Math.toRadians(30));
		final double s = Math.sin(Math.toRadians(30));
		final double[] y = { s, 0, -c };
		// normal = x cross y with x = (0, 1, 0)
		final double[] n = { -c, 0, -s };
		new CtSeries("1.2.3.4", 3, 2).with((image, z, t) -> image.put(0x00200037, "DS", String.format(Locale.ROOT, "0\\1\\0\\%.8f\\0\\%.8f", y[0], y[2])).put(0x00200032, "DS", String.format(Locale.ROOT, "%.6f\\-3\\%.6f", 7 + 2.5 * z * n[0],
			4 + 2.5 * z * n[2]))).write(folder);
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY
		assertSamples(series, -1024);
		assertEquals(2.5, series.grid().spacingZ(), 1e-5);
		final double[] expected = { 0, -0.5 * y[0], -2.5 * n[0], -7, -0.75, 0, 0, 3, 0, 0.5 * y[2], 2.5 * n[2], 4 };
		assertArrayEquals(expected, series.grid().orientation().affine(), 1e-5);
		assertEquals(1, series.grid().orientation().qformCode());
		assertTrue(determinant(series.grid().orientation().affine()) > 0);
	}

	@Test
	void tiltedGantryIsKeptAsShear() throws IOException {
		// SETUP: image planes tilted by 20 degrees about x, the table moves along z
		final double c = Math.cos(Math.toRadians(20));
		final double s = Math.sin(Math.toRadians(20));
		new CtSeries("1.2.3.4", 4, 2).with((image, z, t) -> image.put(0x00200037, "DS", String.format(Locale.ROOT, "1\\0\\0\\0\\%.8f\\%.8f", c, -s)).put(0x00200032, "DS", String.format(Locale.ROOT, "0\\0\\%d", 5 * z)).put(0x00181120, "DS",
			"20")).write(folder);
		// EXECUTE
		final DicomSeries read = reader.readSeries(folder, ReadOptions.FROM_FILE, log);
		// VERIFY: distance along the normal, but the table's direction in the affine
		assertEquals(5 * c, read.series().grid().spacingZ(), 1e-6);
		final double[] affine = read.series().grid().orientation().sform();
		assertArrayEquals(new double[] { 0, 0, 5 }, new double[] { affine[2], affine[6], affine[10] }, 1e-9);
		assertEquals(0, read.series().grid().orientation().qformCode());
		assertEquals(20, read.info().gantryTiltDegrees());
		assertTrue(log.says("tilted gantry"), log::toString);
		assertEquals(0.75 * 0.5 * 5 * c / 1000, read.series().grid().voxelVolumeMl(), 1e-9);
		assertEquals(0.75 * 0.5 * 5 * c, determinant(affine), 1e-6);
	}

	@Test
	void slicesRunAlongTheNormalWhicheverWayTheyAreNumbered() throws IOException {
		// SETUP: y to anterior, so the normal points to the feet
		new CtSeries("1.2.3.4", 3, 2).with((image, z, t) -> image.put(0x00200037, "DS", "1\\0\\0\\0\\-1\\0")).write(folder);
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY: the first slice is the highest one
		final float[] plane = new float[12];
		series.planes().read(0, 0, plane);
		assertEquals(20 - 1024, plane[0]);
		assertArrayEquals(new double[] { -0.75, 0, 0, 10.5, 0, 0.5, 0, -20.25, 0, 0, -5, 40 }, series.grid().orientation().affine(), 1e-9);
		assertTrue(determinant(series.grid().orientation().affine()) > 0);
	}

	private static double determinant(final double[] m) {
		return m[0] * (m[5] * m[10] - m[6] * m[9]) - m[1] * (m[4] * m[10] - m[6] * m[8]) + m[2] * (m[4] * m[9] - m[5] * m[8]);
	}

	@Test
	void unevenSlicesAreReported() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 4, 2).with((image, z, t) -> image.put(0x00200032, "DS", "0\\0\\" + (z < 2 ? 5 * z : 5 * z + 5))).write(folder);
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY
		assertEquals(20 / 3.0, series.grid().spacingZ(), 1e-9);
		assertTrue(log.says("not evenly spaced: 5.00, 10.00, 5.00"), log::toString);
		assertTrue(log.says("A slice may be missing"), log::toString);
	}

	@Test
	void timesMayDifferBySlice() throws IOException {
		// SETUP: a shuttle scan, the upper two slices are reached 0.7 s later
		new CtSeries("1.2.3.4", 4, 3).with((image, z, t) -> image.put(0x00080032, "TM", String.format(Locale.ROOT, "1000%09.6f", 1.5 * t + (z < 2 ? 0 : 0.7)))).write(folder);
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY
		assertFalse(series.times().sameForAllSlices());
		assertArrayEquals(new double[] { 0, 1.5, 3 }, series.times().times(1), 0);
		assertArrayEquals(new double[] { 0.7, 2.2, 3.7 }, series.times().times(2), 0);
		assertSamples(series, -1024);
	}

	@Test
	void timesGoOnAfterMidnight() throws IOException {
		// SETUP: the date stays that of the study
		new CtSeries("1.2.3.4", 2, 4).with((image, z, t) -> image.put(0x00080032, "TM", t < 2 ? "23595" + (8 + t) + ".500" : "00000" + (t - 2) + ".500")).write(folder);
		// EXECUTE + VERIFY
		final PerfusionSeries series = read();
		assertArrayEquals(new double[] { 0, 1, 2, 3 }, series.times().times(0), 1e-9);
		assertSamples(series, -1024);
	}

	@Test
	void coarseTimesAcrossMidnightKeepTheirOrder() throws IOException {
		// SETUP: two images share each second, so only the numbers order them
		new CtSeries("1.2.3.4", 1, 4).with((image, z, t) -> image.put(0x00080032, "TM", t < 2 ? "235959" : "000000")).write(folder);
		// EXECUTE + VERIFY
		assertSamples(read(interval(0.5)), -1024);
	}

	@Test
	void datesThatGoOnAtMidnightCountOnce() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 2, 4).with((image, z, t) -> image.remove(0x00080032).put(0x0008002a, "DT", t < 2 ? "2019123123595" + (8 + t) + ".5+0100" : "2020010100000" + (t - 2) + ".5+0100")).write(folder);
		// EXECUTE + VERIFY
		assertArrayEquals(new double[] { 0, 1, 2, 3 }, read().times().times(0), 1e-9);
	}

	@Test
	void irregularTimesAreKept() throws IOException {
		// SETUP
		final double[] times = { 0, 1.1, 2.05, 4, 7.5 };
		new CtSeries("1.2.3.4", 2, 5).with((image, z, t) -> image.put(0x0008002a, "DT", String.format(Locale.ROOT, "20200102120%09.6f", 100 + times[t])).put(0x00080032, "TM", "120000")).write(folder);
		// EXECUTE
		final DicomSeries read = reader.readSeries(folder, ReadOptions.FROM_FILE, log);
		// VERIFY
		assertArrayEquals(times, read.series().times().times(0), 0);
		assertEquals("AcquisitionDateTime", read.timeSource());
	}

	@Test
	void givenIntervalWins() throws IOException {
		new CtSeries("1.2.3.4", 2, 4).write(folder);
		final PerfusionSeries series = read(interval(2.5));
		assertArrayEquals(new double[] { 0, 2.5, 5, 7.5 }, series.times().times(0), 0);
		assertSamples(series, -1024);
	}

	@Test
	void identicalTimesAskForAnInterval() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 2, 4).with((image, z, t) -> image.put(0x00080032, "TM", "100000")).write(folder);
		// EXECUTE + VERIFY
		assertContains(failure(), "frame_interval_s", "same acquisition time", folder.toString());
		assertSamples(read(interval(1)), -1024);
	}

	@Test
	void noTimesAskForAnInterval() throws IOException {
		new CtSeries("1.2.3.4", 2, 4).with((image, z, t) -> image.remove(0x00080032)).write(folder);
		assertContains(failure(), "no acquisition times", "frame_interval_s");
	}

	@Test
	void contentTimeIsUsedWithAWarning() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 2, 4).with((image, z, t) -> image.remove(0x00080032).put(0x00080023, "DA", "20200102").put(0x00080033, "TM", "1000" + (10 + 2 * t))).write(folder);
		// EXECUTE + VERIFY
		assertArrayEquals(new double[] { 0, 2, 4, 6 }, read().times().times(0), 0);
		assertTrue(log.says("ContentTime is used"), log::toString);
	}

	@Test
	void triggerTimeIsUsedWhereTheClockStands() throws IOException {
		// SETUP: as General Electric's MR does
		new CtSeries("1.2.3.4", 2, 4).with((image, z, t) -> image.put(0x00080032, "TM", "100000").put(0x00181060, "DS", "" + (1900 * t + 20 * z)).put(0x00200013, "IS", "1")).write(folder);
		// EXECUTE
		final DicomSeries read = reader.readSeries(folder, ReadOptions.FROM_FILE, log);
		// VERIFY
		assertArrayEquals(new double[] { 0.02, 1.92, 3.82, 5.72 }, read.series().times().times(1), 1e-9);
		assertEquals("TriggerTime", read.timeSource());
		assertSamples(read.series(), -1024);
	}

	@Test
	void temporalPositionOrdersAndResolutionIsTheInterval() throws IOException {
		// SETUP: numbers run the wrong way
		new CtSeries("1.2.3.4", 2, 4).with((image, z, t) -> image.remove(0x00080032).put(0x00200100, "IS", "" + (t + 1)).put(0x00200110, "DS", "1250").put(0x00200013, "IS", "" + (9 - t))).write(folder);
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY
		assertSamples(series, -1024);
		assertArrayEquals(new double[] { 0, 1.25, 2.5, 3.75 }, series.times().times(0), 1e-12);
	}

	@Test
	void mrTakesRepetitionAndEchoTime() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 2, 4).with((image, z, t) -> image.put(0x00080060, "CS", "MR").remove(0x00080032).remove(0x00281052).remove(0x00281053).put(0x00180080, "DS", "1600").put(0x00180081, "DS", "29.5").put(0x00080070, "LO", "Maker"))
			.write(folder);
		// EXECUTE
		final DicomSeries read = reader.readSeries(folder, ReadOptions.FROM_FILE, log);
		// VERIFY
		assertEquals(SignalType.MR, read.series().signal());
		assertEquals(1.6, read.series().times().meanIntervalS(), 1e-12);
		assertEquals(29.5, read.info().echoTimeMs());
		assertEquals("Maker", read.info().manufacturer());
		assertTrue(log.says("echo time 29.5 ms"), log::toString);
		assertSamples(read.series(), 0);
	}

	@Test
	void echoesBecomeSeparateEntries() throws IOException {
		// SETUP: a double-echo series
		final CtSeries first = new CtSeries("1.2.3.4", 2, 3).with((image, z, t) -> image.put(0x00080060, "CS", "MR").put(0x00180081, "DS", "10"));
		final CtSeries second = new CtSeries("1.2.3.4", 2, 4).with((image, z, t) -> image.put(0x00080060, "CS", "MR").put(0x00180081, "DS", "30").put(0x00080018, "UI", "1.9." + z + "." + t));
		first.write(folder.resolve("a"));
		second.write(folder.resolve("b"));
		// EXECUTE
		final List<SeriesEntry> entries = reader.list(folder, log);
		// VERIFY
		assertEquals(List.of("1.2.3.4", "1.2.3.4#2"), entries.stream().map(SeriesEntry::id).toList());
		assertEquals(10, reader.readSeries(folder, series("1.2.3.4#2"), log).info().echoTimeMs());
	}

	@Test
	void matrixSizesBecomeSeparateEntries() throws IOException {
		// SETUP: a dose page of another size in the same series
		final CtSeries ct = new CtSeries("1.2.3.4", 2, 3);
		ct.write(folder);
		ct.image(0, 0).put(0x00080018, "UI", "1.9").us(0x00280010, 6).us(0x00280011, 2).write(folder.resolve("other"), DicomBuilder.EXPLICIT);
		// EXECUTE
		final List<SeriesEntry> entries = reader.list(folder, log);
		// VERIFY
		assertEquals(List.of("1.2.3.4", "1.2.3.4#2"), entries.stream().map(SeriesEntry::id).toList());
		assertContains(entries.get(1).description(), "2 x 6");
		assertSamples(read(), -1024);
	}

	@Test
	void rescaleMayDifferByImage() throws IOException {
		// SETUP: the same HU, stored with another slope and intercept in each image
		new CtSeries("1.2.3.4", 2, 3).with((image, z, t) -> {
			final short[] samples = CtSeries.samples(z, t);
			for (int i = 0; i < samples.length; i++)
				samples[i] = (short) (2 * samples[i] + 8 * t);
			image.put(0x00281053, "DS", "0.5").put(0x00281052, "DS", "" + (-1000 - 4 * t)).put(0x7fe00010, "OW", samples);
		}).write(folder);
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY
		assertInstanceOf(FloatType.class, series.storedSamples().randomAccess().get());
		assertSamples(series, -1000);
	}

	@Test
	void twelveSignedBitsInSixteenWithOverlayBits() throws IOException {
		// SETUP: the upper four bits hold something else
		new CtSeries("1.2.3.4", 2, 3).with((image, z, t) -> {
			final short[] samples = CtSeries.samples(z, t);
			for (int i = 0; i < samples.length; i++)
				samples[i] = (short) (samples[i] - 150 & 0xfff | 0x5000);
			image.us(0x00280101, 12).us(0x00280102, 11).us(0x00280103, 1).put(0x7fe00010, "OW", samples);
		}).write(folder);
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY
		assertInstanceOf(ShortType.class, series.storedSamples().randomAccess().get());
		assertSamples(series, -1024 - 150);
	}

	@Test
	void bitsMayBeStoredHigh() throws IOException {
		// SETUP: 12 bits at the upper end of 16, unsigned
		new CtSeries("1.2.3.4", 1, 3).with((image, z, t) -> {
			final short[] samples = CtSeries.samples(z, t);
			for (int i = 0; i < samples.length; i++)
				samples[i] = (short) (samples[i] << 4 | 0xf);
			image.us(0x00280101, 12).us(0x00280102, 15).put(0x7fe00010, "OW", samples);
		}).write(folder);
		// EXECUTE + VERIFY
		assertSamples(read(), -1024);
	}

	@Test
	void eightAndThirtyTwoBits() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 2, 2).with((image, z, t) -> {
			final byte[] samples = new byte[12];
			for (int i = 0; i < samples.length; i++)
				samples[i] = (byte) (100 * t + 10 * z + i);
			image.us(0x00280100, 8).us(0x00280101, 8).us(0x00280102, 7).put(0x7fe00010, "OB", samples);
		}).write(folder.resolve("8"));
		new CtSeries("1.2.3.5", 2, 2).with((image, z, t) -> {
			final int[] samples = new int[12];
			for (int i = 0; i < samples.length; i++)
				samples[i] = 100 * t + 10 * z + i - 70000;
			final short[] words = new short[24];
			for (int i = 0; i < 24; i++)
				words[i] = (short) (i % 2 == 0 ? samples[i / 2] : samples[i / 2] >> 16);
			image.us(0x00280100, 32).us(0x00280101, 32).us(0x00280102, 31).us(0x00280103, 1).put(0x7fe00010, "OW", words);
		}).write(folder.resolve("32"));
		// EXECUTE + VERIFY
		assertSamples(reader.read(folder.resolve("8"), ReadOptions.FROM_FILE, log), -1024);
		assertSamples(reader.read(folder.resolve("32"), ReadOptions.FROM_FILE, log), -1024 - 70000);
	}

	@Test
	void bigEndianPixelsInLittleEndianFile() throws IOException {
		for (int t = 0; t < 3; t++) {
			final short[] swapped = CtSeries.samples(0, t);
			for (int i = 0; i < swapped.length; i++)
				swapped[i] = Short.reverseBytes(swapped[i]);
			new CtSeries("1.2.3.4", 1, 3).image(0, t).put(0x7fe00010, "OW", swapped).write(folder.resolve("" + t), DicomBuilder.GE);
		}
		assertSamples(read(), -1024);
	}

	@Test
	void orientationOfZerosIsNoOrientation() throws IOException {
		new CtSeries("1.2.3.4", 2, 3).with((image, z, t) -> image.put(0x00200037, "DS", "0\\0\\0\\0\\0\\0")).write(folder);
		final PerfusionSeries series = read();
		assertSamples(series, -1024);
		assertEquals(5, series.grid().spacingZ(), 1e-9);
		assertFalse(series.grid().orientation().isKnown());
		assertTrue(log.says("no usable ImageOrientationPatient"), log::toString);
	}

	@Test
	void missingFileOfOneSliceShowsInTheNumbers() throws IOException {
		// SETUP
		final Path[][] files = new CtSeries("1.2.3.4", 1, 20).write(folder);
		Files.delete(files[0][7]);
		// EXECUTE + VERIFY
		assertEquals(19, read().frames());
		assertTrue(log.says("from 1 to 20, but there are only 19 images: 1 may be missing"), log::toString);
	}

	@Test
	void chosenFileDecidesWhichPartOfADividedSeriesIsRead() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 2, 5).write(folder);
		final Path[][] oblique = new CtSeries("1.2.3.4", 2, 3).with((image, z, t) -> image.put(0x00080018, "UI", "1.9." + z + "." + t).put(0x00200037, "DS", "1\\0\\0\\0\\0.8\\0.6")).write(folder.resolve("x"));
		final Path chosen = folder.resolve("chosen");
		for (int z = 0; z < 2; z++)
			for (int t = 0; t < 3; t++)
				Files.move(oblique[z][t], z + t == 0 ? chosen : folder.resolve("o" + z + t));
		// EXECUTE + VERIFY
		assertEquals(3, reader.read(chosen, ReadOptions.FROM_FILE, log).frames());
		assertEquals(5, read().frames());
	}

	@Test
	void sliceLocationStandsInForThePosition() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 3, 2).with((image, z, t) -> image.remove(0x00200032).remove(0x00200037).put(0x00201041, "DS", "" + (12.5 + 4 * z))).write(folder);
		// EXECUTE
		final PerfusionSeries series = read();
		// VERIFY
		assertSamples(series, -1024);
		assertEquals(4, series.grid().spacingZ(), 1e-9);
		assertFalse(series.grid().orientation().isKnown());
		assertTrue(log.says("SliceLocation"), log::toString);
	}

	@ParameterizedTest
	@ValueSource(strings = { "zt", "tz" })
	void withoutPositionsTheNumberOfSlicesIsAsked(final String order) throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 3, 4).with((image, z, t) -> image.remove(0x00200032).remove(0x00200037).remove(0x00080032).put(0x00180050, "DS", "5").put(0x00200013, "IS", "" + (order.equals("zt") ? z + 3 * t : t + 4 * z))).write(folder);
		// EXECUTE
		final PerfusionSeries series = read(new ReadOptions("", 1, 3, ReadOptions.PlaneOrder.of(order), Optional.of(SignalType.CONCENTRATION)));
		// VERIFY
		assertSamples(series, -1024);
		assertEquals(SignalType.CONCENTRATION, series.signal());
		assertEquals(12, read(interval(1)).frames());
		assertContains(assertThrows(PerfusionException.class, () -> read(new ReadOptions("", 1, 5, ReadOptions.PlaneOrder.SLICES_FIRST, Optional.empty()))).getMessage(), "slices=5");
	}

	@Test
	void missingSpacingIsReported() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 2, 2).with((image, z, t) -> image.remove(0x00280030)).write(folder.resolve("none"));
		new CtSeries("1.2.3.5", 2, 2).with((image, z, t) -> image.remove(0x00280030).put(0x00181164, "DS", "0.3\\0.4")).write(folder.resolve("detector"));
		// EXECUTE + VERIFY
		assertEquals(1, reader.read(folder.resolve("none"), ReadOptions.FROM_FILE, log).grid().spacingX());
		assertTrue(log.says("1 mm is assumed"), log::toString);
		assertEquals(0.4, reader.read(folder.resolve("detector"), ReadOptions.FROM_FILE, log).grid().spacingX());
		assertTrue(log.says("ImagerPixelSpacing"), log::toString);
	}

	@Test
	void colourIsRefused() throws IOException {
		new CtSeries("1.2.3.4", 1, 2).with((image, z, t) -> image.us(0x00280002, 3).put(0x00280004, "CS", "RGB").us(0x00280100, 8).us(0x00280101, 8).us(0x00280102, 7).put(0x7fe00010, "OB", new byte[36])).write(folder);
		assertContains(failure(), "colour", "RGB");
		assertFalse(reader.list(folder, log).get(0).dynamic());
	}

	@Test
	void mosaicIsRefused() throws IOException {
		new CtSeries("1.2.3.4", 1, 2).with((image, z, t) -> image.put(0x00080060, "CS", "MR").put(0x00080008, "CS", "ORIGINAL\\PRIMARY\\M\\ND\\MOSAIC")).write(folder);
		assertContains(failure(), "mosaic", "dcm2niix");
	}

	@Test
	void invertedDisplayIsNoted() throws IOException {
		new CtSeries("1.2.3.4", 1, 2).with((image, z, t) -> image.put(0x00280004, "CS", "MONOCHROME1")).write(folder);
		assertSamples(read(), -1024);
		assertTrue(log.says("MONOCHROME1"), log::toString);
	}

	@Test
	void folderWithoutImagesIsAnError() throws IOException {
		Files.writeString(folder.resolve("notes.txt"), "nothing");
		assertContains(failure(), "no DICOM file in the folder", folder.toString());
		new DicomBuilder().put(0x00080016, "UI", "1.2.840.10008.5.1.4.1.1.88.11").put(0x00080060, "CS", "SR").write(folder.resolve("report"), DicomBuilder.EXPLICIT);
		assertContains(failure(), "hold no images");
		assertThrows(NoSuchFileException.class, () -> reader.read(folder.resolve("missing"), ReadOptions.FROM_FILE, log));
		assertContains(failure(folder.resolve("notes.txt")), "is not a DICOM file");
	}

	@Test
	void oneImageIsNoSeries() throws IOException {
		final Path file = new CtSeries("1.2.3.4", 1, 1).write(folder)[0][0];
		assertContains(failure(), "one image a slice only");
		assertContains(failure(file), "one image a slice only");
	}

	@Test
	void damagedFileOfTheSeriesIsNamed() throws IOException {
		// SETUP
		final Path[][] files = new CtSeries("1.2.3.4", 1, 5).write(folder);
		final byte[] bytes = Files.readAllBytes(files[0][3]);
		Files.write(files[0][3], Arrays.copyOf(bytes, bytes.length - 5));
		// EXECUTE + VERIFY
		assertContains(failure(), files[0][3].toString(), "truncated");
		assertEquals(1, reader.list(folder, log).size());
	}

	@Test
	void damagedFileElsewhereIsPassedOver() throws IOException {
		// SETUP
		new CtSeries("1.2.3.4", 1, 5).write(folder);
		Files.createDirectory(folder.resolve("other"));
		Files.write(folder.resolve("other").resolve("empty.dcm"), new byte[0]);
		final byte[] bytes = new CtSeries("1.2.3.5", 1, 1).image(0, 0).bytes(DicomBuilder.EXPLICIT);
		Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, bytes.length - 5));
		// EXECUTE + VERIFY
		assertSamples(read(), -1024);
		assertTrue(log.says("empty.dcm"), log::toString);
		assertTrue(log.says("cut"), log::toString);
	}

	@ParameterizedTest
	@ValueSource(strings = { DicomBuilder.IMPLICIT, DicomBuilder.EXPLICIT, DicomBuilder.BIG, DicomBuilder.DEFLATED })
	void truncationAnywhereIsAClearError(final String syntax) throws IOException {
		// SETUP
		final CtSeries ct = new CtSeries("1.2.3.4", 1, 3).with((image, z, t) -> image.withUndefinedLengths().put(0x00081140, "SQ", new DicomBuilder[] { new DicomBuilder().put(0x00081155, "UI", "1.2.3") }));
		ct.image(0, 0).write(folder.resolve("0"), syntax);
		ct.image(0, 1).write(folder.resolve("1"), syntax);
		final byte[] whole = ct.image(0, 2).bytes(syntax);
		final Path cut = folder.resolve("2.dcm");
		for (int length = 0; length < whole.length; length += syntax.equals(DicomBuilder.EXPLICIT) ? 1 : 5) {
			Files.write(cut, Arrays.copyOf(whole, length));
			// EXECUTE + VERIFY
			assertContains(failure(), cut.toString());
			if (length % 10 == 0) assertContains(failure(cut), cut.toString());
		}
		Files.write(cut, whole);
		assertEquals(3, read().frames());
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3 })
	void changedBytesNeverBreakTheReader(final int seed) throws IOException {
		// SETUP
		final CtSeries ct = new CtSeries("1.2.3.4", 1, 3).with((image, z, t) -> image.withUndefinedLengths());
		ct.image(0, 0).write(folder.resolve("0"), DicomBuilder.EXPLICIT);
		ct.image(0, 1).write(folder.resolve("1"), DicomBuilder.EXPLICIT);
		final byte[] whole = ct.image(0, 2).bytes(DicomBuilder.EXPLICIT);
		final Random random = new Random(seed);
		for (int n = 0; n < 200; n++) {
			final byte[] changed = whole.clone();
			for (int k = 0; k < 3; k++)
				changed[132 + random.nextInt(whole.length - 132)] = (byte) random.nextInt(256);
			Files.write(folder.resolve("2"), changed);
			// EXECUTE + VERIFY: read, or refused with a reason; nothing else is thrown
			try {
				assertTrue(read().frames() >= 2);
			}
			catch (final PerfusionException refused) {
				assertFalse(refused.getMessage().isBlank());
			}
		}
	}

	@Test
	void cancelStopsTheScan() throws IOException {
		new CtSeries("1.2.3.4", 2, 3).write(folder);
		log.cancel();
		assertThrows(CancellationException.class, this::read);
	}

	@Test
	void canReadIsCheapAndNeverThrows() throws IOException {
		// SETUP
		final Path[][] files = new CtSeries("1.2.3.4", 1, 2).write(folder.resolve("deep").resolve("down"));
		final Path text = Files.writeString(folder.resolve("a.txt"), "x".repeat(300));
		final Path empty = Files.createDirectory(folder.resolve("empty"));
		// EXECUTE + VERIFY
		assertTrue(reader.canRead(files[0][0]));
		assertTrue(reader.canRead(folder));
		assertFalse(reader.canRead(text));
		assertFalse(reader.canRead(empty));
		assertFalse(reader.canRead(folder.resolve("missing")));
	}

	@Test
	void listingIsSilentWithoutAMonitor() throws IOException {
		new CtSeries("1.2.3.4", 2, 3).write(folder);
		assertEquals(1, reader.list(folder, WorkMonitor.SILENT).size());
	}
}
