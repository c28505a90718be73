package org.perfusionj.evaluation;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.CurveResampler;
import org.perfusionj.curve.Interpolation;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Functions that are known from the truth of a phantom, interpolated linearly to the frames of the series; beyond their ends they go on with their last value. */
final class KnownFunctions implements VascularEstimator {

	/**
	 * @param curve HU above baseline, times s after the first frame
	 * @param voxel where
	 */
	record Known(TimeCurve curve, Voxel voxel) {
	}

	private final String source;
	private final Map<Vessel, Known> known;

	/**
	 * @param source who knows, for messages
	 * @param known what is known
	 */
	KnownFunctions(final String source, final Map<Vessel, Known> known) {
		this.source = source;
		this.known = new EnumMap<>(Vessel.class);
		this.known.putAll(known);
	}

	@Override
	public String name() {
		return source;
	}

	@Override
	public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> aif, final Parallel parallel, final WorkMonitor monitor) {
		final Known its = known.get(vessel);
		if (its == null) throw new PerfusionException("The phantom has no " + vessel + " of " + source + ".");
		final double[] values = new CurveResampler(its.curve().times(), input.time(), Interpolation.LINEAR).resample(its.curve().values());
		return new VascularFunction(vessel, new TimeCurve(input.time(), values), List.of(its.voxel()), source);
	}
}
