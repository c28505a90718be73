package org.perfusionj.evaluation.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.evaluation.ComparableMethod;
import org.perfusionj.evaluation.FoundFunctions;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.phantom.perfusion.TissueState;
import org.perfusionj.pipeline.AnalysisSettings;
import org.perfusionj.pipeline.PerfusionAnalysis;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.series.Mask;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Makes examples: a phantom of each seed, analysed by the whole pipeline. Where there are several anatomies, the seeds take them in turns; so they do with methods if a phantom is not analysed by all of them.
 *
 * @param sources make phantoms, one for each anatomy; at least one
 * @param preprocessing with the filter
 * @param vessels finds AIF and VOF, once for each phantom
 * @param methods from curves to maps; at least one
 * @param each number of methods by which a phantom is analysed; at least 1, at most all
 * @param kappa factor on the tissue concentration
 * @param density of brain tissue, g/ml
 */
public record PhantomCases(List<PhantomSource> sources, PreprocessingSettings preprocessing, VascularEstimator vessels, List<PerfusionMethod> methods, int each, double kappa, double density) {

	/** Maps that features are made of. */
	private static final Set<PerfusionMap> MAPS = Set.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TMAX, PerfusionMap.BAD);
	private static final double MADE = 0.4;

	/** @throws IllegalArgumentException if there is no source or method, or not as many as each phantom needs */
	public PhantomCases {
		sources = List.copyOf(sources);
		methods = List.copyOf(methods);
		if (sources.isEmpty() || each < 1 || each > methods.size()) throw new IllegalArgumentException(sources.size() + " anatomies, " + each + " of " + methods.size() + " methods for each phantom: use at least one of each.");
	}

	/** @return names of the methods, separated by commas */
	public String methodNames() {
		return String.join(",", methods.stream().map(PerfusionMethod::name).toList());
	}

	/**
	 * @param seed of the phantom
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return one example for each method that is used
	 * @throws org.perfusionj.work.PerfusionException if there is no such phantom, or it cannot be analysed
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public List<LesionExample> examples(final long seed, final Parallel parallel, final WorkMonitor monitor) {
		return examples(sources.get((int) (seed % sources.size())).create(PhantomSettings.of(seed), parallel, monitor.part(0, MADE)), parallel, monitor.part(MADE, 1));
	}

	/**
	 * @param phantom with its truth
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return one example for each method that is used
	 * @throws org.perfusionj.work.PerfusionException if it cannot be analysed
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public List<LesionExample> examples(final Phantom phantom, final Parallel parallel, final WorkMonitor monitor) {
		final PhantomTruth truth = phantom.truth();
		final Mask lesion = truth.core().or(truth.penumbra());
		final Mask hard = Mask.label(truth.states(), TissueState.OLIGAEMIA.ordinal()).or(Mask.label(truth.states(), TissueState.OLD_INFARCT.ordinal())).minus(lesion);
		final ConcentrationSeries input = new Preprocessing().prepare(phantom.series(), preprocessing, parallel, monitor).unfiltered();
		final FoundFunctions found = new FoundFunctions(vessels.name(), vessels, input, parallel, monitor);
		final List<LesionExample> examples = new ArrayList<>();
		for (final PerfusionMethod method : methods(phantom.settings().seed())) {
			final MapRequest request = new MapRequest(MAPS, MapRequest.CbvRule.AREA, kappa, density, false);
			final AnalysisSettings analysis = new AnalysisSettings(preprocessing, found, Optional.of(found), false, PartialVolumeCorrection.AREA, new ComparableMethod(method), request, List.of());
			final LesionMaps maps = new PerfusionAnalysis(analysis).run(phantom.series(), parallel, monitor).lesionMaps();
			// as rules get them
			examples.add(new LesionExample(maps.withMaps(ComparableMethod.own(maps.maps(), maps.brain())).withCorrectedTmax(), truth.core(), lesion, hard));
		}
		return examples;
	}

	private List<PerfusionMethod> methods(final long seed) {
		final List<PerfusionMethod> chosen = new ArrayList<>();
		for (int n = 0; n < each; n++)
			chosen.add(methods.get((int) ((seed / sources.size() * each + n) % methods.size())));
		return chosen;
	}
}
