package org.perfusionj.pipeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.perfusionj.network.aifnet.AifnetFinder;
import org.perfusionj.network.aifnet.AifnetResult;
import org.perfusionj.network.aifnet.AifnetScan;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.MeanCurves;
import org.perfusionj.preprocessing.PeakEnhancement;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.Contributions;
import org.perfusionj.vascular.CurveFlaw;
import org.perfusionj.vascular.CurveJudge;
import org.perfusionj.vascular.CurveQuality;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.VascularMetrics;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;

/** From a CT series to its vascular functions by AIFNet: preprocessing, the network, and a verdict on every curve. Needs no user interface and writes nothing. */
public final class VesselAnalysis {

	private final PreprocessingSettings preprocessing;
	private final Set<Vessel> vessels;
	private final AifnetFinder finder;

	/**
	 * @param preprocessing how the series becomes concentration; a filter is not used, because it lowers and widens the curves of small arteries
	 * @param vessels what to look for, at least one
	 * @param finder AIFNet, opened for these; it stays open
	 */
	public VesselAnalysis(final PreprocessingSettings preprocessing, final Set<Vessel> vessels, final AifnetFinder finder) {
		this.preprocessing = preprocessing;
		this.vessels = EnumSet.copyOf(vessels);
		this.finder = finder;
	}

	/**
	 * A VOF that is not found is a warning if an AIF is looked for, too: not every scan holds a large vein.
	 *
	 * @param series calibrated CT series; not modified
	 * @param parallel threads to use
	 * @param monitor progress, log and cancel; flaws of the curves are logged as warnings
	 * @return the curves, each with its probabilities and its verdict
	 * @throws PerfusionException if the series is no CT series, has no bolus, or nothing in it can be the vessel that is looked for
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public VesselResult run(final PerfusionSeries series, final Parallel parallel, final WorkMonitor monitor) {
		final SignalType signal = preprocessing.signal().orElse(series.signal());
		if (signal != SignalType.CT) throw new PerfusionException("AIFNet is trained on CT in HU, but \"" + series.name() + "\" is " + (signal == SignalType.MR ? "an MR series" : "a concentration") +
			". Choose the vessels by ROIs or by the classical selection of deconvolve (aif=roi, aif=classical). If it is CT, give signal=CT.");
		final WarningCollector log = new WarningCollector(monitor);
		final ConcentrationSeries concentration = new Preprocessing().prepare(series, preprocessing, parallel, log.part(0, 0.3)).unfiltered();
		final CurveJudge judge = new CurveJudge(concentration, MeanCurves.of(concentration, concentration.mask(), parallel, log.part(0.3, 0.4)));
		final List<FoundVessel> found = find(concentration, judge, parallel, log);
		found.stream().flatMap(vessel -> vessel.quality().flaws().stream()).map(CurveFlaw::text).forEach(log::warn);
		final Volume peaks = PeakEnhancement.of(concentration, parallel, log.part(0.9, 1));
		log.progress(1, "Vessels found");
		return new VesselResult(concentration, found, peaks, parameters(concentration, found), log.warnings());
	}

	private List<FoundVessel> find(final ConcentrationSeries concentration, final CurveJudge judge, final Parallel parallel, final WarningCollector log) {
		final AifnetScan scan = new AifnetScan(concentration);
		final List<FoundVessel> found = new ArrayList<>();
		double done = 0;
		for (final Vessel vessel : vessels) {
			final WorkMonitor part = log.part(0.4 + 0.5 * done / vessels.size(), 0.4 + 0.5 * (done + 1) / vessels.size());
			done++;
			// a later vessel is not judged by an artery that is none
			final Optional<VascularFunction> aif = found.stream().filter(FoundVessel::isUsable).map(FoundVessel::function).findFirst();
			try {
				found.add(find(vessel, scan, aif, judge, parallel, part));
			}
			catch (final PerfusionException none) {
				if (found.isEmpty()) throw none;
				log.warn("There is no " + vessel + ". " + none.getMessage());
			}
		}
		return found;
	}

	private FoundVessel find(final Vessel vessel, final AifnetScan scan, final Optional<VascularFunction> aif, final CurveJudge judge, final Parallel parallel, final WorkMonitor monitor) {
		final AifnetResult result = finder.find(vessel, scan, aif, parallel, monitor);
		final Contributions voxels = result.contributions(monitor);
		final VascularMetrics metrics = VascularMetrics.of(result.function(), voxels, scan.input());
		final CurveQuality quality = judge.judge(result.function(), voxels, aif);
		monitor.log(describe(metrics, quality, scan.input().series().signal().concentrationUnit()));
		return new FoundVessel(result.documented(finder.facts(vessel), voxels, quality), result.probability(), result.recalibration(), metrics, quality);
	}

	private static String describe(final VascularMetrics m, final CurveQuality quality, final String unit) {
		return String.format(Locale.ROOT, "%s: %s. Peak %.4g %s at %.1f s, arrival %s, width %s, noise %.2g %s, worth %.0f voxels of equal weight.", m.vessel(), quality.verdict().key(), m.peak(), unit, m.tpeakS(), seconds(m.arrivalS()), seconds(m
			.fwhmS()), m.noise(), unit, m.effectiveVoxels());
	}

	private static String seconds(final OptionalDouble time) {
		return time.isPresent() ? String.format(Locale.ROOT, "%.1f s", time.getAsDouble()) : "not measurable";
	}

	private Map<String, String> parameters(final ConcentrationSeries concentration, final List<FoundVessel> found) {
		final Map<String, String> parameters = ConcentrationParameters.of(preprocessing, concentration);
		for (final FoundVessel one : found)
			FunctionParameters.add(one.function(), parameters);
		return parameters;
	}
}
