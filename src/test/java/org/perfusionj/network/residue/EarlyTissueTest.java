package org.perfusionj.network.residue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Reconstruction;
import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.Device;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.onnx.OnnxEngine;
import org.perfusionj.simulation.AifShape;
import org.perfusionj.simulation.ArterialInput;
import org.perfusionj.simulation.CurveParameters;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.simulation.GammaTransit;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;

/** Tissue that fills before the AIF, and tissue that fills later than a network knows, with a network that has not been trained and is right by what it simulates. */
class EarlyTissueTest {

	private static final MemoryDesign DESIGN = new MemoryDesign(10, 4, 0.5, 0.08, 8);
	private static final TimeGrid TIME = new TimeGrid(0, 1, 80);
	private static final double ONSET_S = 10;
	private static final double CBF = 50;

	private final float[] weights = DESIGN.graph().startingWeights(new RandomStream(1));
	private final Counting network = new Counting(OnnxEngine.load(Device.CPU).open(DESIGN.graph(), weights));
	private final ResidueModel model = new ResidueModel(DESIGN, weights, 1, 1, Map.of());
	private final ResidueMethod method = new ResidueMethod(model, network, "any", true, 1, 1);

	@AfterEach
	void close() {
		method.close();
		assertEquals(0, network.open.get(), "what was opened is closed");
	}

	/** Counts what is prepared. */
	private static final class Counting implements GraphNetwork {

		private final GraphNetwork network;
		private final AtomicInteger prepared = new AtomicInteger();
		private final AtomicInteger open = new AtomicInteger();

		Counting(final GraphNetwork network) {
			this.network = network;
		}

		@Override
		public Graph graph() {
			return network.graph();
		}

		@Override
		public Map<String, Tensor> run(final Map<String, Tensor> inputs) {
			return network.run(inputs);
		}

		@Override
		public GraphNetwork with(final Map<String, Tensor> inputs) {
			prepared.incrementAndGet();
			open.incrementAndGet();
			final GraphNetwork ready = network.with(inputs);
			return new GraphNetwork() {

				@Override
				public Graph graph() {
					return ready.graph();
				}

				@Override
				public Map<String, Tensor> run(final Map<String, Tensor> inputs) {
					return ready.run(inputs);
				}

				@Override
				public GraphNetwork with(final Map<String, Tensor> inputs) {
					return ready.with(inputs);
				}

				@Override
				public void close() {
					open.decrementAndGet();
					ready.close();
				}
			};
		}

		@Override
		public void close() {
			network.close();
		}
	}

	private static ArterialInput input(final double onsetS) {
		return new ArterialInput(AifShape.GAMMA, 300, 1, onsetS);
	}

	private static double[] aif(final double onsetS) {
		return Arrays.stream(TIME.times()).map(input(onsetS)::value).toArray();
	}

	/** Tissue that fills so long after an AIF at {@link #ONSET_S}; without noise. */
	private static double[] tissue(final double delayS) {
		final CurveParameters parameters = new CurveParameters(input(ONSET_S + Math.min(0, delayS)), CBF, new GammaTransit(4, 7), 0, Math.max(0, delayS), Double.POSITIVE_INFINITY, TIME);
		return CurveSimulator.STANDARD.simulate(parameters, new RandomStream(2)).clean();
	}

	private static float[][] block(final double... delaysS) {
		final float[][] block = new float[TIME.count()][delaysS.length];
		for (int v = 0; v < delaysS.length; v++) {
			final double[] tissue = tissue(delaysS[v]);
			for (int k = 0; k < tissue.length; k++)
				block[k][v] = (float) tissue[k];
		}
		return block;
	}

	private static EstimateBlock estimate(final PerfusionMethod.Prepared prepared, final float[][] tissue) {
		final int count = tissue[0].length;
		final EstimateBlock out = new EstimateBlock(prepared.maps(), count, tissue.length, true, true);
		prepared.newEstimator(count).estimate(tissue, count, out);
		return out;
	}

	private static double[] column(final float[][] rows, final int v) {
		return Arrays.stream(rows).mapToDouble(row -> row[v]).toArray();
	}

	@ParameterizedTest
	@CsvSource({ "1", "2", "3" })
	void tissueThatFillsBeforeTheAifHasANegativeDelay(final double earlyS) {
		final float[][] tissue = block(5, -earlyS, 0);
		try (PerfusionMethod.Prepared prepared = method.prepare(aif(ONSET_S), TIME)) {
			final EstimateBlock out = estimate(prepared, tissue);
			assertEquals(-earlyS, out.values(PerfusionMap.BAD)[1], 0.35);
			assertEquals(CBF, out.values(PerfusionMap.CBF)[1], 0.1 * CBF);
			assertEquals(out.values(PerfusionMap.CBF)[1], 6000 * out.residue()[0][1], 1e-3);
			assertTrue(out.values(PerfusionMap.BAD_SD)[1] > 0 && out.values(PerfusionMap.CBF_SD)[1] > 0);
			// the local AIF is in the time of the scan, and delay and residue function belong to it
			assertArrayEquals(aif(ONSET_S), column(out.localAif(), 1), 0.1 * 300);
			final double[] rebuilt = new Reconstruction(1, 1).curve(column(out.localAif(), 1), column(out.residue(), 1), out.values(PerfusionMap.BAD)[1]);
			final double peak = Arrays.stream(column(tissue, 1)).max().orElseThrow();
			assertArrayEquals(column(tissue, 1), rebuilt, 0.12 * peak);
			assertEquals(1, prepared.warnings().size());
			assertTrue(prepared.warnings().get(0).startsWith("1 of 3 curves (33.3 %) fills before the AIF"), prepared.warnings().get(0));
		}
		assertEquals(2, network.prepared.get());
	}

	/** Without frames before the rise there is no earlier AIF. */
	@Test
	void withTheAifAsItIsFlowIsTooHigh() {
		final double[] aif = Arrays.copyOfRange(aif(ONSET_S), (int) ONSET_S, TIME.count());
		final float[][] tissue = Arrays.copyOfRange(block(-3), (int) ONSET_S, TIME.count());
		try (PerfusionMethod.Prepared prepared = method.prepare(aif, new TimeGrid(0, 1, aif.length))) {
			final EstimateBlock out = estimate(prepared, tissue);
			assertTrue(out.values(PerfusionMap.CBF)[0] > 1.2 * CBF, "CBF is " + out.values(PerfusionMap.CBF)[0]);
			assertTrue(out.values(PerfusionMap.BAD)[0] >= 0);
			assertEquals(List.of(), prepared.warnings());
		}
		assertEquals(1, network.prepared.get());
	}

	@Test
	void laterTissueIsEstimatedOnce() {
		final float[][] tissue = block(2, 5, 12, 20);
		try (PerfusionMethod.Prepared prepared = method.prepare(aif(ONSET_S), TIME); ScanNetwork alone = new ScanNetwork(model, network, new NormalisedScan(aif(ONSET_S), 1), 1, 1)) {
			final EstimateBlock out = estimate(prepared, tissue);
			final EstimateBlock expected = new EstimateBlock(prepared.maps(), 4, TIME.count(), true, true);
			final ScanNetwork.Answers answers = alone.estimate(tissue, 4);
			for (int v = 0; v < 4; v++)
				answers.write(v, expected, v);
			for (final PerfusionMap map : prepared.maps())
				assertArrayEquals(expected.values(map), out.values(map));
			assertArrayEquals(expected.residue(), out.residue());
			assertArrayEquals(expected.localAif(), out.localAif());
			assertArrayEquals(new float[] { 2, 5, 12, 20 }, out.values(PerfusionMap.BAD), 0.5f);
			assertEquals(List.of(), prepared.warnings());
		}
		assertEquals(2, network.prepared.get(), "one here, and the one that it is compared with");
	}

	@Test
	void manyThreadsShareTheEarlierAif() {
		final float[][] tissue = block(-2, 6);
		try (Parallel parallel = new Parallel(4); PerfusionMethod.Prepared prepared = method.prepare(aif(ONSET_S), TIME)) {
			final float[] found = new float[20];
			parallel.forEach(20, new MonitorLog(), i -> found[i] = estimate(prepared, tissue).values(PerfusionMap.BAD)[0]);
			for (final float delay : found)
				assertEquals(found[0], delay);
			assertEquals(-2, found[0], 0.35);
			assertTrue(prepared.warnings().get(0).startsWith("20 of 40 curves (50.0 %) fill before the AIF"), prepared.warnings().get(0));
		}
		assertEquals(2, network.prepared.get());
	}

	@Test
	void delaysAtTheEndOfTheRangeAreNotTrusted() {
		try (PerfusionMethod.Prepared prepared = method.prepare(aif(ONSET_S), TIME)) {
			final EstimateBlock out = estimate(prepared, block(5, 30, 15));
			assertTrue(out.values(PerfusionMap.BAD_SD)[1] >= 5, "standard deviation " + out.values(PerfusionMap.BAD_SD)[1]);
			assertTrue(out.values(PerfusionMap.BAD_SD)[0] < 2);
			assertEquals(1, prepared.warnings().size());
			assertTrue(prepared.warnings().get(0).startsWith("1 of 3 curves (33.3 %) fills 24"), prepared.warnings().get(0));
		}
	}
}
