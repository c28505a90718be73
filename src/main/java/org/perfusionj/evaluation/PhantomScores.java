package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.perfusionj.maps.PerfusionMap;

/**
 * The result of an evaluation on phantoms, in the order of seeds, estimators and methods.
 *
 * @param vascular one score for each seed, vessel and estimator
 * @param maps one score for each seed, estimator, method, map and tissue
 * @param residues one score for each seed, estimator, method and tissue
 * @param lesions how well lesions were found
 * @param runs one for each phantom and for each seed, estimator and method
 */
public record PhantomScores(List<VascularScore> vascular, List<MapScore> maps, List<ResidueScore> residues, LesionScores lesions, List<CaseRun> runs) {

	/** Maps in which methods are compared with the deconvolutions: CBV is the same ratio of areas in all of them. */
	public static final List<PerfusionMap> CONTESTED_MAPS = List.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.MTT);
	/** Tissues in which they are compared. */
	public static final List<EvaluationTissue> CONTESTED_TISSUES = List.of(EvaluationTissue.NORMAL, EvaluationTissue.GREY_NORMAL, EvaluationTissue.WHITE_NORMAL, EvaluationTissue.PENUMBRA, EvaluationTissue.CORE);

	/** Copies the lists. */
	public PhantomScores {
		vascular = List.copyOf(vascular);
		maps = List.copyOf(maps);
		residues = List.copyOf(residues);
		runs = List.copyOf(runs);
	}

	/**
	 * @return every method that is no deconvolution against the best of these, tissue by tissue, over the scans in which the method and all deconvolutions have the map there;
	 *         a deconvolution that has it in none of the method's scans is left out. Empty if there are no such methods or no deconvolutions
	 */
	public List<TissueContest> contests() {
		final List<TissueContest> contests = new ArrayList<>();
		for (final String estimator : maps.stream().map(MapScore::estimator).distinct().toList())
			for (final String method : maps.stream().map(MapScore::method).distinct().filter(name -> !MethodCatalogue.isDeconvolution(name)).toList())
				for (final PerfusionMap map : CONTESTED_MAPS)
					for (final EvaluationTissue tissue : CONTESTED_TISSUES)
						contest(estimator, method, map, tissue).ifPresent(contests::add);
		return contests;
	}

	private Optional<TissueContest> contest(final String estimator, final String method, final PerfusionMap map, final EvaluationTissue tissue) {
		final List<MapScore> there = maps.stream().filter(score -> score.estimator().equals(estimator) && score.map() == map && score.tissue() == tissue && score.n() > 0).toList();
		final Set<Long> seeds = seeds(there, method);
		final List<MapScore> all = there.stream().filter(score -> MethodCatalogue.isDeconvolution(score.method()) && seeds.contains(score.seed())).toList();
		// scans differ in how hard they are: means over other scans cannot be compared
		all.stream().map(MapScore::method).distinct().forEach(rival -> seeds.retainAll(seeds(all, rival)));
		final List<MapScore> its = there.stream().filter(score -> score.method().equals(method) && seeds.contains(score.seed())).toList();
		final List<MapScore> rivals = all.stream().filter(score -> seeds.contains(score.seed())).toList();
		if (its.isEmpty() || rivals.isEmpty()) return Optional.empty();
		final String rmse = best(rivals, MapScore::rmse);
		final String median = best(rivals, MapScore::medianAbsoluteError);
		return Optional.of(new TissueContest(method, estimator, map, tissue, its.size(), mean(its, method, MapScore::rmse), rmse, mean(rivals, rmse, MapScore::rmse), mean(its, method, MapScore::medianAbsoluteError), median, mean(rivals,
			median, MapScore::medianAbsoluteError)));
	}

	private static Set<Long> seeds(final List<MapScore> scores, final String method) {
		return scores.stream().filter(score -> score.method().equals(method)).map(MapScore::seed).collect(Collectors.toCollection(HashSet::new));
	}

	private static String best(final List<MapScore> scores, final ToDoubleFunction<MapScore> error) {
		String best = "";
		double least = Double.POSITIVE_INFINITY;
		for (final String method : scores.stream().map(MapScore::method).distinct().toList()) {
			final double mean = mean(scores, method, error);
			if (mean < least) {
				least = mean;
				best = method;
			}
		}
		return best;
	}

	private static double mean(final List<MapScore> scores, final String method, final ToDoubleFunction<MapScore> error) {
		return scores.stream().filter(score -> score.method().equals(method)).mapToDouble(error).average().orElse(Double.NaN);
	}
}
