package org.perfusionj.evaluation;

import java.util.List;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.phantom.SeedRange;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.work.PerfusionException;

/**
 * What is evaluated on which phantoms.
 *
 * @param seeds one phantom for each
 * @param occlusion where the clot sits; empty = drawn by the seed
 * @param scan how they are scanned
 * @param preprocessing first step of the pipeline
 * @param estimators where AIF and VOF come from; maps are made with each
 * @param methods what makes maps
 * @param kappa haematocrit and density factor of the CBV, the one of the methods
 * @param density of brain tissue for the CBV, g/ml, the one of the methods
 * @param rules lesion rules; may be empty
 * @param lesionsOnly only AIF, VOF and lesions are scored, not the maps and residue functions: faster
 */
public record PhantomEvaluationSettings(SeedRange seeds, Optional<Occlusion> occlusion, ScanOptions scan, PreprocessingSettings preprocessing, List<VascularChoice> estimators, List<PerfusionMethod> methods, double kappa, double density,
	List<LesionChoice> rules, boolean lesionsOnly)
{

	/** @throws PerfusionException if there is nothing to evaluate or a name appears twice */
	public PhantomEvaluationSettings {
		estimators = List.copyOf(estimators);
		methods = List.copyOf(methods);
		rules = List.copyOf(rules);
		if (estimators.isEmpty()) throw new PerfusionException("Maps need an arterial input function: give at least one estimator, for example estimators=auto.");
		requireDistinct("estimators", estimators.stream().map(VascularChoice::name).toList());
		requireDistinct("methods", methods.stream().map(PerfusionMethod::name).toList());
		requireDistinct("rules", rules.stream().map(LesionChoice::name).toList());
		if (lesionsOnly && rules.isEmpty()) throw new PerfusionException("There is nothing to score: only lesions are asked for, and no rule that finds them. Use rules=all.");
	}

	private static void requireDistinct(final String parameter, final List<String> names) {
		for (final String name : names)
			if (names.indexOf(name) != names.lastIndexOf(name)) throw new PerfusionException(parameter + " names " + name + " twice. Give each once.");
	}

	PhantomSettings phantom(final long seed) {
		return new PhantomSettings(seed, occlusion, scan);
	}
}
