package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.work.PerfusionException;

class EstimatorCatalogueTest {

	private final EstimatorCatalogue catalogue = new EstimatorCatalogue(PartialVolumeCorrection.AREA, SamplePhantom::withoutNetwork);

	@Test
	void namesChooseInTheirOrder() {
		assertEquals(List.of("rater2", "auto"), names("Rater2, AUTO auto"));
		assertEquals(List.of("truth", "auto", "aifnet", "classical", "rater1", "rater2"), names("truth;all"));
		assertEquals(List.of("auto", "aifnet", "classical", "truth", "rater1", "rater2"), catalogue.names());
	}

	@Test
	void theTrueBloodIsNotCorrected() {
		assertEquals(PartialVolumeCorrection.NONE, catalogue.estimators("truth").get(0).correction());
		assertEquals(PartialVolumeCorrection.AREA, catalogue.estimators("rater1").get(0).correction());
	}

	@Test
	void unknownNamesAreRefused() {
		assertTrue(assertThrows(PerfusionException.class, () -> catalogue.estimators("auto,rater3")).getMessage().contains("rater3 is unknown: use all, or some of auto, aifnet, classical, truth, rater1, rater2"));
		assertThrows(PerfusionException.class, () -> catalogue.estimators(" , "));
	}

	private List<String> names(final String text) {
		return catalogue.estimators(text).stream().map(VascularChoice::name).toList();
	}
}
