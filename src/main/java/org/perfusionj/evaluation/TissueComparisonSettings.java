package org.perfusionj.evaluation;

import java.util.List;

import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.work.PerfusionException;

/**
 * How methods are compared on tissue.
 *
 * @param preprocessing first step of the pipeline, the same for all methods
 * @param methods at least one; the first is the reference
 * @param kappa haematocrit and density factor of CBV and of reconstructed curves, the one of the methods
 * @param density of brain tissue for the CBV, g/ml, the one of the methods
 */
public record TissueComparisonSettings(PreprocessingSettings preprocessing, List<PerfusionMethod> methods, double kappa, double density) {

	/** @throws PerfusionException if there is no method, or two have the same name */
	public TissueComparisonSettings {
		methods = List.copyOf(methods);
		if (methods.isEmpty()) throw new PerfusionException("There is no method to compare: give some, for example methods=sSVD,cSVD,oSVD.");
		final List<String> names = methods.stream().map(PerfusionMethod::name).toList();
		for (final String name : names) {
			if (names.indexOf(name) != names.lastIndexOf(name)) throw new PerfusionException("methods names " + name + " twice. Give each once.");
			if (name.equals(TissueComparison.TRUTH)) throw new PerfusionException("No method may be called " + name + ".");
		}
	}
}
