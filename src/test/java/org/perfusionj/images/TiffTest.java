package org.perfusionj.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.ReadOptions.PlaneOrder;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class TiffTest {

	private final TiffReader reader = new TiffReader();

	@TempDir
	private Path folder;

	@Test
	void seriesSurvivesTheFile() throws IOException {
		final Path file = folder.resolve("case 7.tif");
		final PerfusionSeries series = SeriesWindowTest.floats(AcquisitionTimes.perSlice(new double[][] { { 0.1, 1, 3.5 }, { 0.6, 1.5, 4 } })).withSignal(SignalType.MR).withEchoTimeMs(29.5);

		new TiffWriter().write(series, file);
		final PerfusionSeries again = read(file, ReadOptions.FROM_FILE);

		assertEquals("case 7", again.name());
		assertEquals(series.grid(), again.grid());
		assertEquals(SignalType.MR, again.signal());
		assertEquals(29.5, again.echoTimeMs().get());
		assertArrayEquals(series.times().times(0), again.times().times(0));
		assertArrayEquals(series.times().times(1), again.times().times(1));
		for (int t = 0; t < 3; t++)
			for (int z = 0; z < 2; z++)
				assertArrayEquals(plane(series, z, t), plane(again, z, t));
		try (var files = Files.list(file.getParent())) {
			assertEquals(1, files.count(), "no partial file is left");
		}
	}

	@Test
	void fileSavedFromTheWindowByTheUserIsReadAlike() throws IOException {
		final Path file = folder.resolve("saved.tiff");
		final ImagePlus window = SeriesWindow.of(SeriesWindowTest.floats(SeriesWindowTest.uneven()));
		assertTrue(new FileSaver(window).saveAsTiffStack(file.toString()));

		final PerfusionSeries again = read(file, ReadOptions.FROM_FILE);

		assertArrayEquals(new double[] { 0, 1, 3.4 }, again.times().times(0));
		assertArrayEquals(SeriesWindowTest.SFORM, again.grid().orientation().sform());
		assertArrayEquals(SeriesWindowTest.QFORM, again.grid().orientation().qform());
		assertEquals("saved", again.name());
	}

	@Test
	void signed16BitHyperstackIsHu() throws IOException {
		final Path file = folder.resolve("hu.tif");
		final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), 1500, "msec");
		image.getCalibration().setSigned16BitCalibration();
		assertTrue(new FileSaver(image).saveAsTiffStack(file.toString()));

		final PerfusionSeries series = read(file, ReadOptions.FROM_FILE);

		assertEquals(1.5, series.times().meanIntervalS());
		assertEquals(Hyperstacks.value(3, 2, 1, 2) - 32768, plane(series, 1, 2)[11]);
	}

	@Test
	void plainStackNeedsSlicesAndInterval() throws IOException {
		final Path file = folder.resolve("stack.tif");
		assertTrue(new FileSaver(new ImagePlus("stack", Hyperstacks.stack(2, 3, false))).saveAsTiffStack(file.toString()));

		assertTrue(assertThrows(PerfusionException.class, () -> read(file, ReadOptions.FROM_FILE)).getMessage().contains("slices="));
		final PerfusionSeries series = read(file, new ReadOptions("", 2, 2, PlaneOrder.TIMES_FIRST, Optional.empty()));
		assertEquals(Hyperstacks.value(3, 2, 1, 2), plane(series, 1, 2)[11]);
		assertTrue(reader.list(file, WorkMonitor.SILENT).get(0).description().contains("6 planes"));
	}

	@Test
	void sidecarGivesTheTimes() throws IOException {
		final Path file = folder.resolve("case.tif");
		assertTrue(new FileSaver(Hyperstacks.shorts(2, 3)).saveAsTiffStack(file.toString()));
		final Path sidecar = folder.resolve("case.json");

		Files.writeString(sidecar, "{\"FrameTimesStart\": [0, 1.5, 4]}");
		assertArrayEquals(new double[] { 0, 1.5, 4 }, read(file, ReadOptions.FROM_FILE).times().times(1));
		Files.writeString(sidecar, "{\"VolumeTiming\": [0, 1, 5]}");
		assertArrayEquals(new double[] { 0, 1, 5 }, read(file, ReadOptions.FROM_FILE).times().times(0));
		Files.writeString(sidecar, "{\"RepetitionTime\": 2.5}");
		assertArrayEquals(new double[] { 0, 2.5, 5 }, read(file, ReadOptions.FROM_FILE).times().times(0));
		assertEquals(3, read(file, new ReadOptions("", 3, 0, PlaneOrder.SLICES_FIRST, Optional.empty())).times().meanIntervalS(), "the user's interval wins");

		Files.writeString(sidecar, "{\"FrameTimesStart\": [0, 1.5]}");
		assertTrue(assertThrows(PerfusionException.class, () -> read(file, ReadOptions.FROM_FILE)).getMessage().contains("has 2 numbers, but the image has 3 frames"));
		Files.writeString(sidecar, "{\"FrameTimesStart\": [0, \"x\", 3]}");
		assertTrue(assertThrows(PerfusionException.class, () -> read(file, ReadOptions.FROM_FILE)).getMessage().contains("case.json"));
		Files.writeString(sidecar, "no json");
		assertTrue(assertThrows(PerfusionException.class, () -> read(file, ReadOptions.FROM_FILE)).getMessage().contains("case.json"));
	}

	@Test
	void sidecarSaysWhatNiftiSidecarsSay() throws IOException {
		final Path file = folder.resolve("case.tiff");
		assertTrue(new FileSaver(Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), 2, "sec")).saveAsTiffStack(file.toString()));
		Files.writeString(folder.resolve("case.json"), "{\"SliceTiming\": [0.5, 0], \"EchoTime\": 0.03}");

		final PerfusionSeries series = read(file, ReadOptions.FROM_FILE);

		assertArrayEquals(new double[] { 0.5, 2.5, 4.5 }, series.times().times(0));
		assertArrayEquals(new double[] { 0, 2, 4 }, series.times().times(1));
		assertEquals(SignalType.MR, series.signal());
		assertEquals(30, series.echoTimeMs().get(), 1e-12);
		final PerfusionSeries told = read(file, new ReadOptions("", 3, 0, PlaneOrder.SLICES_FIRST, Optional.of(SignalType.CT)));
		assertArrayEquals(new double[] { 0, 3, 6 }, told.times().times(0), "the user's interval wins over SliceTiming, too");
		assertEquals(SignalType.CT, told.signal());
	}

	@Test
	void damagedFilesAreNamed() throws IOException {
		final Path file = folder.resolve("cut.tif");
		assertTrue(new FileSaver(Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), 1, "sec")).saveAsTiffStack(file.toString()));
		final byte[] bytes = Files.readAllBytes(file);

		final int pixels = 6 * 12 * 2;
		final int directories = bytes.length - new ij.io.TiffDecoder(folder + "/", "cut.tif").getTiffInfo()[0].offset - pixels;
		Files.write(file, Arrays.copyOf(bytes, bytes.length - directories - 30));
		assertTrue(assertThrows(PerfusionException.class, () -> read(file, ReadOptions.FROM_FILE)).getMessage().contains("truncated"));
		Files.write(file, Arrays.copyOf(bytes, 5));
		assertNamed(file);
		Files.write(file, "no TIFF at all, but long enough".getBytes());
		assertNamed(file);
		Files.write(file, new byte[0]);
		assertNamed(file);
	}

	@Test
	void recognisesTiffByName() throws IOException {
		Files.createFile(folder.resolve("a.TIFF"));
		Files.createFile(folder.resolve("a.nii"));
		Files.createDirectory(folder.resolve("folder.tif"));

		assertTrue(reader.canRead(folder.resolve("a.TIFF")));
		assertFalse(reader.canRead(folder.resolve("a.nii")));
		assertFalse(reader.canRead(folder.resolve("folder.tif")));
		assertFalse(reader.canRead(folder.resolve("missing.tif")));
	}

	@Test
	void mapKeepsUnitRangeAndGeometry() throws IOException {
		final Path file = folder.resolve("CBF.tif");
		final Volume map = new Volume(SeriesWindowTest.floats(SeriesWindowTest.uneven()).grid(), new float[][] { { 1, 2.5f }, { -3, Float.NaN } });

		new TiffWriter().write(map, "CBF case 7", "ml/100 g/min", 0, 80, file);
		final ImagePlus image = IJ.openImage(file.toString());

		assertArrayEquals(new float[] { -3, Float.NaN }, (float[]) image.getStack().getPixels(2));
		assertEquals("ml/100 g/min", image.getCalibration().getValueUnit());
		assertEquals(80, image.getDisplayRangeMax());
		assertEquals(5, image.getCalibration().pixelDepth);
		assertEquals("mm", image.getCalibration().getUnit());
		assertArrayEquals(SeriesWindowTest.SFORM, new SeriesProperties(image).orientation(2, 1, 2).get().sform());
	}

	@Test
	void curvesAreAHyperstackInTime() throws IOException {
		final Path file = folder.resolve("residue.tif");
		final float[][][] residue = { { { 1, 2 }, { 3, 4 }, { 5, 6 } }, { { 7, 8 }, { 9, 10 }, { 11, 12 } } };

		new TiffWriter().write(residue, SeriesWindowTest.floats(SeriesWindowTest.uneven()).grid(), new TimeGrid(0, 1.5, 3), "residue", "1/s", file);
		final ImagePlus image = IJ.openImage(file.toString());

		assertArrayEquals(new int[] { 2, 1, 1, 2, 3 }, image.getDimensions());
		assertArrayEquals(new float[] { 9, 10 }, (float[]) image.getStack().getPixels(image.getStackIndex(1, 2, 2)));
		assertEquals(1.5, image.getCalibration().frameInterval);
		assertEquals("1/s", image.getCalibration().getValueUnit());
	}

	@Test
	void unwritablePlaceIsNamed() throws IOException {
		final Path file = Files.createFile(folder.resolve("file")).resolve("map.tif");

		assertTrue(assertThrows(IOException.class, () -> new TiffWriter().write(SeriesWindowTest.floats(SeriesWindowTest.uneven()), file)).getMessage().contains("map.tif"));
	}

	private void assertNamed(final Path file) {
		final Exception thrown = assertThrows(Exception.class, () -> read(file, ReadOptions.FROM_FILE));
		assertTrue(thrown instanceof IOException || thrown instanceof PerfusionException, thrown.toString());
		assertTrue(thrown.getMessage().contains("cut.tif"), thrown.getMessage());
	}

	private PerfusionSeries read(final Path file, final ReadOptions options) throws IOException {
		return reader.read(file, options, WorkMonitor.SILENT);
	}

	private static float[] plane(final PerfusionSeries series, final int z, final int t) {
		final float[] plane = new float[series.grid().planeSize()];
		series.planes().read(z, t, plane);
		return plane;
	}

	@Test
	void labelsAreBytesThatSayWhatTheyMean() throws IOException {
		final Volume labels = new Volume(new SpatialGrid(3, 2, 2, 1, 2, 5, Orientation.NONE));
		labels.plane(1)[4] = 3;
		labels.plane(0)[0] = 255;
		final Path file = folder.resolve("lesion.tif");

		new TiffVolumeWriter().writeLabels(file, labels, "lesion", "0 nothing, 3 core");

		final ImagePlus image = IJ.openImage(file.toString());
		assertEquals(8, image.getBitDepth());
		assertEquals(2, image.getNSlices());
		assertEquals(3, image.getStack().getVoxel(1, 1, 1));
		assertEquals(255, image.getStack().getVoxel(0, 0, 0));
		assertEquals(2, image.getCalibration().pixelHeight);
		assertEquals("0 nothing, 3 core", image.getProp("Labels"));
		labels.plane(0)[1] = 256;
		assertThrows(IllegalArgumentException.class, () -> new TiffVolumeWriter().writeLabels(file, labels, "lesion", ""));
	}
}
