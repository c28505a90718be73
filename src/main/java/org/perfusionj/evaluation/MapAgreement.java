package org.perfusionj.evaluation;

import java.util.Arrays;

import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;

/** Compares a map with the truth in one tissue. */
final class MapAgreement {

	private final PhantomTruth truth;

	MapAgreement(final PhantomTruth truth) {
		this.truth = truth;
	}

	/** @return the true map */
	Volume truth(final PerfusionMap map) {
		return switch (map) {
			case CBF -> truth.cbf();
			case CBV -> truth.cbv();
			case MTT -> truth.mtt();
			case TMAX -> truth.tmax();
			case BAD -> truth.delay();
			default -> throw new IllegalArgumentException("The phantom has no true " + map.key());
		};
	}

	/** Voxels whose estimate is no number count as missed. */
	MapScore score(final long seed, final String method, final String estimator, final PerfusionMap map, final EvaluationTissue tissue, final Mask voxels, final PerfusionMaps maps) {
		final Volume expected = truth(map);
		final Volume found = maps.get(map).orElseThrow();
		final int all = voxels.count();
		final double[] x = new double[all];
		final double[] y = new double[all];
		int n = 0;
		for (int z = 0; z < voxels.grid().slices(); z++)
			for (int i = 0; i < voxels.grid().planeSize(); i++) {
				if (!voxels.plane(z)[i] || !maps.mask().plane(z)[i] || !Float.isFinite(found.plane(z)[i])) continue;
				x[n] = expected.plane(z)[i];
				y[n++] = found.plane(z)[i];
			}
		if (n == 0) return MapScore.empty(seed, method, estimator, map, tissue, all);
		final double[] trueValues = Arrays.copyOf(x, n);
		final double[] estimates = Arrays.copyOf(y, n);
		final double[] errors = new double[n];
		double squares = 0;
		for (int i = 0; i < n; i++) {
			errors[i] = estimates[i] - trueValues[i];
			squares += errors[i] * errors[i];
		}
		return new MapScore(seed, method, estimator, map, tissue, n, Math.sqrt(squares / n), StatUtils.mean(errors), CurveAgreement.pearson(trueValues, estimates), n < 2 ? Double.NaN : new SpearmansCorrelation().correlation(trueValues,
			estimates), StatUtils.mean(trueValues), StatUtils.mean(estimates), Spread.of(errors).median(), Spread.of(Arrays.stream(errors).map(Math::abs).toArray()).median(), all - n);
	}
}
