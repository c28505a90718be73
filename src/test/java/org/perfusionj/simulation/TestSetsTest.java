package org.perfusionj.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class TestSetsTest {

	private static final long SEED = 4;

	private final List<TestCondition> conditions = TestSets.conditions(AifWidth.LITERATURE);

	@Test
	void hasTheConditionsOfTheTable() {
		final int[] counts = new int[7];
		final List<String> names = new ArrayList<>();
		for (final TestCondition one : conditions) {
			counts[one.set()]++;
			names.add(one.value());
		}
		assertArrayEquals(new int[] { 0, 7, 11, 6, 5, 2, 2 }, counts);
		assertEquals(List.of("5", "7", "10", "15", "20", "25", "30", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "0", "1", "2", "3", "4", "5", "1", "1.1", "1.3", "1.6", "2", "gamma", "parker", "1", "100"), names);
		assertEquals(List.of("SNR dB", "Delay s", "Dispersion s", "Frame interval s", "AIF ", "Residue function (alpha) "), conditions.stream().map(one -> one.factor() + " " + one.unit()).distinct().toList());
	}

	@Test
	void eachSetVariesItsOwnQuantityAlone() {
		for (final TestCondition one : conditions)
			for (int i = 0; i < 20; i++) {
				final CurveParameters drawn = one.curve(CurveSimulator.STANDARD, SEED, i).parameters();
				final String where = one.factor() + " " + one.value();
				assertEquals(4, drawn.cbv(), 1e-12, where);
				assertTrue(drawn.transit().mttS() >= 3.43 && drawn.transit().mttS() <= 24, where);
				assertEquals(one.set() == 1 ? one.position() : 20, drawn.snrDb(), where);
				if (one.set() == 2) assertEquals(one.position(), drawn.delayS(), where);
				else assertTrue(drawn.delayS() >= 0 && drawn.delayS() <= 25, where);
				assertEquals(one.set() == 3 ? one.position() : 0, drawn.dispersionS(), where);
				assertEquals(one.set() == 4 ? one.position() : 1, drawn.time().stepS(), where);
				if (one.set() == 5) assertEquals(one.value(), drawn.aif().shape().name(), where);
				assertEquals(one.set() == 6 ? one.position() : 1, drawn.transit().alpha(), where);
				assertEquals(0, drawn.aif().onsetS());
			}
	}

	@Test
	void framesAreWholeIntervalsInEightySeconds() {
		final int[] frames = conditions.stream().filter(one -> one.set() == 4).mapToInt(one -> one.curve(CurveSimulator.STANDARD, SEED, 0).tissue().length).toArray();
		assertArrayEquals(new int[] { 80, 72, 61, 50, 40 }, frames);
	}

	@Test
	void widthsSeeTheSameCurvesWithAnotherTimeAxis() {
		final CurveParameters wide = conditions.get(3).curve(CurveSimulator.STANDARD, SEED, 8).parameters();
		final CurveParameters narrow = TestSets.conditions(AifWidth.CALIBRATED).get(3).curve(CurveSimulator.STANDARD, SEED, 8).parameters();
		assertEquals(0.53 * wide.aif().timeFactor(), narrow.aif().timeFactor(), 1e-12);
		assertEquals(wide.aif().peakHu(), narrow.aif().peakHu());
		assertEquals(wide.cbf(), narrow.cbf());
		assertEquals(wide.delayS(), narrow.delayS());
	}

	@Test
	void aCurveIsRepeatedByItsNumbersAndByNoOthers() {
		final double[] one = conditions.get(0).curve(CurveSimulator.STANDARD, SEED, 8).tissue();
		assertArrayEquals(one, TestSets.conditions(AifWidth.LITERATURE).get(0).curve(CurveSimulator.STANDARD, SEED, 8).tissue());
		assertNotEquals(one[40], conditions.get(0).curve(CurveSimulator.STANDARD, SEED, 9).tissue()[40]);
		assertNotEquals(one[40], conditions.get(1).curve(CurveSimulator.STANDARD, SEED, 8).tissue()[40]);
		assertNotEquals(one[40], conditions.get(0).curve(CurveSimulator.STANDARD, SEED + 1, 8).tissue()[40]);
	}
}
