package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.stream.IntStream;

import ij.measure.ResultsTable;

import org.jfree.chart.plot.XYPlot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.perfusionj.evaluation.RaterComparison;
import org.perfusionj.evaluation.SampleReadings;
import org.perfusionj.evaluation.VascularReading;
import org.perfusionj.images.VascularRois;
import org.perfusionj.series.Region;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** A comparison with raters as plot and table. */
class RaterComparisonPlotTest {

	private RaterComparison comparison;

	@BeforeEach
	void compare() {
		final SampleReadings scan = new SampleReadings();
		final VascularRois rois = VascularRois.of(List.of(new Region("AIF-r1", List.of(SampleReadings.ARTERY)), new Region("AIF-r2", List.of(SampleReadings.LATE_ARTERY)), new Region("VOF", List.of(SampleReadings.VEIN))));
		try (Parallel parallel = new Parallel(1)) {
			comparison = RaterComparison.of(scan.input(), List.of(scan.network(Vessel.AIF), scan.network(Vessel.VOF)), VascularReading.ofRaters(rois, scan.input(), parallel, WorkMonitor.SILENT));
		}
	}

	@Test
	void thePlotTellsReadersApart() {
		final XYPlot plot = new RaterComparisonPlot(comparison).chart().getXYPlot();

		assertEquals(List.of("AIF, rater1", "AIF, rater2", "AIF, network", "VOF, rater1", "VOF, network"), IntStream.range(0, plot.getLegendItems().getItemCount()).mapToObj(i -> plot.getLegendItems().get(i).getLabel()).toList());
		assertEquals("Enhancement (HU above baseline)", plot.getRangeAxis().getLabel());
		assertEquals(300, plot.getDataset().getYValue(0, 20), 1e-4);
		assertEquals(300, plot.getDataset().getYValue(1, 22), 1e-4);
		assertEquals(20, plot.getDataset().getXValue(2, 20));
		assertEquals(150, plot.getDataset().getYValue(2, 20), 1e-4);
		assertNotNull(((BasicStroke) plot.getRenderer().getSeriesStroke(0)).getDashArray(), "what lies under rater 1 shows");
		assertNull(((BasicStroke) plot.getRenderer().getSeriesStroke(2)).getDashArray());
		assertEquals(CurvePlot.AIF_COLOR, plot.getRenderer().getSeriesPaint(2));
		assertEquals(5, IntStream.range(0, 5).mapToObj(i -> plot.getRenderer().getSeriesPaint(i)).distinct().count(), "five colours");
		assertEquals(Color.WHITE.getRGB(), new RaterComparisonPlot(comparison).image(600, 400).getRGB(1, 1));
	}

	@Test
	void theTableHasARowForEachPair() {
		final ResultsTable table = new RaterComparisonTable(comparison).table().table();

		assertEquals(4, table.size());
		assertEquals("rater2", table.getStringValue("second", 0));
		assertEquals(-2, table.getValue("tpeak_difference_s", 0), 1e-9);
		assertEquals("VOF", table.getStringValue("vessel", 3));
		assertEquals("HU", table.getStringValue("unit", 3));
	}
}
