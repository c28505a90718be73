package org.perfusionj.maps;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.BlockDeconvolver;
import org.perfusionj.deconvolution.BlockPlan;
import org.perfusionj.deconvolution.Deconvolution;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.ResidueBlock;
import org.perfusionj.work.PerfusionException;

/**
 * Deconvolution as a {@link PerfusionMethod}: CBF is the peak of the residue function, Tmax where the peak lies. Signed:
 * the peak is searched over the first N samples and never among magnitudes.
 */
public final class DeconvolutionMethod implements PerfusionMethod {

	private final DeconvolutionSettings settings;
	private final double density;

	/**
	 * @param settings the deconvolution
	 * @param density of brain tissue, g/ml, greater than 0; 1.0 by default, since kappa 0.73 includes it (Zeng et al. 2025),
	 *          1.04 where kappa is haematocrit only
	 */
	public DeconvolutionMethod(final DeconvolutionSettings settings, final double density) {
		if (!(density > 0 && density < Double.POSITIVE_INFINITY)) throw new PerfusionException("density must be positive (1.0 or 1.04 g/ml), but is " + density + ".");
		this.settings = settings;
		this.density = density;
	}

	@Override
	public String name() {
		return settings.algorithm().key();
	}

	@Override
	public Map<String, String> parameters() {
		final Map<String, String> parameters = new LinkedHashMap<>(settings.resolved());
		parameters.put("density", Double.toString(density));
		return parameters;
	}

	@Override
	public Prepared prepare(final double[] aif, final TimeGrid time) {
		final Deconvolution deconvolution = new Deconvolution(aif, time.stepS(), settings);
		final BlockPlan plan = BlockPlan.of(deconvolution);
		return new Prepared() {

			@Override
			public Set<PerfusionMap> maps() {
				return EnumSet.of(PerfusionMap.CBF, PerfusionMap.TMAX);
			}

			@Override
			public Optional<double[]> fit(final double[] tissue) {
				return Optional.of(deconvolution.fit(deconvolution.deconvolve(tissue)));
			}

			@Override
			public List<String> warnings() {
				return plan.warnings();
			}

			@Override
			public Estimator newEstimator(final int capacity) {
				final BlockDeconvolver worker = plan.newWorker(capacity);
				final ResidueBlock peaks = new ResidueBlock(capacity, time.count(), false);
				return (tissue, count, out) -> {
					final ResidueBlock target = out.residue() == null ? peaks : new ResidueBlock(peaks.peak(), peaks.peakIndex(), out.residue());
					worker.deconvolve(tissue, count, target);
					final float[] cbf = out.values(PerfusionMap.CBF);
					final float[] tmax = out.values(PerfusionMap.TMAX);
					for (int v = 0; v < count; v++) {
						cbf[v] = (float) (6000 / density * peaks.peak()[v]);
						tmax[v] = (float) (time.stepS() * peaks.peakIndex()[v]);
					}
				};
			}
		};
	}

	/** @return density of brain tissue, g/ml */
	public double density() {
		return density;
	}

	/** @return factor on the tissue concentration */
	public double kappa() {
		return settings.kappa();
	}
}
