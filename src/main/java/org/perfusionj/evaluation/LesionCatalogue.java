package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.segmentation.LesionRules;
import org.perfusionj.segmentation.SegmentationSettings;
import org.perfusionj.segmentation.SegmentationSettings.Cleaning;
import org.perfusionj.segmentation.SegmentationSettings.Exclusions;
import org.perfusionj.work.PerfusionException;

/** Lesion rules that may be evaluated, by name. Immutable. */
public final class LesionCatalogue {

	private static final String ALL = "all";
	private static final String NONE = "none";

	/** In the true brain only the true vessels are left out: what an image with noise says of fluid, scars and the rim would lower the ceiling. */
	private static final Exclusions OF_TRUTH = new Exclusions(false, true, false, Exclusions.DEFAULTS.oldInfarctHu(), 0);

	private final LesionRules rules;
	private final LesionRules exact;

	/**
	 * @param rules as they are applied to maps
	 * @param exact the same rules without smoothing, for maps without noise
	 */
	public LesionCatalogue(final LesionRules rules, final LesionRules exact) {
		this.rules = rules;
		this.exact = exact;
	}

	/**
	 * @param text names in any case, separated by commas, semicolons or blanks; or "all", or "none"
	 * @return the rules in that order, each once, with the usual exclusions and cleaning; on true maps nothing but vessels is left out
	 * @throws PerfusionException if a name is unknown or there is none
	 */
	public List<LesionChoice> choices(final String text) {
		if (text.trim().equalsIgnoreCase(NONE)) return List.of();
		final List<LesionRule> chosen = new ArrayList<>();
		for (final String word : text.split("[,;\\s]+")) {
			if (word.isEmpty()) continue;
			for (final LesionRule rule : word.equalsIgnoreCase(ALL) ? rules.all() : List.of(known(word)))
				if (!chosen.contains(rule)) chosen.add(rule);
		}
		if (chosen.isEmpty()) throw new PerfusionException("No lesion rule is asked for: use rules=all, rules=none, or some of " + names() + ", separated by commas.");
		return chosen.stream().map(rule -> new LesionChoice(new SegmentationSettings(rule, Exclusions.DEFAULTS, Cleaning.DEFAULTS), new SegmentationSettings(exact.rule(rule.name()), OF_TRUTH, Cleaning.DEFAULTS, false))).toList();
	}

	private LesionRule known(final String name) {
		return rules.all().stream().filter(rule -> rule.name().equalsIgnoreCase(name)).findFirst().orElseThrow(() -> new PerfusionException("rules=" + name + " is unknown: use all, none, or some of " + names() + ", separated by commas."));
	}

	private String names() {
		return String.join(", ", rules.all().stream().map(LesionRule::name).toList());
	}
}
