package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Files written by nifti_tool; what is expected is what it prints (README.md beside the files). */
class NiftiToolFilesTest {

	@TempDir
	Path folder;

	private static Path resource(final String name) {
		try {
			return Path.of(NiftiToolFilesTest.class.getResource(name).toURI());
		}
		catch (final URISyntaxException impossible) {
			throw new IllegalStateException(impossible);
		}
	}

	private static PerfusionSeries read(final String name) throws IOException {
		return new NiftiReader().read(resource(name), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
	}

	private static double[] curve(final PerfusionSeries series, final int x, final int y, final int z) {
		final double[] curve = new double[series.frames()];
		final float[] plane = new float[series.grid().planeSize()];
		for (int t = 0; t < curve.length; t++) {
			series.planes().read(z, t, plane);
			curve[t] = plane[y * series.grid().width() + x];
		}
		return curve;
	}

	@Test
	void scaledInt16WithQformAndSform() throws IOException {
		final PerfusionSeries series = read("nifti1_int16.nii.gz");

		assertEquals("4 x 3 x 2", series.grid().sizeText());
		final double[] printed = { -137, -65, 7, 79, 151, 223, 295, 367, 439, 511, 583, 655 };
		final double[] curve = curve(series, 1, 2, 1);
		for (int t = 0; t < printed.length; t++)
			assertEquals(2 * printed[t] - 100, curve[t]);
		assertEquals(1.5, series.times().meanIntervalS(), 1e-12);
		assertArrayEquals(new double[] { 0.5, 0.75, 5 }, new double[] { series.grid().spacingX(), series.grid().spacingY(), series.grid().spacingZ() });
		final Orientation orientation = series.grid().orientation();
		assertEquals(1, orientation.qformCode());
		assertEquals(2, orientation.sformCode());
		assertArrayEquals(new double[] { 0.37, -0.387313, -2.154724, -10, 0.298209, 0.6, 0.327362, 20.5, -0.155472, 0.229104, -4.5, 30 }, orientation.qform(), 1e-6);
		assertArrayEquals(new double[] { -0.5, 0, 0, 10, 0, 0.75, 0.1, -20, 0, -0.1, 5, 7.25 }, orientation.sform(), 1e-7);
		final NiftiHeader header = NiftiFile.open(resource("nifti1_int16.nii.gz")).header();
		assertEquals("made with nifti_tool", header.description());
		assertEquals("HU", header.intentName());
		assertEquals(80, header.calMax());
	}

	@Test
	void bigEndianPair() throws IOException {
		final double[] printed = { 60021, 60045, 60069, 60093, 60117, 60141, 60165, 60189, 60213, 60237, 60261, 60285 };
		for (final String name : new String[] { "nifti1_uint16_big.hdr", "nifti1_uint16_big.img" }) {
			final PerfusionSeries series = read(name);
			final double[] curve = curve(series, 1, 2, 1);
			for (int t = 0; t < printed.length; t++)
				assertEquals(printed[t] - 1024, curve[t]);
			assertEquals(2, series.times().meanIntervalS());
			assertEquals(ByteOrder.BIG_ENDIAN, NiftiFile.open(resource(name)).header().order());
		}
	}

	@Test
	void stackWithAnExtension() throws IOException {
		final Path path = resource("nifti1_float32_stack.nii.gz");
		assertThrows(PerfusionException.class, () -> read("nifti1_float32_stack.nii.gz"));
		final PerfusionSeries series = new NiftiReader().read(path, new ReadOptions("", 1, 2, ReadOptions.PlaneOrder.SLICES_FIRST, Optional.empty()), WorkMonitor.SILENT);
		assertArrayEquals(new double[] { -5.75, 0.25, 6.25, 12.25, 18.25, 24.25, 30.25, 36.25, 42.25, 48.25, 54.25, 60.25 }, curve(series, 1, 2, 0));
		assertArrayEquals(new double[] { -2.75, 3.25, 9.25, 15.25, 21.25, 27.25, 33.25, 39.25, 45.25, 51.25, 57.25, 63.25 }, curve(series, 1, 2, 1));
		assertEquals(63.25f, NiftiVolumes.readVolume(path).get(1, 2, 23));
	}

	@Test
	void nifti2() throws IOException {
		final PerfusionSeries series = read("nifti2_uint8.nii.gz");
		assertEquals(2, NiftiFile.open(resource("nifti2_uint8.nii.gz")).header().version());
		assertEquals("40000 x 1 x 1", series.grid().sizeText());
		assertArrayEquals(new double[] { 90, 181, 21, 112, 203, 43, 134, 225, 65, 156 }, curve(series, 39999, 0, 0));
	}

	@Test
	void allOfThemSurviveBeingWrittenAgain() throws IOException {
		for (final String name : new String[] { "nifti1_int16.nii.gz", "nifti1_uint16_big.hdr", "nifti2_uint8.nii.gz" }) {
			final PerfusionSeries series = read(name);
			final Path copy = folder.resolve("copy.nii.gz");
			new NiftiWriter().write(copy, series, NiftiNotes.NONE, WorkMonitor.SILENT);
			final PerfusionSeries again = new NiftiReader().read(copy, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
			assertEquals(series.grid().orientation().sformCode(), again.grid().orientation().sformCode());
			assertArrayEquals(series.grid().orientation().sform(), again.grid().orientation().sform());
			final double[] first = series.grid().orientation().qform();
			if (first != null) assertArrayEquals(first, again.grid().orientation().qform(), 1e-6);
			assertEquals(series.slope(), again.slope());
			assertEquals(series.intercept(), again.intercept());
			final int last = series.grid().width() - 1;
			assertArrayEquals(curve(series, last, 0, 0), curve(again, last, 0, 0));
			assertTrue(NiftiFile.open(copy).header().type() == NiftiFile.open(resource(name)).header().type());
		}
	}
}
