package org.perfusionj.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;

import org.junit.jupiter.api.Test;

class ChoiceTest {

	private enum Fruit implements Choice {
		APPLE, PEAR, PLUM;

		@Override
		public String key() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	@Test
	void isFoundInAnyCase() {
		assertEquals(Fruit.PEAR, Choice.of("fruit", " Pear ", Fruit.values()));
	}

	@Test
	void unknownOneIsNamedWithAllThatAreKnown() {
		assertEquals("fruit=fig is unknown: use apple, pear or plum.", assertThrows(PerfusionException.class, () -> Choice.of("fruit", " fig", Fruit.values())).getMessage());
	}
}
