package org.perfusionj.vascular;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.vascular.CurveFlaw.Kind;

/**
 * Judges vascular functions of a series, whoever found them: what experts look for (de la Rosa et al., Med. Image Anal. 2021,
 * 3.1.2), the other way round. A curve without a flaw is good; the worst flaw decides.
 */
public final class CurveJudge {

	/** Probabilities are floats: a few equal ones are worth a little more or less than their number. */
	private static final double ROUNDING = 0.005;

	private final ConcentrationSeries input;
	private final BolusShape tissue;
	private final double startS;

	/**
	 * @param input the series that the curves belong to
	 * @param tissue mean curve of its mask
	 */
	public CurveJudge(final ConcentrationSeries input, final TimeCurve tissue) {
		this.input = input;
		this.tissue = BolusShape.of(tissue.values(), input.time().stepS());
		this.startS = input.time().startS();
	}

	/**
	 * @param function curve on the time grid of the series, above baseline
	 * @param voxels what contributes to it
	 * @param aif the AIF, if a VOF is judged and the AIF is known
	 * @return its verdict, with reasons in words and numbers
	 */
	public CurveQuality judge(final VascularFunction function, final Contributions voxels, final Optional<VascularFunction> aif) {
		final List<CurveFlaw> flaws = new ArrayList<>();
		final Optional<String> none = BolusCheck.problem(function.curve().values(), input.time().stepS());
		if (none.isPresent()) flaws.add(new CurveFlaw(Kind.NO_BOLUS, CurveVerdict.UNUSABLE, "The " + function.vessel() + " " + none.get(), "Draw a ROI named " + function.vessel() + " over " + place(function.vessel()) + "."));
		else new Judgement(function, voxels, flaws).add(function.vessel() == Vessel.VOF ? aif : Optional.empty());
		return new CurveQuality(function.vessel(), flaws);
	}

	private static String place(final Vessel vessel) {
		return vessel == Vessel.AIF ? "an artery" : "a large vein";
	}

	/** The work on one curve that has a bolus. */
	private final class Judgement {

		private final Vessel vessel;
		private final TimeCurve curve;
		private final BolusShape shape;
		private final Contributions voxels;
		private final List<CurveFlaw> flaws;

		Judgement(final VascularFunction function, final Contributions voxels, final List<CurveFlaw> flaws) {
			this.vessel = function.vessel();
			this.curve = function.curve();
			this.shape = BolusShape.of(curve.values(), input.time().stepS());
			this.voxels = voxels;
			this.flaws = flaws;
		}

		void add(final Optional<VascularFunction> aif) {
			contrast();
			if (shape.hasRise()) {
				timing();
				width();
				aif.ifPresent(this::order);
			}
			else flaw(Kind.BEFORE_SCAN, true, "Start the scan before the contrast agent arrives.", "The %s already is above half of its peak when the scan starts.", vessel);
			voxels();
		}

		private void contrast() {
			final double ratio = shape.contrastToNoise();
			if (ratio < VascularLimits.GOOD_CONTRAST_TO_NOISE) misplaced(Kind.LOW_CONTRAST, ratio < VascularLimits.LEAST_CONTRAST_TO_NOISE, "The %s has a low contrast: its peak is only %.1f times its noise.", vessel, ratio);
			final double height = shape.peak() / tissue.peak();
			final double hopeless = vessel == Vessel.VOF ? VascularLimits.LEAST_HEIGHT_OVER_TISSUE : VascularLimits.HOPELESS_HEIGHT_OVER_TISSUE;
			if (tissue.peak() > 0 && height < VascularLimits.LEAST_HEIGHT_OVER_TISSUE) misplaced(Kind.TISSUE, height < hopeless, "The peak of the %s is only %.1f times that of the mean tissue curve.", vessel, height);
			if (input.series().signal() == SignalType.CT && shape.peak() > VascularLimits.HIGHEST_HU) misplaced(Kind.TOO_HIGH, true, "The %s enhances by %.0f HU, more than blood can: it lies on the edge of bone that moves.", vessel, shape.peak());
		}

		private void timing() {
			if (input.baseline() != null) {
				final double early = input.baseline().arrivalS() - startS - shape.halfRiseS();
				if (early > VascularLimits.BEFORE_ARRIVAL_S) misplaced(Kind.BEFORE_ARRIVAL, true, "The %s rises %.1f s before the bolus arrives, so it is noise or motion.", vessel, early);
			}
			if (vessel == Vessel.VOF) return;
			final double veins = tissue.hasRise() ? voxels.partRisingAfter(tissue.halfRiseS()) : 0;
			if (veins >= VascularLimits.SOME_VEIN) misplaced(Kind.VENOUS, veins >= VascularLimits.MUCH_VEIN, "%.0f %% of the AIF comes from voxels that rise after the mean tissue curve, as veins do.", 100 * veins);
			final double lead = tissue.hasRise() ? tissue.halfRiseS() - shape.halfRiseS() : Double.NaN;
			if (lead < VascularLimits.LEAST_LEAD_S) {
				misplaced(Kind.LATE, lead < 0, lead < 0 ? "The AIF is late: it rises %.1f s after the mean tissue curve." : "The AIF is late: it rises only %.1f s before the mean tissue curve.", Math.abs(lead));
				return;
			}
			final OptionalDouble arrival = CurveMetrics.of(curve).bolusArrivalS();
			if (input.baseline() == null || arrival.isEmpty()) return;
			final double late = startS + arrival.getAsDouble() - input.baseline().arrivalS();
			if (late > VascularLimits.AFTER_ARRIVAL_S) misplaced(Kind.LATE, false, "The AIF is late: it arrives %.1f s after the bolus.", late);
		}

		private void width() {
			if (Double.isNaN(shape.halfFallS())) {
				final boolean rising = shape.peakAtS() >= shape.endS() - shape.stepS();
				flaw(Kind.TRUNCATED, rising, "CBV and MTT made with it are wrong. Scan for longer; if the scan is long enough, look at its place.", rising ? "The %s still rises when the scan ends at %.0f s."
					: "The %s does not fall to half of its peak before the scan ends at %.0f s.", vessel, startS + shape.endS());
				return;
			}
			// most VOFs end above that: they come down later, and only their height is used where their area is not known
			final CurveMetrics metrics = VascularMetrics.curve(curve, input);
			if (vessel == Vessel.AIF && metrics.truncated()) flaw(Kind.TRUNCATED, false, "CBV and MTT made with it may be wrong. Scan for longer; if the scan is long enough, look at its place.", "The AIF still is at %.0f %% of its peak when the scan ends at %.0f s.",
				100 * metrics.endFraction().getAsDouble(), startS + shape.endS());
			final double width = shape.width();
			if (width < VascularLimits.LEAST_WIDTH_S) misplaced(Kind.NARROW, false, "The %s is a spike, %.1f s wide at half of its peak.", vessel, width);
			if (width > VascularLimits.wideS(vessel)) misplaced(Kind.WIDE, width > VascularLimits.HOPELESS_WIDTH_S, "The %s is %.0f s wide at half of its peak.", vessel, width);
		}

		private void order(final VascularFunction aif) {
			if (BolusCheck.problem(aif.curve().values(), input.time().stepS()).isPresent()) return;
			final BolusShape arterial = BolusShape.of(aif.curve().values(), input.time().stepS());
			if (!arterial.hasRise()) return;
			final double lag = shape.halfRiseS() - arterial.halfRiseS();
			if (lag < VascularLimits.LEAST_LAG_S) misplaced(Kind.BEFORE_AIF, lag < 0, lag < 0 ? "The VOF rises %.1f s before the AIF, so that one of them is wrong." : "The VOF rises only %.1f s after the AIF, like an artery.", Math.abs(lag));
			if (lag > VascularLimits.LARGEST_LAG_S) misplaced(Kind.LONG_AFTER_AIF, false, "The VOF rises %.0f s after the AIF.", lag);
			final double area = curve.area() / aif.curve().area();
			// of a curve that is cut off the area is not known
			if (!Double.isNaN(shape.halfFallS()) && aif.curve().area() > 0 && area < VascularLimits.LEAST_AREA_OF_VOF) misplaced(Kind.SMALLER_THAN_AIF, false,
				"The VOF encloses only %.0f %% of the area of the AIF, though the same blood passes both: it has partial volume, or is no large vein.", 100 * area);
		}

		private void voxels() {
			if (voxels.isEmpty()) return;
			if (input.series().signal() == SignalType.CT) {
				final double bone = voxels.partAbove(input.baselineImage(), VascularLimits.LARGEST_HU);
				if (bone >= VascularLimits.SOME_BONE) misplaced(Kind.BONE, bone >= VascularLimits.MOSTLY_BONE, "%.0f %% of the %s comes from voxels above %.0f HU before the bolus: bone or calcium.", 100 * bone, vessel, VascularLimits.LARGEST_HU);
			}
			final double effective = voxels.effectiveVoxels();
			if (effective < 1 + ROUNDING) misplaced(Kind.FEW_VOXELS, false, "The %s is a single voxel, which no other confirms.", vessel);
			else if (effective < VascularLimits.FEW_VOXELS - ROUNDING) misplaced(Kind.FEW_VOXELS, false, "Few voxels make up the %s: they are worth %.1f of equal weight.", vessel, effective);
		}

		/** For curves that may have been taken at the wrong place. */
		private void misplaced(final Kind kind, final boolean unusable, final String finding, final Object... numbers) {
			flaw(kind, unusable, "Look at its place and curve; if it is not " + place(vessel) + ", draw a ROI named " + vessel + ".", finding, numbers);
		}

		private void flaw(final Kind kind, final boolean unusable, final String cure, final String finding, final Object... numbers) {
			flaws.add(new CurveFlaw(kind, unusable ? CurveVerdict.UNUSABLE : CurveVerdict.DOUBTFUL, String.format(Locale.ROOT, finding, numbers), cure));
		}
	}
}
