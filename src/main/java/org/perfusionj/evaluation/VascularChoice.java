package org.perfusionj.evaluation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.RaterPick;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.Vessel;

/**
 * Where the AIF and the VOF of a phantom come from in an evaluation: an estimator that is measured, or somebody who knows more
 * than the series shows.
 */
public final class VascularChoice {

	private final String name;
	private final boolean isEstimate;
	private final PartialVolumeCorrection correction;
	private final Function<Phantom, VascularEstimator> estimators;

	private VascularChoice(final String name, final boolean isEstimate, final PartialVolumeCorrection correction, final Function<Phantom, VascularEstimator> estimators) {
		this.name = name;
		this.isEstimate = isEstimate;
		this.correction = correction;
		this.estimators = estimators;
	}

	/**
	 * @param name in tables
	 * @param correction how its AIF is corrected by its VOF
	 * @param estimators makes one for each phantom
	 * @return an estimator that sees the series only
	 */
	public static VascularChoice estimator(final String name, final PartialVolumeCorrection correction, final Supplier<VascularEstimator> estimators) {
		return new VascularChoice(name, true, correction, phantom -> estimators.get());
	}

	/** @return the true curves of the blood, without noise and partial volume; the AIF is not corrected: it needs no correction */
	public static VascularChoice truth() {
		return new VascularChoice("truth", true, PartialVolumeCorrection.NONE, phantom -> known("truth", phantom, VesselTruth::blood, VesselTruth::expert));
	}

	/**
	 * @param number of the rater, from 1
	 * @param correction how the AIF is corrected by the VOF
	 * @return what a simulated rater chose; its vascular score is that of the rater, whether maps are made of it or not
	 */
	public static VascularChoice rater(final int number, final PartialVolumeCorrection correction) {
		final Function<VesselTruth, Optional<RaterPick>> pick = vessel -> number > vessel.raters().size() ? Optional.empty() : Optional.of(vessel.raters().get(number - 1));
		return new VascularChoice("rater" + number, false, correction, phantom -> known("rater " + number, phantom, vessel -> pick.apply(vessel).map(RaterPick::curve).orElse(null), vessel -> pick.apply(vessel).map(RaterPick::voxel)
			.orElse(null)));
	}

	private static VascularEstimator known(final String source, final Phantom phantom, final Function<VesselTruth, TimeCurve> curve, final Function<VesselTruth, Voxel> voxel) {
		final Map<Vessel, KnownFunctions.Known> known = new EnumMap<>(Vessel.class);
		for (final VesselTruth truth : new VesselTruth[] { phantom.truth().aif(), phantom.truth().vof() }) {
			final TimeCurve its = curve.apply(truth);
			if (its != null) known.put(truth.vessel(), new KnownFunctions.Known(CurveAgreement.after(its, phantom.series().times().firstS()), voxel.apply(truth)));
		}
		return new KnownFunctions(source, known);
	}

	/** @return name in tables and parameters */
	public String name() {
		return name;
	}

	/** @return true if its functions get a vascular score of their own; those of the raters are scored in any case */
	boolean isEstimate() {
		return isEstimate;
	}

	/** @return how its AIF is corrected by its VOF */
	PartialVolumeCorrection correction() {
		return correction;
	}

	/** @return the estimator for a phantom */
	VascularEstimator estimator(final Phantom phantom) {
		return estimators.apply(phantom);
	}
}
