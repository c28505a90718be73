package org.perfusionj.network.residue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.EngineKind;
import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.ReferenceGraph;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.GraphSplit;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.simulation.AifWidth;
import org.perfusionj.simulation.CurvePrior;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.simulation.ScanPrior;
import org.perfusionj.simulation.SimulatedCurve;
import org.perfusionj.simulation.SimulatedScan;
import org.perfusionj.simulation.TestCondition;
import org.perfusionj.simulation.TestSets;
import org.perfusionj.simulation.TrainingCurves;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** The network that comes with this software: what it is, whether all engines compute what its weights say, and whether its answers are better than those of deconvolutions. */
class ShippedResidueTest {

	/** Required by issue 5. */
	private static final long LARGEST_FILE = 15_000_000;
	/** Of the largest value of an output, where the comparison with the memory has been done. */
	private static final double TOLERANCE = 1e-4;
	/** The comparison is a small difference of large numbers to the power of half the frames: single precision leaves three digits of a posterior mean. */
	private static final double COMPARED = 1e-3;
	/** A standard deviation is the root of a difference of squares, of which fewer are left. */
	private static final double SPREAD = 3e-3;
	private static final int CURVES = 300;
	private static final long SEED = 5;

	private static Parallel parallel;
	private static ResidueModel model;

	@BeforeAll
	static void load() {
		parallel = Parallel.allCores();
		model = InstalledResidue.shipped();
	}

	@AfterAll
	static void end() {
		parallel.close();
	}

	@Test
	void itIsSmallAndSaysWhereItComesFrom() throws IOException {
		try (InputStream stream = InstalledResidue.class.getResourceAsStream("default.residue")) {
			assertTrue(stream.readAllBytes().length <= LARGEST_FILE, "size of the file");
		}
		assertEquals("memory", model.design().key());
		for (final String count : new String[] { "seed", "curves_seed", "curves_seen", "different_curves", "training_seconds" })
			assertTrue(Double.parseDouble(model.facts().get(count)) > 0, count + " " + model.facts());
		assertTrue(model.facts().get("coverage").matches("CBF \\d+\\.\\d %, BAD \\d+\\.\\d %"), model.facts().get("coverage"));
		assertTrue(model.facts().get("software").startsWith("PerfusionJ "));
		assertTrue(ResidueMethod.estimatesSpread(model));
	}

	/** Of a number that no training curve has. */
	private static SimulatedScan scan(final double stepS, final double durationS, final int curves) {
		return new TrainingCurves(CurvePrior.broad(List.of(AifWidth.values())).withScan(ScanPrior.fixed(stepS, durationS)), CurveSimulator.STANDARD, SEED).scan(1L << 40, curves);
	}

	@ParameterizedTest
	@CsvSource({ "0.8, 72", "1.9, 90" })
	void theEnginesComputeWhatTheWeightsSay(final double stepS, final double durationS) {
		final SimulatedScan scan = scan(stepS, durationS, 32);
		final NormalisedScan seen = new NormalisedScan(scan.curves().get(0).aif(), stepS);
		final float[] curves = new float[scan.curves().size() * seen.frames()];
		for (int i = 0; i < scan.curves().size(); i++)
			assertTrue(seen.normalise(scan.curves().get(i).tissue(), curves, i * seen.frames()) > 0);
		final Map<String, Tensor> inputs = new LinkedHashMap<>(model.design().scanInputs(seen.aif(), stepS));
		inputs.put(ResidueDesign.TISSUE, Tensor.of(curves, scan.curves().size(), seen.frames()));

		final GraphSplit split = GraphSplit.of(model.design().graph());
		final Map<String, Tensor> handed = new ReferenceGraph(split.fixed(), new float[0]).run(inputs);
		final Map<String, Tensor> expected = new ReferenceGraph(split.trained(), model.weights()).run(handed);
		compare("trained part", expected, run(EngineKind.ONNX, split.trained(), handed), run(EngineKind.ND4J, split.trained(), handed), TOLERANCE, TOLERANCE);
		compare("network", expected, run(EngineKind.ONNX, model.design().graph(), inputs), run(EngineKind.ND4J, model.design().graph(), inputs), COMPARED, SPREAD);
	}

	private static Map<String, Tensor> run(final EngineKind engine, final Graph graph, final Map<String, Tensor> inputs) {
		try (GraphNetwork network = new InstalledEngines().find(new EngineChoice(engine, Device.CPU), new MonitorLog()).open(graph, model.weights())) {
			return network.run(inputs);
		}
	}

	private static void compare(final String what, final Map<String, Tensor> plain, final Map<String, Tensor> onnx, final Map<String, Tensor> nd4j, final double tolerance, final double ofSpread) {
		compare(what + ", ONNX Runtime and plain Java", plain, onnx, tolerance, ofSpread);
		compare(what + ", ND4J and plain Java", plain, nd4j, tolerance, ofSpread);
		compare(what + ", ONNX Runtime and ND4J", nd4j, onnx, tolerance, ofSpread);
	}

	private static void compare(final String which, final Map<String, Tensor> expected, final Map<String, Tensor> found, final double tolerance, final double ofSpread) {
		assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
		expected.forEach((name, tensor) -> {
			assertArrayEquals(tensor.shape(), found.get(name).shape(), name);
			double largest = 0;
			double difference = 0;
			for (int i = 0; i < tensor.values().length; i++) {
				largest = Math.max(largest, Math.abs(tensor.values()[i]));
				difference = Math.max(difference, Math.abs(tensor.values()[i] - found.get(name).values()[i]));
			}
			System.out.printf(Locale.ROOT, "%s, %s: values up to %.3g, largest difference %.2e of that%n", which, name, largest, difference / largest);
			assertTrue(largest > 0, name + " says something");
			assertTrue(difference <= (name.equals(ResidueDesign.SPREAD) ? ofSpread : tolerance) * largest, which + " differ by " + difference + " in " + name + ", whose largest value is " + largest);
		});
	}

	/**
	 * Errors of one method.
	 *
	 * @param cbf root of the mean square, ml/100 g/min
	 * @param bad the same of the delay, s
	 */
	private record Errors(double cbf, double bad) {
	}

	private static PerfusionMethod network(final EngineChoice choice) {
		return new InstalledResidue(new InstalledEngines()).find(new ResidueRequest(Optional.empty(), choice, Uncertainty.REQUIRED, 1, 1), new MonitorLog());
	}

	private static Errors errors(final PerfusionMethod method, final SimulatedCurve[] curves) {
		final double[] cbf = new double[curves.length];
		final double[] bad = new double[curves.length];
		parallel.forEach(curves.length, WorkMonitor.SILENT, i -> {
			final SimulatedCurve curve = curves[i];
			try (PerfusionMethod.Prepared prepared = method.prepare(curve.aif(), curve.parameters().time())) {
				final EstimateBlock out = new EstimateBlock(prepared.maps(), 1, curve.tissue().length, false, prepared.estimatesLocalAif());
				prepared.newEstimator(1).estimate(block(curve.tissue()), 1, out);
				final PerfusionMap delay = prepared.maps().contains(PerfusionMap.BAD) ? PerfusionMap.BAD : PerfusionMap.TMAX;
				cbf[i] = out.values(PerfusionMap.CBF)[0] - curve.parameters().cbf();
				bad[i] = out.values(delay)[0] - curve.parameters().delayS();
			}
		});
		return new Errors(rootMeanSquare(cbf), rootMeanSquare(bad));
	}

	private static double rootMeanSquare(final double[] errors) {
		return Math.sqrt(Arrays.stream(errors).map(error -> error * error).average().orElseThrow());
	}

	private static float[][] block(final double[]... curves) {
		final float[][] block = new float[curves[0].length][curves.length];
		for (int v = 0; v < curves.length; v++)
			for (int t = 0; t < block.length; t++)
				block[t][v] = (float) curves[v][t];
		return block;
	}

	@Test
	void itsErrorsAreFarBelowThoseOfDeconvolutions() {
		final TestCondition condition = TestSets.conditions(AifWidth.CALIBRATED).stream().filter(one -> one.set() == 1 && one.value().equals("20")).findFirst().orElseThrow();
		final SimulatedCurve[] curves = new SimulatedCurve[CURVES];
		for (int i = 0; i < CURVES; i++)
			curves[i] = condition.curve(CurveSimulator.STANDARD, SEED, i);
		final Errors network;
		try (PerfusionMethod method = network(EngineChoice.on(Device.CPU))) {
			network = errors(method, curves);
		}
		System.out.printf(Locale.ROOT, "network: CBF %.2f ml/100 g/min, BAD %.3f s%n", network.cbf, network.bad);
		for (final Algorithm algorithm : new Algorithm[] { Algorithm.OSVD, Algorithm.TIKHONOV }) {
			final Errors other = errors(new DeconvolutionMethod(DeconvolutionSettings.of(algorithm).withKappa(1), 1), curves);
			System.out.printf(Locale.ROOT, "%s: CBF %.2f ml/100 g/min, BAD %.3f s%n", algorithm.key(), other.cbf, other.bad);
			assertTrue(network.cbf < 0.75 * other.cbf, "CBF: " + network.cbf + " and " + other.cbf + " of " + algorithm.key());
			assertTrue(network.bad < 0.2 * other.bad, "BAD: " + network.bad + " and " + other.bad + " of " + algorithm.key());
		}
	}

	@Test
	void noAnswerIsImpossibleWhateverTheCurve() {
		final SimulatedScan scan = scan(1.5, 75, 40);
		final TimeGrid time = scan.time();
		final RandomStream random = new RandomStream(SEED);
		final double[] tissue = scan.curves().get(0).tissue();
		final double[][] curves = new double[60][];
		for (int i = 0; i < curves.length; i++)
			curves[i] = i < 40 ? scan.curves().get(i).tissue() : Arrays.stream(time.times()).map(t -> random.gaussian()).toArray();
		curves[50] = new double[time.count()];
		curves[51] = scaled(tissue, -1);
		curves[52] = Arrays.stream(time.times()).map(t -> -3).toArray();
		curves[53] = scaled(tissue, 1e6);
		curves[54] = scaled(tissue, 1e30);
		curves[55] = scaled(tissue, 1e-6);
		curves[56] = Arrays.stream(time.times()).map(t -> 5).toArray();
		curves[57] = new double[time.count()];
		curves[57][time.count() - 1] = 40;
		curves[58] = new double[time.count()];
		curves[58][0] = 40;
		curves[59] = scan.curves().get(0).aif();

		final EstimateBlock out;
		try (PerfusionMethod method = network(EngineChoice.on(Device.CPU)); PerfusionMethod.Prepared prepared = method.prepare(scan.curves().get(0).aif(), time)) {
			out = new EstimateBlock(prepared.maps(), curves.length, time.count(), true, true);
			prepared.newEstimator(curves.length).estimate(block(curves), curves.length, out);
		}

		for (int v = 0; v < curves.length; v++) {
			for (final PerfusionMap map : new PerfusionMap[] { PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD })
				assertPossible(out.values(map)[v], map + " of curve " + v);
			for (int t = 0; t < time.count(); t++) {
				assertPossible(out.localAif()[t][v], "local AIF of curve " + v + " at frame " + t);
				assertPossible(out.residue()[t][v], "residue function of curve " + v + " at frame " + t);
				if (t > 0) assertTrue(out.residue()[t][v] <= out.residue()[t - 1][v] * (1 + 1e-6f), "the residue function of curve " + v + " rises at frame " + t);
			}
			assertEquals(out.residue()[0][v] * 6000, out.values(PerfusionMap.CBF)[v], 1e-5 * out.values(PerfusionMap.CBF)[v], "CBF is the first value of the residue function");
		}
		assertTrue(out.values(PerfusionMap.CBF)[0] > 0);
		assertEquals(0, out.values(PerfusionMap.CBF)[50]);
		assertEquals(1e6, out.values(PerfusionMap.CBF)[53] / out.values(PerfusionMap.CBF)[0], 1e4);
	}

	private static double[] scaled(final double[] curve, final double factor) {
		return Arrays.stream(curve).map(value -> factor * value).toArray();
	}

	private static void assertPossible(final float value, final String what) {
		assertTrue(value >= 0 && value < Float.POSITIVE_INFINITY, what + " is " + value);
	}
}
