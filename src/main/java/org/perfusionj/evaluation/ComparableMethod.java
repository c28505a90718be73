package org.perfusionj.evaluation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Quadrature;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Sample;
import org.perfusionj.series.Volume;

/**
 * A method with both maps of arrival, so that all can be asked for the same maps. The delay of a method that does not estimate it is its Tmax, which is what
 * it is read from in practice; a Tmax that a method does not estimate is NaN.
 *
 * @param method what it does otherwise
 */
public record ComparableMethod(PerfusionMethod method) implements PerfusionMethod {

	/**
	 * @param maps that such a method made
	 * @param mask voxels that were computed
	 * @return those of the method itself: without a Tmax that is nowhere a number and without a BAD that is the Tmax
	 */
	public static Map<PerfusionMap, Volume> own(final Map<PerfusionMap, Volume> maps, final Mask mask) {
		final Volume tmax = maps.get(PerfusionMap.TMAX);
		final Volume bad = maps.get(PerfusionMap.BAD);
		if (tmax == null || bad == null) return maps;
		final Map<PerfusionMap, Volume> own = new EnumMap<>(maps);
		if (Sample.of(tmax, mask).count() == 0) own.remove(PerfusionMap.TMAX);
		else if (isSame(tmax, bad, mask)) own.remove(PerfusionMap.BAD);
		return own;
	}

	private static boolean isSame(final Volume a, final Volume b, final Mask mask) {
		for (int z = 0; z < mask.grid().slices(); z++)
			for (int i = 0; i < mask.grid().planeSize(); i++)
				if (mask.plane(z)[i] && Float.compare(a.plane(z)[i], b.plane(z)[i]) != 0) return false;
		return true;
	}

	@Override
	public String name() {
		return method.name();
	}

	@Override
	public Map<String, String> parameters() {
		return method.parameters();
	}

	@Override
	public Prepared prepare(final double[] aif, final TimeGrid time) {
		final Prepared prepared = method.prepare(aif, time);
		final Set<PerfusionMap> its = prepared.maps();
		final Set<PerfusionMap> all = EnumSet.copyOf(its);
		all.add(PerfusionMap.TMAX);
		all.add(PerfusionMap.BAD);
		return new Prepared() {

			@Override
			public Set<PerfusionMap> maps() {
				return all;
			}

			@Override
			public boolean estimatesLocalAif() {
				return prepared.estimatesLocalAif();
			}

			@Override
			public int block() {
				return prepared.block();
			}

			@Override
			public Quadrature quadrature() {
				return prepared.quadrature();
			}

			@Override
			public Optional<double[]> fit(final double[] tissue) {
				return prepared.fit(tissue);
			}

			@Override
			public void close() {
				prepared.close();
			}

			@Override
			public List<String> warnings() {
				return prepared.warnings();
			}

			@Override
			public Estimator newEstimator(final int capacity) {
				final Estimator estimator = prepared.newEstimator(capacity);
				return (tissue, count, out) -> {
					estimator.estimate(tissue, count, out);
					final float[] tmax = out.values(PerfusionMap.TMAX);
					if (!its.contains(PerfusionMap.TMAX)) Arrays.fill(tmax, 0, count, Float.NaN);
					if (!its.contains(PerfusionMap.BAD)) System.arraycopy(tmax, 0, out.values(PerfusionMap.BAD), 0, count);
				};
			}
		};
	}

	@Override
	public void close() {
		method.close();
	}
}
