package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.Segmentation;

class ShownVolumeTest {

	private static String titleOfTmax(final Segmentation s, final String correctedBy) {
		final Segmentation said = new Segmentation(s.example(), s.rule(), s.conditions(), s.core(), s.lesion(), s.side(), s.excluded(), Map.of("tmax_corrected_by", correctedBy), s.warnings());
		return ShownVolume.of(said).stream().filter(shown -> shown.name().equals("Tmax")).findFirst().orElseThrow().title();
	}

	/** It differs from the map of the same name in the folder. */
	@Test
	void aCorrectedTmaxIsCalledSo() {
		final Segmentation sample = LesionCases.sample();
		assertEquals("Corrected time to maximum of the residue function", titleOfTmax(sample, "2.0=3.0 6.0=7.0"));
		assertEquals(PerfusionMap.TMAX.title(), titleOfTmax(sample, "none"));
	}
}
