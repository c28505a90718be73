package org.perfusionj.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class TrainingCurvesTest {

	private static final List<AifWidth> BOTH = List.of(AifWidth.values());
	private static final int DRAWS = 4000;

	@Test
	void publishedRangesAreThePapers() {
		final List<CurveParameters> drawn = draw(CurvePrior.published(List.of(AifWidth.LITERATURE)));
		assertUniform(0, 200, drawn, CurveParameters::cbf);
		assertUniform(3.43, 24, drawn, one -> one.transit().mttS());
		assertUniform(0.5, 100, drawn, one -> one.transit().alpha());
		assertUniform(1, 4, drawn, CurveParameters::dispersionS);
		assertUniform(0, 25, drawn, CurveParameters::delayS);
		assertUniform(1, 30, drawn, CurveParameters::snrDb);
		assertUniform(1, 2, drawn, one -> one.time().stepS());
		assertUniform(45, 120, drawn, one -> one.time().count());
		assertUniform(210, 390, drawn, one -> one.aif().peakHu());
		assertUniform(0.7, 1.3, drawn, one -> one.aif().timeFactor());
		assertEquals(0.5, drawn.stream().filter(one -> one.aif().shape() == AifShape.PARKER).count() / (double) DRAWS, 0.04);
	}

	@Test
	void broadPriorIsLogUniformWhereItMatters() {
		final List<CurveParameters> drawn = draw(CurvePrior.broad(BOTH).withScan(ScanPrior.fixed(1, 80)));
		assertUniform(Math.log(0.5), Math.log(100), drawn, one -> Math.log(one.transit().alpha()));
		assertUniform(0, 25, drawn, CurveParameters::delayS);
		assertEquals(0.5, drawn.stream().filter(one -> one.dispersionS() == 0).count() / (double) DRAWS, 0.04);
		assertUniform(0, 5, drawn.stream().filter(one -> one.dispersionS() > 0).toList(), CurveParameters::dispersionS);
		assertTrue(drawn.stream().allMatch(one -> one.cbf() > 0 && one.cbf() <= 200));
		assertTrue(drawn.stream().allMatch(one -> one.cbv() >= 0.3 - 1e-9 && one.cbv() <= 12 + 1e-9));
		// a flow above 200 is drawn again: hardly ever necessary
		assertUniform(Math.log(0.3), Math.log(12), drawn, one -> Math.log(one.cbv()));
		// narrow AIFs have time factors from 0.53 * 0.7 to 0.53 * 1.3, wide ones from 0.7
		assertEquals(0.5, drawn.stream().filter(one -> one.aif().timeFactor() < 0.695).count() / (double) DRAWS, 0.04);
	}

	@Test
	void shortScansStillSeeTheBolus() {
		final CurvePrior prior = CurvePrior.broad(BOTH).withScan(ScanPrior.fixed(0.5, 20));
		for (final CurveParameters one : draw(prior))
			assertTrue(one.delayS() <= 9.5, "delay " + one.delayS());
		final CurvePrior impossible = prior.withScan(ScanPrior.fixed(0.5, 8));
		assertThrows(IllegalArgumentException.class, () -> impossible.draw(new RandomStream(1)));
	}

	@Test
	void oneQuantityDoesNotMoveTheOthers() {
		final CurvePrior prior = CurvePrior.broad(BOTH);
		final CurveParameters one = prior.draw(new RandomStream(9));
		final CurveParameters other = prior.withAlpha(Distribution.fixed(1)).withDispersion(Distribution.fixed(3)).draw(new RandomStream(9));
		assertEquals(one.aif(), other.aif());
		assertEquals(one.cbf(), other.cbf());
		assertEquals(one.delayS(), other.delayS());
		assertEquals(one.time(), other.time());
		assertEquals(1, other.transit().alpha());
		assertEquals(3, other.dispersionS());
	}

	@Test
	void aSeedGivesTheSameCurvesOnAnyNumberOfThreads() {
		final TrainingCurves curves = new TrainingCurves(CurvePrior.broad(BOTH), CurveSimulator.STANDARD, 3);
		try (Parallel one = new Parallel(1); Parallel three = new Parallel(3)) {
			final List<SimulatedCurve> serial = curves.curves(1000, 70, one, WorkMonitor.SILENT);
			final List<SimulatedCurve> parallel = curves.curves(1000, 70, three, WorkMonitor.SILENT);
			for (int i = 0; i < 70; i++) {
				assertEquals(serial.get(i).parameters(), parallel.get(i).parameters());
				assertArrayEquals(serial.get(i).tissue(), parallel.get(i).tissue());
				assertArrayEquals(curves.curve(1000 + i).tissue(), parallel.get(i).tissue());
			}
		}
		final double[] first = curves.curve(0).tissue();
		assertNotEquals(first[20], curves.curve(1).tissue()[20]);
		assertNotEquals(first[20], new TrainingCurves(CurvePrior.broad(BOTH), CurveSimulator.STANDARD, 4).curve(0).tissue()[20]);
	}

	@Test
	void aBatchSharesItsFrames() {
		final TrainingCurves curves = new TrainingCurves(CurvePrior.broad(BOTH), CurveSimulator.STANDARD, 3);
		try (Parallel parallel = new Parallel(2)) {
			final List<SimulatedCurve> batch = curves.batch(7, 40, parallel, WorkMonitor.SILENT);
			final TimeGrid time = curves.time(7);
			assertEquals(40, batch.size());
			for (final SimulatedCurve curve : batch)
				assertEquals(time, curve.parameters().time());
			assertArrayEquals(curves.curve(7 * 40 + 39, time).tissue(), batch.get(39).tissue());
			assertNotEquals(time, curves.time(8));
			assertNotEquals(batch.get(0).parameters().cbf(), batch.get(1).parameters().cbf());
		}
	}

	@Test
	void aScanSharesItsFramesAndItsAif() {
		final TrainingCurves curves = new TrainingCurves(CurvePrior.broad(BOTH), CurveSimulator.STANDARD, 3);
		final SimulatedScan scan = curves.scan(7, 40);
		assertEquals(40, scan.curves().size());
		assertEquals(curves.time(7), scan.time());
		assertEquals(curves.aif(7), scan.aif());
		for (int i = 0; i < 40; i++) {
			final CurveParameters drawn = scan.curves().get(i).parameters();
			assertEquals(scan.time(), drawn.time());
			assertEquals(scan.aif(), drawn.aif());
			final CurveParameters alone = curves.curve(7 * 40 + i, scan.time()).parameters();
			assertEquals(alone.cbf(), drawn.cbf());
			assertEquals(alone.transit(), drawn.transit());
			assertArrayEquals(scan.curves().get(0).aif(), scan.curves().get(i).aif());
		}
		assertNotEquals(curves.aif(8), scan.aif());
		// as many narrow and wide ones, gamma and Parker, as among curves with an AIF of their own
		final List<ArterialInput> many = IntStream.range(0, 1000).mapToObj(curves::aif).toList();
		assertEquals(0.5, many.stream().filter(one -> one.timeFactor() < 0.695).count() / 1000.0, 0.08);
		assertEquals(0.5, many.stream().filter(one -> one.shape() == AifShape.PARKER).count() / 1000.0, 0.08);
	}

	@Test
	void stopsWhenCancelled() {
		final TrainingCurves curves = new TrainingCurves(CurvePrior.broad(BOTH), CurveSimulator.STANDARD, 3);
		final WorkMonitor cancelled = new WorkMonitor() {

			@Override
			public void progress(final double fraction, final String message) {
				// not shown
			}

			@Override
			public void log(final String message) {
				// not shown
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		try (Parallel parallel = new Parallel(2)) {
			assertThrows(CancellationException.class, () -> curves.curves(0, 1_000_000, parallel, cancelled));
		}
	}

	@Test
	void refusesImpossibleDistributions() {
		assertThrows(IllegalArgumentException.class, () -> Distribution.uniform(2, 1));
		assertThrows(IllegalArgumentException.class, () -> Distribution.logUniform(0, 1));
		assertThrows(IllegalArgumentException.class, () -> Distribution.fixed(1).orZero(1.5));
		assertThrows(IllegalArgumentException.class, () -> new ScanPrior(Distribution.fixed(1), 1, 5));
		assertThrows(IllegalArgumentException.class, () -> new ScanPrior(Distribution.uniform(0, 1), 10, 50));
		assertThrows(IllegalArgumentException.class, () -> AifPrior.of(List.of()));
		final FlowPrior impossible = new FlowPrior(FlowPrior.Given.CBF, Distribution.fixed(300), Distribution.fixed(4), 200);
		assertThrows(IllegalArgumentException.class, () -> impossible.draw(new RandomStream(1)));
	}

	private static List<CurveParameters> draw(final CurvePrior prior) {
		return IntStream.range(0, DRAWS).mapToObj(i -> prior.draw(new RandomStream(11).numbered(i))).toList();
	}

	/** All inside, both ends nearly reached, mean and spread those of a uniform distribution (five standard errors). */
	private static void assertUniform(final double low, final double high, final List<CurveParameters> drawn, final ToDoubleFunction<CurveParameters> value) {
		final double[] values = drawn.stream().mapToDouble(value).toArray();
		double sum = 0;
		double lowest = Double.POSITIVE_INFINITY;
		double highest = Double.NEGATIVE_INFINITY;
		int lowQuarter = 0;
		for (final double one : values) {
			sum += one;
			lowest = Math.min(lowest, one);
			highest = Math.max(highest, one);
			if (one < low + (high - low) / 4) lowQuarter++;
		}
		final double width = high - low;
		assertTrue(lowest >= low - 1e-12 && highest <= high + 1e-12, lowest + " to " + highest);
		assertEquals(low, lowest, 0.02 * width);
		assertEquals(high, highest, 0.02 * width);
		assertEquals((low + high) / 2, sum / values.length, 5 * width / Math.sqrt(12.0 * values.length));
		assertEquals(0.25, lowQuarter / (double) values.length, 5 * 0.433 / Math.sqrt(values.length) + 0.01);
	}
}
