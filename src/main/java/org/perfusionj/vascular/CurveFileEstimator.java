package org.perfusionj.vascular;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.CurveResampler;
import org.perfusionj.curve.Interpolation;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * A vascular function that was given as numbers, for example by a CSV file. Where its times are those of the series the
 * values are used as they are; else they are interpolated linearly to the times of the series, which they must cover.
 */
public final class CurveFileEstimator implements VascularEstimator {

	/** Times that differ by less than this fraction of a frame interval are the same (files round their times). */
	private static final double SAME_TIME = 0.02;

	private final Map<Vessel, TimeCurve> curves;
	private final String source;

	/**
	 * @param curves concentration of each vessel that was given, on times of the clock of the series, s
	 * @param source where the curves came from, for messages and provenance, for example "curves.csv"
	 */
	public CurveFileEstimator(final Map<Vessel, TimeCurve> curves, final String source) {
		this.curves = new EnumMap<>(Vessel.class);
		this.curves.putAll(curves);
		this.source = source;
	}

	@Override
	public String name() {
		return "file";
	}

	/**
	 * @throws PerfusionException if there is no such curve, it does not cover the series, holds a value that is not a number,
	 *           is zero, or shows no bolus
	 */
	@Override
	public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
		final TimeCurve given = curves.get(vessel);
		final String key = vessel.name().toLowerCase(Locale.ROOT);
		if (given == null) throw new PerfusionException(source + " holds no " + vessel + ": add a column " + key + ", or choose another way with " + key + "=auto or " + key + "=roi" + (vessel == Vessel.VOF ? " or vof=none" : "") + ".");
		requireFinite(vessel, given);
		final double[] values = onGrid(vessel, given, input.time(), monitor);
		BolusCheck.require(values, input.time().stepS(), "The " + vessel + " in " + source, "Give concentration above baseline (HU minus the pre-bolus HU for CT), one value for each frame.");
		return new VascularFunction(vessel, new TimeCurve(input.time(), values), List.of(), "file " + source);
	}

	private void requireFinite(final Vessel vessel, final TimeCurve curve) {
		for (int i = 0; i < curve.size(); i++)
			if (!Double.isFinite(curve.value(i))) throw new PerfusionException(String.format(Locale.ROOT, "The %s in %s is %s at sample %d (%s s): every sample must be a number.", vessel, source, curve.value(i), i + 1, curve.time(i)));
	}

	private double[] onGrid(final Vessel vessel, final TimeCurve given, final TimeGrid grid, final WorkMonitor monitor) {
		final double tolerance = SAME_TIME * grid.stepS();
		if (sameTimes(given, grid, tolerance)) return given.values();
		final double end = grid.time(grid.count() - 1);
		if (given.time(0) > grid.startS() + tolerance || given.time(given.size() - 1) < end - tolerance) throw new PerfusionException(String.format(Locale.ROOT,
			"The %s in %s has %d samples from %.3f to %.3f s, but the series has %d frames from %.3f to %.3f s. Give one sample for each frame, or times that cover the series.", vessel, source, given.size(), given.time(0), given
				.time(given.size() - 1), grid.count(), grid.startS(), end));
		monitor.log(String.format(Locale.ROOT, "The %s in %s (%d samples, %.3f to %.3f s) was interpolated linearly to the %d frames of the series (%.3f to %.3f s).", vessel, source, given.size(), given.time(0), given.time(given
			.size() - 1), grid.count(), grid.startS(), end));
		return new CurveResampler(given.times(), grid, Interpolation.LINEAR).resample(given.values());
	}

	private static boolean sameTimes(final TimeCurve given, final TimeGrid grid, final double tolerance) {
		if (given.size() != grid.count()) return false;
		for (int i = 0; i < given.size(); i++)
			if (Math.abs(given.time(i) - grid.time(i)) > tolerance) return false;
		return true;
	}
}
