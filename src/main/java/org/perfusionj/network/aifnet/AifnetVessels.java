package org.perfusionj.network.aifnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.perfusionj.network.Device;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.MeanCurves;
import org.perfusionj.vascular.CurveFlaw;
import org.perfusionj.vascular.CurveJudge;
import org.perfusionj.vascular.CurveQuality;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** AIFNet as one of the ways to a vascular function: opened when it is asked, and refusing what it should not have found. */
public final class AifnetVessels implements VascularEstimator {

	private final AifnetFinders finders;
	private final Optional<Path> model;
	private final Device device;

	/**
	 * @param finders opens the network
	 * @param model file or folder of the weights; empty: the shipped ones
	 * @param device where it runs
	 */
	public AifnetVessels(final AifnetFinders finders, final Optional<Path> model, final Device device) {
		this.finders = finders;
		this.model = model;
		this.device = device;
	}

	@Override
	public String name() {
		return "aifnet";
	}

	/**
	 * Flaws of the curve that leave it usable are logged as warnings.
	 *
	 * @throws PerfusionException if the network cannot be run, the input is no CT series, or the curve is unusable
	 */
	@Override
	public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
		try (AifnetFinder finder = finders.open(Set.of(vessel), model, device, monitor)) {
			final AifnetResult found = finder.find(vessel, input, known, parallel, monitor.part(0, 0.8));
			final CurveJudge judge = new CurveJudge(input, MeanCurves.of(input, input.mask(), parallel, monitor.part(0.8, 1)));
			final CurveQuality quality = judge.judge(found.function(), found.contributions(monitor), known);
			if (quality.verdict() == CurveVerdict.UNUSABLE) throw new PerfusionException("What AIFNet takes for the " + vessel + " is unusable. " + quality.flaws().stream().filter(flaw -> flaw.verdict() == CurveVerdict.UNUSABLE).map(
				CurveFlaw::text).distinct().collect(Collectors.joining(" ")));
			quality.flaws().forEach(flaw -> monitor.log("Warning: " + flaw.text()));
			return found.function();
		}
		catch (final IOException unreadable) {
			throw new PerfusionException("The weights of AIFNet for the " + vessel + " cannot be read: " + unreadable.getMessage() + ". Use " + vessel.name().toLowerCase(Locale.ROOT) + "=classical, a ROI or a curve file.", unreadable);
		}
	}
}
