package org.perfusionj.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class AutomaticRuleTest {

	private static final LesionRules RULES = LesionRules.standard(RuleThresholds.DEFAULTS);

	private final MonitorLog log = new MonitorLog();

	/** A rule for CT only. */
	private static final class Preferred implements LesionRule {

		@Override
		public String name() {
			return "preferred";
		}

		@Override
		public String conditions() {
			return "Nothing is a lesion.";
		}

		@Override
		public Map<String, String> parameters() {
			return Map.of("certainty", "100");
		}

		@Override
		public Optional<String> obstacle(final LesionMaps maps) {
			return maps.signal() == SignalType.CT ? Optional.empty() : Optional.of("it is not for MR");
		}

		@Override
		public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
			final Mask none = example.tissue().minus(example.tissue());
			return new Found(Optional.of(none), none, List.of());
		}
	}

	private String chosen(final LesionRule rule, final SmallCase example) {
		return rule.forMaps(example.maps(), log).name();
	}

	@Test
	void thePreferredRuleIsTakenWhereItFits() {
		final LesionRule rule = RULES.automatic(Optional.of(new Preferred()));
		assertEquals("preferred", chosen(rule, new SmallCase()));
		assertEquals("rcbf", chosen(rule, new SmallCase().signal(SignalType.MR)));
		assertTrue(log.says("rule=auto: preferred, which") && log.says("rule=auto: rcbf, because it is not for MR."), log.toString());
	}

	@Test
	void withoutOneTheMapsDecide() {
		final LesionRule rule = RULES.automatic(Optional.empty());
		assertEquals("rcbf", chosen(rule, new SmallCase()));
		assertEquals("rcbf", chosen(rule, new SmallCase().fill(PerfusionMap.BAD, 1)));
		assertEquals("bad", chosen(rule, new SmallCase().fill(PerfusionMap.BAD, 1).without(PerfusionMap.TMAX)));
		assertTrue(log.says("comes without a trained rule, and the maps have BAD and no Tmax"), log.toString());
		assertEquals("rcbf", chosen(rule, new SmallCase().without(PerfusionMap.TMAX)), "which says what is missing");
	}

	@Test
	void resultsBearTheNameOfTheChosenRule() {
		final LesionRule rule = RULES.automatic(Optional.of(new Preferred()));
		try (Parallel parallel = new Parallel(1)) {
			final Segmentation found = new CoreSegmentation(new SegmentationSettings(rule, new SegmentationSettings.Exclusions(false, false, false, 18, 0), SegmentationSettings.Cleaning.NONE)).run(new SmallCase().maps(), parallel, log);
			assertEquals("preferred", found.rule());
			assertEquals("Nothing is a lesion. Tmax is as measured.", found.conditions());
			assertEquals("preferred", found.parameters().get("rule"));
			assertEquals("100", found.parameters().get("certainty"));
		}
	}

	@Test
	void aRuleByNameIsItself() {
		final LesionRule named = RULES.rule("cbv");
		assertEquals(named, named.forMaps(new SmallCase().maps(), log));
		assertEquals("", log.toString());
	}
}
