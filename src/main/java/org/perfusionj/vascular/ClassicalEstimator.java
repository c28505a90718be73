package org.perfusionj.vascular;

import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Automatic selection by rules. It looks for what experts prefer (de la Rosa et al., Med. Image Anal. 2021, section 3.1.2)
 * and what earlier automatic methods measured: an AIF that arrives early, is high, narrow and smooth (Rempp et al.,
 * Radiology 1994;193:637; Mouridsen et al., Magn. Reson. Med. 2006;55:524; Mlynash et al., AJNR 2005;26:1479), and a VOF
 * that comes later and is the highest (Kao et al., Comput. Biol. Med. 2014;51:51). Unlike these it ranks pieces of vessel,
 * not voxels or clusters of curves from all over the brain: a voxel that is high by chance has no neighbours that agree.
 * <ol>
 * <li>Region. AIF: the mask without its outer 3 mm. VOF: the mask and 6 mm of soft tissue around it, as the sinuses lie
 * next to the skull. For CT only voxels with a pre-bolus mean of -20 to 150 HU (no bone, no air).</li>
 * <li>Candidates. Each voxel's curve gets a score from its height h, noise n, half-rise time t (s) and width w at half
 * height (s), and s, the mean of the bolus between its half heights over the standard error of that mean. Left out is
 * what has h &lt; 4 n, no rise, or rises before the bolus; for the AIF also spikes (w &lt; 3).
 * <ul>
 * <li>AIF: ln h - 0.55 t - 1.2 ln max(w, 5) - ln(1 + (10/s)²). So 1 s earlier is worth as much as 1.7 times higher.</li>
 * <li>VOF: ln h + 0.1 min(lag, 6) - 1.2 ln max(w/18, 1) - ln(1 + (10/s)²) for 1.5 &le; lag &le; 25, where lag is t minus that
 * of the AIF.</li>
 * </ul>
 * The best few thousand are kept.</li>
 * <li>Pieces. Around each candidate the touching candidates that rise within 1 s of it, are at least half as high and
 * correlate with it as well as their noise lets them, within 4 mm. The best 9 (AIF) or 12 (VOF) are averaged and the
 * average is scored like a voxel, plus 0.2 for each doubling of the number of voxels, less 0.5 for two voxels and 1 for a
 * single one. For an AIF more than 6 s before the mean of the tissue, earlier is no longer better. The best piece
 * wins; a VOF below three times the peak of the mean tissue curve is tissue and refused. What else {@link CurveJudge} finds wrong with the
 * choice is a warning.</li>
 * </ol>
 * The weights were set on synthetic heads (see the tests). The same input always gives the same voxels.
 */
public final class ClassicalEstimator implements VascularEstimator {

	/** Significance below which a curve loses. */
	private static final double GOOD_SIGNIFICANCE = 10;
	/** Loss for each second of later rise. */
	private static final double LATE = 0.55;
	private static final double WIDE = 1.2;
	/** Narrower than this is not better: the injection alone takes 5 s or more. */
	private static final double NARROW_S = 5;
	/** Arteries rise up to this much before the mean of the tissue; what rises still earlier is not better, as chance peaks of noise do. */
	private static final double USUAL_LEAD_S = 6;
	/** Gain for each second that a vein rises after the artery, up to {@link #USUAL_LAG_S}. */
	private static final double VENOUS = 0.1;
	private static final double USUAL_LAG_S = 6;
	/** Wider than this a vein loses: what steps up and stays there has moved. Measured ones have 11 to 16 s. */
	private static final double WIDE_VEIN_S = 18;
	private static final int LARGEST_ARTERY = 9;
	private static final int LARGEST_VEIN = 12;

	@Override
	public String name() {
		return "classical";
	}

	/**
	 * Warnings about the choice go to the monitor's log and start with "Warning: ".
	 *
	 * @throws PerfusionException if no vessel is found
	 */
	@Override
	public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
		if (vessel == Vessel.AIF) return artery(input, parallel, monitor);
		final VascularFunction aif = known.isPresent() ? known.get() : artery(input, parallel, monitor.part(0, 0.5));
		return vein(aif, input, parallel, known.isPresent() ? monitor : monitor.part(0.5, 1));
	}

	private VascularFunction artery(final ConcentrationSeries input, final Parallel parallel, final WorkMonitor monitor) {
		final double earliestS = input.baseline() == null ? 0 : input.baseline().arrivalS() - input.time().startS() - VascularLimits.BEFORE_ARRIVAL_S;
		final ToDoubleFunction<BolusShape> score = shape -> isBolus(shape) && shape.halfRiseS() >= earliestS && shape.width() >= VascularLimits.LEAST_WIDTH_S ? Math.log(shape.peak()) - LATE * shape.halfRiseS() - WIDE * Math.log(Math.max(shape
			.width(), NARROW_S)) - noiseLoss(shape) : Double.NaN;
		final CandidateScan scan = scan(Vessel.AIF, input, SearchRegion.arterial(input), score, parallel, monitor);
		final BolusShape tissue = BolusShape.of(scan.tissue(), input.time().stepS());
		final double usualS = tissue.hasRise() ? tissue.halfRiseS() - USUAL_LEAD_S : 0;
		final ToDoubleFunction<BolusShape> pieceScore = shape -> score.applyAsDouble(shape) - LATE * Math.max(0, usualS - shape.halfRiseS());
		return select(Vessel.AIF, input, scan, pieceScore, LARGEST_ARTERY, "no voxel inside the mask rises clearly above the noise", Optional.empty(), monitor);
	}

	private VascularFunction vein(final VascularFunction aif, final ConcentrationSeries input, final Parallel parallel, final WorkMonitor monitor) {
		final BolusShape arterial = BolusShape.of(aif.curve().values(), input.time().stepS());
		if (!arterial.hasRise()) throw none(Vessel.VOF, "the AIF has no rising flank, so that later vessels cannot be told from earlier ones");
		final ToDoubleFunction<BolusShape> score = shape -> {
			final double lag = shape.halfRiseS() - arterial.halfRiseS();
			return isBolus(shape) && lag >= VascularLimits.LEAST_LAG_S && lag <= VascularLimits.LARGEST_LAG_S ? Math.log(shape.peak()) + VENOUS * Math.min(lag, USUAL_LAG_S) - WIDE * Math.log(Math.max(shape.width() / WIDE_VEIN_S, 1)) - noiseLoss(shape)
				: Double.NaN;
		};
		final CandidateScan scan = scan(Vessel.VOF, input, SearchRegion.venous(input), score, parallel, monitor);
		return select(Vessel.VOF, input, scan, score, LARGEST_VEIN, String.format(Locale.ROOT, "no voxel in or around the mask rises %.1f s or more after the AIF and clearly above the noise", VascularLimits.LEAST_LAG_S), Optional.of(aif), monitor);
	}

	private static boolean isBolus(final BolusShape shape) {
		return shape.peak() > 0 && shape.hasRise() && shape.contrastToNoise() >= VascularLimits.LEAST_CONTRAST_TO_NOISE;
	}

	private static double noiseLoss(final BolusShape shape) {
		final double ratio = GOOD_SIGNIFICANCE / shape.significance();
		return Math.log1p(ratio * ratio);
	}

	private static CandidateScan scan(final Vessel vessel, final ConcentrationSeries input, final Mask region, final ToDoubleFunction<BolusShape> score, final Parallel parallel, final WorkMonitor monitor) {
		final CandidateScan scan = CandidateScan.of(input, region, score, parallel, monitor);
		if (scan.searched() == 0) throw none(vessel, "the mask holds no voxel that could be blood");
		return scan;
	}

	private static VascularFunction select(final Vessel vessel, final ConcentrationSeries input, final CandidateScan scan, final ToDoubleFunction<BolusShape> score, final int largest, final String reason,
		final Optional<VascularFunction> aif, final WorkMonitor monitor)
	{
		final VesselCluster piece = VesselCluster.best(scan.candidates(), input.slices().grid(), input.time().stepS(), largest, score, monitor).orElseThrow(() -> none(vessel, reason));
		final BolusShape tissue = BolusShape.of(scan.tissue(), input.time().stepS());
		if (vessel == Vessel.VOF && piece.shape().peak() < VascularLimits.LEAST_HEIGHT_OVER_TISSUE * tissue.peak()) throw none(vessel, String.format(Locale.ROOT,
			"the highest of what rises after the AIF has only %.1f times the peak of the mean tissue curve, so it is tissue", piece.shape().peak() / tissue.peak()));
		final VascularFunction found = new VascularFunction(vessel, new TimeCurve(input.time(), piece.curve()), piece.voxels(), "automatic (classical)");
		monitor.log(describe(found, input));
		for (final CurveFlaw flaw : new CurveJudge(input, new TimeCurve(input.time(), scan.tissue())).judge(found, Contributions.of(found.voxels()), aif).flaws())
			monitor.log("Warning: " + flaw.text());
		return found;
	}

	private static PerfusionException none(final Vessel vessel, final String reason) {
		final String key = vessel.name().toLowerCase(Locale.ROOT);
		final String place = vessel == Vessel.AIF ? "an artery" : "a large vein";
		return new PerfusionException("No " + (vessel == Vessel.AIF ? "artery" : "vein") + " was found automatically: " + reason + ". Draw a ROI over " + place + ", name it " + vessel + " and use " + key + "=roi, or give the curve as a file with " + key + "=path" +
			(vessel == Vessel.VOF ? ", or go without with vof=none" : "") + ".");
	}

	private static String describe(final VascularFunction found, final ConcentrationSeries input) {
		final CurveMetrics metrics = CurveMetrics.of(found.curve());
		final Voxel first = found.voxels().get(0);
		return String.format(Locale.ROOT, "%s found automatically: %d voxels around x = %d, y = %d, slice %d; peak %.4g %s at %.1f s, width %s.", found.vessel(), found.voxels().size(), first.x(), first.y(), first.z() + 1, metrics
			.peak(), input.series().signal().concentrationUnit(), metrics.timeToPeakS(), metrics.fwhmS().isPresent() ? String.format(Locale.ROOT, "%.1f s", metrics.fwhmS().getAsDouble()) : "not measurable");
	}
}
