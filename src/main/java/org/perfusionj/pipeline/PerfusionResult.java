package org.perfusionj.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Region;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.VascularFunction;

/**
 * Everything that one analysis of one case found: what windows, tables, figures and files are made from.
 *
 * @param concentration the preprocessed series
 * @param aif arterial input function as it was used (after partial-volume correction)
 * @param measuredAif arterial input function before partial-volume correction
 * @param vof venous output function, if there is one
 * @param tissue mean concentration of the tissue (mask without vessels and CSF) on the time grid of the AIF
 * @param vessels large vessels inside the mask
 * @param csf cerebrospinal fluid inside the mask
 * @param maps the maps
 * @param regions measurement regions of the user
 * @param parameters every parameter in force, resolved ("auto" replaced by what it became), in order
 * @param warnings what the user must know to judge the result
 */
public record PerfusionResult(ConcentrationSeries concentration, VascularFunction aif, VascularFunction measuredAif, Optional<VascularFunction> vof, TimeCurve tissue, Mask vessels, Mask csf, PerfusionMaps maps,
	List<Region> regions, Map<String, String> parameters, List<String> warnings)
{

	/** Parameter that names the method of the maps. */
	private static final String METHOD = "method";
	/** Parameter that says what the method measures of tissue with known Tmax, as {@link org.perfusionj.maps.TmaxResponse#text}. */
	static final String TMAX_RESPONSE = "tmax_response";

	/** @return the same result with other warnings, for example those of reading the series besides its own */
	public PerfusionResult withWarnings(final List<String> all) {
		return new PerfusionResult(concentration, aif, measuredAif, vof, tissue, vessels, csf, maps, regions, parameters, List.copyOf(all));
	}

	/** @return what a lesion is found in: the maps with what was found of the head on the way */
	public LesionMaps lesionMaps() {
		final Optional<Volume> image = concentration.baseline() == null ? Optional.empty() : Optional.of(concentration.baselineImage());
		final LesionMaps measured = new LesionMaps(title(), parameters.getOrDefault(METHOD, ""), concentration.series().signal(), maps.mask(), maps.all(), image, vessels, csf);
		return maps.tmaxResponse().map(measured::withTmaxResponse).orElse(measured);
	}

	/** @return title of the case */
	public String title() {
		return concentration.series().name();
	}
}
