package org.perfusionj.segmentation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Salvageable tissue of Ho et al. 2016 (II.C), by flow or by Tmax: two masks that are never put together. They say nothing of a core. Their thresholds were made for MR perfusion.
 */
final class SalvageableTissueRule implements LesionRule {

	private final PerfusionMap map;
	private final double threshold;
	private final TissueSmoothing smoothing;

	private SalvageableTissueRule(final PerfusionMap map, final double threshold, final RuleThresholds thresholds) {
		this.map = map;
		this.threshold = threshold;
		this.smoothing = new TissueSmoothing(thresholds);
	}

	/** @return salvageable_cbf: CBF below the threshold */
	static SalvageableTissueRule flow(final RuleThresholds thresholds) {
		return new SalvageableTissueRule(PerfusionMap.CBF, thresholds.salvageableCbf(), thresholds);
	}

	/** @return salvageable_tmax: Tmax above the threshold */
	static SalvageableTissueRule delay(final RuleThresholds thresholds) {
		return new SalvageableTissueRule(PerfusionMap.TMAX, thresholds.salvageableTmaxS(), thresholds);
	}

	private boolean isFlow() {
		return map == PerfusionMap.CBF;
	}

	@Override
	public String name() {
		return isFlow() ? "salvageable_cbf" : "salvageable_tmax";
	}

	@Override
	public String conditions() {
		return "Salvageable tissue, no core: " + map.key() + (isFlow() ? " < " : " > ") + ThresholdText.of(threshold) + " " + map.unit() + " (made for MR); " + smoothing.words() + ".";
	}

	@Override
	public Map<String, String> parameters() {
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put(isFlow() ? "cbf_salvageable" : "tmax_salvageable_s", ThresholdText.of(threshold));
		smoothing.into(parameters);
		return parameters;
	}

	@Override
	public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
		final Mask lesion = isFlow() ? smoothing.apply(example.need(map, name()), example.tissue(), parallel, monitor).below(threshold) : smoothing.applyToDelay(example.need(map, name()), example.tissue(), parallel, monitor).above(
			threshold);
		final List<String> warnings = example.maps().signal() != SignalType.CT ? List.of() : List.of("rule=" + name() + " was made for MR perfusion; its threshold (" + map.key() + " " + ThresholdText.of(threshold) + " " + map.unit()
			+ ") is not validated for CT" + (isFlow() ? ", where normal white matter lies below it" : "") + ". Use rule=rcbf for CT maps.");
		return new Found(Optional.empty(), lesion, warnings);
	}
}
