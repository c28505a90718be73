package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

class MapDisplayTest {

	private static final SpatialGrid GRID = new SpatialGrid(4, 1, 1, 1, 1, 1, Orientation.NONE);

	@Test
	void rangeIsThatOfTheMapWhateverTheValues() {
		final MapDisplay display = MapDisplay.of(PerfusionMap.CBF, new Volume(GRID, new float[][] { { 1, 2, 900, 4 } }), Mask.all(GRID));
		assertEquals(0, display.min());
		assertEquals(80, display.max());
	}

	@Test
	void timeToPeakIsShownInTheRangeThatItHas() {
		assertRange(20, 35, 21, 23, 30, 33);
		// a range of at least 10 s, so that noise does not fill the colours
		assertRange(20, 30, 21, 21, 22, 22);
		// no finite value: the range of the map
		assertRange(0, 40, Float.NaN, Float.NaN, Float.NaN, Float.NaN);
	}

	@Test
	void csfDoesNotWidenTheRangeOfTimeToPeak() {
		// SETUP: tissue of the synthetic case peaks at 20 to 37 s; CSF gets a TTP of 0
		final PerfusionResult result = new SyntheticCase().build();
		final Volume ttp = result.maps().get(PerfusionMap.TTP).orElseThrow();
		for (int z = 0; z < ttp.grid().slices(); z++)
			for (int i = 0; i < ttp.grid().planeSize(); i++)
				if (result.csf().plane(z)[i]) ttp.plane(z)[i] = 0;

		// EXECUTE
		final MapDisplay display = MapDisplay.of(result, PerfusionMap.TTP);

		// VERIFY
		assertEquals(20, display.min());
		assertEquals(40, display.max());
	}

	private static void assertRange(final double min, final double max, final float... values) {
		final MapDisplay display = MapDisplay.of(PerfusionMap.TTP, new Volume(GRID, new float[][] { values }), Mask.all(GRID));
		assertEquals(min, display.min());
		assertEquals(max, display.max());
	}

	@Test
	void ticksAreRoundNumbers() {
		assertArrayEquals(new double[] { 0, 20, 40, 60, 80 }, new MapDisplay(ColorMap.FLOW, 0, 80).ticks(4), 1e-9);
		assertArrayEquals(new double[] { 0, 0.5, 1, 1.5, 2 }, new MapDisplay(ColorMap.FLOW, 0, 2).ticks(4), 1e-9);
		assertArrayEquals(new double[] { -5, 0, 5 }, new MapDisplay(ColorMap.FLOW, -7, 8).ticks(3), 1e-9);
		assertEquals("0.5", new MapDisplay(ColorMap.FLOW, 0, 2).tickText(0.5, 4));
		assertEquals("40", new MapDisplay(ColorMap.FLOW, 0, 80).tickText(40, 4));
		assertEquals("0.004", new MapDisplay(ColorMap.FLOW, 0, 0.008).tickText(0.004, 4));
	}

	@Test
	void zeroInsideTheMaskIsNotTheBlackOfOutside() {
		final MapDisplay display = new MapDisplay(ColorMap.TIME, 0, 12);
		assertNotEquals(0, display.rgbInside(0));
		assertEquals(0, display.rgbInside(Double.NaN));
	}
}
