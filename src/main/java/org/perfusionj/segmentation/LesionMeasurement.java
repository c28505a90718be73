package org.perfusionj.segmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.LesionNumbers.Row;
import org.perfusionj.segmentation.SegmentationSettings.Cleaning;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Sample;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Measures a segmentation. For the whole brain, its halves and each arterial territory: volumes of tissue, core, lesion and penumbra; mismatch volume (lesion without core) and ratio (lesion over core, not
 * defined where the core is 0 ml); volumes at usual thresholds of delay and relative flow, whatever rule found the lesion; and the hypoperfusion intensity ratio (Tmax &gt; 10 s over Tmax &gt; 6 s; Olivot
 * et al., Stroke 2014). For core, penumbra and normal tissue: mean and median of CBF, CBV, MTT and delay in the maps of the segmentation (its Tmax may be corrected), not smoothed.
 */
public final class LesionMeasurement {

	private static final String NO_CORE = "Not measured: the rule says nothing of a core.";
	private static final List<PerfusionMap> VALUES = List.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TMAX, PerfusionMap.BAD);

	private final RuleThresholds thresholds;
	private final Cleaning cleaning;
	private final Optional<Territories> territories;

	/**
	 * @param thresholds smoothing of the maps, and the delays of late and normal tissue; those of the rule
	 * @param cleaning what becomes of small parts and holes; that of the segmentation
	 * @param territories arterial territories, if there are some
	 */
	public LesionMeasurement(final RuleThresholds thresholds, final Cleaning cleaning, final Optional<Territories> territories) {
		this.thresholds = thresholds;
		this.cleaning = cleaning;
		this.territories = territories;
	}

	/**
	 * @param segmentation of a case
	 * @param parallel threads to use
	 * @param monitor asked for cancel
	 * @return its numbers, with their conditions
	 * @throws org.perfusionj.work.PerfusionException if the territories do not fit the case, with the cure
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public LesionNumbers measure(final Segmentation segmentation, final Parallel parallel, final WorkMonitor monitor) {
		final LesionCase example = segmentation.example();
		final Territories.Placed placed = territories.map(given -> given.on(example.tissue())).orElse(Territories.Placed.NONE);
		monitor.check();
		final LesionRegions regions = new LesionRegions(example, placed);
		final ThresholdVolumes atThresholds = new ThresholdVolumes(thresholds, new LesionCleaner(cleaning), cleaningWords() + tmaxWords(segmentation), regions);
		atThresholds.measure(example, parallel, monitor);
		final List<Quantity> quantities = new ArrayList<>(found(segmentation, regions));
		quantities.addAll(atThresholds.quantities());
		final List<Row> rows = new ArrayList<>();
		for (int region = 0; region < regions.names().size(); region++)
			for (final Quantity quantity : quantities)
				rows.add(quantity.row(regions.names().get(region), region, regions.conditions(region)));
		monitor.check();
		rows.addAll(values(segmentation));
		final List<String> warnings = new ArrayList<>(placed.warnings());
		warnings.addAll(atThresholds.warnings());
		return new LesionNumbers(rows, warnings);
	}

	private static String tmaxWords(final Segmentation segmentation) {
		if (!segmentation.parameters().containsKey(CoreSegmentation.TMAX_CORRECTED_BY)) return "";
		return segmentation.isTmaxCorrected() ? "; Tmax corrected for the delay that the deconvolution adds" : "; Tmax as measured";
	}

	private String cleaningWords() {
		return "parts below " + ThresholdText.of(cleaning.smallestMl()) + " ml dropped (core: " + ThresholdText.of(cleaning.smallestCoreMl()) + " ml), holes up to " + ThresholdText.of(cleaning.holesMl()) + " ml filled";
	}

	private List<Quantity> found(final Segmentation segmentation, final LesionRegions regions) {
		final String conditions = "Rule " + segmentation.rule() + ". " + segmentation.conditions() + " Then " + cleaningWords() + ".";
		final Quantity tissue = new Quantity("tissue", "Tissue", Quantity.ML, "Brain" + (segmentation.excluded().isEmpty() ? "" : " without " + String.join(", ", segmentation.excluded().keySet())) + ".", regions.ml(segmentation.example()
			.tissue()));
		final Quantity lesion = new Quantity("lesion", "Whole lesion", Quantity.ML, conditions, regions.ml(segmentation.lesion()));
		final Quantity penumbra = new Quantity("penumbra", "Penumbra", Quantity.ML, "Lesion without core. " + conditions, regions.ml(segmentation.penumbra()));
		final String core = "core";
		final String mismatchVolume = "mismatch_volume";
		final String mismatchRatio = "mismatch_ratio";
		final String coreTitle = "Infarct core";
		final String volumeTitle = "Mismatch volume";
		final String ratioTitle = "Mismatch ratio";
		final int count = regions.names().size();
		if (segmentation.core().isEmpty()) return List.of(tissue, Quantity.unknown(core, coreTitle, Quantity.ML, NO_CORE, count), lesion, penumbra, Quantity.unknown(mismatchVolume, volumeTitle, Quantity.ML, NO_CORE, count), Quantity
			.unknown(mismatchRatio, ratioTitle, Quantity.RATIO, NO_CORE, count));
		final Quantity infarct = new Quantity(core, coreTitle, Quantity.ML, conditions, regions.ml(segmentation.core().get()));
		return List.of(tissue, infarct, lesion, penumbra, new Quantity(mismatchVolume, volumeTitle, Quantity.ML, "Lesion minus core. " + conditions, lesion.with(infarct, (whole, part) -> whole - part)), new Quantity(mismatchRatio, ratioTitle,
			Quantity.RATIO, "Lesion over core, not defined if the core is 0 ml. " + conditions, lesion.over(infarct)));
	}

	private static List<Row> values(final Segmentation segmentation) {
		final Map<String, Mask> parts = new LinkedHashMap<>();
		segmentation.core().ifPresent(core -> parts.put("core", core));
		parts.put("penumbra", segmentation.penumbra());
		parts.put("normal", segmentation.normal());
		final List<Row> rows = new ArrayList<>();
		for (final Map.Entry<String, Mask> part : parts.entrySet())
			for (final PerfusionMap map : VALUES) {
				if (segmentation.example().maps().get(map).isEmpty()) continue;
				final Sample sample = Sample.of(segmentation.example().maps().get(map).get(), part.getValue());
				final String conditions = sample.count() + " voxels with a number, maps not smoothed. " + (part.getKey().equals("normal") ? "Tissue outside the lesion. " : "") + "Rule " + segmentation.rule() + ". " + segmentation.conditions();
				rows.add(new Row("mean_" + map.key(), "Mean " + map.key(), part.getKey(), sample.mean(), map.unit(), conditions));
				rows.add(new Row("median_" + map.key(), "Median " + map.key(), part.getKey(), sample.percentile(50), map.unit(), conditions));
			}
		return rows;
	}
}
