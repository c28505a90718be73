package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import net.imglib2.img.basictypeaccess.PlanarAccess;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.perfusionj.io.ReadOptions.PlaneOrder;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class NiftiReaderTest {

	private static final int WIDTH = 3;
	private static final int HEIGHT = 2;
	private static final int SLICES = 2;
	private static final int FRAMES = 12;
	private static final int COUNT = WIDTH * HEIGHT * SLICES * FRAMES;

	@TempDir
	Path folder;

	private final NiftiReader reader = new NiftiReader();

	private PerfusionSeries read(final Path path) throws IOException {
		return reader.read(path, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
	}

	private static ReadOptions stack(final int slices, final PlaneOrder order, final double interval) {
		return new ReadOptions("", interval, slices, order, Optional.empty());
	}

	private static float value(final PerfusionSeries series, final int x, final int y, final int z, final int t) {
		final float[] plane = new float[series.grid().planeSize()];
		series.planes().read(z, t, plane);
		return plane[y * series.grid().width() + x];
	}

	private static byte[] encode(final NiftiType type, final ByteOrder order, final double[] values) {
		final ByteBuffer out = ByteBuffer.allocate(values.length * type.bytes()).order(order);
		for (final double value : values)
			switch (type) {
				case UINT8, INT8 -> out.put((byte) (long) value);
				case INT16, UINT16 -> out.putShort((short) (long) value);
				case INT32, UINT32 -> out.putInt((int) (long) value);
				case INT64 -> out.putLong((long) value);
				case UINT64 -> out.putLong(java.math.BigDecimal.valueOf(value).toBigInteger().longValue());
				case FLOAT32 -> out.putFloat((float) value);
				case FLOAT64 -> out.putDouble(value);
			}
		return out.array();
	}

	/** Small numbers, and the ends of each type's range. */
	private static double[] valuesOf(final NiftiType type) {
		final double[] values = new double[COUNT];
		for (int i = 0; i < COUNT; i++)
			values[i] = i % 100;
		final double[] ends = switch (type) {
			case UINT8 -> new double[] { 255, 128 };
			case INT8 -> new double[] { -128, -1 };
			case INT16 -> new double[] { -32768, 32767 };
			case UINT16 -> new double[] { 65535, 32768 };
			case INT32 -> new double[] { -2147483648.0, 2147483392.0 };
			case UINT32 -> new double[] { 4294967040.0, 2147483648.0 };
			case INT64 -> new double[] { -9.223372036854775808e18, 1L << 40 };
			case UINT64 -> new double[] { 1.8446742974197923840e19, 9.223372036854775808e18 };
			case FLOAT32 -> new double[] { -1.5e-30f, Float.MAX_VALUE };
			case FLOAT64 -> new double[] { -0.125, 1e30 };
		};
		values[COUNT - 2] = ends[0];
		values[COUNT - 1] = ends[1];
		return values;
	}

	@ParameterizedTest
	@CsvSource({ "1,true,.nii", "1,false,.nii.gz", "2,true,.nii.gz", "2,false,.nii", "1,true,.hdr", "1,false,.hdr.gz", "2,true,.img.gz", "2,false,.img" })
	void everyTypeInEitherByteOrderVersionAndContainer(final int version, final boolean big, final String ending) throws IOException {
		for (final NiftiType type : NiftiType.values()) {
			// SETUP
			final ByteOrder order = big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
			final boolean pair = !ending.startsWith(".nii");
			final NiftiBytes bytes = new NiftiBytes(version, order, pair, type.code(), type.bytes() * 8, WIDTH, HEIGHT, SLICES, FRAMES);
			final double[] values = valuesOf(type);
			final byte[] samples = encode(type, order, values);
			final String base = "series" + type;
			final String gz = ending.endsWith(".gz") ? ".gz" : "";
			if (pair) {
				NiftiBytes.file(folder, base + ".hdr" + gz, gz.isEmpty() ? bytes.with(new byte[0]) : NiftiBytes.gzip(bytes.with(new byte[0])));
				NiftiBytes.file(folder, base + ".img" + gz, gz.isEmpty() ? samples : NiftiBytes.gzip(samples));
			}
			else NiftiBytes.file(folder, base + ending, gz.isEmpty() ? bytes.with(samples) : NiftiBytes.gzip(bytes.with(samples)));

			// EXECUTE
			final Path path = folder.resolve(base + ending);
			assertTrue(reader.canRead(path));
			final PerfusionSeries series = read(path);

			// VERIFY
			assertEquals(base, series.name());
			assertEquals("3 x 2 x 2", series.grid().sizeText());
			assertEquals(FRAMES, series.frames());
			for (int t = 0, i = 0; t < FRAMES; t++)
				for (int z = 0; z < SLICES; z++)
					for (int y = 0; y < HEIGHT; y++)
						for (int x = 0; x < WIDTH; x++, i++)
							assertEquals((float) values[i], value(series, x, y, z, t), type + " " + i);
			final RealType<?> stored = Views.flatIterable(series.storedSamples()).firstElement();
			final Class<?> expected = switch (type) {
				case UINT8 -> UnsignedByteType.class;
				case INT8 -> ByteType.class;
				case INT16 -> ShortType.class;
				case UINT16 -> UnsignedShortType.class;
				default -> FloatType.class;
			};
			assertEquals(expected, stored.getClass());
			assertTrue(series.storedSamples() instanceof PlanarAccess<?>);
		}
	}

	@Test
	void scalingIsApplied() throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, FRAMES).scaling(0.5, -1024);
		final PerfusionSeries series = read(NiftiBytes.file(folder, "a.nii", bytes.with(bytes.ramp16(COUNT))));
		assertEquals(-1024 + 0.5f * (COUNT - 1), value(series, 2, 1, 1, FRAMES - 1));
		assertEquals(0.5, series.slope());
		assertEquals(-1024, series.intercept());
		assertEquals(-1024 + 0.5f, series.image().getAt(1, 0, 0, 0).get());
	}

	@Test
	void scalingOfWideTypesIsAppliedBeforeTheyLoseDigits() throws IOException {
		// SETUP: 2^30 + i does not fit into a float, (2^30 + i) - 2^30 does
		final NiftiBytes bytes = new NiftiBytes(1, ByteOrder.LITTLE_ENDIAN, false, 8, 32, WIDTH, HEIGHT, SLICES, FRAMES).scaling(1, -(1 << 30));
		final double[] values = new double[COUNT];
		for (int i = 0; i < COUNT; i++)
			values[i] = (1 << 30) + i;
		final PerfusionSeries series = read(NiftiBytes.file(folder, "a.nii", bytes.with(encode(NiftiType.INT32, ByteOrder.LITTLE_ENDIAN, values))));
		assertEquals(7, value(series, 1, 0, 1, 0));
		assertEquals(1, series.slope());
		assertEquals(0, series.intercept());
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, Double.NaN, Double.POSITIVE_INFINITY })
	void slopeThatIsNoneMeansNoScaling(final double slope) throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, FRAMES).scaling(slope, 77);
		final PerfusionSeries series = read(NiftiBytes.file(folder, "a.nii", bytes.with(bytes.ramp16(COUNT))));
		assertEquals(1, value(series, 1, 0, 0, 0));
	}

	@ParameterizedTest
	@CsvSource({ "10,0.5,1.5,0.5,1.5", // mm and s
		"17,0.0005,1500,0.5,1.5", // m and ms
		"27,500,1500000,0.5,1.5", // micron and us
		"0,0.5,1.5,0.5,1.5", // unknown
		"0,0.5,1500,0.5,1.5", // unknown, but no series has 1500 s between frames
		"2,0.5,100,0.5,100" })
	void unitsAreHonoured(final int units, final double spacing, final double interval, final double spacingMm, final double intervalS) throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, FRAMES).units(units).pixdim(1, spacing).pixdim(2, 2 * spacing).pixdim(3, 4 * spacing).pixdim(4, interval).shortAt(254, 1).floatsAt(280, spacing, 0, 0,
			3 * spacing, 0, 2 * spacing, 0, 0, 0, 0, 4 * spacing, 0);
		final MonitorLog log = new MonitorLog();
		final PerfusionSeries series = reader.read(NiftiBytes.file(folder, "a.nii", bytes.with(bytes.ramp16(COUNT))), ReadOptions.FROM_FILE, log);
		assertEquals(spacingMm, series.grid().spacingX(), 1e-6);
		assertEquals(2 * spacingMm, series.grid().spacingY(), 1e-6);
		assertEquals(4 * spacingMm, series.grid().spacingZ(), 1e-6);
		assertEquals(3 * spacingMm, series.grid().orientation().sform()[3], 1e-6);
		assertEquals(4 * spacingMm, series.grid().orientation().sform()[10], 1e-6);
		assertEquals(intervalS, series.times().meanIntervalS(), 1e-6);
		assertEquals((units & 0x38) == 0, log.lines().stream().anyMatch(line -> line.contains("no time unit")));
	}

	@Test
	void spacingThatIsMissingIsTakenFromTheSformOrIsOne() throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, FRAMES).pixdim(2, 0).pixdim(3, 0).shortAt(254, 1).floatsAt(280, 1, 0, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0);
		final MonitorLog log = new MonitorLog();
		final SpatialGrid grid = reader.read(NiftiBytes.file(folder, "a.nii", bytes.with(bytes.ramp16(COUNT))), ReadOptions.FROM_FILE, log).grid();
		assertEquals(5, grid.spacingY());
		assertEquals(1, grid.spacingZ());
		assertEquals(2, log.lines().stream().filter(line -> line.contains("no voxel spacing")).count());
	}

	@Test
	void qformOfAHalfTurnAndMirroredThirdAxis() throws IOException {
		// SETUP: (a, b, c, d) = (0, 0, 1, 0) is half a turn around y, so diag(-1, 1, -1); qfac -1 turns the third axis once more
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, FRAMES).pixdim(0, -1).pixdim(1, 0.5).pixdim(2, 0.75).pixdim(3, 5).shortAt(252, 3).floatsAt(256, 0, 1, 0, 10, 20, 30);
		final SpatialGrid grid = read(NiftiBytes.file(folder, "a.nii", bytes.with(bytes.ramp16(COUNT)))).grid();
		assertArrayEquals(new double[] { -0.5, 0, 0, 10, 0, 0.75, 0, 20, 0, 0, 5, 30 }, grid.orientation().qform(), 1e-12);
		assertEquals(3, grid.orientation().qformCode());
		assertEquals(0, grid.orientation().sformCode());
		assertNull(grid.orientation().sform());
	}

	@Test
	void axesOfOneSampleDoNotMatter() throws IOException {
		// SETUP: one slice; time on the fifth axis
		final NiftiBytes oneSlice = NiftiBytes.int16(WIDTH, HEIGHT, 1, 24);
		final NiftiBytes fifth = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, 1, FRAMES, 1, 1).pixdim(4, 2);

		final PerfusionSeries a = read(NiftiBytes.file(folder, "a.nii", oneSlice.with(oneSlice.ramp16(COUNT))));
		final PerfusionSeries b = read(NiftiBytes.file(folder, "b.nii", fifth.with(fifth.ramp16(COUNT))));

		assertEquals(1, a.grid().slices());
		assertEquals(24, a.frames());
		assertEquals(6 * 23, value(a, 0, 0, 0, 23));
		assertEquals(SLICES, b.grid().slices());
		assertEquals(FRAMES, b.frames());
		assertEquals(12 * 11 + 6, value(b, 0, 0, 1, 11));
		assertEquals(2, b.times().meanIntervalS());
	}

	@Test
	void twoAxesThatMayBeTimeAreRefused() throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, 1, 2, FRAMES);
		final Path path = NiftiBytes.file(folder, "a.nii", bytes.with(bytes.ramp16(COUNT)));
		assertTrue(assertThrows(PerfusionException.class, () -> read(path)).getMessage().contains("which one is time"));
	}

	@Test
	void stackWithoutTimeIsReordered() throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES * FRAMES);
		final Path path = NiftiBytes.file(folder, "a.nii", bytes.with(bytes.ramp16(COUNT)));

		final PerfusionSeries slicesFirst = reader.read(path, stack(SLICES, PlaneOrder.SLICES_FIRST, 1.5), WorkMonitor.SILENT);
		final PerfusionSeries timesFirst = reader.read(path, stack(SLICES, PlaneOrder.TIMES_FIRST, 1.5), WorkMonitor.SILENT);

		for (int t = 0; t < FRAMES; t++)
			for (int z = 0; z < SLICES; z++) {
				assertEquals(6 * (z + SLICES * t) + 1, value(slicesFirst, 1, 0, z, t));
				assertEquals(6 * (t + FRAMES * z) + 1, value(timesFirst, 1, 0, z, t));
			}
		assertEquals(1.5, timesFirst.times().meanIntervalS(), 1e-12);
	}

	@Test
	void stackWithoutTimeSaysHowToReadIt() throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES * FRAMES);
		final Path path = NiftiBytes.file(folder, "a.nii", bytes.with(bytes.ramp16(COUNT)));

		final String none = assertThrows(PerfusionException.class, () -> read(path)).getMessage();
		final String odd = assertThrows(PerfusionException.class, () -> reader.read(path, stack(5, PlaneOrder.SLICES_FIRST, 1), WorkMonitor.SILENT)).getMessage();
		final String noInterval = assertThrows(PerfusionException.class, () -> reader.read(path, stack(2, PlaneOrder.SLICES_FIRST, 0), WorkMonitor.SILENT)).getMessage();

		assertTrue(none.contains("24 planes and no time") && none.contains("slices=Z") && none.contains("plane_order=") && none.contains("1 x 24, 2 x 12"), none);
		assertTrue(odd.contains("not slices=5"), odd);
		assertTrue(noInterval.contains("frame_interval_s"), noInterval);
		assertFalse(reader.list(path, WorkMonitor.SILENT).get(0).dynamic());
	}

	@Test
	void slicesThatDisagreeWithTheFileAreRefused() throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, FRAMES);
		final Path path = NiftiBytes.file(folder, "a.nii", bytes.with(bytes.ramp16(COUNT)));
		assertThrows(PerfusionException.class, () -> reader.read(path, stack(3, PlaneOrder.SLICES_FIRST, 1), WorkMonitor.SILENT));
		assertEquals(FRAMES, reader.read(path, stack(SLICES, PlaneOrder.SLICES_FIRST, 1), WorkMonitor.SILENT).frames());
	}

	@ParameterizedTest
	@CsvSource({ "0,10", "-1,10", "1,42" })
	void missingIntervalIsAskedFor(final double interval, final int units) throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, FRAMES).pixdim(4, interval).units(units);
		final Path path = NiftiBytes.file(folder, "a.nii", bytes.with(bytes.ramp16(COUNT)));
		final String message = assertThrows(PerfusionException.class, () -> read(path)).getMessage();
		assertTrue(message.contains("frame_interval_s") && message.contains("a.json"), message);
		final ReadOptions options = new ReadOptions("", 2.5, 0, PlaneOrder.SLICES_FIRST, Optional.of(SignalType.MR));
		final PerfusionSeries series = reader.read(path, options, WorkMonitor.SILENT);
		assertEquals(2.5, series.times().meanIntervalS());
		assertEquals(SignalType.MR, series.signal());
	}

	@Test
	void compressionIsSeenFromTheContentNotTheName() throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, FRAMES);
		final byte[] file = bytes.with(bytes.ramp16(COUNT));
		assertEquals(COUNT - 1, value(read(NiftiBytes.file(folder, "a.nii", NiftiBytes.gzip(file))), 2, 1, 1, FRAMES - 1));
		assertEquals(COUNT - 1, value(read(NiftiBytes.file(folder, "b.nii.gz", file)), 2, 1, 1, FRAMES - 1));
	}

	@Test
	void otherFilesAreNotTaken() throws IOException {
		assertFalse(reader.canRead(folder));
		assertFalse(reader.canRead(folder.resolve("missing.nii")));
		assertFalse(reader.canRead(NiftiBytes.text(folder, "envi.hdr", "ENVI\ndescription = {}\n")));
		assertFalse(reader.canRead(NiftiBytes.text(folder, "alone.img", "anything")));
		assertFalse(reader.canRead(NiftiBytes.text(folder, "a.tif", "II*")));
		assertTrue(reader.canRead(NiftiBytes.text(folder, "DAMAGED.NII", "its message says what is wrong")));
	}

	@Test
	void listDescribesTheSeries() throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, FRAMES);
		final List<SeriesEntry> entries = reader.list(NiftiBytes.file(folder, "ctp.nii", bytes.with(bytes.ramp16(COUNT))), WorkMonitor.SILENT);
		assertEquals(List.of(new SeriesEntry("", "NIfTI-1 int16, 3 x 2, 2 slices x 12 frames, 'ctp'", true)), entries);
	}

	@Test
	void cancelStopsReading() throws IOException {
		final NiftiBytes bytes = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, FRAMES);
		final Path path = NiftiBytes.file(folder, "a.nii", bytes.with(bytes.ramp16(COUNT)));
		final WorkMonitor cancelled = MonitorLog.cancelled();
		assertThrows(CancellationException.class, () -> reader.read(path, ReadOptions.FROM_FILE, cancelled));
	}

	@Test
	void volumesAreReadAndSeriesRefused() throws IOException {
		final NiftiBytes volume = NiftiBytes.int16(WIDTH, HEIGHT, SLICES, 1).scaling(2, -6);
		final NiftiBytes series = NiftiBytes.int16(WIDTH, HEIGHT, 1, SLICES);
		final Path path = NiftiBytes.file(folder, "a.nii", volume.with(volume.ramp16(12)));
		assertEquals(16, NiftiVolumes.readVolume(path).get(2, 1, 1));
		assertEquals(11, NiftiVolumes.readMask(path).count());
		assertFalse(NiftiVolumes.readMask(path).contains(0, 1, 0));
		final Path several = NiftiBytes.file(folder, "b.nii", series.with(series.ramp16(12)));
		assertTrue(assertThrows(PerfusionException.class, () -> NiftiVolumes.readVolume(several)).getMessage().contains("holds 2 volumes"));
	}

	@Test
	void partnerOfAPairIsNamedWhenItIsMissing() throws IOException {
		final NiftiBytes bytes = new NiftiBytes(1, ByteOrder.LITTLE_ENDIAN, true, 4, 16, WIDTH, HEIGHT, SLICES, FRAMES);
		final Path header = NiftiBytes.file(folder, "a.hdr", bytes.with(new byte[0]));
		assertTrue(assertThrows(PerfusionException.class, () -> read(header)).getMessage().contains("a.img"));
		Files.delete(header);
		final Path image = NiftiBytes.file(folder, "a.img", bytes.ramp16(COUNT));
		assertTrue(assertThrows(PerfusionException.class, () -> read(image)).getMessage().contains("a.hdr"));
	}
}
