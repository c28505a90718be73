package org.perfusionj.segmentation;

import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Chooses the rule by the maps: a preferred one where it fits them, else the published thresholds, else, for maps that have BAD and no Tmax, those of BAD. Results bear the name of the rule that was chosen. */
final class AutomaticRule implements LesionRule {

	private final Optional<LesionRule> preferred;
	private final LesionRule tmax;
	private final LesionRule bad;

	/**
	 * @param preferred empty if there is none
	 * @param tmax for maps with Tmax
	 * @param bad for maps with BAD only
	 */
	AutomaticRule(final Optional<LesionRule> preferred, final LesionRule tmax, final LesionRule bad) {
		this.preferred = preferred;
		this.tmax = tmax;
		this.bad = bad;
	}

	@Override
	public LesionRule forMaps(final LesionMaps maps, final WorkMonitor monitor) {
		final Optional<String> obstacle = preferred.isPresent() ? preferred.get().obstacle(maps) : Optional.of("this build comes without a trained rule");
		final boolean isBad = maps.delay().filter(map -> map == PerfusionMap.BAD).isPresent();
		final LesionRule chosen = obstacle.isEmpty() ? preferred.get() : isBad ? bad : tmax;
		monitor.log("rule=" + LesionRules.AUTO + ": " + chosen.name() + obstacle.map(reason -> ", because " + reason + (isBad ? ", and the maps have BAD and no Tmax" : "")).orElse(", which was trained for such maps") + ".");
		return chosen;
	}

	@Override
	public String name() {
		return LesionRules.AUTO;
	}

	@Override
	public String conditions() {
		return "Chosen by the maps: " + preferred.map(rule -> rule.name() + " where it fits, else ").orElse("") + tmax.name() + ", or " + bad.name() + " where there is BAD and no Tmax.";
	}

	@Override
	public Map<String, String> parameters() {
		return Map.of();
	}

	@Override
	public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
		return forMaps(example.maps(), monitor).find(example, parallel, monitor);
	}
}
