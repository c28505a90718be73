package org.perfusionj.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.imglib2.RandomAccess;
import net.imglib2.img.basictypeaccess.PlanarAccess;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.type.numeric.RealType;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.ReadOptions.PlaneOrder;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;

class HyperstackSeriesTest {

	private final MonitorLog log = new MonitorLog();

	@Test
	void sharesThePixelsOfTheWindow() {
		final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), 1.5, "sec");

		final PerfusionSeries series = wrap(image);

		assertSame(image.getStack().getPixels(4), ((ArrayDataAccess<?>) ((PlanarAccess<?>) series.storedSamples()).getPlane(3)).getCurrentStorageArray());
		((short[]) image.getStack().getPixels(4))[5] = 777;
		assertEquals(777, plane(series, 1, 1)[5]);
		assertEquals(777, at(series, 1, 1, 1, 1));
	}

	@Test
	void findsEveryVoxelInBothViews() {
		final PerfusionSeries series = wrap(Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), 1.5, "sec"));

		assertEveryVoxel(series, 2, 3);
		assertArrayEquals(new double[] { 0, 1.5, 3 }, series.times().times(0));
		assertEquals("case", series.name());
		assertEquals(SignalType.CT, series.signal());
	}

	@Test
	void signed16BitCalibrationGivesHu() {
		final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(1, 2), 1, "sec");
		image.getCalibration().setSigned16BitCalibration();
		((short[]) image.getStack().getPixels(1))[0] = (short) (32768 - 1000);
		((short[]) image.getStack().getPixels(2))[0] = (short) (32768 + 37);

		final PerfusionSeries series = wrap(image);

		assertEquals(-1000, plane(series, 0, 0)[0]);
		assertEquals(37, plane(series, 0, 1)[0]);
		assertEquals(37, at(series, 0, 0, 0, 1));
	}

	@Test
	void straightLineIsAppliedAndPixelsStayShared() {
		final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(1, 2), 1, "sec");
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { -1024, 0.5 }, "HU");

		final PerfusionSeries series = wrap(image);

		assertTrue(series.storedSamples() instanceof PlanarAccess);
		assertEquals(0.5, series.slope());
		assertEquals(1003 * 0.5 - 1024, plane(series, 0, 1)[3]);
	}

	@Test
	void otherFunctionsGoThroughTheTable() {
		final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(2, 2), 1, "sec");
		image.getCalibration().setFunction(Calibration.POLY2, new double[] { 10, 2, 0.25 }, "x");

		final PerfusionSeries series = wrap(image);

		final double raw = Hyperstacks.value(2, 1, 1, 1);
		assertEquals(10 + 2 * raw + 0.25 * raw * raw, plane(series, 1, 1)[6], 1);
		assertEquals(plane(series, 1, 1)[6], at(series, 2, 1, 1, 1));
	}

	@Test
	void zeroClippedLineIsClipped() {
		final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(1, 2), 1, "sec");
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { -5, 1 }, "HU", true);

		assertArrayEquals(new float[] { 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6 }, plane(wrap(image), 0, 0));
	}

	@Test
	void bytesAreUnsignedAndFloatsIgnoreTheFunction() {
		final ImageStack bytes = new ImageStack(2, 1);
		final ImageStack floats = new ImageStack(2, 1);
		for (int t = 0; t < 2; t++) {
			bytes.addSlice(null, new byte[] { (byte) 200, (byte) t });
			floats.addSlice(null, new float[] { -3.5f, t });
		}

		assertArrayEquals(new float[] { 200, 1 }, plane(wrap(timed(bytes)), 0, 1));
		final ImagePlus calibrated = timed(floats);
		calibrated.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 100, 2 }, "HU");
		assertArrayEquals(new float[] { -3.5f, 1 }, plane(wrap(calibrated), 0, 1));
	}

	@Test
	void virtualStackIsReadPlaneByPlane() {
		final CountingStack stack = new CountingStack(2, 3);
		final ImagePlus image = new ImagePlus("virtual", stack);
		image.setDimensions(1, 2, 3);
		Hyperstacks.withInterval(image, 1, "sec");
		image.getCalibration().setSigned16BitCalibration();
		stack.asked = 0;

		final PerfusionSeries series = wrap(image);

		assertTrue(stack.asked <= 1, "planes fetched while wrapping: " + stack.asked);
		assertEquals(Hyperstacks.value(2, 1, 1, 2) - 32768, plane(series, 1, 2)[6]);
		assertEquals(Hyperstacks.value(2, 1, 1, 2) - 32768, at(series, 2, 1, 1, 2));
		assertEquals(Hyperstacks.value(2, 1, 1, 2) - 32768, plane(series.withSignal(SignalType.MR).withName("x"), 1, 2)[6]);
		final int asked = stack.asked;
		at(series, 3, 2, 1, 2);
		assertEquals(asked, stack.asked, "a plane in use is kept");
	}

	@Test
	void vanishedVirtualPlaneIsExplained() {
		final CountingStack stack = new CountingStack(1, 3);
		final ImagePlus image = Hyperstacks.withInterval(new ImagePlus("virtual", stack), 1, "sec");
		image.setDimensions(1, 1, 3);
		final PerfusionSeries series = wrap(image);
		stack.gone = true;

		assertMessage(() -> plane(series, 0, 1), "Plane 2", "Open the series again");
	}

	@ParameterizedTest
	@CsvSource({ "mm,1", "cm,10", "um,0.001", "micron,0.001", "m,1000", "inch,25.4" })
	void spacingIsMm(final String unit, final double factor) {
		final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(2, 2), 1, "sec");
		image.getCalibration().setUnit(unit);
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.75;
		image.getCalibration().pixelDepth = 8;

		final PerfusionSeries series = wrap(image);

		assertEquals(0.5 * factor, series.grid().spacingX(), 1e-12);
		assertEquals(0.75 * factor, series.grid().spacingY(), 1e-12);
		assertEquals(8 * factor, series.grid().spacingZ(), 1e-12);
		assertTrue(log.lines().isEmpty(), log.toString());
	}

	@Test
	void uncalibratedSpacingIsTakenAsMmAndSaid() {
		assertEquals(1, wrap(Hyperstacks.withInterval(Hyperstacks.shorts(2, 2), 1, "sec")).grid().spacingZ());
		assertTrue(log.lines().stream().anyMatch(line -> line.contains("pixel") && line.contains("Image > Properties")), log.toString());
	}

	@ParameterizedTest
	@CsvSource({ "2,sec,2", "2,s,2", "1500,ms,1.5", "1500,msec,1.5", "0.05,min,3" })
	void intervalIsSeconds(final double interval, final String unit, final double seconds) {
		assertEquals(seconds, wrap(Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), interval, unit)).times().meanIntervalS(), 1e-12);
	}

	@Test
	void missingOrSenselessIntervalIsExplained() {
		assertMessage(() -> wrap(Hyperstacks.shorts(2, 3)), "Image > Properties", "frame_interval_s=");
		assertMessage(() -> wrap(Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), 1, "furlong")), "furlong", "frame_interval_s=");
		final ReadOptions told = new ReadOptions("", 2, 0, PlaneOrder.SLICES_FIRST, Optional.empty());
		assertEquals(2, HyperstackSeries.of(Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), 1, "furlong"), told, log).times().meanIntervalS());
	}

	@Test
	void optionsSayMoreThanTheImage() {
		final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), 1, "sec");

		final PerfusionSeries series = HyperstackSeries.of(image, new ReadOptions("", 2.5, 0, PlaneOrder.SLICES_FIRST, Optional.of(SignalType.MR)), log);

		assertEquals(2.5, series.times().meanIntervalS());
		assertEquals(SignalType.MR, series.signal());
	}

	@Test
	void modalityOfADicomHeaderIsTheSignal() {
		final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), 1, "sec");
		image.setProperty("Info", "0008,0016  SOP Class UID: 1.2.3\n0008,0060  Modality: MR");

		assertEquals(SignalType.MR, wrap(image).signal());
	}

	@Test
	void plainStackIsReorderedWithoutCopy() {
		for (final PlaneOrder order : PlaneOrder.values()) {
			final ImagePlus image = new ImagePlus("stack", Hyperstacks.stack(2, 3, order == PlaneOrder.SLICES_FIRST));

			final PerfusionSeries series = HyperstackSeries.of(image, new ReadOptions("", 1, 2, order, Optional.empty()), log);

			assertEveryVoxel(series, 2, 3);
			final int position = order == PlaneOrder.SLICES_FIRST ? 4 : 5;
			((short[]) image.getStack().getPixels(position))[0] = 55;
			assertEquals(55, plane(series, 1, 1)[0]);
			assertEquals(6, image.getNSlices());
		}
	}

	@Test
	void virtualStackIsReorderedToo() {
		final ImagePlus image = new ImagePlus("virtual", new CountingStack(2, 3));

		assertEveryVoxel(HyperstackSeries.of(image, new ReadOptions("", 1, 2, PlaneOrder.SLICES_FIRST, Optional.empty()), log), 2, 3);
	}

	@Test
	void stackWithoutTimeIsExplained() {
		final ImagePlus stack = new ImagePlus("stack", Hyperstacks.stack(2, 3, true));

		assertMessage(() -> wrap(stack), "6 planes", "Stack to Hyperstack", "slices=", "plane_order=");
		assertMessage(() -> HyperstackSeries.of(stack, new ReadOptions("", 1, 4, PlaneOrder.SLICES_FIRST, Optional.empty()), log), "6 planes", "4 slices");
		assertMessage(() -> HyperstackSeries.of(stack, new ReadOptions("", 1, 6, PlaneOrder.SLICES_FIRST, Optional.empty()), log), "one frame");
		assertMessage(() -> wrap(new ImagePlus("flat", new ShortProcessor(3, 3))), "2D image");
	}

	@Test
	void colourAndChannelsAreExplained() {
		final ImageStack rgb = new ImageStack(2, 2);
		rgb.addSlice(null, new int[4]);
		rgb.addSlice(null, new int[4]);
		assertMessage(() -> wrap(timed(rgb)), "colour");
		final ImagePlus channels = new ImagePlus("channels", Hyperstacks.stack(2, 3, true));
		channels.setDimensions(3, 2, 1);
		assertMessage(() -> wrap(new CompositeImage(channels)), "3 channels", "Re-order Hyperstack");
		channels.setDimensions(2, 1, 3);
		assertMessage(() -> wrap(new CompositeImage(channels)), "2 channels", "Duplicate");
	}

	@Test
	void imageAndRoiAreLeftAlone() {
		final ImagePlus image = Hyperstacks.withInterval(Hyperstacks.shorts(2, 3), 1, "sec");
		image.setPosition(1, 2, 2);
		final Roi roi = new Roi(1, 1, 2, 2);
		image.setRoi(roi);
		final Calibration before = image.getCalibration().copy();

		plane(wrap(image), 1, 1);

		assertSame(roi, image.getRoi());
		assertEquals(4, image.getCurrentSlice());
		assertEquals(before.toString(), image.getCalibration().toString());
		assertEquals(null, image.getInfoProperty());
	}

	private static void assertEveryVoxel(final PerfusionSeries series, final int slices, final int frames) {
		assertEquals(slices, series.grid().slices());
		assertEquals(frames, series.frames());
		for (int t = 0; t < frames; t++)
			for (int z = 0; z < slices; z++) {
				final float[] plane = plane(series, z, t);
				for (int i = 0; i < plane.length; i++) {
					final int x = i % Hyperstacks.WIDTH;
					final int y = i / Hyperstacks.WIDTH;
					assertEquals(Hyperstacks.value(x, y, z, t), plane[i]);
					assertEquals(Hyperstacks.value(x, y, z, t), at(series, x, y, z, t));
				}
			}
	}

	private PerfusionSeries wrap(final ImagePlus image) {
		return HyperstackSeries.of(image, ReadOptions.FROM_FILE, log);
	}

	private static ImagePlus timed(final ImageStack stack) {
		final ImagePlus image = new ImagePlus("timed", stack);
		image.setDimensions(1, 1, stack.size());
		return Hyperstacks.withInterval(image, 1, "sec");
	}

	private static float[] plane(final PerfusionSeries series, final int z, final int t) {
		final float[] plane = new float[series.grid().planeSize()];
		series.planes().read(z, t, plane);
		return plane;
	}

	private static double at(final PerfusionSeries series, final int x, final int y, final int z, final int t) {
		final RandomAccess<? extends RealType<?>> access = series.image().randomAccess();
		access.setPosition(new int[] { x, y, z, t });
		return access.get().getRealDouble();
	}

	private static void assertMessage(final org.junit.jupiter.api.function.Executable call, final String... words) {
		final String message = assertThrows(PerfusionException.class, call).getMessage();
		for (final String word : words)
			assertTrue(message.contains(word), message);
	}

	/** Makes its planes when asked and counts how often. */
	private static final class CountingStack extends VirtualStack {

		private final int slices;
		private final int size;
		private int asked;
		private boolean gone;

		CountingStack(final int slices, final int frames) {
			super(Hyperstacks.WIDTH, Hyperstacks.HEIGHT, null, "");
			this.slices = slices;
			this.size = slices * frames;
			setBitDepth(16);
		}

		@Override
		public int getSize() {
			return size;
		}

		@Override
		public int size() {
			return size;
		}

		@Override
		public ImageProcessor getProcessor(final int n) {
			asked++;
			return gone ? null : new ShortProcessor(Hyperstacks.WIDTH, Hyperstacks.HEIGHT, Hyperstacks.plane((n - 1) % slices, (n - 1) / slices), null);
		}

		@Override
		public String getSliceLabel(final int n) {
			return null;
		}
	}
}
