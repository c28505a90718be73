package org.perfusionj.segmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Core: CBF below a part of the mean CBF of the normal tissue of the hemisphere opposite to the lesion, inside the tissue whose blood arrives late. The affected hemisphere is the one with more late tissue.
 * The usual 30 % is near the optimum of Campbell et al., Stroke 2011 (31 % of the contralateral mean).
 */
final class ContralateralRule implements LesionRule {

	/** Less than this is noise, ml. */
	private static final double LITTLE_ML = 3;

	private final double percent;
	private final DelayThreshold delay;
	private final TissueSmoothing smoothing;

	/** @param thresholds of flow and delay, smoothing */
	ContralateralRule(final RuleThresholds thresholds) {
		this.percent = thresholds.contralateralPercent();
		this.delay = new DelayThreshold(thresholds, false);
		this.smoothing = new TissueSmoothing(thresholds);
	}

	@Override
	public String name() {
		return "contralateral";
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
		return "Core: CBF < " + ThresholdText.of(percent) + " % of the mean of normal tissue (" + normal + ") of the hemisphere opposite to the lesion, inside the lesion; lesion: " + lesion + "; " + smoothing
			.words() + ".";
	}

	@Override
	public Map<String, String> parameters() {
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("contralateral_percent", ThresholdText.of(percent));
		delay.into(parameters);
		smoothing.into(parameters);
		return parameters;
	}

	@Override
	public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
		final TissueMap flow = smoothing.apply(example.need(PerfusionMap.CBF, name()), example.tissue(), parallel, monitor);
		final DelayThreshold.Delayed delayed = delay.find(example, name(), parallel, monitor);
		final SideVolumes late = SideVolumes.of(delayed.lesion(), example.plane());
		// without late tissue there is no side, and nothing to be core
		if (late.larger() == AffectedSide.NONE) return new Found(Optional.of(delayed.lesion()), delayed.lesion(), delayed.warnings());
		final boolean oppositeIsLeft = late.larger() == AffectedSide.RIGHT;
		final Mask opposite = oppositeIsLeft ? example.plane().left(example.tissue()) : example.plane().right(example.tissue());
		final double normal = DelayThreshold.normalFlow(flow, delayed.normal().and(opposite), opposite, delayed.normalWords() + " in the " + (oppositeIsLeft ? "left" : "right") + " hemisphere, opposite to the lesion");
		final List<String> warnings = new ArrayList<>(delayed.warnings());
		if (late.muchOnBoth() && Math.min(late.leftMl(), late.rightMl()) >= LITTLE_ML) warnings.add(String.format(Locale.ROOT, "Blood arrives late on both sides (%.1f ml left, %.1f ml right), so flow was compared with the normal tissue of the %s hemisphere, which may not be healthy. rule=rcbf compares with all normal tissue.", late
			.leftMl(), late.rightMl(), oppositeIsLeft ? "left" : "right"));
		return new Found(Optional.of(flow.below(percent / 100 * normal).and(delayed.lesion())), delayed.lesion(), warnings);
	}
}
