package org.perfusionj.pipeline.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomGenerator;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.phantom.perfusion.TissueState;
import org.perfusionj.pipeline.AnalysisSettings;
import org.perfusionj.pipeline.PerfusionAnalysis;
import org.perfusionj.series.Mask;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Makes examples: a phantom of each seed, analysed by the whole pipeline. Where there are several anatomies or several analyses, the seeds take them in turns.
 *
 * @param sources make phantoms, one for each anatomy; at least one
 * @param analyses from series to maps; at least one
 */
public record PhantomCases(List<PhantomSource> sources, List<AnalysisSettings> analyses) {

	/** Copies the lists. */
	public PhantomCases {
		sources = List.copyOf(sources);
		analyses = List.copyOf(analyses);
	}

	/** @return what all examples have in common, by name; in order */
	public static Map<String, String> description() {
		final Map<String, String> description = new LinkedHashMap<>();
		description.put("phantom_version", PhantomGenerator.VERSION);
		return description;
	}

	/**
	 * @param seed of the phantom
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return the example
	 * @throws org.perfusionj.work.PerfusionException if there is no such phantom, or it cannot be analysed
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public LesionExample example(final long seed, final Parallel parallel, final WorkMonitor monitor) {
		final Phantom phantom = sources.get((int) (seed % sources.size())).create(PhantomSettings.of(seed), parallel, monitor.part(0, 0.5));
		final AnalysisSettings analysis = analyses.get((int) (seed / sources.size() % analyses.size()));
		return example(phantom, analysis, parallel, monitor.part(0.5, 1));
	}

	/**
	 * @param phantom with its truth
	 * @param analysis from its series to maps
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return the example
	 * @throws org.perfusionj.work.PerfusionException if it cannot be analysed
	 */
	public static LesionExample example(final Phantom phantom, final AnalysisSettings analysis, final Parallel parallel, final WorkMonitor monitor) {
		final PhantomTruth truth = phantom.truth();
		final Mask lesion = truth.core().or(truth.penumbra());
		return new LesionExample(new PerfusionAnalysis(analysis).run(phantom.series(), parallel, monitor).lesionMaps(), truth.core(), lesion, Mask.label(truth.states(), TissueState.OLIGAEMIA.ordinal()).or(Mask.label(truth.states(),
			TissueState.OLD_INFARCT.ordinal())).minus(lesion));
	}
}
