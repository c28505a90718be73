package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.perfusionj.network.Architecture;
import org.perfusionj.network.Device;
import org.perfusionj.network.FieldBox;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.Network;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.ReferenceEngine;
import org.perfusionj.network.ReferenceNetwork;
import org.perfusionj.network.TrainableNetwork;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.TrainableGraphNetwork;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** AIFNet at work on small scans, with random weights, against sums over voxels. */
class AifnetTest {

	private static final InputSpec SPEC = new InputSpec(6, 3, 4, 1.8, 5);
	private static final Voxel VESSEL = new Voxel(7, 5, 1);

	private static Parallel parallel;

	/** Cells of 2 x 2 voxels and two thin slices. */
	private final SmallScan scan = new SmallScan(SmallScan.grid(14, 12, 4, 0.9, 2.5), 1).with(VESSEL, SmallScan.bolus(13, 300));

	@BeforeAll
	static void start() {
		parallel = new Parallel(2);
	}

	@AfterAll
	static void end() {
		parallel.close();
	}

	private static AifnetResult find(final AifnetModel model, final ConcentrationSeries input) {
		try (Aifnet aifnet = new Aifnet(List.of(model), new ReferenceEngine())) {
			return aifnet.find(model.vessel(), new AifnetScan(input), Optional.empty(), parallel, WorkMonitor.SILENT);
		}
	}

	private AifnetResult find(final AifnetModel model) {
		return find(model, scan.input());
	}

	private double[] sum(final Volume probability) {
		final double[] sum = new double[SmallScan.TIME.count()];
		for (final Voxel voxel : scan.voxels())
			for (int t = 0; t < sum.length; t++)
				sum[t] += (double) probability.get(voxel.x(), voxel.y(), voxel.z()) * scan.enhancement(voxel, t);
		return sum;
	}

	private double total(final Volume probability) {
		return scan.voxels().stream().mapToDouble(voxel -> probability.get(voxel.x(), voxel.y(), voxel.z())).sum();
	}

	@Test
	void theAifIsTheSumOfProbabilityTimesSignalOverTheWholeScan() {
		final AifnetResult found = find(SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, SPEC, 4));
		assertEquals(1, total(found.probability()), 1e-5);
		assertEquals(1, found.recalibration());
		assertArrayEquals(sum(found.probability()), found.function().curve().values(), 1e-3);
		assertArrayEquals(SmallScan.TIME.times(), found.function().curve().times());
		assertEquals(Vessel.AIF, found.function().vessel());
	}

	/** Counts what it opens, and fails at the second network. */
	private static final class FailingEngine implements NetworkEngine {

		private final NetworkEngine engine = new ReferenceEngine();
		private int opened;
		private int closed;

		@Override
		public String description() {
			return engine.description();
		}

		@Override
		public Device device() {
			return engine.device();
		}

		@Override
		public Network open(final Architecture architecture, final float[] weights) {
			if (opened == 1) throw new PerfusionException("no memory");
			opened++;
			return new CountedNetwork(engine.open(architecture, weights));
		}

		@Override
		public TrainableNetwork openForTraining(final Architecture architecture, final float[] weights) {
			throw new AssertionError("finding vessels trains nothing");
		}

		@Override
		public GraphNetwork open(final Graph graph, final float[] weights) {
			throw new AssertionError("finding vessels runs no graph");
		}

		@Override
		public TrainableGraphNetwork openForTraining(final Graph graph, final float[] weights) {
			throw new AssertionError("finding vessels trains nothing");
		}

		private final class CountedNetwork implements Network {

			private final Network network;

			CountedNetwork(final Network network) {
				this.network = network;
			}

			@Override
			public Architecture architecture() {
				return network.architecture();
			}

			@Override
			public float[] run(final FieldShape shape, final float[] input, final WorkMonitor monitor) {
				return network.run(shape, input, monitor);
			}

			@Override
			public void close() {
				closed++;
			}
		}
	}

	@Test
	void ifTheSecondNetworkCannotBeOpenedTheFirstIsClosed() {
		final FailingEngine engine = new FailingEngine();
		final List<AifnetModel> models = List.of(SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, SPEC, 4), SampleModels.model(Vessel.VOF, AifnetKind.PROBABILITY, SPEC, 5));
		assertEquals("no memory", assertThrows(PerfusionException.class, () -> new Aifnet(models, engine)).getMessage());
		assertEquals(1, engine.opened);
		assertEquals(1, engine.closed);
	}

	@Test
	void theProbabilityOfACellIsTheSoftmaxOfTheNetwork() {
		final AifnetModel model = SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, SPEC, 4);
		final CellSeries cells = CellSeries.of(scan.input(), CellGrid.of(scan.input().slices().grid(), SPEC), parallel, WorkMonitor.SILENT);
		final CellInput field = new CellInput(cells, SPEC);
		final float[] values = new float[field.shape().values()];
		field.read(new FieldBox(0, 0, 0, field.shape().depth(), field.shape().height(), field.shape().width()), values);
		final float[] logits;
		try (ReferenceNetwork network = new ReferenceNetwork(model.design().architecture(SPEC), model.weights())) {
			logits = network.run(field.shape(), values);
		}
		double sum = 0;
		for (final float logit : logits)
			sum += Math.exp(logit);
		final Volume probability = find(model).probability();
		final double[] ofCells = new double[cells.grid().count()];
		for (final Voxel voxel : scan.voxels())
			ofCells[cells.grid().cell(voxel.x(), voxel.y(), voxel.z())] += probability.get(voxel.x(), voxel.y(), voxel.z());
		assertEquals(7 * 6 * 2, logits.length);
		for (int i = 0; i < logits.length; i++)
			assertEquals(Math.exp(logits[i]) / sum, ofCells[field.cell(i)], 1e-6);
	}

	@Test
	void aSharpenedModelRaisesProbabilitiesToAPower() {
		final AifnetModel model = SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, new InputSpec(6, 3, 4, 0.9, 2.5), 4);
		final Volume plain = find(model).probability();
		final Volume sharp = find(model.sharpened(1.5)).probability();
		double sum = 0;
		for (final Voxel voxel : scan.voxels())
			sum += Math.pow(plain.get(voxel.x(), voxel.y(), voxel.z()), 1.5);
		for (final Voxel voxel : scan.voxels())
			assertEquals(Math.pow(plain.get(voxel.x(), voxel.y(), voxel.z()), 1.5) / sum, sharp.get(voxel.x(), voxel.y(), voxel.z()), 1e-6);
		assertArrayEquals(model.weights(), model.sharpened(1).weights());
		assertThrows(IllegalArgumentException.class, () -> model.sharpened(0));
	}

	@Test
	void theVoxelsThatContributeMostComeFirst() {
		final AifnetResult found = find(SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, SPEC, 4));
		final List<Voxel> voxels = found.function().voxels();
		final Volume probability = found.probability();
		assertFalse(voxels.isEmpty());
		assertTrue(voxels.size() <= 25);
		final double most = scan.voxels().stream().mapToDouble(voxel -> probability.get(voxel.x(), voxel.y(), voxel.z())).max().orElseThrow();
		double before = most;
		for (final Voxel voxel : voxels) {
			final double p = probability.get(voxel.x(), voxel.y(), voxel.z());
			assertTrue(p <= before && p >= 0.1 * most);
			before = p;
		}
		assertEquals(most, probability.get(voxels.get(0).x(), voxels.get(0).y(), voxels.get(0).z()));
	}

	@Test
	void theVofIsScaledAndItsShapeStays() {
		final AifnetResult found = find(SampleModels.model(Vessel.VOF, AifnetKind.PROBABILITY, SPEC, 4));
		final double[] curve = found.function().curve().values();
		final double[] sum = sum(found.probability());
		assertTrue(found.recalibration() > 0);
		for (int t = 0; t < curve.length; t++)
			assertEquals(found.recalibration() * sum[t], curve[t], 1e-3 * found.recalibration());
	}

	@Test
	void aSegmentationGivesEqualPartsToItsBestCells() {
		final AifnetResult found = find(SampleModels.model(Vessel.AIF, AifnetKind.SEGMENTATION, SPEC, 4));
		assertEquals(1, total(found.probability()), 1e-5);
		assertArrayEquals(sum(found.probability()), found.function().curve().values(), 1e-3);
		final double[] ofCells = new double[84];
		for (final Voxel voxel : scan.voxels())
			ofCells[(voxel.z() / 2 * 6 + voxel.y() / 2) * 7 + voxel.x() / 2] += found.probability().get(voxel.x(), voxel.y(), voxel.z());
		assertEquals(3, Arrays.stream(ofCells).filter(p -> Math.abs(p - 1.0 / 3) < 1e-5).count());
		assertEquals(81, Arrays.stream(ofCells).filter(p -> p == 0).count());
	}

	@Test
	void aRegressionGivesACurveInTheHeightOfTheCellThatFollowsItBest() {
		final AifnetResult found = find(SampleModels.model(Vessel.AIF, AifnetKind.REGRESSION, SPEC, 5));
		final double[] curve = found.function().curve().values();
		assertEquals(0, total(found.probability()));
		assertTrue(found.function().voxels().isEmpty());
		double best = 0;
		double slope = 0;
		final CellSeries cells = CellSeries.of(scan.input(), CellGrid.of(scan.input().slices().grid(), SPEC), parallel, WorkMonitor.SILENT);
		for (int c = 0; c < cells.grid().count(); c++) {
			final double[] cell = new double[curve.length];
			for (int t = 0; t < cell.length; t++)
				cell[t] = cells.curves()[t][c];
			final double r = new PearsonsCorrelation().correlation(curve, cell);
			if (r <= best) continue;
			best = r;
			slope = r * Math.sqrt(variance(cell) / variance(curve));
		}
		assertEquals(1, slope, 1e-6, "regression of that cell on the curve");
	}

	private static double variance(final double[] values) {
		final double mean = Arrays.stream(values).average().orElseThrow();
		return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
	}

	@ParameterizedTest
	@EnumSource(AifnetKind.class)
	void damagedVoxelsHaveNoPart(final AifnetKind kind) {
		for (final Voxel voxel : scan.voxels())
			if (voxel.x() < 4) scan.with(voxel, 9, Float.NaN);
		final AifnetResult found = find(SampleModels.model(Vessel.AIF, kind, SPEC, 4));
		for (final double value : found.function().curve().values())
			assertTrue(Double.isFinite(value));
		for (final Voxel voxel : scan.voxels())
			if (voxel.x() < 4) assertEquals(0, found.probability().get(voxel.x(), voxel.y(), voxel.z()));
	}

	@Test
	void aScanWithoutAnyFiniteVoxelIsRefused() {
		scan.voxels().forEach(voxel -> scan.with(voxel, 2, Float.NaN));
		final String message = assertThrows(PerfusionException.class, () -> find(SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, SPEC, 4))).getMessage();
		assertTrue(message.contains("not finite"), message);
	}

	@Test
	void onlyCtIsTaken() {
		final AifnetModel model = SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, SPEC, 4);
		for (final SignalType signal : List.of(SignalType.MR, SignalType.CONCENTRATION))
			assertTrue(assertThrows(PerfusionException.class, () -> find(model, scan.input(signal))).getMessage().contains("trained on CT in HU"));
	}

	@Test
	void aVesselItWasNotOpenedForIsAFault() {
		try (Aifnet aifnet = new Aifnet(List.of(SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, SPEC, 4)), new ReferenceEngine())) {
			assertThrows(IllegalArgumentException.class, () -> aifnet.find(Vessel.VOF, new AifnetScan(scan.input()), Optional.empty(), parallel, WorkMonitor.SILENT));
			assertThrows(CancellationException.class, () -> aifnet.find(Vessel.AIF, new AifnetScan(scan.input()), Optional.empty(), parallel, MonitorLog.cancelled()));
		}
	}

	/** Each slice once for both vessels, and again those that may hold the voxel to which the VOF is recalibrated. */
	@Test
	void aScanIsReadOnceForBothVessels() {
		final ConcentrationSeries input = scan.input();
		final AtomicInteger loads = new AtomicInteger();
		final SliceSource counted = new SliceSource() {

			@Override
			public SpatialGrid grid() {
				return input.slices().grid();
			}

			@Override
			public int frames() {
				return input.slices().frames();
			}

			@Override
			public SliceFrames load(final int z, final SliceFrames used, final Parallel threads, final WorkMonitor monitor) {
				loads.incrementAndGet();
				return input.slices().load(z, used, threads, monitor);
			}
		};
		final AifnetScan once = new AifnetScan(new ConcentrationSeries(input.series(), counted, input.time(), input.baseline(), input.baselineImage(), input.mask(), 0));
		try (Aifnet both = new Aifnet(List.of(SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, SPEC, 4), SampleModels.model(Vessel.VOF, AifnetKind.PROBABILITY, SPEC, 5)), new ReferenceEngine())) {
			both.find(Vessel.AIF, once, Optional.empty(), parallel, WorkMonitor.SILENT);
			assertEquals(input.slices().grid().slices(), loads.get());
			both.find(Vessel.VOF, once, Optional.empty(), parallel, WorkMonitor.SILENT);
			assertTrue(loads.get() <= 2 * input.slices().grid().slices(), "loads: " + loads);
		}
	}

	@Test
	void bothVesselsMayLookAtDifferentCells() {
		final AifnetModel aif = SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, SPEC, 4);
		final AifnetModel vof = SampleModels.model(Vessel.VOF, AifnetKind.PROBABILITY, new InputSpec(6, 3, 4, 0.9, 2.5), 5);
		try (Aifnet both = new Aifnet(List.of(aif, vof), new ReferenceEngine())) {
			final AifnetScan input = new AifnetScan(scan.input());
			for (final AifnetModel model : List.of(aif, vof, aif)) {
				final AifnetResult alone = find(model);
				final AifnetResult together = both.find(model.vessel(), input, Optional.empty(), parallel, WorkMonitor.SILENT);
				assertEquals(alone.function(), together.function());
			}
			final Map<String, String> facts = both.facts(Vessel.AIF);
			assertEquals("reference", facts.get("engine"));
			assertEquals(AifnetModelFile.checksum(aif), facts.get("weights_sha256"));
		}
	}

	@Test
	void theHeightOfAPredictedCurveCanBeStopped() {
		final CellSeries cells = CellSeries.of(scan.input(), CellGrid.of(scan.input().slices().grid(), SPEC), parallel, WorkMonitor.SILENT);
		final CellInput field = new CellInput(cells, SPEC);
		assertThrows(CancellationException.class, () -> RegressionScale.of(SmallScan.bolus(13, 1), cells, field, field.usable(), MonitorLog.cancelled()));
	}
}
