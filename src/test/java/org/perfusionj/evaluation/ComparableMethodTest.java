package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Quadrature;
import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;

class ComparableMethodTest {

	private static final TimeGrid TIME = new TimeGrid(0, 1, 3);

	/** Writes 1, 2, 3 ... into the given maps of a curve. */
	private record Counting(Set<PerfusionMap> made, List<String> closed) implements PerfusionMethod {

		@Override
		public String name() {
			return "counting";
		}

		@Override
		public Map<String, String> parameters() {
			return Map.of("a", "b");
		}

		@Override
		public Prepared prepare(final double[] aif, final TimeGrid time) {
			return new Prepared() {

				@Override
				public Set<PerfusionMap> maps() {
					return made;
				}

				@Override
				public int block() {
					return 17;
				}

				@Override
				public Quadrature quadrature() {
					return Quadrature.TRAPEZOID;
				}

				@Override
				public Optional<double[]> fit(final double[] tissue) {
					return Optional.of(new double[] { 2 * tissue[0] });
				}

				@Override
				public List<String> warnings() {
					return List.of("a warning");
				}

				@Override
				public Estimator newEstimator(final int capacity) {
					return (tissue, count, out) -> {
						float value = 1;
						for (final PerfusionMap map : made)
							out.values(map)[0] = value++;
					};
				}

				@Override
				public void close() {
					closed.add("prepared");
				}
			};
		}

		@Override
		public void close() {
			closed.add("method");
		}
	}

	private static float[] estimate(final Set<PerfusionMap> made, final PerfusionMap... wanted) {
		final List<String> closed = new ArrayList<>();
		final float[] values = new float[wanted.length];
		final PerfusionMethod method = new ComparableMethod(new Counting(made, closed));
		assertEquals("counting", method.name());
		assertEquals(Map.of("a", "b"), method.parameters());
		try (PerfusionMethod.Prepared prepared = method.prepare(new double[3], TIME)) {
			assertEquals(17, prepared.block());
			assertEquals(Quadrature.TRAPEZOID, prepared.quadrature());
			assertEquals(6, prepared.fit(new double[] { 3 }).orElseThrow()[0], "its own rule for the fit is kept");
			assertEquals(List.of("a warning"), prepared.warnings());
			final EstimateBlock out = new EstimateBlock(prepared.maps(), 1, 3, false, false);
			prepared.newEstimator(1).estimate(new float[3][1], 1, out);
			for (int i = 0; i < wanted.length; i++)
				values[i] = out.values(wanted[i])[0];
		}
		assertEquals(List.of("prepared"), closed);
		method.close();
		assertEquals(List.of("prepared", "method"), closed);
		return values;
	}

	@Test
	void tmaxStandsForADelayThatIsNotEstimated() {
		final float[] values = estimate(EnumSet.of(PerfusionMap.CBF, PerfusionMap.TMAX), PerfusionMap.CBF, PerfusionMap.TMAX, PerfusionMap.BAD);
		assertEquals(1, values[0]);
		assertEquals(2, values[1]);
		assertEquals(2, values[2]);
	}

	@Test
	void nothingStandsForATmaxThatIsNotEstimated() {
		final float[] values = estimate(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD), PerfusionMap.TMAX, PerfusionMap.BAD);
		assertTrue(Float.isNaN(values[0]));
		assertEquals(2, values[1]);
	}

	@Test
	void aMethodWithBothKeepsThem() {
		final float[] values = estimate(EnumSet.of(PerfusionMap.TMAX, PerfusionMap.BAD), PerfusionMap.TMAX, PerfusionMap.BAD);
		assertEquals(1, values[0]);
		assertEquals(2, values[1]);
	}
}
