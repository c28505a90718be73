package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.junit.jupiter.api.Test;

import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.SignalType;

class CurvePlotTest {

	private static List<String> legend(final XYPlot plot) {
		return IntStream.range(0, plot.getLegendItems().getItemCount()).mapToObj(i -> plot.getLegendItems().get(i).getLabel()).toList();
	}

	@Test
	void namesCurvesFactorsAndTimes() {
		// SETUP
		final SyntheticCase made = new SyntheticCase();
		made.aifScale = 1.24;

		// EXECUTE
		final XYPlot plot = new CurvePlot(made.build()).chart().getXYPlot();

		// VERIFY: tissue peaks at about 8, the VOF at about 390
		assertEquals(List.of("AIF, partial volume corrected (\u00d7 1.24)", "AIF as measured", "VOF", "Tissue \u00d7 20", "Baseline, to 8 s", "Bolus arrival, 10 s"), legend(plot));
		assertEquals("Time (s)", plot.getDomainAxis().getLabel());
		assertEquals("Enhancement (HU above baseline)", plot.getRangeAxis().getLabel());
		final Collection<?> marks = plot.getDomainMarkers(Layer.BACKGROUND);
		assertTrue(marks.stream().anyMatch(mark -> mark instanceof ValueMarker value && value.getValue() == 10));
	}

	@Test
	void measuredAifIsDashedAndTissueIsMagnifiedByTheStatedFactor() {
		// SETUP
		final SyntheticCase made = new SyntheticCase();
		made.aifScale = 2;
		final PerfusionResult result = made.build();

		// EXECUTE
		final XYPlot plot = new CurvePlot(result).chart().getXYPlot();

		// VERIFY
		assertTrue(((BasicStroke) plot.getRenderer().getSeriesStroke(1)).getDashArray() != null);
		assertNull(((BasicStroke) plot.getRenderer().getSeriesStroke(0)).getDashArray());
		assertEquals(2 * plot.getDataset().getYValue(1, 16), plot.getDataset().getYValue(0, 16), 1e-9);
		assertEquals(new CurvePlot(result).tissueFactor() * result.tissue().value(20), plot.getDataset().getYValue(3, 20), 1e-9);
	}

	@Test
	void concentrationInputHasNoBaselineAndOneAifCurve() {
		// SETUP
		final SyntheticCase made = new SyntheticCase();
		made.signal = SignalType.CONCENTRATION;
		made.vof = false;

		// EXECUTE
		final XYPlot plot = new CurvePlot(made.build()).chart().getXYPlot();

		// VERIFY
		assertEquals(List.of("AIF", "Tissue \u00d7 20"), legend(plot));
		assertEquals("Concentration (a.u.)", plot.getRangeAxis().getLabel());
	}

	@Test
	void imageShowsEveryCurveOnWhite() {
		// EXECUTE
		final BufferedImage image = new CurvePlot(new SyntheticCase().build()).image(720, 460);

		// VERIFY
		assertEquals(720, image.getWidth());
		assertEquals(460, image.getHeight());
		assertEquals(Color.WHITE.getRGB(), image.getRGB(1, 1));
		assertTrue(count(image, CurvePlot.AIF_COLOR) > 200);
		assertTrue(count(image, CurvePlot.VOF_COLOR) > 200);
	}

	private static int count(final BufferedImage image, final Color color) {
		int count = 0;
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++)
				if (image.getRGB(x, y) == color.getRGB()) count++;
		return count;
	}
}
