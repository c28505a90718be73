package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

import org.perfusionj.network.aifnet.AifnetVessels;
import org.perfusionj.pipeline.AutomaticVessels;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.work.PerfusionException;

/** Where AIF and VOF of a phantom may come from in an evaluation, by name. A new estimator is one line here. Immutable. */
public final class EstimatorCatalogue {

	private static final String ALL = "all";

	private final Map<String, VascularChoice> choices = new LinkedHashMap<>();

	/**
	 * @param correction how AIFs that are not the truth are corrected by their VOF
	 * @param aifnet makes AIFNet ready
	 */
	public EstimatorCatalogue(final PartialVolumeCorrection correction, final Supplier<AifnetVessels> aifnet) {
		add(VascularChoice.estimator("auto", correction, () -> new AutomaticVessels(aifnet.get())));
		add(VascularChoice.estimator("aifnet", correction, aifnet::get));
		add(VascularChoice.estimator("classical", correction, ClassicalEstimator::new));
		add(VascularChoice.truth());
		add(VascularChoice.rater(1, correction));
		add(VascularChoice.rater(2, correction));
	}

	private void add(final VascularChoice choice) {
		choices.put(choice.name().toLowerCase(Locale.ROOT), choice);
	}

	/** @return all names, in order */
	public List<String> names() {
		return choices.values().stream().map(VascularChoice::name).toList();
	}

	/**
	 * @param text names in any case, separated by commas, semicolons or blanks; or "all"
	 * @return the estimators in that order, each once
	 * @throws PerfusionException if a name is unknown or there is none
	 */
	public List<VascularChoice> estimators(final String text) {
		final List<VascularChoice> chosen = new ArrayList<>();
		for (final String word : text.split("[,;\\s]+")) {
			if (word.isEmpty()) continue;
			final String key = word.toLowerCase(Locale.ROOT);
			if (!key.equals(ALL) && !choices.containsKey(key)) throw new PerfusionException("estimators=" + word + " is unknown: use all, or some of " + String.join(", ", names()) + ", separated by commas.");
			for (final VascularChoice choice : key.equals(ALL) ? choices.values() : List.of(choices.get(key)))
				if (!chosen.contains(choice)) chosen.add(choice);
		}
		if (chosen.isEmpty()) throw new PerfusionException("No estimator is asked for: use estimators=all, or some of " + String.join(", ", names()) + ", separated by commas.");
		return chosen;
	}
}
