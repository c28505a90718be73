package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.process.LUT;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.report.ColorMap.Stop;

class ColorMapTest {

	@Test
	void interpolatesBetweenControlPoints() {
		// SETUP: black to (255, 0, 51) over 255 steps, so entry i is (i, 0, i / 5)
		final ColorMap map = new ColorMap("test", new Stop(0, 0x000000), new Stop(1, 0xff0033));

		// VERIFY
		assertEquals(0x640014, map.rgb(100));
		assertEquals(0xff0033, map.rgb(255));
	}

	@ParameterizedTest
	@EnumSource(PerfusionMap.class)
	void firstEntryIsBlackAndEveryOtherIsNot(final PerfusionMap map) {
		final ColorMap colors = ColorMap.of(map);
		assertEquals(0, colors.rgb(0));
		for (int i = 1; i < ColorMap.SIZE; i++)
			assertNotEquals(0, colors.rgb(i), "entry " + i);
	}

	@Test
	void muchFlowAndLongTimesAreRedAndLittleOfThemIsBlue() {
		for (final ColorMap map : new ColorMap[] { ColorMap.FLOW, ColorMap.TIME }) {
			assertTrue(red(map.rgb(255)) > 200 && blue(map.rgb(255)) < 60);
			assertTrue(blue(map.rgb(60)) > 150 && red(map.rgb(60)) < 60);
		}
	}

	@ParameterizedTest
	@EnumSource(value = PerfusionMap.class, names = { "RCBF", "RCBV", "RMTT", "RTMAX" })
	void relativeMapsAreNearWhiteAtOneBlueBelowAndRedAbove(final PerfusionMap map) {
		// SETUP
		final ColorMap colors = ColorMap.of(map);

		// EXECUTE
		final int normal = colors.rgb(colors.index(1, map.displayMin(), map.displayMax()));
		final int low = colors.rgb(colors.index(0.4, map.displayMin(), map.displayMax()));
		final int high = colors.rgb(colors.index(0.8 * map.displayMax(), map.displayMin(), map.displayMax()));

		// VERIFY
		assertTrue(Math.min(red(normal), blue(normal)) > 215, Integer.toHexString(normal));
		assertTrue(blue(low) > red(low) + 80, Integer.toHexString(low));
		assertTrue(red(high) > blue(high) + 80, Integer.toHexString(high));
	}

	@Test
	void indexIsThatOfImageJ() {
		assertEquals(0, ColorMap.FLOW.index(-3, 0, 80));
		assertEquals(0, ColorMap.FLOW.index(0.2, 0, 80));
		assertEquals(1, ColorMap.FLOW.index(80.0 / 256, 0, 80));
		assertEquals(128, ColorMap.FLOW.index(40, 0, 80));
		assertEquals(255, ColorMap.FLOW.index(80, 0, 80));
		assertEquals(255, ColorMap.FLOW.index(Double.POSITIVE_INFINITY, 0, 80));
		assertEquals(0, ColorMap.FLOW.index(Double.NaN, 0, 80));
	}

	@Test
	void lutHoldsTheSameColors() {
		final LUT lut = ColorMap.TIME.lut();
		assertEquals(256, lut.getMapSize());
		for (int i = 0; i < 256; i++)
			assertEquals(ColorMap.TIME.rgb(i), lut.getRGB(i) & 0xffffff);
	}

	@Test
	void refusesControlPointsThatLeaveAGapOrGoBack() {
		assertThrows(IllegalArgumentException.class, () -> new ColorMap("gap", new Stop(0, 0), new Stop(0.5, 0)));
		assertThrows(IllegalArgumentException.class, () -> new ColorMap("back", new Stop(0, 0), new Stop(0.8, 0), new Stop(0.2, 0), new Stop(1, 0)));
		assertThrows(IllegalArgumentException.class, () -> new Stop(1.5, 0));
	}

	private static int red(final int rgb) {
		return rgb >> 16 & 0xff;
	}

	private static int blue(final int rgb) {
		return rgb & 0xff;
	}
}
