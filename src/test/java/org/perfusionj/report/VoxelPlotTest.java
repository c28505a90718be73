package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import ij.measure.ResultsTable;

import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.xy.XYDataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.pipeline.ExploredCase;
import org.perfusionj.pipeline.VoxelCurves;
import org.perfusionj.pipeline.VoxelExplorer;
import org.perfusionj.series.Region;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class VoxelPlotTest {

	private static final PerfusionMethod NETWORK = ExploredCase.withLocalAif();
	private static final PerfusionMethod DECONVOLUTION = new DeconvolutionMethod(DeconvolutionSettings.of(Algorithm.OSVD), 1.04);

	private final ExploredCase explored = new ExploredCase();

	private VoxelPlot plot(final PerfusionMethod method, final Voxel... voxels) {
		final MapRequest request = ExploredCase.request(EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TTP));
		try (Parallel parallel = new Parallel(1); VoxelExplorer explorer = new VoxelExplorer(explored.result(method, request), method, request)) {
			return new VoxelPlot("Case", "HU", explorer.result().aif().curve(), explorer.curves(new Region("cortex", List.of(voxels)), parallel, WorkMonitor.SILENT));
		}
	}

	private static List<String> legend(final XYPlot plot) {
		return IntStream.range(0, plot.getLegendItems().getItemCount()).mapToObj(i -> plot.getLegendItems().get(i).getLabel()).toList();
	}

	private static void assertShows(final TimeCurve curve, final XYPlot plot, final int series) {
		final XYDataset data = plot.getDataset();
		assertEquals(curve.size(), data.getItemCount(series));
		for (int i = 0; i < curve.size(); i++) {
			assertEquals(curve.time(i), data.getXValue(series, i));
			assertEquals(curve.value(i), data.getYValue(series, i));
			assertTrue(plot.getRangeAxis().getRange().contains(curve.value(i)), "outside the axis: " + curve.value(i) + " of " + plot.getRangeAxis().getRange());
		}
	}

	@Test
	void plotsShowEveryCurve() {
		final VoxelPlot plot = plot(NETWORK, new Voxel(9, 3, 0));
		final VoxelCurves curves = plot.curves();
		final CombinedDomainXYPlot all = (CombinedDomainXYPlot) plot.overTime(13).getXYPlot();
		final XYPlot tissue = (XYPlot) all.getSubplots().get(0);
		final XYPlot arteries = (XYPlot) all.getSubplots().get(1);
		final XYPlot residue = plot.overLag(13).orElseThrow().getXYPlot();

		assertEquals(List.of("Tissue", "Fit", "AIF", "Local AIF, delayed"), legend(all));
		assertShows(curves.tissue(), tissue, 0);
		assertShows(curves.fit().orElseThrow(), tissue, 1);
		assertShows(new TimeCurve(ExploredCase.TIME, explored.aif()), arteries, 0);
		assertShows(curves.localAif().orElseThrow(), arteries, 1);
		assertShows(curves.residue().orElseThrow(), residue, 0);
		assertEquals("Time (s)", all.getDomainAxis().getLabel());
		assertEquals("Tissue (HU)", tissue.getRangeAxis().getLabel());
		assertEquals("AIF (HU)", arteries.getRangeAxis().getLabel());
		assertEquals("Lag (s)", residue.getDomainAxis().getLabel());
		assertEquals("R (ml/100 g/min)", residue.getRangeAxis().getLabel());

		final XYPlot deconvolved = plot(DECONVOLUTION, new Voxel(9, 3, 0)).overTime(13).getXYPlot();
		assertEquals(List.of("Tissue", "Fit", "AIF"), legend(deconvolved));
	}

	@Test
	void axesStayWhileCurvesChangeALittle() {
		final List<Double> ends = new ArrayList<>();
		for (int x = 4; x < 32; x++)
			ends.add(plot(NETWORK, new Voxel(x, 3, 0)).overLag(13).orElseThrow().getXYPlot().getRangeAxis().getUpperBound());
		assertTrue(ends.stream().distinct().count() < 8, ends.toString());
		for (final double end : ends)
			assertEquals(Math.rint(end * 2), end * 2, 1e-9);
	}

	@Test
	void numbersHaveUnitsAndStandardDeviations() {
		final VoxelPlot plot = plot(NETWORK, new Voxel(9, 3, 0));
		assertEquals("x 9, y 3, slice 1", plot.place());
		final VoxelCurves curves = plot.curves();
		assertEquals(String.format(java.util.Locale.ROOT, "CBF %.1f \u00b1 %.1f ml/100 g/min   \u00b7   CBV %.2f ml/100 g   \u00b7   MTT %.1f s   \u00b7   BAD %.1f \u00b1 0.3 s   \u00b7   TTP %.1f s", curves.values().get(
			PerfusionMap.CBF), curves.values().get(PerfusionMap.CBF_SD), curves.values().get(PerfusionMap.CBV), curves.values().get(PerfusionMap.MTT), curves.values().get(PerfusionMap.BAD), curves.values().get(PerfusionMap.TTP)), plot.numbers());
		assertTrue(plot(DECONVOLUTION, new Voxel(9, 3, 2)).numbers().matches("CBF [\\d.]+ ml/100 g/min   \u00b7   CBV .* Tmax [\\d.]+ s .*"));
	}

	@Test
	void aRegionHasMeansWithoutStandardDeviations() {
		final VoxelPlot plot = plot(NETWORK, new Voxel(3, 3, 1), new Voxel(4, 3, 1), new Voxel(5, 3, 1));
		assertEquals("mean of 2 voxels (cortex), slice 2", plot.place());
		assertFalse(plot.numbers().contains("\u00b1"), plot.numbers());
		assertTrue(plot.numbers().contains("BAD"), plot.numbers());
	}

	@Test
	void outsideTheMaskItSaysSo() {
		explored.spoil(1, 1, 0);
		final VoxelPlot plot = plot(NETWORK, new Voxel(1, 1, 0));
		assertEquals("Outside the mask: nothing was computed here", plot.numbers());
		assertEquals(List.of("Tissue", "AIF"), legend(plot.overTime(13).getXYPlot()));
		assertTrue(plot.overLag(13).isEmpty());
		assertEquals(List.of("Time (s)", "Tissue (HU)", "AIF (HU)"), List.of(plot.table().getHeadings()));
		assertTrue(Double.isNaN(plot.table().getValue("Tissue (HU)", 3)));
		assertTrue(plot.image().getWidth() > 0);
	}

	@Test
	void theTableHoldsEveryNumber() {
		final VoxelPlot plot = plot(NETWORK, new Voxel(9, 3, 0));
		final ResultsTable table = plot.table();
		assertEquals(List.of("Time (s)", "Tissue (HU)", "Fit (HU)", "AIF (HU)", "Local AIF (HU)", "Lag (s)", "R (ml/100 g/min)"), List.of(table.getHeadings()));
		assertEquals(ExploredCase.TIME.count(), table.size());
		for (int t = 0; t < table.size(); t++) {
			assertEquals(ExploredCase.TIME.time(t), table.getValue("Time (s)", t));
			assertEquals(plot.curves().tissue().value(t), table.getValue("Tissue (HU)", t));
			assertEquals(plot.curves().fit().orElseThrow().value(t), table.getValue("Fit (HU)", t));
			assertEquals(explored.aif()[t], table.getValue("AIF (HU)", t));
			assertEquals(plot.curves().localAif().orElseThrow().value(t), table.getValue("Local AIF (HU)", t));
			assertEquals(t * ExploredCase.TIME.stepS(), table.getValue("Lag (s)", t));
			assertEquals(plot.curves().residue().orElseThrow().value(t), table.getValue("R (ml/100 g/min)", t));
		}
	}

	@Test
	void thePictureShowsEveryCurve(@TempDir final Path folder) throws IOException {
		final Path file = folder.resolve("voxel.png");
		plot(NETWORK, new Voxel(9, 3, 0)).write(file);
		final BufferedImage image = ImageIO.read(file.toFile());
		assertEquals(Color.WHITE.getRGB(), image.getRGB(2, 2));
		for (final Color color : List.of(new Color(0x2a9d5c), new Color(0x222222), new Color(0xe07a1f), new Color(0x6a3d9a), CurvePlot.AIF_COLOR)) {
			int count = 0;
			for (int y = 0; y < image.getHeight(); y++)
				for (int x = 0; x < image.getWidth(); x++)
					if (image.getRGB(x, y) == color.getRGB()) count++;
			assertTrue(count > 300, color + ": " + count);
		}
	}
}
