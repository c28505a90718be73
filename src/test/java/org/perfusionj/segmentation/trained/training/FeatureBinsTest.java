package org.perfusionj.segmentation.trained.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.perfusionj.simulation.RandomStream;

class FeatureBinsTest {

	@Test
	void fewDifferentValuesHaveABinEach() {
		final FeatureBins bins = FeatureBins.of(new float[][] { { 3, 1, 1, 2, 3, Float.NaN } }, 64);
		assertEquals(3, bins.count(0));
		assertEquals(1.5f, bins.upper(0, 0));
		assertEquals(2.5f, bins.upper(0, 1));
		assertEquals(0, bins.bin(0, -9));
		assertEquals(0, bins.bin(0, 1.5f));
		assertEquals(1, bins.bin(0, 2));
		assertEquals(2, bins.bin(0, 99));
		assertEquals(0, bins.bin(0, Float.NaN));
	}

	@Test
	void manyValuesAreDividedIntoBinsOfTheSameSize() {
		final RandomStream random = new RandomStream(4);
		final float[][] values = new float[1][10000];
		for (int i = 0; i < 10000; i++)
			values[0][i] = (float) Math.exp(random.gaussian());
		final FeatureBins bins = FeatureBins.of(values, 256);
		assertEquals(256, bins.count(0));
		final int[] counts = new int[256];
		final BinnedExamples examples = BinnedExamples.of(bins, List.of(values, values));
		assertEquals(20000, examples.size());
		for (int i = 0; i < 10000; i++) {
			assertEquals(bins.bin(0, values[0][i]), examples.columns()[0][10000 + i] & 255);
			counts[examples.columns()[0][i] & 255]++;
		}
		for (final int count : counts)
			assertTrue(count >= 30 && count <= 48, "a bin of " + count);
	}

	@Test
	void aFrequentValueDoesNotUseUpTheBinsOfTheOthers() {
		final float[][] values = new float[1][1000];
		for (int i = 0; i < 1000; i++)
			values[0][i] = i < 900 ? 0 : i;
		final FeatureBins bins = FeatureBins.of(values, 16);
		assertTrue(bins.count(0) >= 3, bins.count(0) + " bins");
		assertTrue(bins.bin(0, 0) < bins.bin(0, 999));
	}

	@Test
	void aConstantHasOneBin() {
		assertEquals(1, FeatureBins.of(new float[][] { { 5, 5 } }, 8).count(0));
		assertEquals(1, FeatureBins.of(new float[][] { { Float.NaN } }, 8).count(0));
	}

	@Test
	void neighbouringNumbersStayApart() {
		final float one = 1;
		final float next = Math.nextUp(one);
		final FeatureBins bins = FeatureBins.of(new float[][] { { one, next } }, 8);
		assertEquals(0, bins.bin(0, one));
		assertEquals(1, bins.bin(0, next));
	}

	@Test
	void moreBinsThanAByteHoldsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> FeatureBins.of(new float[1][3], 257));
		assertThrows(IllegalArgumentException.class, () -> FeatureBins.of(new float[1][3], 1));
	}
}
