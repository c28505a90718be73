package org.perfusionj.segmentation;

import org.perfusionj.work.PerfusionException;

/**
 * The thresholds of all {@link LesionRules}, with their units and ranges. Start from {@link #DEFAULTS} and change what differs. The sources put their thresholds of Tmax to Tmax as their deconvolution measures it; here they are put to
 * Tmax without the delay that deconvolution adds, where that is known ({@link SegmentationSettings#correctTmax}), which departs from the sources: volumes are smaller.
 *
 * @param tmaxS tissue with a larger Tmax is lesion, with a smaller one normal, s, more than 0 (de la Rosa et al. 2021, 3.2.2; Lin et al. 2016)
 * @param badS the same of BAD, for maps that have no Tmax, s, more than 0; none is published, so it was fitted on tuning phantoms with seeds 8101-8113
 * @param relativeCbfPercent core of rcbf: CBF below this part of the mean of normal tissue, %, more than 0 and at most 100 (de la Rosa et al. 2021, 3.2.2; Cereda et al. 2016)
 * @param badCbfPercent the same of the rule bad, %; fitted on the same phantoms
 * @param contralateralPercent core of contralateral: CBF below this part of the mean of the normal tissue of the other hemisphere, % (near the 31 % of Campbell et al., Stroke 2011)
 * @param cbv core of cbv: CBV below it, ml/100 g, more than 0 (Wintermark et al., Stroke 2006)
 * @param salvageableCbf tissue of salvageable_cbf: CBF below it, ml/100 g/min, more than 0 (Ho et al. 2016, II.C)
 * @param salvageableTmaxS tissue of salvageable_tmax: Tmax above it, s, more than 0 (Ho et al. 2016, II.C)
 * @param smoothingMm full width at half maximum of the gaussian with which maps are smoothed within tissue, in the plane of each slice, before any threshold, mm; 0 = none
 * @param median whether Tmax or BAD is replaced by the median of the 3 x 3 x 3 tissue voxels around it first
 */
public record RuleThresholds(double tmaxS, double badS, double relativeCbfPercent, double badCbfPercent, double contralateralPercent, double cbv, double salvageableCbf, double salvageableTmaxS, double smoothingMm, boolean median) {

	/** The thresholds of the sources; those of BAD and the smoothing were fitted on tuning phantoms with seeds 8101-8113, see docs/segmentation.md. */
	public static final RuleThresholds DEFAULTS = new RuleThresholds(6, 4, 38, 30, 30, 2.0, 50.2, 4, 6, false);

	/** @throws PerfusionException if a threshold is outside its range, with its name */
	public RuleThresholds {
		requirePositive("tmax_s", tmaxS);
		requirePositive("bad_s", badS);
		requirePercent("relative_cbf_percent", relativeCbfPercent);
		requirePercent("bad_cbf_percent", badCbfPercent);
		requirePercent("contralateral_percent", contralateralPercent);
		requirePositive("cbv_threshold", cbv);
		requirePositive("cbf_salvageable", salvageableCbf);
		requirePositive("tmax_salvageable_s", salvageableTmaxS);
		if (!(smoothingMm >= 0) || Double.isInfinite(smoothingMm)) throw new PerfusionException("maps_fwhm_mm must be 0 (none) or a width in mm, but is " + smoothingMm + ".");
	}

	private static void requirePositive(final String name, final double value) {
		if (!(value > 0) || Double.isInfinite(value)) throw new PerfusionException(name + " must be a number above 0, but is " + value + ".");
	}

	private static void requirePercent(final String name, final double value) {
		if (!(value > 0 && value <= 100)) throw new PerfusionException(name + " must be above 0 and at most 100 %, but is " + value + ".");
	}

	/** @return these with other thresholds of lesion and normal tissue, s */
	public RuleThresholds withDelays(final double newTmaxS, final double newBadS) {
		return new RuleThresholds(newTmaxS, newBadS, relativeCbfPercent, badCbfPercent, contralateralPercent, cbv, salvageableCbf, salvageableTmaxS, smoothingMm, median);
	}

	/** @return these with other thresholds of rcbf, bad and contralateral, % */
	public RuleThresholds withPercents(final double newRelativeCbf, final double newBadCbf, final double newContralateral) {
		return new RuleThresholds(tmaxS, badS, newRelativeCbf, newBadCbf, newContralateral, cbv, salvageableCbf, salvageableTmaxS, smoothingMm, median);
	}

	/** @return these with another threshold of cbv, ml/100 g */
	public RuleThresholds withCbv(final double newCbv) {
		return new RuleThresholds(tmaxS, badS, relativeCbfPercent, badCbfPercent, contralateralPercent, newCbv, salvageableCbf, salvageableTmaxS, smoothingMm, median);
	}

	/** @return these with other thresholds of salvageable_cbf, ml/100 g/min, and salvageable_tmax, s */
	public RuleThresholds withSalvageable(final double newCbf, final double newTmaxS) {
		return new RuleThresholds(tmaxS, badS, relativeCbfPercent, badCbfPercent, contralateralPercent, cbv, newCbf, newTmaxS, smoothingMm, median);
	}

	/** @return these with another smoothing of the maps: width of the gaussian, mm, and whether delays go through a median first */
	public RuleThresholds withSmoothing(final double mm, final boolean newMedian) {
		return new RuleThresholds(tmaxS, badS, relativeCbfPercent, badCbfPercent, contralateralPercent, cbv, salvageableCbf, salvageableTmaxS, mm, newMedian);
	}
}
