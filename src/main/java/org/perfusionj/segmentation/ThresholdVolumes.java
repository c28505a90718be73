package org.perfusionj.segmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Volumes of tissue at usual thresholds of delay and relative flow, whatever rule found the lesion: smoothed and cleaned as a lesion is. Flow is relative to normal tissue and measured inside the late
 * tissue, as in the rule rcbf.
 */
final class ThresholdVolumes {

	private static final List<Integer> DELAYS_S = List.of(4, 6, 8, 10);
	private static final List<Integer> FLOW_PERCENTS = List.of(20, 25, 30, 34, 38);
	private static final int RATIO_ABOVE_S = 10;
	private static final int RATIO_OF_S = 6;
	private static final String INTENSITY_RATIO = "hypoperfusion_intensity_ratio";
	private static final String INTENSITY_RATIO_TITLE = "Hypoperfusion intensity ratio";
	private static final String RULE = "rcbf";

	private final DelayThreshold late;
	private final TissueSmoothing smoothing;
	private final LesionCleaner cleaner;
	private final String processing;
	private final LesionRegions regions;
	private final List<Quantity> quantities = new ArrayList<>();
	private final List<String> warnings = new ArrayList<>();

	/**
	 * @param thresholds smoothing, and what is late and normal
	 * @param cleaner drops small parts
	 * @param processing what it does and what was done to the maps before, for conditions
	 * @param regions where volumes are measured
	 */
	ThresholdVolumes(final RuleThresholds thresholds, final LesionCleaner cleaner, final String processing, final LesionRegions regions) {
		this.late = new DelayThreshold(thresholds, false);
		this.smoothing = new TissueSmoothing(thresholds);
		this.cleaner = cleaner;
		this.processing = processing;
		this.regions = regions;
	}

	/** Measures a case; what cannot be measured has no values. */
	void measure(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
		final Optional<PerfusionMap> map = example.maps().delay();
		final Optional<DelayThreshold.Delayed> delayed = map.map(there -> late.find(example, RULE, parallel, monitor));
		delayed.ifPresent(there -> warnings.addAll(there.warnings()));
		delays(example, map.orElse(PerfusionMap.TMAX), delayed, monitor);
		flows(example, delayed, parallel, monitor);
	}

	List<Quantity> quantities() {
		return quantities;
	}

	List<String> warnings() {
		return warnings;
	}

	private void delays(final LesionCase example, final PerfusionMap map, final Optional<DelayThreshold.Delayed> delayed, final WorkMonitor monitor) {
		Quantity severe = null;
		Quantity whole = null;
		for (final int seconds : DELAYS_S) {
			monitor.check();
			final String what = map.key() + " > " + seconds + " s";
			final String key = map.key() + ">" + seconds;
			final String title = "Tissue with " + what;
			final Quantity quantity = delayed.map(there -> new Quantity(key, title, Quantity.ML, "Tissue with " + what + "; " + smoothing.words() + "; " + processing + ".", regions.ml(cleaner.lesion(there.delay().above(seconds), example.tissue()))))
				.orElseGet(() -> Quantity.unknown(key, title, Quantity.ML, "Not measured: there is no map of Tmax or BAD.", regions.names().size()));
			quantities.add(quantity);
			if (seconds == RATIO_ABOVE_S) severe = quantity;
			if (seconds == RATIO_OF_S) whole = quantity;
		}
		if (map == PerfusionMap.BAD || delayed.isEmpty()) quantities.add(Quantity.unknown(INTENSITY_RATIO, INTENSITY_RATIO_TITLE, Quantity.RATIO, "Not measured: it is defined for Tmax, and there is no such map.", regions.names().size()));
		else quantities.add(new Quantity(INTENSITY_RATIO, INTENSITY_RATIO_TITLE, Quantity.RATIO, "Volume with Tmax > " + RATIO_ABOVE_S + " s over that with Tmax > " + RATIO_OF_S + " s (not defined if that is 0 ml); " + smoothing.words() + "; " +
			processing + ".", severe.over(whole)));
	}

	private void flows(final LesionCase example, final Optional<DelayThreshold.Delayed> delayed, final Parallel parallel, final WorkMonitor monitor) {
		if (delayed.isEmpty() || example.maps().get(PerfusionMap.CBF).isEmpty()) {
			unknownFlows("there is no map of " + (delayed.isEmpty() ? "Tmax or BAD" : "CBF") + ".");
			return;
		}
		final DelayThreshold.Delayed there = delayed.get();
		final TissueMap flow = smoothing.apply(example.need(PerfusionMap.CBF, RULE), example.tissue(), parallel, monitor);
		final double normal;
		try {
			normal = DelayThreshold.normalFlow(flow, there.normal(), example.tissue(), there.normalWords());
		}
		catch (final PerfusionException noNormalTissue) {
			unknownFlows(noNormalTissue.getMessage());
			warnings.add("Volumes by relative flow were not measured. " + noNormalTissue.getMessage());
			return;
		}
		final Mask lesion = cleaner.lesion(there.lesion(), example.tissue());
		for (final int percent : FLOW_PERCENTS) {
			monitor.check();
			final Mask low = cleaner.core(Optional.of(flow.below(percent / 100.0 * normal).and(there.lesion())), lesion).orElseThrow();
			quantities.add(new Quantity(flowKey(percent), flowTitle(percent), Quantity.ML, "Tissue with CBF < " + percent + " % of the mean of normal tissue (" + there.normalWords() + ", " + ThresholdText.measured(normal) +
				" ml/100 g/min), where " + there.lesionWords() + "; " + smoothing.words() + "; " + processing + ".", regions.ml(low)));
		}
	}

	private void unknownFlows(final String why) {
		for (final int percent : FLOW_PERCENTS)
			quantities.add(Quantity.unknown(flowKey(percent), flowTitle(percent), Quantity.ML, "Not measured: " + why, regions.names().size()));
	}

	private static String flowKey(final int percent) {
		return "rCBF<" + percent;
	}

	private static String flowTitle(final int percent) {
		return "Tissue with rCBF < " + percent + " %";
	}
}
