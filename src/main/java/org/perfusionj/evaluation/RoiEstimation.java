package org.perfusionj.evaluation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Reconstruction;
import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;

/**
 * What a method makes of the voxel curves of a square, averaged over them: residue function, local AIF, reconstructed curve (3.2 of Zeng et al. 2025). A method with a
 * rule of its own for the convolution is reconstructed by it ({@link PerfusionMethod.Prepared#fit}); any other by the trapezoid rule, from its local AIF and delay as far
 * as it estimates them, else from the global AIF without delay.
 */
final class RoiEstimation {

	private final double[] aif;
	private final TimeGrid time;
	private final double density;
	private final Reconstruction reconstruction;

	/**
	 * @param aif global AIF
	 * @param time its grid
	 * @param kappa factor on the tissue concentration
	 * @param density of brain tissue, g/ml
	 */
	RoiEstimation(final double[] aif, final TimeGrid time, final double kappa, final double density) {
		this.aif = aif;
		this.time = time;
		this.density = density;
		reconstruction = new Reconstruction(time.stepS(), kappa);
	}

	/**
	 * @param method its name
	 * @param prepared the method, prepared for the AIF
	 * @param tissue concentration [sample][curve]
	 * @return means over the curves
	 */
	TissueRoiCurves.Estimate of(final String method, final PerfusionMethod.Prepared prepared, final float[][] tissue) {
		final int curves = tissue[0].length;
		final boolean isDelayed = prepared.maps().contains(PerfusionMap.BAD);
		final double[] residue = new double[time.count()];
		final double[] local = new double[time.count()];
		final double[] rebuilt = new double[time.count()];
		final int size = Math.min(curves, prepared.block());
		final EstimateBlock block = new EstimateBlock(prepared.maps(), size, time.count(), true, prepared.estimatesLocalAif());
		final PerfusionMethod.Estimator estimator = prepared.newEstimator(size);
		double cbf = 0;
		double delay = 0;
		for (int from = 0; from < curves; from += size) {
			final int count = Math.min(size, curves - from);
			estimator.estimate(columns(tissue, from, size), count, block);
			for (int v = 0; v < count; v++) {
				final double delayS = isDelayed ? block.values(PerfusionMap.BAD)[v] : 0;
				final double[] input = prepared.estimatesLocalAif() ? column(block.localAif(), v) : aif;
				final double[] its = column(block.residue(), v);
				add(its, residue, curves);
				add(prepared.fit(column(tissue, from + v)).orElseGet(() -> reconstruction.curve(input, its, delayS)), rebuilt, curves);
				if (prepared.estimatesLocalAif()) add(reconstruction.shifted(input, delayS), local, curves);
				cbf += block.values(PerfusionMap.CBF)[v] / curves;
				delay += block.values(isDelayed ? PerfusionMap.BAD : PerfusionMap.TMAX)[v] / curves;
			}
		}
		final Map<TissueMeasure, Double> values = new EnumMap<>(TissueMeasure.class);
		final double cbv = cbv(tissue);
		values.put(TissueMeasure.CBF, cbf);
		values.put(TissueMeasure.CBV, cbv);
		if (cbf > 0) values.put(TissueMeasure.MTT, 60 * cbv / cbf);
		values.put(TissueMeasure.DELAY, delay);
		return new TissueRoiCurves.Estimate(method, prepared.estimatesLocalAif() ? Optional.of(new TimeCurve(time, local)) : Optional.empty(), new TimeCurve(new TimeGrid(0, time.stepS(), time.count()), residue), new TimeCurve(time, rebuilt),
			values);
	}

	/** Ratio of areas, as in the maps. */
	private double cbv(final float[][] tissue) {
		double blood = 0;
		for (final double value : aif)
			blood += value;
		double sum = 0;
		for (final float[] row : tissue)
			for (final float value : row)
				sum += value;
		return 100 * reconstruction.kappa() / density * sum / tissue[0].length / blood;
	}

	private static double[] column(final float[][] rows, final int v) {
		final double[] column = new double[rows.length];
		for (int k = 0; k < column.length; k++)
			column[k] = rows[k][v];
		return column;
	}

	private static void add(final double[] values, final double[] sum, final int curves) {
		for (int k = 0; k < sum.length; k++)
			sum[k] += values[k] / curves;
	}

	/** @return so many curves from one on; those after the last are 0 */
	private static float[][] columns(final float[][] rows, final int from, final int count) {
		final float[][] columns = new float[rows.length][count];
		for (int k = 0; k < rows.length; k++)
			System.arraycopy(rows[k], from, columns[k], 0, Math.min(count, rows[k].length - from));
		return columns;
	}
}
