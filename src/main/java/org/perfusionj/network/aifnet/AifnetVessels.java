package org.perfusionj.network.aifnet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.perfusionj.network.EngineChoice;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.MeanCurves;
import org.perfusionj.vascular.Contributions;
import org.perfusionj.vascular.CurveFlaw;
import org.perfusionj.vascular.CurveJudge;
import org.perfusionj.vascular.CurveQuality;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.VascularSearch;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** AIFNet as one of the ways to a vascular function: opened when it is asked, and refusing what it should not have found. */
public final class AifnetVessels implements VascularEstimator {

	private final AifnetFinders finders;
	private final Optional<Path> model;
	private final EngineChoice engine;

	/**
	 * @param finders opens the network
	 * @param model file or folder of the weights; empty: the shipped ones
	 * @param engine what it runs on
	 */
	public AifnetVessels(final AifnetFinders finders, final Optional<Path> model, final EngineChoice engine) {
		this.finders = finders;
		this.model = model;
		this.engine = engine;
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
		return search(input).find(vessel, known, parallel, monitor);
	}

	@Override
	public VascularSearch search(final ConcentrationSeries input) {
		return new Search(input);
	}

	/** One series. Its cells and the mean curve of its tissue are made once for both vessels. */
	private final class Search implements VascularSearch {

		private final ConcentrationSeries input;
		private AifnetScan scan;
		private CurveJudge judge;

		Search(final ConcentrationSeries input) {
			this.input = input;
		}

		@Override
		public VascularFunction find(final Vessel vessel, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
			if (scan == null) scan = new AifnetScan(input);
			try (AifnetFinder finder = finders.open(Set.of(vessel), model, engine, monitor)) {
				return judged(finder.find(vessel, scan, known, parallel, monitor.part(0, 0.8)), finder.facts(vessel), known, parallel, monitor);
			}
			catch (final IOException unreadable) {
				throw new PerfusionException("The weights of AIFNet for the " + vessel + " cannot be read: " + unreadable.getMessage() + ". Use " + vessel.name().toLowerCase(Locale.ROOT) + "=classical, a ROI or a curve file.", unreadable);
			}
		}

		private VascularFunction judged(final AifnetResult found, final Map<String, String> network, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
			if (judge == null) judge = new CurveJudge(input, MeanCurves.of(input, input.mask(), parallel, monitor.part(0.8, 1)));
			final Contributions voxels = found.contributions(monitor);
			final CurveQuality quality = judge.judge(found.function(), voxels, known);
			if (quality.verdict() == CurveVerdict.UNUSABLE) throw new PerfusionException("What AIFNet takes for the " + quality.vessel() + " is unusable. " + quality.flaws().stream().filter(flaw -> flaw.verdict() == CurveVerdict.UNUSABLE).map(
				CurveFlaw::text).distinct().collect(Collectors.joining(" ")));
			quality.flaws().forEach(flaw -> monitor.log("Warning: " + flaw.text()));
			return found.documented(network, voxels, quality);
		}
	}
}
