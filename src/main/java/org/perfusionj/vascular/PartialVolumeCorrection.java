package org.perfusionj.vascular;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * How the AIF is scaled for partial volume. An artery is often thinner than a voxel, so that its curve has the right
 * shape and too small a size; a large sinus fills its voxels. All blood passes both, so their curves should enclose the
 * same area; the AIF is scaled until they do.
 * <p>
 * Only enlarging factors are applied: partial volume can make an AIF too small, never too large. A ratio below 1 says
 * that the VOF itself is too small (partial volume, cut off, the wrong vessel), and shrinking the AIF to it would raise
 * every CBF and CBV. It is reported and the AIF stays as it is. A ratio above {@value #LARGEST_USUAL_FACTOR} is applied
 * and reported: the AIF then is mostly not artery.
 */
public enum PartialVolumeCorrection implements Choice {
	/**
	 * Ratio of the areas of VOF and AIF over the whole common curve, recirculation included (Zeng et al., Biomed. Phys.
	 * Eng. Express 2025: equal areas under the two curves). Too small when the scan ends before the VOF has passed.
	 */
	AREA("area"),
	/**
	 * Ratio of the peaks. Needs no complete curves, but takes the dispersion between artery and vein for partial volume
	 * (the VOF is wider and so lower than an AIF of the same area): the factor is usually smaller than that of the areas.
	 */
	PEAK("peak"),
	/** The AIF as it was measured. */
	NONE("none");

	private static final double LARGEST_USUAL_FACTOR = 5;

	private final String key;

	PartialVolumeCorrection(final String key) {
		this.key = key;
	}

	/** @return name in macros and tables: area, peak or none */
	@Override
	public String key() {
		return key;
	}

	/**
	 * @param key area, peak or none, in any case
	 * @throws PerfusionException if it is none of them
	 */
	public static PartialVolumeCorrection of(final String key) {
		return Choice.of("partial_volume", key, values());
	}

	/**
	 * Scales the AIF by the VOF. Says in the log what it did; lines that the user must know to judge the result start with
	 * "Warning: ".
	 *
	 * @param aif measured AIF
	 * @param vof VOF on the same times, if there is one; without one nothing is corrected
	 * @param monitor told the factor, and why none was applied
	 * @return both functions and the factor
	 * @throws IllegalArgumentException if the two curves have different times
	 */
	public VascularFunctions apply(final VascularFunction aif, final Optional<VascularFunction> vof, final WorkMonitor monitor) {
		final double factor = factor(aif.curve(), vof.map(VascularFunction::curve), monitor);
		return new VascularFunctions(factor == 1 ? aif : aif.withCurve(aif.curve().scaled(factor)), aif, vof, factor);
	}

	private double factor(final TimeCurve aif, final Optional<TimeCurve> maybeVof, final WorkMonitor monitor) {
		if (this == NONE) return 1;
		if (maybeVof.isEmpty()) {
			monitor.log("Warning: partial_volume=" + key + " needs a VOF, and there is none: the AIF is used as it was measured.");
			return 1;
		}
		final TimeCurve vof = maybeVof.get();
		if (!Arrays.equals(aif.times(), vof.times())) throw new IllegalArgumentException("The AIF and the VOF have different times.");
		final CurveMetrics artery = CurveMetrics.of(aif);
		final CurveMetrics vein = CurveMetrics.of(vof);
		final double above = this == AREA ? vein.area() : vein.peakToBaseline();
		final double below = this == AREA ? artery.area() : artery.peakToBaseline();
		if (!(above > 0 && below > 0)) {
			monitor.log(String.format(Locale.ROOT, "Warning: no partial-volume correction: the %s of the AIF is %.4g and that of the VOF %.4g, and both must be positive.", key, below, above));
			return 1;
		}
		final double factor = above / below;
		if (factor < 1) {
			monitor.log(String.format(Locale.ROOT, "Warning: no partial-volume correction: the %s ratio of VOF and AIF is %.3f. The VOF is smaller than the AIF, so it has partial volume itself, is cut off, or is no large vein.", key,
				factor));
			return 1;
		}
		monitor.log(String.format(Locale.ROOT, "Partial-volume correction: AIF multiplied by %.4f (%s ratio of VOF and AIF).", factor, key));
		if (factor > LARGEST_USUAL_FACTOR) monitor.log(String.format(Locale.ROOT, "Warning: the partial-volume factor of the AIF is %.1f (usually 1 to %.0f): the AIF is mostly not artery. Choose a larger artery.", factor,
			LARGEST_USUAL_FACTOR));
		if (this == AREA && vein.truncated()) monitor.log(String.format(Locale.ROOT,
			"Warning: the VOF ends at %.0f %% of its peak, so its area and the partial-volume factor are too small, and CBF and CBV too large. partial_volume=peak does not depend on the end of the scan.", 100 * vein.endFraction()
				.getAsDouble()));
		return factor;
	}
}
