package org.perfusionj.evaluation;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.work.PerfusionException;

/** Methods for tests of their evaluation. */
final class SampleMethods {

	private SampleMethods() {}

	/** @return the methods where no network is installed */
	static MethodCatalogue withoutNetwork(final double kappa) {
		return new MethodCatalogue(kappa, 1, file -> {
			throw new PerfusionException("The network libraries are not installed.");
		});
	}

	/** Takes the place of a network: CBF 30 with a standard deviation of 4, delay 2 with one of 0.5, the global AIF as local AIF, a residue function that falls straight. Counts what is prepared and not closed. */
	record Network(String name, AtomicInteger open) implements PerfusionMethod {

		static final float CBF = 30;
		static final float CBF_SD = 4;
		static final float BAD_S = 2;
		static final float BAD_SD_S = 0.5f;

		Network(final String name) {
			this(name, new AtomicInteger());
		}

		@Override
		public Map<String, String> parameters() {
			return Map.of();
		}

		@Override
		public Prepared prepare(final double[] aif, final TimeGrid time) {
			open.incrementAndGet();
			return new Prepared() {

				@Override
				public void close() {
					open.decrementAndGet();
				}

				@Override
				public Set<PerfusionMap> maps() {
					return EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD);
				}

				@Override
				public boolean estimatesLocalAif() {
					return true;
				}

				@Override
				public Estimator newEstimator(final int capacity) {
					return (tissue, count, out) -> {
						Arrays.fill(out.values(PerfusionMap.CBF), 0, count, CBF);
						Arrays.fill(out.values(PerfusionMap.CBF_SD), 0, count, CBF_SD);
						Arrays.fill(out.values(PerfusionMap.BAD), 0, count, BAD_S);
						Arrays.fill(out.values(PerfusionMap.BAD_SD), 0, count, BAD_SD_S);
						for (int t = 0; t < aif.length; t++) {
							if (out.localAif() != null) Arrays.fill(out.localAif()[t], 0, count, (float) aif[t]);
							if (out.residue() != null) Arrays.fill(out.residue()[t], 0, count, CBF / 6000 * (1 - (float) t / aif.length));
						}
					};
				}
			};
		}
	}
}
