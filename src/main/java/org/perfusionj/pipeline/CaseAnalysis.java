package org.perfusionj.pipeline;

import java.util.List;

import org.perfusionj.segmentation.CoreSegmentation;
import org.perfusionj.segmentation.LesionMeasurement;
import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.segmentation.SegmentationSettings;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;

/** From a series to the lesion and its numbers: {@link PerfusionAnalysis}, {@link CoreSegmentation}, {@link LesionMeasurement}. Needs no user interface and writes nothing. */
public final class CaseAnalysis {

	private final AnalysisSettings perfusion;
	private final SegmentationSettings segmentation;
	private final LesionMeasurement measurement;

	/**
	 * @param perfusion one choice for each step to the maps; they must hold what the rule needs
	 * @param segmentation how the lesion is found in the maps
	 * @param measurement what is measured of it
	 */
	public CaseAnalysis(final AnalysisSettings perfusion, final SegmentationSettings segmentation, final LesionMeasurement measurement) {
		this.perfusion = perfusion;
		this.segmentation = segmentation;
		this.measurement = measurement;
	}

	/**
	 * @param series calibrated series; not modified
	 * @param parallel threads to use
	 * @param monitor progress, log and cancel
	 * @return maps, lesion and numbers
	 * @throws PerfusionException if the series, a choice or the maps cannot be used, with the reason and what to do
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public AnalysedCase run(final PerfusionSeries series, final Parallel parallel, final WorkMonitor monitor) {
		final WarningCollector log = new WarningCollector(monitor);
		final PerfusionResult result = new PerfusionAnalysis(perfusion).run(series, parallel, log.part(0, 0.6));
		final List<VesselVerdict> vessels = VesselVerdict.of(result, log);
		final Segmentation lesion = new CoreSegmentation(segmentation).run(result.lesionMaps(), parallel, log.part(0.6, 0.9));
		lesion.warnings().forEach(log::warn);
		final LesionNumbers numbers = measurement.measure(lesion, parallel, log.part(0.9, 1));
		numbers.warnings().forEach(log::warn);
		return new AnalysedCase(result, vessels, lesion, numbers, log.warnings());
	}
}
