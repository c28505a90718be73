package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.commands.SampleFiles;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.Deconvolution;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.pipeline.AnalysisSettings;
import org.perfusionj.pipeline.FunctionSources;
import org.perfusionj.pipeline.PerfusionAnalysis;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleTissue;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

@Timeout(120)
class TissueComparisonTest {

	private static final Parallel PARALLEL = new Parallel(2);
	private static final PerfusionMethod SSVD = deconvolution(Algorithm.SSVD);
	private static final PerfusionMethod CSVD = deconvolution(Algorithm.CSVD);
	private static final SampleMethods.Network NETWORK = new SampleMethods.Network("network");

	/** Can be used on nothing. */
	private record Picky(String name) implements PerfusionMethod {

		@Override
		public Map<String, String> parameters() {
			return Map.of();
		}

		@Override
		public Prepared prepare(final double[] aif, final TimeGrid time) {
			throw new PerfusionException("This AIF is not good enough.");
		}
	}

	private static PerfusionMethod deconvolution(final Algorithm algorithm) {
		return new DeconvolutionMethod(DeconvolutionSettings.of(algorithm), 1);
	}

	@AfterAll
	static void close() {
		PARALLEL.close();
	}

	private static TissueResult compare(final TissueScan scan, final WorkMonitor monitor, final PerfusionMethod... methods) {
		return new TissueComparison(new TissueComparisonSettings(PreprocessingSettings.DEFAULTS, List.of(methods), DeconvolutionSettings.KAPPA, 1)).compare(scan, SampleTissueScans.functions(), PARALLEL, monitor);
	}

	/** What the pipeline of one method makes of the scan. */
	private static PerfusionResult analysed(final TissueScan scan, final PerfusionMethod method) {
		final FunctionSources functions = SampleTissueScans.functions();
		return new PerfusionAnalysis(new AnalysisSettings(PreprocessingSettings.DEFAULTS, functions.aif(), Optional.empty(), false, PartialVolumeCorrection.NONE, method, new MapRequest(EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV,
			PerfusionMap.MTT, PerfusionMap.TMAX), MapRequest.CbvRule.AREA, DeconvolutionSettings.KAPPA, 1, true), List.of())).run(scan.series(), PARALLEL, WorkMonitor.SILENT);
	}

	private static double[] numbers(final float[] plane, final Mask voxels) {
		final List<Double> numbers = new ArrayList<>();
		for (int i = 0; i < plane.length; i++)
			if (voxels.plane(0)[i]) numbers.add((double) plane[i]);
		return numbers.stream().mapToDouble(Double::doubleValue).toArray();
	}

	@Test
	void meansAreThoseOfTheMapsInTheTissue() {
		final TissueScan scan = SampleTissueScans.scan(3);

		final TissueResult result = compare(scan, WorkMonitor.SILENT, SSVD, CSVD);

		final Mask tissue = SampleTissueScans.where(SampleTissue::isPerfused);
		for (final PerfusionMethod method : List.of(SSVD, CSVD)) {
			final PerfusionResult expected = analysed(scan, method);
			for (final TissueRegion region : TissueRegion.values()) {
				final Mask inside = tissue.and(expected.maps().mask());
				final Mask voxels = region == TissueRegion.ISCHAEMIC ? inside.and(SampleTissueScans.lesion()) : inside.minus(SampleTissueScans.lesion());
				final double[] cbf = numbers(expected.maps().get(PerfusionMap.CBF).orElseThrow().plane(0), voxels);
				final TissueValue value = result.find(region, TissueMeasure.CBF, method.name()).orElseThrow();
				assertEquals(cbf.length, value.voxels());
				assertEquals(Arrays.stream(cbf).average().orElseThrow(), value.value(), 1e-6);
				assertEquals(Arrays.stream(numbers(expected.maps().get(PerfusionMap.CBV).orElseThrow().plane(0), voxels)).average().orElseThrow(), result.value(region, TissueMeasure.CBV, method.name()), 1e-6);
				assertEquals(Arrays.stream(numbers(expected.maps().get(PerfusionMap.TMAX).orElseThrow().plane(0), voxels)).average().orElseThrow(), result.value(region, TissueMeasure.DELAY, method.name()), 1e-6);
				assertEquals(PerfusionMap.TMAX, result.find(region, TissueMeasure.DELAY, method.name()).orElseThrow().map());
				final double[] mtt = Arrays.stream(numbers(expected.maps().get(PerfusionMap.MTT).orElseThrow().plane(0), voxels)).filter(number -> number > 0).sorted().toArray();
				assertEquals((mtt[(mtt.length - 1) / 2] + mtt[mtt.length / 2]) / 2, result.value(region, TissueMeasure.MTT, method.name()), 1e-6);
			}
		}
		assertTrue(result.value(TissueRegion.NORMAL, TissueMeasure.CBF, "sSVD") > 1.3 * result.value(TissueRegion.ISCHAEMIC, TissueMeasure.CBF, "sSVD"), "ischaemia is seen");
		final double[] truth = numbers(scan.truth().get(TissueMeasure.CBF).plane(0), tissue.minus(SampleTissueScans.lesion()).and(analysed(scan, SSVD).maps().mask()));
		assertEquals(Arrays.stream(truth).average().orElseThrow(), result.value(TissueRegion.NORMAL, TissueMeasure.CBF, TissueComparison.TRUTH), 1e-6);
		assertTrue(result.find(TissueRegion.NORMAL, TissueMeasure.CBV, TissueComparison.TRUTH).isEmpty(), "nobody said what is true of it");
	}

	@Test
	void squaresLieInOneTissueAndHoldMeansOfTheirVoxels() {
		final TissueScan scan = SampleTissueScans.scan(0);

		final TissueResult result = compare(scan, WorkMonitor.SILENT, SSVD, NETWORK);

		assertEquals(List.of("normal grey matter", "normal white matter", "ischaemic grey matter", "ischaemic white matter"), result.rois().stream().map(roi -> roi.roi().title()).toList());
		final PerfusionResult whole = analysed(scan, SSVD);
		for (final TissueRoiCurves roi : result.rois()) {
			for (final Voxel voxel : roi.roi().voxels()) {
				final SampleTissue tissue = SampleTissue.values()[(int) SampleFiles.sample().labels().get(voxel.x(), voxel.y(), 1)];
				assertEquals(roi.roi().isGrey(), SampleTissueScans.isGrey(tissue), tissue.name());
				assertEquals(roi.roi().region() == TissueRegion.ISCHAEMIC, SampleTissueScans.isLesion(tissue), tissue.name());
				assertTrue(voxel.x() - roi.roi().corner().x() < TissueRoi.SIDE && voxel.y() - roi.roi().corner().y() < TissueRoi.SIDE);
			}
			assertTrue(roi.roi().voxels().size() >= TissueRoi.LEAST);
			// sSVD is linear: the mean of its residue functions is that of the mean curve
			final double[] direct = new Deconvolution(roi.aif().values(), 1, DeconvolutionSettings.of(Algorithm.SSVD)).deconvolve(roi.tissue().values()).values();
			final TissueRoiCurves.Estimate ssvd = roi.estimate("sSVD").orElseThrow();
			final double peak = Arrays.stream(direct).max().orElseThrow();
			for (int k = 0; k < roi.tissue().size(); k++) {
				assertEquals(direct[k], ssvd.residue().value(k), 1e-4 * peak);
				assertEquals(k, ssvd.residue().time(k), 1e-12);
			}
			assertTrue(ssvd.localAif().isEmpty());
			// by the rectangle rule, which its matrix stands for
			for (int k = 0; k < roi.tissue().size(); k++) {
				double sum = 0;
				for (int j = 0; j <= k; j++)
					sum += roi.aif().value(j) * direct[k - j];
				assertEquals(sum / DeconvolutionSettings.KAPPA, ssvd.reconstruction().value(k), 2e-3);
			}
			double squares = 0;
			for (int k = 0; k < roi.tissue().size(); k++)
				squares += Math.pow(roi.tissue().value(k) - ssvd.reconstruction().value(k), 2);
			assertEquals(Math.sqrt(squares / roi.tissue().size()), roi.misfit(ssvd), 1e-9);
			double cbf = 0;
			double truth = 0;
			for (final Voxel voxel : roi.roi().voxels()) {
				cbf += whole.maps().get(PerfusionMap.CBF).orElseThrow().get(voxel.x(), voxel.y(), 0) / roi.roi().voxels().size();
				truth += scan.truth().get(TissueMeasure.CBF).get(voxel.x(), voxel.y(), 0) / roi.roi().voxels().size();
			}
			assertEquals(cbf, ssvd.values().get(TissueMeasure.CBF), 1e-3);
			assertEquals(truth, roi.truth().get(TissueMeasure.CBF), 1e-4);
		}
	}

	@Test
	void aNetworkIsReconstructedFromItsOwnAifAndDelay() {
		final TissueResult result = compare(SampleTissueScans.scan(0), WorkMonitor.SILENT, SSVD, NETWORK);

		assertEquals(SampleMethods.Network.CBF, result.value(TissueRegion.ISCHAEMIC, TissueMeasure.CBF, "network"), 1e-6);
		assertEquals(SampleMethods.Network.BAD_S, result.value(TissueRegion.NORMAL, TissueMeasure.DELAY, "network"), 1e-6);
		assertEquals(PerfusionMap.BAD, result.find(TissueRegion.NORMAL, TissueMeasure.DELAY, "network").orElseThrow().map());
		final TissueRoiCurves roi = result.rois().get(0);
		final TissueRoiCurves.Estimate network = roi.estimate("network").orElseThrow();
		final int n = roi.aif().size();
		assertEquals(0, network.localAif().orElseThrow().value(1), 1e-12);
		for (int k = 2; k < n; k++) {
			// its local AIF is the global one, two frames late
			assertEquals(roi.aif().value(k - 2), network.localAif().orElseThrow().value(k), 1e-3);
			double sum = 0;
			for (int j = 0; j <= k - 2; j++)
				sum += (j == 0 || j == k - 2 ? 0.5 : 1) * roi.aif().value(j) * SampleMethods.Network.CBF / 6000 * (1 - (k - 2.0 - j) / n);
			assertEquals(k == 2 ? 0 : sum / DeconvolutionSettings.KAPPA, network.reconstruction().value(k), 1e-3);
		}
		assertEquals(0, network.shape().riseAfterPeak(), 1e-12);
	}

	@Test
	void aDeconvolutionIsReconstructedByTheMatrixThatItInverted() {
		final DeconvolutionSettings usual = DeconvolutionSettings.of(Algorithm.CSVD);
		final PerfusionMethod method = new DeconvolutionMethod(new DeconvolutionSettings(usual.algorithm(), usual.matrix(), usual.quadrature(), OptionalDouble.of(0), usual.oscillationIndex(), usual.lambda(), usual.kappa()), 1);

		final TissueResult result = compare(SampleTissueScans.scan(0), WorkMonitor.SILENT, method);

		// nothing was truncated: only the same matrix, in which R reaches around the end of the scan, gives the curve back
		for (final TissueRoiCurves roi : result.rois())
			for (int k = 0; k < roi.tissue().size(); k++)
				assertEquals(roi.tissue().value(k), roi.estimate("cSVD").orElseThrow().reconstruction().value(k), 1e-3);
	}

	@Test
	void aMethodThatCannotBeUsedIsNamedUnlessItIsTheReference() {
		final TissueResult result = compare(SampleTissueScans.scan(0), WorkMonitor.SILENT, SSVD, new Picky("picky"));
		assertEquals(Map.of("picky", "This AIF is not good enough."), result.failed());
		assertTrue(result.find(TissueRegion.NORMAL, TissueMeasure.CBF, "picky").isEmpty());
		assertEquals(List.of("sSVD"), result.rois().get(0).estimates().stream().map(TissueRoiCurves.Estimate::method).toList());

		final TissueScan scan = SampleTissueScans.scan(0);
		assertTrue(assertThrows(PerfusionException.class, () -> compare(scan, WorkMonitor.SILENT, new Picky("picky"), SSVD)).getMessage().contains("not good enough"));
	}

	@Test
	void greyMatterIsFoundWhereNobodySaysWhatItIs() {
		final TissueScan known = SampleTissueScans.scan(0);
		final TissueScan unknown = TissueScan.of("case", known.series(), known.lesion());
		final MonitorLog log = new MonitorLog();

		final TissueResult result = compare(unknown, log, SSVD);

		assertEquals("found", result.facts().get("grey_matter"));
		int right = 0;
		int all = 0;
		for (final TissueRoiCurves roi : result.rois())
			for (final Voxel voxel : roi.roi().voxels()) {
				final SampleTissue tissue = SampleTissue.values()[(int) SampleFiles.sample().labels().get(voxel.x(), voxel.y(), 1)];
				if (tissue.isPerfused() && SampleTissueScans.isGrey(tissue) == roi.roi().isGrey()) right++;
				all++;
			}
		assertEquals(4, result.rois().size());
		assertTrue(right >= 0.9 * all, right + " of " + all);
		assertFalse(log.says("square"), log.toString());
	}

	@Test
	void withoutLesionOrNormalTissueThereIsNothingToCompare() {
		final TissueScan scan = SampleTissueScans.scan(0);
		final Mask nowhere = Mask.of(scan.series().grid(), List.of());
		assertSaid(TissueScan.of("case", scan.series(), nowhere), "The lesion mask is empty");
		assertSaid(TissueScan.of("case", scan.series(), Mask.all(scan.series().grid())), "There is no normal tissue");
		assertSaid(TissueScan.of("case", scan.series(), Mask.of(scan.series().grid(), List.of(new Voxel(0, 0, 0)))), "None of the 1 voxels of the lesion mask is brain tissue");
		assertSaid(new TissueScan("case", scan.series(), scan.lesion(), Optional.empty(), Optional.of(scan.lesion()), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of()), "no voxel of the mask of normal tissue");
	}

	private static void assertSaid(final TissueScan scan, final String words) {
		final String message = assertThrows(PerfusionException.class, () -> compare(scan, WorkMonitor.SILENT, SSVD)).getMessage();
		assertTrue(message.contains(words), message);
	}

	@Test
	void cancellingStops() {
		final MonitorLog log = new MonitorLog();
		log.cancel();
		final TissueScan scan = SampleTissueScans.scan(0);
		assertThrows(CancellationException.class, () -> compare(scan, log, SSVD));
	}
}
