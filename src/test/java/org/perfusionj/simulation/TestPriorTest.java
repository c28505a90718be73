package org.perfusionj.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.perfusionj.work.PerfusionException;

class TestPriorTest {

	@Test
	void wideDiffersFromThePaperInFlowOnly() {
		final List<TestCondition> paper = TestPrior.PAPER.conditions(AifWidth.CALIBRATED);
		final List<TestCondition> wide = TestPrior.WIDE.conditions(AifWidth.CALIBRATED);

		assertEquals(33, wide.size());
		for (int i = 0; i < 33; i++) {
			assertEquals(paper.get(i).value(), wide.get(i).value());
			assertEquals(paper.get(i).prior(), wide.get(i).prior().withFlow(paper.get(i).prior().flow()));
		}
		double longest = 0;
		double shortest = 100;
		double most = 0;
		double least = 100;
		for (int i = 0; i < 400; i++) {
			final CurveParameters p = wide.get(0).curve(CurveSimulator.STANDARD, 1, i).parameters();
			longest = Math.max(longest, p.transit().mttS());
			shortest = Math.min(shortest, p.transit().mttS());
			most = Math.max(most, p.cbv());
			least = Math.min(least, p.cbv());
		}
		assertTrue(longest > 29 && longest <= 30 && shortest >= 2 && shortest < 2.5, shortest + " to " + longest);
		assertTrue(most > 11 && most <= 12.001 && least >= 0.299 && least < 0.33, least + " to " + most);
	}

	@Test
	void curvesOfATrainingPriorAreNoneThatIsTrainedOn() {
		final TestCondition tested = TestPrior.BROAD.conditions(AifWidth.LITERATURE).get(0);
		final TrainingCurves trained = new TrainingCurves(CurvePrior.broad(List.of(AifWidth.LITERATURE)), CurveSimulator.STANDARD, 1);

		assertEquals(CurvePrior.broad(List.of(AifWidth.LITERATURE)), tested.prior());
		assertEquals(CurvePrior.published(List.of(AifWidth.LITERATURE)), TestPrior.PUBLISHED.conditions(AifWidth.LITERATURE).get(0).prior());
		for (int i = 0; i < 50; i++)
			assertNotEquals(Arrays.toString(trained.curve(i).tissue()), Arrays.toString(tested.curve(CurveSimulator.STANDARD, 1, i).tissue()));
	}

	@Test
	void isFoundByItsName() {
		assertEquals(TestPrior.WIDE, TestPrior.of("Wide"));
		assertTrue(assertThrows(PerfusionException.class, () -> TestPrior.of("narrow")).getMessage().contains("paper, wide, broad or published"));
	}
}
