package org.perfusionj.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfusionj.work.PerfusionException;

class StatedUnitsTest {

	/** 60 ml/100 g/min is the same flow in each unit; tissue has 1.04 g/ml. */
	@ParameterizedTest
	@CsvSource({ "ml/100g/min, 60", "ml/g/min, 0.6", "ml/100ml/min, 62.4", "ml/ml/min, 0.624", "ml/ml/s, 0.0104", "1/s, 0.0104", "ml/kg/min, 600", "ml/100g/s, 1", "ML/100 G/min, 60", "0.01, 6000" })
	void flowBecomesOurs(final String unit, final double value) {
		assertEquals(60, value * StatedUnits.of(unit, "auto", "auto", 0).factor(PerfusionMap.CBF, Optional.empty()).value(), 1e-9);
	}

	/** 4 ml/100 g. */
	@ParameterizedTest
	@CsvSource({ "ml/100g, 4", "ml/g, 0.04", "ml/100ml, 4.16", "ml/ml, 0.0416", "percent, 4.16", "%, 4.16", "ml/kg, 40", "0.5, 8" })
	void volumeBecomesOurs(final String unit, final double value) {
		assertEquals(4, value * StatedUnits.of("auto", unit, "auto", 0).factor(PerfusionMap.CBV, Optional.empty()).value(), 1e-9);
	}

	/** 6 s, and 1.5 s between frames. */
	@ParameterizedTest
	@CsvSource({ "s, 6, TMAX", "ms, 6000, MTT", "frames, 4, BAD", "sec, 6, TTP", "min, 0.1, MTT", "0.1, 60, TMAX" })
	void timesBecomeOurs(final String unit, final double value, final PerfusionMap map) {
		assertEquals(6, value * StatedUnits.of("auto", "", unit, 1.5).factor(map, Optional.empty()).value(), 1e-9);
	}

	@Test
	void theUserKnowsBetterThanTheFileAndTheFileBetterThanNobody() {
		final StatedUnits stated = StatedUnits.of("ml/g/min", "auto", "auto", 0);
		final StatedUnits.Factor user = stated.factor(PerfusionMap.CBF, Optional.of("ml/100 g/min"));
		assertEquals("ml/g/min as stated, times 100", user.text());
		final StatedUnits.Factor file = stated.factor(PerfusionMap.CBV, Optional.of("ml/100 g"));
		assertEquals(1, file.value());
		assertFalse(file.isAssumed());
		final StatedUnits.Factor nobody = stated.factor(PerfusionMap.TMAX, Optional.empty());
		assertEquals(1, nobody.value());
		assertTrue(nobody.isAssumed());
		assertTrue(stated.factor(PerfusionMap.TMAX, Optional.of("HU")).text().contains("says \"HU\""));
		assertTrue(stated.factor(PerfusionMap.TMAX, Optional.of("frames")).isAssumed(), "nobody said how far these are apart");
	}

	@Test
	void whatIsNoUnitIsRefusedWithAllThatAre() {
		final String flow = assertThrows(PerfusionException.class, () -> StatedUnits.of("ml/100g", "auto", "auto", 0)).getMessage();
		assertTrue(flow.contains("cbf_unit=ml/100g") && flow.contains("ml/ml/s"), flow);
		for (final String wrong : new String[] { "0", "-1", "NaN", "ml" })
			assertTrue(assertThrows(PerfusionException.class, () -> StatedUnits.of("auto", wrong, "auto", 0)).getMessage().contains("cbv_unit=" + wrong + " is no unit"), wrong);
		assertTrue(assertThrows(PerfusionException.class, () -> StatedUnits.of("auto", "auto", "frames", 0)).getMessage().contains("frame_interval_s"));
	}
}
