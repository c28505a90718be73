package org.perfusionj.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.Vessel;

/**
 * Everything that one search for vascular functions found: what windows, tables, figures and files are made from.
 *
 * @param concentration the series, unfiltered
 * @param vessels what was found, the AIF before the VOF; at least one
 * @param peakEnhancement highest concentration of each voxel, on which vessels are seen
 * @param parameters every parameter in force and what was found, in order
 * @param warnings what the user must know to judge the result
 */
public record VesselResult(ConcentrationSeries concentration, List<FoundVessel> vessels, Volume peakEnhancement, Map<String, String> parameters, List<String> warnings) {

	/** Copies lists and map. */
	public VesselResult {
		vessels = List.copyOf(vessels);
		parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
		warnings = List.copyOf(warnings);
	}

	/** @return title of the case */
	public String title() {
		return concentration.series().name();
	}

	/** @return what was found of a vessel */
	public Optional<FoundVessel> find(final Vessel vessel) {
		return vessels.stream().filter(found -> found.vessel() == vessel).findFirst();
	}

	/** @return the same result with other warnings, for example those of reading the series besides its own */
	public VesselResult withWarnings(final List<String> all) {
		return new VesselResult(concentration, vessels, peakEnhancement, parameters, all);
	}
}
