package org.perfusionj.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.work.PerfusionException;

class SeedRangeTest {

	@Test
	void firstAndLastAreIncluded() {
		assertArrayEquals(new long[] { 7, 8, 9 }, SeedRange.of(" 7 - 9 ").stream().toArray());
		assertEquals(1, SeedRange.of("9001").count());
		assertEquals("9001", SeedRange.of("9001").toString());
		assertEquals("7-9", SeedRange.of("7-9").toString());
	}

	@Test
	void heldOutSeedsAreKnown() {
		assertTrue(SeedRange.of("9001-9999").isHeldOut());
		assertFalse(SeedRange.of("9000-9001").isHeldOut());
		assertFalse(SeedRange.of("9999-10000").isHeldOut());
	}

	@ParameterizedTest
	@ValueSource(strings = { "9-3", "", " ", "a-b", "1-", "-5", "1-2-3", "1.5", "1-10000000", "99999999999999999999" })
	void whatIsNoRangeIsRefused(final String text) {
		final PerfusionException refused = assertThrows(PerfusionException.class, () -> SeedRange.of(text));
		assertTrue(refused.getMessage().startsWith("seeds="), refused.getMessage());
	}
}
