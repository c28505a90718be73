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

		/** @return the largest step by which the residue function rises again, as a part of its peak: 0 if it never rises after its peak */
		public double rise() {
			int peak = 0;
			for (int k = 1; k < residue.size(); k++)
				if (residue.value(k) > residue.value(peak)) peak = k;
			double rise = 0;
			double lowest = residue.value(peak);
			for (int k = peak; k < residue.size(); k++) {
				lowest = Math.min(lowest, residue.value(k));
				rise = Math.max(rise, residue.value(k) - lowest);
			}
			return residue.value(peak) > 0 ? rise / residue.value(peak) : Double.NaN;
		}

		/** @return the lowest value of the residue function as a part of its peak; negative where it undershoots */
		public double undershoot() {
			double peak = Double.NEGATIVE_INFINITY;
			double lowest = Double.POSITIVE_INFINITY;
			for (int k = 0; k < residue.size(); k++) {
				peak = Math.max(peak, residue.value(k));
				lowest = Math.min(lowest, residue.value(k));
			}
			return peak > 0 ? lowest / peak : Double.NaN;
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
