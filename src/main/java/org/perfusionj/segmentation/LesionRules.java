package org.perfusionj.segmentation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.perfusionj.work.PerfusionException;

/** The lesion rules, by name, with the thresholds of their sources. A new rule is one line here. Immutable. */
public final class LesionRules {

	/** What leaves the choice of the rule to the software. */
	public static final String AUTO = "auto";

	private final List<LesionRule> rules;

	/** @param rules in the order of menus and tables */
	public LesionRules(final List<LesionRule> rules) {
		this.rules = List.copyOf(rules);
	}

	/**
	 * @param thresholds of the rules by thresholds
	 * @param trained rules that come before them, for example one that was trained on phantoms; may be none
	 * @return all rules: the first one is the one to use where none is named
	 */
	public static LesionRules standard(final RuleThresholds thresholds, final LesionRule... trained) {
		return new LesionRules(Stream.concat(Stream.of(trained), Stream.of(RelativeFlowRule.rcbf(thresholds), new ContralateralRule(thresholds), new BloodVolumeRule(thresholds), SalvageableTissueRule.flow(thresholds),
			SalvageableTissueRule.delay(thresholds), RelativeFlowRule.bad(thresholds))).toList());
	}

	/**
	 * @param preferred rule that is taken where it fits, for example one that was trained on phantoms, if there is one
	 * @return the rule that chooses by the maps among it and those of this list, see {@link LesionRule#forMaps}
	 */
	public LesionRule automatic(final Optional<LesionRule> preferred) {
		return new AutomaticRule(preferred, rule("rcbf"), rule("bad"));
	}

	/** @return all rules, in order */
	public List<LesionRule> all() {
		return rules;
	}

	/**
	 * @param name of a rule, in any case
	 * @throws PerfusionException if there is no such rule, with the names of all
	 */
	public LesionRule rule(final String name) {
		return rules.stream().filter(rule -> rule.name().equalsIgnoreCase(name.trim())).findFirst().orElseThrow(() -> new PerfusionException("rule=" + name.trim() + " is unknown: use one of " + String.join(", ", rules.stream().map(
			LesionRule::name).toList()) + "."));
	}
}
