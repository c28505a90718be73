package org.perfusionj.phantom.perfusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.ToDoubleFunction;

import org.junit.jupiter.api.Test;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.simulation.RandomStream;

class NormalTissueTest {

	private static double mean(final Subject subject, final ToDoubleFunction<NormalTissue> value) {
		double sum = 0;
		for (int i = 0; i < 2000; i++)
			sum += value.applyAsDouble(NormalTissue.draw(subject, new RandomStream(5).numbered(i)));
		return sum / 2000;
	}

	private static double greyCbv(final NormalTissue tissue) {
		return tissue.greyCbf() * tissue.greyMttS() / 60;
	}

	private static double whiteCbv(final NormalTissue tissue) {
		return tissue.whiteCbf() * tissue.whiteMttS() / 60;
	}

	@Test
	void flowAndVolumeOfMiddleAgeAreThoseOfTheDigitalPhantom() {
		final Subject man = new Subject(45, true, 0.43);
		final Subject woman = new Subject(45, false, 0.4);

		// FAU digital phantom: 53.2 +- 6.7 and 25.6 +- 6.4 ml/100 g/min, 3.3 and 1.9 ml/100 g, 3.7 and 4.5 s
		assertEquals(53.2, (mean(man, NormalTissue::greyCbf) + mean(woman, NormalTissue::greyCbf)) / 2, 6.7);
		assertEquals(25.6, (mean(man, NormalTissue::whiteCbf) + mean(woman, NormalTissue::whiteCbf)) / 2, 6.4);
		assertEquals(3.3, (mean(man, NormalTissueTest::greyCbv) + mean(woman, NormalTissueTest::greyCbv)) / 2, 0.5);
		assertEquals(1.9, (mean(man, NormalTissueTest::whiteCbv) + mean(woman, NormalTissueTest::whiteCbv)) / 2, 0.3);
		assertEquals(3.7, mean(man, NormalTissue::greyMttS), 0.6);
		assertEquals(4.5, mean(man, NormalTissue::whiteMttS), 0.8);
	}

	@Test
	void flowFallsWithAgeByHalfAPercentAYearAndIsHigherInWomen() {
		final double young = mean(new Subject(35, true, 0.43), NormalTissue::greyCbf);
		final double old = mean(new Subject(75, true, 0.43), NormalTissue::greyCbf);

		// Leenders 1990: -0.5 % a year
		assertEquals(0.005, (young - old) / young / 40, 0.0015);
		// 13 % more in women (Magn Reson Med 51:736, 2004)
		assertEquals(1.13, mean(new Subject(60, false, 0.4), NormalTissue::greyCbf) / mean(new Subject(60, true, 0.4), NormalTissue::greyCbf), 0.02);
	}

	@Test
	void everySubjectIsWithinPlausibleBounds() {
		for (int i = 0; i < 1000; i++) {
			final RandomStream random = new RandomStream(9).numbered(i);
			final NormalTissue one = NormalTissue.draw(Subject.draw(random), random);
			final double ratio = one.greyCbf() / one.whiteCbf();
			assertTrue(ratio > 1.8 && ratio < 3, "grey to white " + ratio);
			assertTrue(one.greyCbf() > 28 && one.greyCbf() < 85, "grey " + one.greyCbf());
			assertTrue(one.greyMttS() < one.whiteMttS());
			assertTrue(Math.abs(one.rightShare()) <= 0.05 && Math.abs(one.rightDelayS()) <= 0.3);
			assertTrue(one.greyTexture() >= 0.15 && one.greyTexture() <= 0.25 && one.whiteTexture() < one.greyTexture());
		}
	}
}
