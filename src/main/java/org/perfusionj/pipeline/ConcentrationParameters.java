package org.perfusionj.pipeline;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.preprocessing.SpatialFilter;

/** How a series became concentration, as names and texts for tables and provenance. */
final class ConcentrationParameters {

	private ConcentrationParameters() {}

	/**
	 * @param settings what was asked for
	 * @param concentration what came of it
	 * @return a new map, in order, to which more can be added
	 */
	static Map<String, String> of(final PreprocessingSettings settings, final ConcentrationSeries concentration) {
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("signal", settings.signal().orElse(concentration.series().signal()).key());
		settings.echoTimeMs().or(concentration.series()::echoTimeMs).ifPresent(ms -> parameters.put("echo_time_ms", ms.toString()));
		parameters.put("frames", Integer.toString(concentration.time().count()));
		parameters.put("frame_interval_s", number(concentration.time().stepS()));
		parameters.put("interpolation", concentration.series().times().isUniform() ? "not used" : settings.interpolation().key());
		if (concentration.baseline() != null) {
			parameters.put("baseline_frames", (concentration.baseline().firstFrame() + 1) + "-" + concentration.baseline().endFrame());
			parameters.put("bolus_arrival_s", number(concentration.baseline().arrivalS()));
		}
		parameters.put("filter", settings.filter().key());
		parameters.put("smoothing_mm", settings.filter() == SpatialFilter.GAUSSIAN ? number(settings.smoothingMm()) : "not used");
		parameters.put("mask", settings.mask().key());
		parameters.put("mask_voxels", Integer.toString(concentration.mask().count()));
		parameters.put("non_finite_voxels", Integer.toString(concentration.nonFiniteVoxels()));
		return parameters;
	}

	/** @return the number with at most six digits */
	static String number(final double value) {
		return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
	}
}
