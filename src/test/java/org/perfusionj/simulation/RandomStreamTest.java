package org.perfusionj.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStreamTest {

	@Test
	void theNumbersOfASeedAreWrittenDown() {
		// they must never change: every phantom and every training curve hangs on them
		final RandomStream random = new RandomStream(42).named("noise").numbered(7);

		assertEquals(0.5524226111766349, random.uniform());
		assertEquals(339, random.integer(0, 999));
		assertEquals(0.3510842499661437, random.gaussian());
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 1, -1, 9001, Long.MIN_VALUE, Long.MAX_VALUE })
	void isSplitMix64(final long seed) {
		// Java 17's implementation, which streams were made of at first
		final RandomStream random = new RandomStream(seed);
		final SplittableRandom library = new SplittableRandom(key(seed));

		for (int i = 0; i < 1000; i++) {
			assertEquals(library.nextDouble(), random.uniform());
			assertEquals(library.nextInt(3, 11), random.integer(3, 10));
			assertEquals(library.nextInt(-5, 5), random.integer(-5, 4));
			assertEquals(library.nextInt(0, 0x60000000), random.integer(0, 0x5FFFFFFF));
			assertEquals(library.nextInt(Integer.MIN_VALUE, Integer.MAX_VALUE), random.integer(Integer.MIN_VALUE, Integer.MAX_VALUE - 1));
			assertEquals(library.nextInt(7), random.pick(List.of(0, 1, 2, 3, 4, 5, 6)));
		}
	}

	@Test
	void aDerivedStreamDoesNotDependOnWhatWasDrawn() {
		final RandomStream fresh = new RandomStream(5);
		final RandomStream used = new RandomStream(5);
		for (int i = 0; i < 10; i++)
			used.gaussian();

		assertEquals(fresh.named("a").uniform(), used.named("a").uniform());
		assertEquals(fresh.numbered(3).uniform(), used.numbered(3).uniform());
		assertNotEquals(fresh.named("a").uniform(), fresh.named("b").uniform());
		assertNotEquals(fresh.numbered(3).uniform(), fresh.numbered(4).uniform());
	}

	@Test
	void wholeNumbersAreEvenlySpread() {
		final RandomStream random = new RandomStream(1);
		final int[] counts = new int[6];
		for (int i = 0; i < 60_000; i++)
			counts[random.integer(1, 6) - 1]++;

		for (final int count : counts)
			assertTrue(Math.abs(count - 10_000) < 500, "count " + count);
	}

	/** The finaliser of SplitMix64 over the seed, moved on by the golden ratio. */
	private static long key(final long seed) {
		return new SplittableRandom(seed).nextLong();
	}
}
