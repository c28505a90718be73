package org.perfusionj.pipeline;

import java.util.List;

import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.Segmentation;

/**
 * A case from its series to the numbers of its lesion: what the report is made from.
 *
 * @param perfusion curves and maps
 * @param vessels what AIF and VOF are worth
 * @param lesion core and penumbra in them
 * @param numbers volumes, ratios and means of the lesion
 * @param warnings what the user must know to judge all of it: those of the maps, then those of the lesion, each once
 */
public record AnalysedCase(PerfusionResult perfusion, List<VesselVerdict> vessels, Segmentation lesion, LesionNumbers numbers, List<String> warnings) {

	/** Copies the lists. */
	public AnalysedCase {
		vessels = List.copyOf(vessels);
		warnings = List.copyOf(warnings);
	}

	/** @return the same case with other warnings, for example those of reading the series besides its own */
	public AnalysedCase withWarnings(final List<String> all) {
		return new AnalysedCase(perfusion, vessels, lesion, numbers, all);
	}
}
