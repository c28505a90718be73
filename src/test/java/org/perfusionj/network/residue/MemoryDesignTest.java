package org.perfusionj.network.residue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.Device;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.ReferenceEngine;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.GraphSplit;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.nd4j.Nd4jEngine;
import org.perfusionj.network.onnx.OnnxEngine;
import org.perfusionj.simulation.AifShape;
import org.perfusionj.simulation.ArterialInput;
import org.perfusionj.simulation.CurveParameters;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.simulation.GammaTransit;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.simulation.SimulatedCurve;
import org.perfusionj.work.PerfusionException;

/** The network of attention over simulated curves. */
class MemoryDesignTest {

	private static final MemoryDesign SMALL = new MemoryDesign(3, 2, 2.5, 0.08, 16);
	private static final ArterialInput INPUT = new ArterialInput(AifShape.GAMMA, 1, 1, 0);
	private static final TimeGrid TIME = new TimeGrid(0, 1.5, 48);

	/** What the network is run by. */
	enum Engine {
		/** ND4J. */
		ND4J {
			@Override
			NetworkEngine load() {
				return Nd4jEngine.load();
			}
		},
		/** ONNX Runtime. */
		ONNX {
			@Override
			NetworkEngine load() {
				return OnnxEngine.load(Device.CPU);
			}
		};

		abstract NetworkEngine load();
	}

	private static double[] aif(final TimeGrid time) {
		return Arrays.stream(time.times()).map(INPUT::value).toArray();
	}

	private static SimulatedCurve curve(final double mttS, final double alpha, final double dispersionS, final double delayS, final double snrDb, final TimeGrid time) {
		return CurveSimulator.STANDARD.simulate(new CurveParameters(INPUT, 50, new GammaTransit(alpha, mttS), dispersionS, delayS, snrDb, time), new RandomStream(11));
	}

	/** Brought to the length of the AIF. */
	private static double[] normalised(final double[] tissue, final TimeGrid time) {
		final double factor = length(aif(time)) / length(tissue);
		return Arrays.stream(tissue).map(value -> factor * value).toArray();
	}

	private static double length(final double[] curve) {
		return Math.sqrt(Arrays.stream(curve).map(value -> value * value).sum());
	}

	private static Map<String, Tensor> inputs(final MemoryDesign design, final TimeGrid time, final double[]... tissue) {
		final Map<String, Tensor> inputs = new LinkedHashMap<>(design.scanInputs(aif(time), time.stepS()));
		final float[] curves = new float[tissue.length * time.count()];
		for (int i = 0; i < curves.length; i++)
			curves[i] = (float) tissue[i / time.count()][i % time.count()];
		inputs.put(ResidueDesign.TISSUE, Tensor.of(curves, tissue.length, time.count()));
		return inputs;
	}

	private static Map<String, Tensor> run(final NetworkEngine engine, final Graph graph, final float[] weights, final Map<String, Tensor> inputs) {
		try (GraphNetwork network = engine.open(graph, weights)) {
			return network.run(inputs);
		}
	}

	/** Without training. */
	private static Map<String, Tensor> untrained(final MemoryDesign design, final TimeGrid time, final double[]... tissue) {
		return run(new ReferenceEngine(), design.graph(), design.graph().startingWeights(new RandomStream(1)), inputs(design, time, tissue));
	}

	/** Corrections and biases, too, unlike before training. */
	private static float[] randomWeights(final MemoryDesign design) {
		final RandomStream random = new RandomStream(4);
		final float[] weights = design.graph().startingWeights(random);
		for (int i = 0; i < weights.length; i++)
			weights[i] += (float) random.gaussian(0, 0.2);
		return weights;
	}

	private static double[][] someCurves() {
		final RandomStream random = new RandomStream(9);
		final double[] noise = Arrays.stream(TIME.times()).map(t -> random.gaussian()).toArray();
		final double[] dip = Arrays.stream(aif(TIME)).map(value -> -value).toArray();
		final double[] step = Arrays.stream(TIME.times()).map(t -> t > 30 ? 1 : 0).toArray();
		return new double[][] { normalised(curve(5, 3, 0, 1, 25, TIME).tissue(), TIME), normalised(curve(20, 0.7, 3, 14, 3, TIME).tissue(), TIME), normalised(noise, TIME), dip, step, aif(TIME) };
	}

	/** Numbers of docs/residue.md. */
	@Test
	void theShippedNetworkHasAllItsWeights() {
		final Map<String, Integer> parts = new LinkedHashMap<>();
		MemoryDesign.STANDARD.graph().weights().forEach(weight -> parts.merge(weight.name().substring(0, weight.name().lastIndexOf('.')), Graph.count(weight), Integer::sum));
		final int features = 2 * (12 + 6 + 6 + 6 + 26) + 1 + 7 + 1;
		final int square = 384 * 384 + 384;
		assertEquals(Map.of("body.0", features * 384 + 384, "body.1", square, "body.2", square, "residue.0", square, "residue.correction", 384 * 26 + 26, "delay.correction", 384 + 1, "local_aif.correction", 384 * 6 + 6, "spread.correction",
			384 * 2 + 2), parts);
		assertEquals(503_843, MemoryDesign.STANDARD.graph().parameters());
		assertEquals(18_144, MemoryDesign.STANDARD.scanInputs(aif(TIME), TIME.stepS()).get("memory_curves").shape()[1]);
	}

	/** Curve by curve of the memory: prior times residual sum of squares to the power -(n - 1) / 2. */
	@ParameterizedTest
	@CsvSource({ "1.5, 48, 20", "0.7, 90, 5", "3, 40, 8" })
	void untrainedItGivesThePosteriorMean(final double stepS, final int frames, final double snrDb) {
		final TimeGrid time = new TimeGrid(0, stepS, frames);
		final double[][] tissues = { normalised(curve(6, 2, 0, 3, snrDb, time).tissue(), time), normalised(curve(15, 20, 3, 11, snrDb, time).tissue(), time) };
		final Map<String, Tensor> outputs = untrained(SMALL, time, tissues);
		final PlainMemory plain = new PlainMemory(SMALL, new float[SMALL.graph().parameters()], aif(time), time);
		for (int v = 0; v < tissues.length; v++) {
			final PlainMemory.Found posterior = plain.found(tissues[v], 1);
			assertEquals(10 * posterior.delay(), outputs.get(ResidueDesign.DELAY).values()[v], 1e-3);
			// a little is added, for the inverse of the softplus has no value at 0
			final double[] residue = Arrays.stream(posterior.residue()).map(value -> value / 10 + 1e-3 / 30).toArray();
			for (int i = 0; i < frames; i++)
				assertEquals(PlainMemory.straight(residue, time.time(i)), outputs.get(ResidueDesign.RESIDUE).values()[v * frames + i], 1e-5, "residue function at frame " + i);
			final double[] spread = { posterior.cbfSd() / posterior.cbf() + 0.02, 10 * posterior.delaySd() + 0.02 };
			for (int k = 0; k < 2; k++)
				assertEquals(spread[k], outputs.get(ResidueDesign.SPREAD).values()[2 * v + k], 0.03 * spread[k], "spread " + k);
		}
	}

	/** With weights that are all different from 0: features, layers, and what corrections do. */
	@ParameterizedTest
	@CsvSource({ "1.5, 48, 20", "0.7, 90, 5", "3, 40, 8" })
	void theGraphIsWhatTheFormulasSay(final double stepS, final int frames, final double snrDb) {
		final TimeGrid time = new TimeGrid(0, stepS, frames);
		final double[][] tissues = { normalised(curve(6, 2, 0, 3, snrDb, time).tissue(), time), normalised(curve(15, 20, 3, 11, snrDb, time).tissue(), time) };
		final float[] weights = randomWeights(SMALL);
		final Map<String, Tensor> outputs = run(new ReferenceEngine(), SMALL.graph(), weights, inputs(SMALL, time, tissues));
		final PlainMemory plain = new PlainMemory(SMALL, weights, aif(time), time);
		for (int v = 0; v < tissues.length; v++)
			for (final Map.Entry<String, double[]> expected : plain.run(tissues[v]).entrySet()) {
				final float[] values = outputs.get(expected.getKey()).values();
				final int n = expected.getValue().length;
				assertEquals(tissues.length * n, values.length);
				for (int i = 0; i < n; i++)
					assertEquals(expected.getValue()[i], values[v * n + i], 1e-3 * Math.abs(expected.getValue()[i]) + 1e-5, expected.getKey() + " of curve " + v + " at " + i);
			}
	}

	@ParameterizedTest
	@EnumSource
	void resultsAreFiniteAndPossibleWhateverTheWeightsAndCurves(final Engine engine) {
		final double[][] curves = Arrays.copyOf(someCurves(), 11);
		final int first = someCurves().length;
		final double[] factors = { 0, 1e-12, 1e6, 1e18, 1e30 };
		for (int k = 0; k < factors.length; k++) {
			final double factor = factors[k];
			curves[first + k] = Arrays.stream(curves[k % 2]).map(value -> factor * value).toArray();
		}
		for (final float[] weights : List.of(SMALL.graph().startingWeights(new RandomStream(1)), randomWeights(SMALL))) {
			final Map<String, Tensor> outputs = run(engine.load(), SMALL.graph(), weights, inputs(SMALL, TIME, curves));
			assertEquals(List.of(ResidueDesign.RESIDUE, ResidueDesign.DELAY, ResidueDesign.LOCAL_AIF, ResidueDesign.SPREAD), List.copyOf(outputs.keySet()));
			outputs.forEach((name, tensor) -> {
				assertEquals(curves.length, tensor.shape()[0]);
				for (int i = 0; i < tensor.values().length; i++)
					assertTrue(tensor.values()[i] >= 0 && tensor.values()[i] < 1e3, name + " " + i + " is " + tensor.values()[i]);
			});
			final float[] residue = outputs.get(ResidueDesign.RESIDUE).values();
			for (int i = 1; i < residue.length; i++)
				if (i % TIME.count() > 0) assertTrue(residue[i] <= residue[i - 1] * (1 + 1e-6f), "the residue function rises at " + i);
		}
	}

	@ParameterizedTest
	@EnumSource
	void enginesAgreeWithPlainJava(final Engine engine) {
		final float[] weights = randomWeights(SMALL);
		final Map<String, Tensor> inputs = inputs(SMALL, TIME, someCurves());
		final Map<String, Tensor> expected = run(new ReferenceEngine(), SMALL.graph(), weights, inputs);
		final Map<String, Tensor> actual = run(engine.load(), SMALL.graph(), weights, inputs);
		assertEquals(expected.keySet(), actual.keySet());
		expected.forEach((name, tensor) -> {
			assertArrayEquals(tensor.shape(), actual.get(name).shape(), name);
			// a standard deviation is the root of a difference of squares, of which single precision leaves fewer digits
			final boolean spread = name.equals(ResidueDesign.SPREAD);
			for (int i = 0; i < tensor.values().length; i++)
				assertEquals(tensor.values()[i], actual.get(name).values()[i], spread ? 2e-3 * tensor.values()[i] : 1e-4 * Math.max(1, tensor.values()[i]), name + " " + i);
		});
	}

	@Test
	void theSizeOfACurveDoesNotMatter() {
		final double[] tissue = someCurves()[0];
		final Map<String, Tensor> outputs = run(new ReferenceEngine(), SMALL.graph(), randomWeights(SMALL), inputs(SMALL, TIME, tissue, Arrays.stream(tissue).map(value -> 0.2 * value).toArray(), Arrays.stream(tissue).map(value -> 30 * value)
			.toArray()));
		outputs.forEach((name, tensor) -> {
			final int n = tensor.shape()[1];
			for (int i = 0; i < n; i++) {
				final float expected = tensor.values()[i];
				assertEquals(expected, tensor.values()[n + i], 2e-3 * expected + 1e-5, name);
				assertEquals(expected, tensor.values()[2 * n + i], 2e-3 * expected + 1e-5, name);
			}
		});
	}

	/** Its own grid points are found where little tolerance is given, but for the neighbours that a curve is hardly different from. */
	@ParameterizedTest
	@CsvSource({ "1, 4, 0, 2", "4, 3, 0, 10", "7, 4, 3, 16", "10, 2, 0, 25" })
	void curvesOfTheMemoryAreFound(final int transit, final int shape, final int dispersion, final int delay) {
		final MemoryDesign exact = new MemoryDesign(12, 6, 0.6, 0.01, 16);
		final MemoryGrid grid = new MemoryGrid(12, 6, 0.6);
		final TimeGrid time = new TimeGrid(0, 1, 70);
		final SimulatedCurve curve = curve(grid.mttS(transit), grid.alpha(shape), grid.dispersionS(dispersion), grid.delayS(delay), Double.POSITIVE_INFINITY, time);
		final Map<String, Tensor> outputs = untrained(exact, time, normalised(curve.clean(), time));
		assertEquals(50, cbf(outputs, curve, time), 0.1, "CBF");
		assertEquals(grid.delayS(delay), outputs.get(ResidueDesign.DELAY).values()[0], 0.01, "delay");
		for (int i = 0; i < time.count(); i++)
			assertEquals(curve.localAif()[i], outputs.get(ResidueDesign.LOCAL_AIF).values()[i], 0.01, "local AIF at frame " + i);
	}

	private static double cbf(final Map<String, Tensor> outputs, final SimulatedCurve curve, final TimeGrid time) {
		return 6000 * outputs.get(ResidueDesign.RESIDUE).values()[0] * length(curve.clean()) / length(aif(time));
	}

	/** Any curve, with the shipped settings before training, and hardly another answer with other frames. */
	@ParameterizedTest
	@CsvSource({ "4.5, 5, 0, 1.2", "8, 2, 0, 6", "12, 10, 2.4, 9.6", "18, 1, 0, 15" })
	void framesHardlyMatter(final double mttS, final double alpha, final double dispersionS, final double delayS) {
		final double[] expected = new double[2];
		for (final TimeGrid time : List.of(new TimeGrid(0, 1, 70), new TimeGrid(0, 2, 36), new TimeGrid(0, 0.6, 116))) {
			final SimulatedCurve curve = curve(mttS, alpha, dispersionS, delayS, Double.POSITIVE_INFINITY, time);
			final Map<String, Tensor> outputs = untrained(MemoryDesign.STANDARD, time, normalised(curve.clean(), time));
			final double cbf = cbf(outputs, curve, time);
			final float delay = outputs.get(ResidueDesign.DELAY).values()[0];
			if (time.stepS() == 1) {
				assertEquals(50, cbf, 12);
				assertEquals(delayS, delay, 0.8);
				expected[0] = cbf;
				expected[1] = delay;
			}
			else {
				assertEquals(expected[0], cbf, 5, "CBF, " + time);
				assertEquals(expected[1], delay, 0.7, "delay, " + time);
			}
		}
	}

	@Test
	void bothPartsOfTheSplitAreTheWhole() {
		final Graph graph = SMALL.graph();
		final GraphSplit split = GraphSplit.of(graph);
		final float[] weights = randomWeights(SMALL);
		final Map<String, Tensor> inputs = inputs(SMALL, TIME, someCurves());
		assertEquals(0, split.fixed().parameters());
		assertEquals(graph.parameters(), split.trained().parameters());
		final Map<String, Tensor> whole = run(new ReferenceEngine(), graph, weights, inputs);
		final Map<String, Tensor> handed = run(new ReferenceEngine(), split.fixed(), new float[0], inputs);
		// the memory is in the fixed part alone: what is stored of a curve in training does not grow with it
		handed.values().forEach(tensor -> assertTrue(tensor.values().length < 468 * 6, Arrays.toString(tensor.shape())));
		final Map<String, Tensor> parts = run(new ReferenceEngine(), split.trained(), weights, handed);
		assertEquals(List.copyOf(whole.keySet()), List.copyOf(parts.keySet()));
		whole.forEach((name, tensor) -> {
			for (int i = 0; i < tensor.values().length; i++)
				assertEquals(tensor.values()[i], parts.get(name).values()[i], 1e-4 * tensor.values()[i] + 1e-6, name);
		});
	}

	@Test
	void settingsMakeTheSameDesignAgain() {
		final MemoryDesign design = new MemoryDesign(8, 3, 1.25, 0.05, 32);
		assertEquals(design, ResidueDesigns.of(design.key(), design.settings()));
		assertEquals(MemoryDesign.STANDARD, ResidueDesigns.of("memory", MemoryDesign.STANDARD.settings()));
		assertEquals(MemoryDesign.STANDARD, ResidueDesigns.named("memory"));
		assertEquals(design, ResidueDesigns.named("memory transits=8 shapes=3 delay_step_s=1.25 tolerance=0.05 hidden=32"));
		assertTrue(assertThrows(PerfusionException.class, () -> ResidueDesigns.named("memory heads=4")).getMessage().contains("heads"));
	}

	@ParameterizedTest
	@CsvSource({ "transits, 1", "transits, many", "shapes, 0", "delay_step_s, 0", "delay_step_s, NaN", "delay_step_s, 6", "tolerance, 0", "tolerance, 1", "tolerance, NaN", "hidden, 0", "hidden, 5000" })
	void settingsThatMakeNoDesignAreRefused(final String key, final String value) {
		final Map<String, String> settings = new LinkedHashMap<>(MemoryDesign.STANDARD.settings());
		settings.put(key, value);
		assertThrows(IllegalArgumentException.class, () -> ResidueDesigns.of("memory", settings));
		settings.remove(key);
		assertThrows(IllegalArgumentException.class, () -> ResidueDesigns.of("memory", settings));
	}
}
