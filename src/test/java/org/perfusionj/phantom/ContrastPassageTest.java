package org.perfusionj.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.phantom.vessels.Bolus;
import org.perfusionj.simulation.RandomStream;

class ContrastPassageTest {

	private static final Bolus BOLUS = Bolus.draw(new Subject(60, true, 0.43), 60, new RandomStream(4));

	@Test
	void isFullestAMomentAfterThePeakAtTheRoot() {
		final ContrastPassage passage = new ContrastPassage(BOLUS, TissueCurves.fineGrid(60));

		assertEquals(BOLUS.peakS() + 1.5, passage.fullestS(), 0.11);
		assertEquals(1, passage.at(passage.fullestS()));
		// follows the bolus with that lag
		assertEquals(0, passage.at(BOLUS.onsetS() + 1.3));
		assertTrue(passage.at(BOLUS.peakS()) < 0.99);
		assertTrue(passage.at(BOLUS.peakS() - 3) < passage.at(BOLUS.peakS() + 3));
	}

	@Test
	void aScanThatEndsEarlyIsFullestAtItsEnd() {
		final double lastS = BOLUS.onsetS() + 5;
		final ContrastPassage passage = new ContrastPassage(BOLUS, TissueCurves.fineGrid(lastS));

		assertEquals(lastS, passage.fullestS(), 0.3);
		assertEquals(1, passage.at(lastS + 100));
	}

	@Test
	void withoutContrastThereIsNone() {
		final ContrastPassage passage = new ContrastPassage(BOLUS, TissueCurves.fineGrid(BOLUS.onsetS()));

		for (double timeS = 0; timeS < 20; timeS++)
			assertEquals(0, passage.at(timeS));
	}
}
