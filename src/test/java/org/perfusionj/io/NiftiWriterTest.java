package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class NiftiWriterTest {

	private static final double[] SFORM = { -0.5f, 0.125f, 0, 110.5f, 0, 0.75f, 0.1f, -90.25f, 0, -0.1f, 5, 33.3f };
	private static final double[] QFORM = { 0, -0.75, 0, 10, 0.5, 0, 0, 20, 0, 0, 5, -30 };
	private static final SpatialGrid GRID = new SpatialGrid(4, 3, 2, 0.5, 0.75, 5, new Orientation(4, SFORM, 1, QFORM));

	@TempDir
	Path folder;

	private final NiftiWriter writer = new NiftiWriter();

	private static Volume ramp(final SpatialGrid grid) {
		final Volume volume = new Volume(grid);
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++)
				volume.plane(z)[i] = z * grid.planeSize() + i + 0.1f;
		return volume;
	}

	private static PerfusionSeries series(final SpatialGrid grid, final AcquisitionTimes times, final SignalType signal) {
		final short[] samples = new short[grid.planeSize() * grid.slices() * times.frames()];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (short) (i - 100);
		return new PerfusionSeries("s", ArrayImgs.shorts(samples, grid.width(), grid.height(), grid.slices(), times.frames()), 0.25, -8, grid, times, signal);
	}

	private PerfusionSeries again(final Path path) throws IOException {
		return new NiftiReader().read(path, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
	}

	private static void assertSameSamples(final PerfusionSeries expected, final PerfusionSeries found) {
		final float[] a = new float[expected.grid().planeSize()];
		final float[] b = new float[a.length];
		for (int t = 0; t < expected.frames(); t++)
			for (int z = 0; z < expected.grid().slices(); z++) {
				expected.planes().read(z, t, a);
				found.planes().read(z, t, b);
				assertArrayEquals(a, b);
			}
	}

	@Test
	void volumeComesBackWithGeometryAndNotes() throws IOException {
		for (final String name : new String[] { "CBF.nii.gz", "CBF.nii" }) {
			final Path path = folder.resolve(name);
			writer.write(path, ramp(GRID), new NiftiNotes("Cerebral blood flow, ml/100 g/min", "CBF", 0, 80));

			final Volume read = NiftiVolumes.readVolume(path);
			for (int z = 0; z < 2; z++)
				assertArrayEquals(ramp(GRID).plane(z), read.plane(z));
			assertArrayEquals(SFORM, read.grid().orientation().sform());
			assertArrayEquals(QFORM, read.grid().orientation().qform(), 1e-6);
			assertEquals(4, read.grid().orientation().sformCode());
			assertEquals(1, read.grid().orientation().qformCode());
			assertEquals(0.75, read.grid().spacingY());
			final NiftiHeader header = NiftiFile.open(path).header();
			assertEquals(1, header.version());
			assertEquals("Cerebral blood flow, ml/100 g/min", header.description());
			assertEquals("CBF", header.intentName());
			assertEquals(80, header.calMax());
		}
	}

	@Test
	void unknownOrientationStaysUnknown() throws IOException {
		final Path path = folder.resolve("a.nii");
		writer.write(path, ramp(new SpatialGrid(4, 3, 2, 1, 1, 1, Orientation.NONE)), NiftiNotes.NONE);
		assertFalse(NiftiVolumes.readVolume(path).grid().orientation().isKnown());
	}

	@Test
	void textsThatAreTooLongAreCutAtACharacter() throws IOException {
		final Path path = folder.resolve("a.nii");
		writer.write(path, ramp(GRID), new NiftiNotes("x".repeat(78) + "\u00b5m", "seventeen letters", 0, 0));
		assertEquals("x".repeat(78), NiftiFile.open(path).header().description());
		assertEquals("seventeen lette", NiftiFile.open(path).header().intentName());
	}

	@Test
	void labelsAreWholeNumbers() throws Exception {
		// SETUP
		final Volume labels = new Volume(GRID);
		for (int i = 0; i < GRID.planeSize(); i++)
			labels.plane(0)[i] = i % 7 * 5000 - 2;
		final Path path = folder.resolve("labels.nii.gz");

		// EXECUTE
		writer.writeLabels(path, labels, NiftiNotes.NONE);

		// VERIFY
		assertArrayEquals(labels.plane(0), NiftiVolumes.readVolume(path).plane(0));
		labels.plane(0)[0] = 0.5f;
		assertThrows(IllegalArgumentException.class, () -> writer.writeLabels(path, labels, NiftiNotes.NONE));
		labels.plane(0)[0] = 40_000;
		assertThrows(IllegalArgumentException.class, () -> writer.writeLabels(path, labels, NiftiNotes.NONE));
	}

	@Test
	void maskComesBack() throws IOException {
		final Mask mask = Mask.all(GRID).where(x -> x % 3 == 1);
		final Path path = folder.resolve("mask.nii.gz");
		writer.write(path, mask, NiftiNotes.NONE);
		assertEquals(NiftiType.UINT8, NiftiFile.open(path).header().type());
		final Mask read = NiftiVolumes.readMask(path);
		assertEquals(mask.count(), read.count());
		assertTrue(read.contains(1, 2, 1));
		assertFalse(read.contains(0, 2, 1));
	}

	@Test
	void residueComesBackAsASeries() throws IOException {
		final float[][][] residue = new float[2][11][12];
		for (int z = 0; z < 2; z++)
			for (int t = 0; t < 11; t++)
				for (int i = 0; i < 12; i++)
					residue[z][t][i] = (float) Math.exp(-0.1 * t) * (z + i);
		final Path path = folder.resolve("residue.nii.gz");
		writer.write(path, residue, GRID, new TimeGrid(0, 0.8, 11), new NiftiNotes("1/s", "residue", 0, 0), WorkMonitor.SILENT);
		final PerfusionSeries read = again(path);
		final float[] plane = new float[12];
		read.planes().read(1, 7, plane);
		assertArrayEquals(residue[1][7], plane);
		assertEquals(0.8, read.times().meanIntervalS(), 1e-6);
		assertEquals(1, Files.list(folder).count());
	}

	@Test
	void uniformSeriesKeepsStoredTypeScalingAndFirstTime() throws IOException {
		final double[] times = new double[10];
		for (int t = 0; t < 10; t++)
			times[t] = 3 + 1.5 * t;
		final PerfusionSeries series = series(GRID, AcquisitionTimes.of(times), SignalType.CT);
		final Path path = folder.resolve("s.nii.gz");
		writer.write(path, series, NiftiNotes.NONE, WorkMonitor.SILENT);
		final PerfusionSeries read = again(path);
		assertSameSamples(series, read);
		assertEquals(0.25, read.slope());
		assertEquals(-8, read.intercept());
		assertArrayEquals(times, read.times().times(0), 1e-6);
		assertEquals(NiftiType.INT16, NiftiFile.open(path).header().type());
		assertFalse(Files.exists(folder.resolve("s.json")));
	}

	@Test
	void everyStoredTypeComesBack() throws IOException {
		final AcquisitionTimes times = AcquisitionTimes.uniform(10, 1);
		final byte[] bytes = new byte[240];
		final short[] shorts = new short[240];
		final float[] floats = new float[240];
		final double[] doubles = new double[240];
		for (int i = 0; i < 240; i++) {
			bytes[i] = (byte) i;
			shorts[i] = (short) (i * 273);
			floats[i] = i / 7f;
			doubles[i] = i / 8.0;
		}
		final long[] size = { 4, 3, 2, 10 };
		final List<PerfusionSeries> all = List.of(new PerfusionSeries("a", ArrayImgs.unsignedBytes(bytes, size), 2, 1, GRID, times, SignalType.CT), new PerfusionSeries("b", ArrayImgs.bytes(bytes, size), 2, 1, GRID, times,
			SignalType.CT), new PerfusionSeries("c", ArrayImgs.unsignedShorts(shorts, size), 1, -1024, GRID, times, SignalType.CT), new PerfusionSeries("d", ArrayImgs.floats(floats, size), 2, 1, GRID, times, SignalType.CT),
			new PerfusionSeries("e", ArrayImgs.doubles(doubles, size), 2, 1, GRID, times, SignalType.CT));
		final NiftiType[] types = { NiftiType.UINT8, NiftiType.INT8, NiftiType.UINT16, NiftiType.FLOAT32, NiftiType.FLOAT32 };
		for (int n = 0; n < types.length; n++) {
			final Path path = folder.resolve(n + ".nii");
			writer.write(path, all.get(n), NiftiNotes.NONE, WorkMonitor.SILENT);
			assertEquals(types[n], NiftiFile.open(path).header().type());
			final PerfusionSeries read = again(path);
			assertSameSamples(all.get(n), read);
			// planes that were read are written straight from their arrays
			writer.write(path, read, NiftiNotes.NONE, WorkMonitor.SILENT);
			assertSameSamples(all.get(n), again(path));
		}
	}

	@Test
	void croppedViewIsWrittenAsItIsSeen() throws IOException {
		final PerfusionSeries whole = series(GRID, AcquisitionTimes.uniform(12, 1), SignalType.CT);
		final PerfusionSeries part = new PerfusionSeries("part", Views.interval(whole.storedSamples(), new long[] { 1, 0, 1, 2 }, new long[] { 3, 2, 1, 11 }), 0.25, -8, new SpatialGrid(3, 3, 1, 1, 1, 1, Orientation.NONE),
			AcquisitionTimes.uniform(10, 1), SignalType.CT);
		final Path path = folder.resolve("part.nii");
		writer.write(path, part, NiftiNotes.NONE, WorkMonitor.SILENT);
		final float[] plane = new float[9];
		again(path).planes().read(0, 4, plane);
		final int stored = 1 + 4 * 2 + 12 * (1 + 2 * 6) - 100;
		assertEquals(0.25f * stored - 8, plane[6]);
	}

	@Test
	void irregularTimesGoToTheSidecar() throws IOException {
		final double[] times = { 0, 1, 2, 3, 4, 6, 8, 10, 13, 16, 19.5 };
		final Path path = folder.resolve("s.nii.gz");
		writer.write(path, series(GRID, AcquisitionTimes.of(times), SignalType.MR).withEchoTimeMs(29.5), NiftiNotes.NONE, WorkMonitor.SILENT);
		assertTrue(Files.readString(folder.resolve("s.json")).contains("FrameTimesStart"));
		final PerfusionSeries read = again(path);
		assertArrayEquals(times, read.times().times(1));
		assertEquals(SignalType.MR, read.signal());
		assertEquals(29.5, read.echoTimeMs().get(), 1e-9);

		// a regular series of the same name must not get the old times
		writer.write(path, series(GRID, AcquisitionTimes.uniform(11, 2), SignalType.CT), NiftiNotes.NONE, WorkMonitor.SILENT);
		assertEquals(2, again(path).times().meanIntervalS());
		assertEquals(SignalType.CT, again(path).signal());
	}

	@Test
	void timesOfEachSliceAndConcentrationGoToTheSidecar() throws IOException {
		final double[][] times = new double[2][12];
		for (int t = 0; t < 12; t++) {
			times[0][t] = 3.0 * t;
			times[1][t] = 3.0 * t + (t % 2 == 0 ? 1.5 : 1.2);
		}
		final Path path = folder.resolve("s.nii");
		writer.write(path, series(GRID, AcquisitionTimes.perSlice(times), SignalType.CONCENTRATION), NiftiNotes.NONE, WorkMonitor.SILENT);
		final PerfusionSeries read = again(path);
		assertArrayEquals(times[0], read.times().times(0));
		assertArrayEquals(times[1], read.times().times(1));
		assertEquals(SignalType.CONCENTRATION, read.signal());
	}

	@Test
	void largeSizesMakeNifti2() throws IOException {
		final SpatialGrid grid = new SpatialGrid(40000, 1, 1, 1, 1, 1, new Orientation(1, SFORM, 1, QFORM));
		final Path path = folder.resolve("large.nii.gz");
		writer.write(path, ramp(grid), new NiftiNotes("long", "map", 0, 5));
		final NiftiHeader header = NiftiFile.open(path).header();
		assertEquals(2, header.version());
		assertEquals("long", header.description());
		assertEquals(5, header.calMax());
		final Volume read = NiftiVolumes.readVolume(path);
		assertArrayEquals(ramp(grid).plane(0), read.plane(0));
		assertArrayEquals(SFORM, read.grid().orientation().sform());
	}

	@Test
	void cancelledWritingLeavesNothing() {
		final WorkMonitor cancelled = MonitorLog.cancelled();
		assertThrows(CancellationException.class, () -> writer.write(folder.resolve("s.nii"), series(GRID, AcquisitionTimes.uniform(10, 1), SignalType.CT), NiftiNotes.NONE, cancelled));
		assertArrayEquals(new String[0], folder.toFile().list());
	}

	@Test
	void otherNamesAndMissingFoldersAreRefused() {
		assertThrows(PerfusionException.class, () -> writer.write(folder.resolve("a.tif"), ramp(GRID), NiftiNotes.NONE));
		final IOException missing = assertThrows(IOException.class, () -> writer.write(folder.resolve("none/a.nii"), ramp(GRID), NiftiNotes.NONE));
		assertTrue(missing.getMessage().contains("a.nii: there is no folder"), missing.getMessage());
	}

	@Test
	void niftiToolAcceptsWhatWeWrite() throws IOException, InterruptedException {
		// SETUP
		assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(entry -> Files.isExecutable(Path.of(entry, "nifti_tool"))), "needs nifti_tool (Debian package nifti-bin) on the PATH");
		final Path volume = folder.resolve("CBF.nii.gz");
		final Path mask = folder.resolve("mask.nii");
		final Path series = folder.resolve("series.nii.gz");
		final Path nifti2 = folder.resolve("large.nii");
		writer.write(volume, ramp(GRID), new NiftiNotes("ml/100 g/min", "CBF", 0, 80));
		writer.write(mask, Mask.all(GRID), NiftiNotes.NONE);
		writer.write(series, series(GRID, AcquisitionTimes.uniform(10, 1.5), SignalType.CT), NiftiNotes.NONE, WorkMonitor.SILENT);
		writer.write(nifti2, ramp(new SpatialGrid(40000, 1, 1, 1, 1, 1, new Orientation(1, SFORM, 1, QFORM))), NiftiNotes.NONE);

		// EXECUTE and VERIFY
		final String checks = run("-check_hdr", "-check_nim", "-infiles", volume.toString(), mask.toString(), series.toString());
		assertEquals(6, checks.split("GOOD", -1).length - 1, checks);
		final String matrices = run("-disp_nim", "-field", "qto_xyz", "-field", "sto_xyz", "-infiles", volume.toString());
		assertArrayEquals(QFORM, numbers(matrices, "qto_xyz", 12), 1e-5);
		assertArrayEquals(SFORM, numbers(matrices, "sto_xyz", 12), 1e-5);
		// stored sample of voxel (3, 1, 1) at time t: 3 + 4 + 12 + 24 t - 100
		assertArrayEquals(new double[] { -81, -57, -33, -9, 15, 39, 63, 87, 111, 135 }, samples(run("-disp_ts", "3", "1", "1", "-infiles", series.toString()), 10));
		assertArrayEquals(new double[] { 39999.1 }, samples(run("-disp_ci", "39999", "0", "0", "0", "0", "0", "0", "-infiles", nifti2.toString()), 1), 0.01);
		assertTrue(run("-disp_hdr2", "-field", "magic", "-infiles", nifti2.toString()).contains("n+2"));
	}

	private static double[] samples(final String text, final int count) {
		final String line = text.lines().filter(each -> !each.isBlank() && !each.contains("dataset")).findFirst().orElseThrow();
		final double[] values = Arrays.stream(line.trim().split("\\s+")).mapToDouble(Double::parseDouble).toArray();
		assertEquals(count, values.length, text);
		return values;
	}

	private static double[] numbers(final String text, final String field, final int count) {
		final String line = text.lines().filter(each -> each.trim().startsWith(field)).findFirst().orElseThrow();
		return Arrays.stream(line.trim().split("\\s+")).skip(3).limit(count).mapToDouble(Double::parseDouble).toArray();
	}

	private static String run(final String... arguments) throws IOException, InterruptedException {
		final List<String> command = new ArrayList<>(List.of("nifti_tool"));
		command.addAll(List.of(arguments));
		final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		final String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return output;
	}
}
