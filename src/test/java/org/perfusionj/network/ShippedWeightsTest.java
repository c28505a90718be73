package org.perfusionj.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.BitSet;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.perfusionj.curve.IntervalMeans;
import org.perfusionj.network.aifnet.AifnetModel;
import org.perfusionj.network.aifnet.CellGrid;
import org.perfusionj.network.aifnet.CellSeries;
import org.perfusionj.network.aifnet.InputScaling;
import org.perfusionj.network.aifnet.InstalledAifnet;
import org.perfusionj.network.aifnet.ProbabilityField;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.TestPhantoms;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.phantom.scan.Timing;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** The shipped weights on a piece of a scan: both engines, in tiles, against a network that is computed cell by cell in double precision. */
class ShippedWeightsTest {

	/** Required by issue 4. */
	private static final double TOLERANCE = 1e-4;
	private static final int DEPTH = 3;
	private static final int SIDE = 18;
	/** So small that the piece is several tiles. */
	private static final long TILE_BYTES = 1 << 17;

	private static Parallel parallel;
	private static Phantom phantom;
	private static ConcentrationSeries scan;

	@BeforeAll
	static void make() {
		parallel = Parallel.allCores();
		phantom = TestPhantoms.create(9305, Occlusion.LEFT_M1, new ScanOptions(128, OptionalDouble.of(1.8), OptionalInt.of(DEPTH), OptionalDouble.of(6), OptionalInt.of(45), OptionalDouble.of(1), Timing.REGULAR, 1, 0), 2);
		scan = new Preprocessing().prepare(phantom.series(), PreprocessingSettings.DEFAULTS, parallel, new MonitorLog()).unfiltered();
	}

	@AfterAll
	static void end() {
		parallel.close();
	}

	/** Cells around the vessel that an expert would pick, as the network sees them. */
	private static float[] piece(final AifnetModel model, final Voxel centre) {
		final CellGrid grid = CellGrid.of(scan.slices().grid(), model.input());
		final CellSeries cells = CellSeries.of(scan, grid, parallel, WorkMonitor.SILENT);
		final IntervalMeans means = new IntervalMeans(scan.time().times(), model.input().times(scan.baseline().arrivalS()));
		final int channels = model.input().channels();
		final float[] piece = new float[DEPTH * SIDE * SIDE * channels];
		final double[] curve = new double[scan.time().count()];
		for (int z = 0; z < DEPTH; z++)
			for (int y = 0; y < SIDE; y++)
				for (int x = 0; x < SIDE; x++) {
					final int cell = grid.cell(centre.x() - SIDE / 2 + x, centre.y() - SIDE / 2 + y, z);
					for (int t = 0; t < curve.length; t++)
						curve[t] = cells.curves()[t][cell];
					final double[] frames = means.of(curve);
					final int at = ((z * SIDE + y) * SIDE + x) * channels;
					for (int t = 0; t < frames.length; t++)
						piece[at + t] = InputScaling.enhancement((float) frames[t]);
					piece[at + frames.length] = InputScaling.baseline(cells.baseline()[cell]);
				}
		return piece;
	}

	@ParameterizedTest
	@EnumSource(Vessel.class)
	void theEnginesComputeWhatTheWeightsSay(final Vessel vessel) throws IOException {
		final AifnetModel model = InstalledAifnet.shipped(vessel);
		final Architecture architecture = model.design().architecture(model.input());
		final FieldShape shape = new FieldShape(DEPTH, SIDE, SIDE, model.input().channels());
		final float[] input = piece(model, (vessel == Vessel.AIF ? phantom.truth().aif() : phantom.truth().vof()).expert());

		final double[] expected = new ReferenceNetwork(architecture, model.weights()).output(shape, ReferenceNetwork.doubles(input));
		final float[] onnx = run(EngineKind.ONNX, model, architecture, shape, input);
		final float[] nd4j = run(EngineKind.ND4J, model, architecture, shape, input);

		compare(model, "ONNX Runtime", expected, onnx);
		compare(model, "ND4J", expected, nd4j);
		assertArrayEquals(nd4j, onnx, (float) TOLERANCE);
	}

	private static float[] run(final EngineKind engine, final AifnetModel model, final Architecture architecture, final FieldShape shape, final float[] input) {
		try (TiledNetwork network = new TiledNetwork(new InstalledEngines().find(new EngineChoice(engine, Device.CPU), new MonitorLog()).open(architecture, model.weights()), TILE_BYTES)) {
			return network.run(shape, input, new MonitorLog());
		}
	}

	private static void compare(final AifnetModel model, final String engine, final double[] expected, final float[] logits) {
		double largest = 0;
		double difference = 0;
		for (int i = 0; i < expected.length; i++) {
			largest = Math.max(largest, Math.abs(expected[i]));
			difference = Math.max(difference, Math.abs(expected[i] - logits[i]));
		}
		System.out.printf(Locale.ROOT, "%s, %d weights, %s: outputs up to %.3f, largest difference %.2e%n", model.vessel(), model.weights().length, engine, largest, difference);
		assertEquals(expected.length, logits.length);
		assertTrue(largest > 1, "the weights say something");
		assertTrue(difference <= TOLERANCE * Math.max(1, largest), "outputs differ by " + difference);
		final double[] probability = softmax(expected);
		final BitSet all = new BitSet();
		all.set(0, logits.length);
		final float[] found = ProbabilityField.softmax(logits, all);
		for (int i = 0; i < found.length; i++)
			assertEquals(probability[i], found[i], TOLERANCE);
	}

	private static double[] softmax(final double[] values) {
		double highest = Double.NEGATIVE_INFINITY;
		for (final double value : values)
			highest = Math.max(highest, value);
		double sum = 0;
		final double[] result = new double[values.length];
		for (int i = 0; i < values.length; i++)
			sum += result[i] = Math.exp(values[i] - highest);
		for (int i = 0; i < values.length; i++)
			result[i] /= sum;
		return result;
	}
}
