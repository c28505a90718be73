package org.perfusionj.network.residue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Which curves a memory holds. */
class MemoryGridTest {

	private static final MemoryGrid GRID = new MemoryGrid(12, 6, 0.6);

	@Test
	void classesFillTheRangesOfThePrior() {
		// middles of classes that are equally wide in the logarithm
		for (int i = 0; i < 12; i++)
			assertEquals(Math.exp(Math.log(3.43) + (i + 0.5) / 12 * (Math.log(24) - Math.log(3.43))), GRID.mttS(i), 1e-12);
		for (int i = 0; i < 6; i++)
			assertEquals(Math.exp(Math.log(0.5) + (i + 0.5) / 6 * (Math.log(100) - Math.log(0.5))), GRID.alpha(i), 1e-12);
		assertArrayEquals(new double[] { 0, 0.5, 1.3, 2.4, 3.6, 4.7 }, IntStream.range(0, GRID.dispersions()).mapToDouble(GRID::dispersionS).toArray());
		assertEquals(42, GRID.delays());
		assertEquals(0, GRID.delayS(0));
		assertEquals(24.6, GRID.delayS(41), 1e-12);
		assertEquals(12 * 6 * 6 * 42, GRID.size());
		assertEquals(72, GRID.tissues().count());
	}

	/** 25 s may not be lost to rounding. */
	@Test
	void theLastDelayIsInTheMemoryWhereTheStepFits() {
		for (final double stepS : new double[] { 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2.5, 5 }) {
			final MemoryGrid grid = new MemoryGrid(2, 2, stepS);
			assertEquals(25, grid.delayS(grid.delays() - 1), 1e-9, stepS + " s");
		}
	}

	@Test
	void theMeanTransitTimeIsUniformBefore() {
		final double ratio = Math.pow(24 / 3.43, 1.0 / 12);
		double moment = 0;
		double sum = 0;
		for (int i = 0; i < 12; i++) {
			final double low = 3.43 * Math.pow(ratio, i);
			assertEquals(GRID.prior(0, 0, 1) * (low * ratio - low) / (3.43 * ratio - 3.43), GRID.prior(i, 0, 1), 1e-9, "width of class " + i);
			sum += GRID.prior(i, 0, 1);
			moment += GRID.prior(i, 0, 1) * GRID.mttS(i);
		}
		assertEquals((3.43 + 24) / 2, moment / sum, 0.1);
	}

	@Test
	void halfOfTheCurvesAreNotDispersedAndDelaysAreUniform() {
		double all = 0;
		double dispersion = 0;
		for (int i = 0; i < GRID.dispersions(); i++) {
			all += GRID.prior(3, i, 5);
			dispersion += GRID.prior(3, i, 5) * GRID.dispersionS(i);
		}
		assertEquals(0.5, GRID.prior(3, 0, 5) / all, 1e-12);
		// 0 for a half, else 2.5 s in the mean
		assertEquals(1.25, dispersion / all, 0.05);
		for (int delay = 1; delay < GRID.delays() - 1; delay++)
			assertEquals(GRID.prior(2, 1, 1), GRID.prior(2, 1, delay));
		// each stands for the delays half a step to either side, of which the first and the last have one
		assertEquals(GRID.prior(2, 1, 1) / 2, GRID.prior(2, 1, 0), 1e-12);
		assertEquals(GRID.prior(2, 1, 1) / 2, GRID.prior(2, 1, 41), 1e-12);
	}

	@Test
	void impossibleNumbersAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new MemoryGrid(1, 6, 0.6));
		assertThrows(IllegalArgumentException.class, () -> new MemoryGrid(101, 6, 0.6));
		assertThrows(IllegalArgumentException.class, () -> new MemoryGrid(12, 1, 0.6));
		assertThrows(IllegalArgumentException.class, () -> new MemoryGrid(12, 101, 0.6));
		assertThrows(IllegalArgumentException.class, () -> new MemoryGrid(12, 6, 0.04));
		assertThrows(IllegalArgumentException.class, () -> new MemoryGrid(12, 6, 6));
		assertThrows(IllegalArgumentException.class, () -> new MemoryGrid(12, 6, Double.NaN));
	}
}
