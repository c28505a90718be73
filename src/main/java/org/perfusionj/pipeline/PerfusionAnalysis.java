package org.perfusionj.pipeline;

import java.util.Map;
import java.util.stream.Collectors;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.maps.MapComputation;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.MeanCurves;
import org.perfusionj.preprocessing.MaskChoice;
import org.perfusionj.preprocessing.Prepared;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.TissueMasks;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.vascular.VascularFunctions;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;

/**
 * From a series to its perfusion maps: preprocessing, AIF and VOF, partial-volume correction, maps, with any
 * {@link org.perfusionj.maps.PerfusionMethod}. Needs no user interface and writes nothing.
 */
public final class PerfusionAnalysis {

	private final AnalysisSettings settings;

	/** @param settings one choice for each step */
	public PerfusionAnalysis(final AnalysisSettings settings) {
		this.settings = settings;
	}

	/**
	 * @param series calibrated series; not modified
	 * @param parallel threads to use
	 * @param monitor progress, log and cancel
	 * @return maps and everything that was found on the way
	 * @throws PerfusionException if the series or a choice cannot be used, with the reason and what to do
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public PerfusionResult run(final PerfusionSeries series, final Parallel parallel, final WorkMonitor monitor) {
		final WarningCollector log = new WarningCollector(monitor);
		final Prepared prepared = new Preprocessing().prepare(series, settings.preprocessing(), parallel, log.part(0, 0.3));
		final ConcentrationSeries concentration = prepared.concentration();

		final VascularFunctions functions = new FunctionSources(settings.aif(), settings.vof(), settings.vofRequired(), settings.partialVolume()).find(prepared.unfiltered(), parallel, log.part(0.3, 0.5));

		final TissueMasks tissues = TissueMasks.find(concentration, parallel, log.part(0.5, 0.55));
		final Mask tissueMask = tissueMask(concentration.mask(), tissues);
		final TimeCurve tissue = MeanCurves.of(concentration, tissueMask, parallel, log.part(0.55, 0.6));
		warnIfTruncated("AIF", functions.aif().curve(), log);
		functions.vof().ifPresent(function -> warnIfTruncated("VOF", function.curve(), log));
		warnIfTruncated("tissue", tissue, log);
		if (!(CurveMetrics.of(tissue).peak() > 0)) log.warn("The mean tissue curve never rises above 0: there is no bolus in the tissue, and the maps mean nothing. Check the input and the mask.");

		// a mask that the user gives is taken at its word
		final Mask normalTissue = settings.preprocessing().mask() == MaskChoice.AUTO ? tissueMask : concentration.mask();
		final PerfusionMaps maps = new MapComputation(settings.method(), settings.request()).compute(concentration.slices(), concentration.time(), concentration.mask(), normalTissue, functions.aif().curve().values(),
			parallel, log.part(0.6, 1));
		return new PerfusionResult(concentration, functions.aif(), functions.measuredAif(), functions.vof(), tissue, tissues.vessels(), tissues.csf(), maps, settings.regions(), parameters(concentration, functions, maps), log.warnings());
	}

	private static void warnIfTruncated(final String name, final TimeCurve curve, final WarningCollector log) {
		CurveMetrics.of(curve).truncationWarning(name).ifPresent(log::warn);
	}

	/** Tissue alone, or the whole mask where nothing would be left. */
	private static Mask tissueMask(final Mask mask, final TissueMasks tissues) {
		final Mask tissue = mask.minus(tissues.vessels()).minus(tissues.csf());
		return tissue.count() > 0 ? tissue : mask;
	}

	private Map<String, String> parameters(final ConcentrationSeries concentration, final VascularFunctions functions, final PerfusionMaps maps) {
		final Map<String, String> parameters = ConcentrationParameters.of(settings.preprocessing(), concentration);
		parameters.put("aif", settings.aif().name());
		FunctionParameters.add(functions.aif(), parameters);
		parameters.put("vof", settings.vof().map(estimator -> estimator.name()).orElse("none"));
		functions.vof().ifPresent(vof -> FunctionParameters.add(vof, parameters));
		parameters.put("partial_volume", settings.partialVolume().key());
		parameters.put("partial_volume_factor", ConcentrationParameters.number(functions.partialVolumeFactor()));
		parameters.putAll(settings.method().parameters());
		parameters.put("maps", settings.request().maps().stream().map(PerfusionMap::key).collect(Collectors.joining(",")));
		parameters.put("cbv", settings.request().cbv().key());
		parameters.put("residue", Boolean.toString(settings.request().residue()));
		maps.tmaxResponse().ifPresent(response -> parameters.put(PerfusionResult.TMAX_RESPONSE, response.text()));
		if (settings.request().localAif()) parameters.put("localaif", Boolean.toString(true));
		return parameters;
	}
}
