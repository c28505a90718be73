package org.perfusionj.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

import ij.ImagePlus;
import ij.plugin.Duplicator;
import ij.plugin.SubHyperstackMaker;

import org.perfusionj.io.ReadOptions;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.WorkMonitor;

class SeriesWindowTest {

	static final double[] SFORM = { -0.43, 0.1, 0, 51.25, 0, -0.45, 0.3, 60, 0, 0.02, 5, -17.125 };
	static final double[] QFORM = { -0.45, 0, 0, 51.25, 0, -0.45, 0, 60, 0, 0, 5, -17 };
	private static final SpatialGrid GRID = new SpatialGrid(2, 1, 2, 0.4296875, 0.45, 5, new Orientation(1, SFORM, 2, QFORM));
	private static final long[] DIMENSIONS = { 2, 1, 2, 3 };

	@Test
	void unsignedPlanesAreSharedAndShownAsHu() {
		final List<ShortArray> planes = IntStream.range(0, 6).mapToObj(n -> new ShortArray(new short[] { (short) (1000 + n), (short) 40000 })).toList();
		final PlanarImg<UnsignedShortType, ShortArray> image = new PlanarImg<>(planes, DIMENSIONS, new Fraction());
		image.setLinkedType(new UnsignedShortType(image));

		final ImagePlus window = SeriesWindow.of(series(image, 1, -1024, uneven()));

		for (int n = 0; n < 6; n++)
			assertSame(planes.get(n).getCurrentStorageArray(), window.getStack().getPixels(n + 1));
		window.setPosition(1, 2, 3);
		assertEquals(1005 - 1024, window.getProcessor().getPixelValue(0, 0));
		assertEquals(40000 - 1024, window.getProcessor().getPixelValue(1, 0));
	}

	@Test
	void windowIsCalibrated() {
		final ImagePlus window = SeriesWindow.of(floats(uneven()));

		assertArrayEquals(new int[] { 2, 1, 1, 2, 3 }, window.getDimensions());
		assertTrue(window.isHyperStack());
		assertEquals("case 7", window.getTitle());
		assertEquals("mm", window.getCalibration().getUnit());
		assertEquals(0.4296875, window.getCalibration().pixelWidth);
		assertEquals(5, window.getCalibration().pixelDepth);
		assertEquals(1.7, window.getCalibration().frameInterval);
		assertEquals("HU", window.getCalibration().getValueUnit());
		assertEquals(0, window.getDisplayRangeMin());
		assertEquals(100, window.getDisplayRangeMax());
	}

	@Test
	void signedPlanesAreCopiedWithTheOffsetOfImageJ() {
		final short[] first = { -1024, 32000 };
		final List<ShortArray> planes = IntStream.range(0, 6).mapToObj(n -> new ShortArray(first)).toList();
		final PlanarImg<ShortType, ShortArray> image = new PlanarImg<>(planes, DIMENSIONS, new Fraction());
		image.setLinkedType(new ShortType(image));

		final ImagePlus window = SeriesWindow.of(series(image, 1, 0, uneven()));

		assertNotSame(first, window.getStack().getPixels(1));
		assertEquals(-1024, first[0]);
		assertTrue(window.getCalibration().isSigned16Bit());
		assertEquals(-1024, window.getProcessor().getPixelValue(0, 0));
		assertEquals(32000, window.getProcessor().getPixelValue(1, 0));
		assertEquals(32768, window.getDisplayRangeMin());
		final float[] again = new float[2];
		back(window).planes().read(1, 2, again);
		assertArrayEquals(new float[] { -1024, 32000 }, again);
	}

	@Test
	void otherTypesBecomeCalibratedFloats() {
		final PerfusionSeries series = series(ArrayImgs.ints(new int[] { 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21 }, DIMENSIONS), 2, 1, uneven());

		final ImagePlus window = SeriesWindow.of(series);

		assertEquals(32, window.getBitDepth());
		assertArrayEquals(new float[] { 33, 35 }, (float[]) window.getStack().getPixels(window.getStackIndex(1, 2, 2)));
	}

	@Test
	void mrIsShownInItsOwnRange() {
		final ImagePlus window = SeriesWindow.of(floats(uneven()).withSignal(SignalType.MR));

		assertEquals(2, window.getDisplayRangeMin());
		assertEquals(3, window.getDisplayRangeMax());
		assertEquals(SignalType.MR, back(window).signal());
	}

	@Test
	void timesGeometryAndSignalComeBack() {
		final AcquisitionTimes bySlice = AcquisitionTimes.perSlice(new double[][] { { 0.1, 1, 3.5 }, { 0.6, 1.5, 4 } });

		final PerfusionSeries again = back(SeriesWindow.of(floats(bySlice)));

		assertArrayEquals(new double[] { 0.1, 1, 3.5 }, again.times().times(0));
		assertArrayEquals(new double[] { 0.6, 1.5, 4 }, again.times().times(1));
		assertEquals(GRID, again.grid());
		assertEquals("case 7", again.name());
	}

	@Test
	void copyOfTheWindowKeepsThemAndInfoAloneIsEnough() {
		final ImagePlus window = SeriesWindow.of(floats(uneven()));
		assertArrayEquals(uneven().times(0), back(new Duplicator().run(window)).times().times(0));

		window.setProperties(null);

		assertArrayEquals(uneven().times(0), back(window).times().times(0));
		assertEquals(GRID, back(window).grid());
	}

	@Test
	void whatTheUserChangesInImageJWins() {
		final ImagePlus window = SeriesWindow.of(floats(uneven()));
		window.getCalibration().frameInterval = 2;
		assertArrayEquals(new double[] { 0, 2, 4 }, back(window).times().times(0));

		window.getCalibration().pixelDepth = 8;
		assertEquals(8, back(window).grid().spacingZ());
		assertEquals(Orientation.NONE, back(window).grid().orientation());
	}

	@Test
	void partOfASeriesDropsWhatNoLongerHolds() {
		final ImagePlus part = SubHyperstackMaker.makeSubhyperstack(SeriesWindow.of(floats(uneven())), "1", "2", "1-2");

		final PerfusionSeries series = back(part);

		assertEquals(2, series.frames());
		assertEquals(1, series.grid().slices());
		assertEquals(Orientation.NONE, series.grid().orientation());
	}

	static AcquisitionTimes uneven() {
		return AcquisitionTimes.of(new double[] { 0, 1, 3.4 });
	}

	static PerfusionSeries floats(final AcquisitionTimes times) {
		final List<FloatArray> planes = new ArrayList<>();
		for (int n = 0; n < 6; n++)
			planes.add(new FloatArray(new float[] { 2 * n, 2 * n + 1 }));
		final PlanarImg<FloatType, FloatArray> image = new PlanarImg<>(planes, DIMENSIONS, new Fraction());
		image.setLinkedType(new FloatType(image));
		return series(image, 1, 0, times);
	}

	private static PerfusionSeries series(final net.imglib2.RandomAccessibleInterval<? extends net.imglib2.type.numeric.RealType<?>> samples, final double slope, final double intercept, final AcquisitionTimes times) {
		return new PerfusionSeries("case 7", samples, slope, intercept, GRID, times, SignalType.CT);
	}

	private static PerfusionSeries back(final ImagePlus window) {
		return HyperstackSeries.of(window, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
	}
}
