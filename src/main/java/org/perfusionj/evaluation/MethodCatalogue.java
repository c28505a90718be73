package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.MatrixForm;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.work.PerfusionException;

/** The methods that can be evaluated, by name and with their defaults. Immutable. */
public final class MethodCatalogue {

	private static final String ALL = "all";

	private final Map<String, PerfusionMethod> methods = new LinkedHashMap<>();

	/**
	 * @param kappa factor on the tissue concentration, for all methods; 1 for simulated curves, where it cancels
	 * @param density of brain tissue, g/ml; 1 for simulated curves
	 */
	public MethodCatalogue(final double kappa, final double density) {
		for (final Algorithm algorithm : Algorithm.values())
			add(algorithm.key(), new DeconvolutionMethod(DeconvolutionSettings.of(algorithm).withKappa(kappa), density));
		add("Tikhonov_circulant", new DeconvolutionMethod(DeconvolutionSettings.of(Algorithm.TIKHONOV).withMatrix(MatrixForm.CIRCULANT).withKappa(kappa), density));
	}

	private void add(final String name, final PerfusionMethod method) {
		methods.put(name.toLowerCase(Locale.ROOT), new NamedMethod(name, method));
	}

	/** @return all names, in order */
	public List<String> names() {
		return methods.values().stream().map(PerfusionMethod::name).toList();
	}

	/**
	 * @param text names in any case, separated by commas, semicolons or blanks; or "all"
	 * @return the methods in that order, each once
	 * @throws PerfusionException if a name is unknown or there is none
	 */
	public List<PerfusionMethod> methods(final String text) {
		final List<PerfusionMethod> chosen = new ArrayList<>();
		for (final String word : text.split("[,;\\s]+")) {
			if (word.isEmpty()) continue;
			final String key = word.toLowerCase(Locale.ROOT);
			if (!key.equals(ALL) && !methods.containsKey(key)) throw new PerfusionException("methods=" + word + " is unknown: use all, or some of " + String.join(", ", names()) + ", separated by commas.");
			for (final PerfusionMethod method : key.equals(ALL) ? methods.values() : List.of(methods.get(key)))
				if (!chosen.contains(method)) chosen.add(method);
		}
		if (chosen.isEmpty()) throw new PerfusionException("No method is asked for: use methods=all, or some of " + String.join(", ", names()) + ", separated by commas.");
		return chosen;
	}
}
