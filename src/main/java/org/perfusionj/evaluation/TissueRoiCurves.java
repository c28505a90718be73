package org.perfusionj.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.TimeCurve;

/**
 * The curves of a {@link TissueRoi}: means over its voxels.
 *
 * @param roi where
 * @param aif arterial input function of the case, in the unit of the concentration
 * @param tissue measured concentration
 * @param estimates what the methods make of it, in their order; those that failed on the case are missing
 * @param truth true values, means over the voxels; empty if nothing is known
 */
public record TissueRoiCurves(TissueRoi roi, TimeCurve aif, TimeCurve tissue, List<Estimate> estimates, Map<TissueMeasure, Double> truth) {

	/** Copies list and map. */
	public TissueRoiCurves {
		estimates = List.copyOf(estimates);
		final Map<TissueMeasure, Double> copy = new EnumMap<>(TissueMeasure.class);
		copy.putAll(truth);
		truth = Collections.unmodifiableMap(copy);
	}

	/**
	 * What a method makes of the curves.
	 *
	 * @param method its name
	 * @param localAif AIF at the tissue, dispersed and delayed, for methods that estimate it
	 * @param residue flow-scaled residue function over lags from 0, 1/s
	 * @param reconstruction the tissue curve that residue function and AIF stand for
	 * @param values numbers; those that do not exist are missing
	 */
	public record Estimate(String method, Optional<TimeCurve> localAif, TimeCurve residue, TimeCurve reconstruction, Map<TissueMeasure, Double> values) {

		/** Copies the map. */
		public Estimate {
			final Map<TissueMeasure, Double> copy = new EnumMap<>(TissueMeasure.class);
			copy.putAll(values);
			values = Collections.unmodifiableMap(copy);
		}

		/** @return how much the residue function oscillates */
		public ResidueShape shape() {
			final float[][] samples = new float[residue.size()][1];
			for (int k = 0; k < samples.length; k++)
				samples[k][0] = (float) residue.value(k);
			return ResidueShape.of(samples, 0);
		}
	}

	/** @return root mean square difference of a reconstruction from the measured curve, in the unit of the concentration */
	public double misfit(final Estimate estimate) {
		double squares = 0;
		for (int k = 0; k < tissue.size(); k++) {
			final double error = estimate.reconstruction().value(k) - tissue.value(k);
			squares += error * error;
		}
		return Math.sqrt(squares / tissue.size());
	}

	/** @return what a method makes of the curves */
	public Optional<Estimate> estimate(final String method) {
		return estimates.stream().filter(one -> one.method().equals(method)).findFirst();
	}
}
