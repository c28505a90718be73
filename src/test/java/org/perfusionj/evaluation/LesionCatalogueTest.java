package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.perfusionj.segmentation.LesionRules;
import org.perfusionj.segmentation.RuleThresholds;
import org.perfusionj.segmentation.SegmentationSettings.Exclusions;
import org.perfusionj.work.PerfusionException;

class LesionCatalogueTest {

	private static final LesionCatalogue CATALOGUE = new LesionCatalogue(LesionRules.standard(RuleThresholds.DEFAULTS.withSmoothing(7, false)), LesionRules.standard(RuleThresholds.DEFAULTS.withSmoothing(0, false)));

	private static List<String> names(final String text) {
		return CATALOGUE.choices(text).stream().map(LesionChoice::name).toList();
	}

	@Test
	void namesAreFoundInAnyCaseAndOnce() {
		assertEquals(List.of("cbv", "rcbf"), names("CBV, rcbf;cbv"));
		assertEquals(LesionRules.standard(RuleThresholds.DEFAULTS).all().size(), names("all").size());
		assertEquals("bad", names("bad,all").get(0));
		assertEquals(List.of(), names(" None "));
	}

	@Test
	void onTrueMapsNothingIsSmoothedOrLeftOutButVessels() {
		for (final LesionChoice choice : CATALOGUE.choices("all")) {
			assertEquals(choice.name(), choice.exact().rule().name());
			assertTrue(choice.settings().rule().parameters().toString().contains("7"), choice.settings().rule().parameters().toString());
			assertTrue(choice.exact().rule().conditions().contains("not smoothed"), choice.exact().rule().conditions());
			assertEquals(choice.settings().cleaning(), choice.exact().cleaning());
			assertEquals(Exclusions.DEFAULTS, choice.settings().exclusions());
			assertTrue(choice.settings().correctTmax());
			assertFalse(choice.exact().correctTmax(), "nothing has delayed a true Tmax");
			assertTrue(choice.exact().exclusions().vessels());
			assertFalse(choice.exact().exclusions().csf() || choice.exact().exclusions().oldInfarct() || choice.exact().exclusions().rimMm() > 0, "the true brain is brain");
		}
	}

	@Test
	void unknownNamesAreRefused() {
		final PerfusionException refused = assertThrows(PerfusionException.class, () -> names("rcbf,magic"));
		assertTrue(refused.getMessage().startsWith("rules=magic is unknown") && refused.getMessage().contains("salvageable_tmax"), refused.getMessage());
		assertTrue(assertThrows(PerfusionException.class, () -> names(",")).getMessage().contains("No lesion rule"));
	}
}
