package org.perfusionj.segmentation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Core: CBF below a part of the mean CBF of all normal tissue, inside the tissue whose blood arrives late. With Tmax and 38 % the rule of de la Rosa et al. 2021 (3.2.2; threshold of Cereda et al.
 * 2016), called rcbf; with BAD and its own thresholds the rule bad.
 */
final class RelativeFlowRule implements LesionRule {

	private final String name;
	private final String percentName;
	private final double percent;
	private final DelayThreshold delay;
	private final TissueSmoothing smoothing;

	private RelativeFlowRule(final String name, final String percentName, final double percent, final DelayThreshold delay, final TissueSmoothing smoothing) {
		this.name = name;
		this.percentName = percentName;
		this.percent = percent;
		this.delay = delay;
		this.smoothing = smoothing;
	}

	/** @return rcbf: Tmax, or BAD where there is no Tmax */
	static RelativeFlowRule rcbf(final RuleThresholds thresholds) {
		return new RelativeFlowRule("rcbf", "relative_cbf_percent", thresholds.relativeCbfPercent(), new DelayThreshold(thresholds, false), new TissueSmoothing(thresholds));
	}

	/** @return bad: BAD, whatever else there is */
	static RelativeFlowRule bad(final RuleThresholds thresholds) {
		return new RelativeFlowRule("bad", "bad_cbf_percent", thresholds.badCbfPercent(), new DelayThreshold(thresholds, true), new TissueSmoothing(thresholds));
	}

	@Override
	public String name() {
		return name;
	}

	@Override
	public String conditions() {
		return conditions(delay.words('<'), delay.words('>'));
	}

	@Override
	public String conditions(final LesionMaps maps) {
		return conditions(delay.words('<', maps), delay.words('>', maps));
	}

	private String conditions(final String normal, final String lesion) {
		return "Core: CBF < " + ThresholdText.of(percent) + " % of the mean of normal tissue (" + normal + ") inside the lesion; lesion: " + lesion + "; " + smoothing.words() + ".";
	}

	@Override
	public Map<String, String> parameters() {
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put(percentName, ThresholdText.of(percent));
		delay.into(parameters);
		smoothing.into(parameters);
		return parameters;
	}

	@Override
	public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
		final TissueMap flow = smoothing.apply(example.need(PerfusionMap.CBF, name), example.tissue(), parallel, monitor);
		final DelayThreshold.Delayed delayed = delay.find(example, name, parallel, monitor);
		final double normal = DelayThreshold.normalFlow(flow, delayed.normal(), example.tissue(), delayed.normalWords());
		return new Found(Optional.of(flow.below(percent / 100 * normal).and(delayed.lesion())), delayed.lesion(), delayed.warnings());
	}
}
