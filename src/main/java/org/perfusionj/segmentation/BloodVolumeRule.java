package org.perfusionj.segmentation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Core: CBV below a threshold inside the tissue whose blood arrives late: 2.0 ml/100 g (Wintermark et al., Stroke 2006). That study took tissue with an MTT above 145 % of the contralateral side for the
 * lesion. Here it is the same late tissue as in the other rules, so that rules differ in their core only, and since MTT of a deconvolution depends on its regularisation more than Tmax does.
 */
final class BloodVolumeRule implements LesionRule {

	private final double cbv;
	private final DelayThreshold delay;
	private final TissueSmoothing smoothing;

	/** @param thresholds of CBV and delay, smoothing */
	BloodVolumeRule(final RuleThresholds thresholds) {
		this.cbv = thresholds.cbv();
		this.delay = new DelayThreshold(thresholds, false);
		this.smoothing = new TissueSmoothing(thresholds);
	}

	@Override
	public String name() {
		return "cbv";
	}

	@Override
	public String conditions() {
		return conditions(delay.words('>'));
	}

	@Override
	public String conditions(final LesionMaps maps) {
		return conditions(delay.words('>', maps));
	}

	private String conditions(final String lesion) {
		return "Core: CBV < " + ThresholdText.of(cbv) + " ml/100 g inside the lesion; lesion: " + lesion + " (the source takes MTT > 145 % of the other side); " + smoothing.words() + ".";
	}

	@Override
	public Map<String, String> parameters() {
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("cbv_threshold", ThresholdText.of(cbv));
		delay.into(parameters);
		smoothing.into(parameters);
		return parameters;
	}

	@Override
	public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
		final TissueMap volume = smoothing.apply(example.need(PerfusionMap.CBV, name()), example.tissue(), parallel, monitor);
		final DelayThreshold.Delayed delayed = delay.find(example, name(), parallel, monitor);
		return new Found(Optional.of(volume.below(cbv).and(delayed.lesion())), delayed.lesion(), delayed.warnings());
	}
}
