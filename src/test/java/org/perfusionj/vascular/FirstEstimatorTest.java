package org.perfusionj.vascular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class FirstEstimatorTest {

	private static final VascularFunction FOUND = new VascularFunction(Vessel.AIF, new TimeCurve(new double[] { 0, 1 }, new double[] { 0, 5 }), List.of(), "second");

	private final MonitorLog log = new MonitorLog();
	private final List<String> asked = new ArrayList<>();

	/** Finds the function, or throws. */
	private record Known(String name, RuntimeException failure, List<String> asked) implements VascularEstimator {

		@Override
		public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
			asked.add(name);
			if (failure != null) throw failure;
			return FOUND;
		}
	}

	private VascularEstimator known(final String name, final RuntimeException failure) {
		return new Known(name, failure, asked);
	}

	private VascularFunction estimate(final VascularEstimator... estimators) {
		return new FirstEstimator("auto", List.of(estimators)).estimate(Vessel.AIF, null, Optional.empty(), null, log);
	}

	@Test
	void theFirstThatFindsSomethingDecidesAndSaysWhyNotTheOneBefore() {
		assertSame(FOUND, estimate(known("aifnet", new PerfusionException("The network libraries are not installed.")), known("classical", null), known("third", null)));
		assertEquals(List.of("aifnet", "classical"), asked);
		assertEquals(List.of("Warning: The AIF is from classical, not from aifnet. The network libraries are not installed."), log.lines());
	}

	@Test
	void everyReasonIsSaidWithTheOneThatWasTaken() {
		assertSame(FOUND, estimate(known("aifnet", new PerfusionException("No network.")), known("classical", new PerfusionException("No artery.")), known("third", null)));
		assertEquals(List.of("Warning: The AIF is from third, not from aifnet. No network.", "Warning: The AIF is from third, not from classical. No artery."), log.lines());
	}

	@Test
	void nothingIsSaidWhereTheFirstFindsIt() {
		assertSame(FOUND, estimate(known("aifnet", null), known("classical", null)));
		assertEquals(List.of("aifnet"), asked);
		assertEquals(List.of(), log.lines());
	}

	@Test
	void theLastReasonIsTheError() {
		final PerfusionException last = new PerfusionException("no artery");
		assertSame(last, assertThrows(PerfusionException.class, () -> estimate(known("aifnet", new PerfusionException("no network")), known("classical", last))));
		assertEquals(List.of("Warning: There is no AIF from aifnet. no network"), log.lines(), "nothing is said of an AIF that there is not");
	}

	@Test
	void cancelIsNoReasonToTryTheNext() {
		assertThrows(CancellationException.class, () -> estimate(known("aifnet", new CancellationException()), known("classical", null)));
		assertEquals(List.of("aifnet"), asked);
	}

	@Test
	void aProgramErrorIsNotHidden() {
		assertThrows(IllegalStateException.class, () -> estimate(known("aifnet", new IllegalStateException()), known("classical", null)));
	}

	@Test
	void someWayIsNeeded() {
		assertThrows(IllegalArgumentException.class, () -> new FirstEstimator("auto", List.of()));
	}
}
