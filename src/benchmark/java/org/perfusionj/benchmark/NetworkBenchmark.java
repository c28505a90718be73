package org.perfusionj.benchmark;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.perfusionj.network.Architecture;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.InstalledEngines;
import org.perfusionj.network.Layer;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.TiledNetwork;
import org.perfusionj.network.TrainableNetwork;
import org.perfusionj.network.aifnet.AifnetDesign;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.work.WorkMonitor;

/**
 * AIFNet with K layers and 2^(3+k) filters: one forward pass in tiles over a field of 8 layers of cells, and one training step (forward, gradient, new
 * weights) on the field as a whole ({@code mvn -Pbenchmark -Dbenchmark.arguments=NetworkBenchmark test-compile exec:exec}).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class NetworkBenchmark {

	private static final int DEPTH = 8;

	/** Number K of layers before the output. */
	@Param({ "2", "3", "5" })
	public int layers;

	/** Cells along x and y: a scan of 256 x 256 pixels on cells of 1.8 mm and their head box, and each pixel a cell. */
	@Param({ "96", "256" })
	public int side;

	private TrainableNetwork network;
	private TiledNetwork tiled;
	private FieldShape shape;
	private float[] input;
	private float[] weights;

	@Setup
	public void setUp() {
		final Architecture architecture = new AifnetDesign(AifnetKind.PROBABILITY, layers, 3).architecture(InputSpec.DEFAULT);
		weights = weights(architecture);
		final NetworkEngine engine = new InstalledEngines().findForTraining(EngineChoice.AUTO, WorkMonitor.SILENT);
		network = engine.openForTraining(architecture, weights);
		tiled = new TiledNetwork(network);
		shape = new FieldShape(DEPTH, side, side, architecture.channels());
		input = new float[shape.values()];
		final Random random = new Random(2);
		for (int i = 0; i < input.length; i++)
			input[i] = (float) random.nextGaussian();
		System.out.print("[" + engine.description() + "] ");
	}

	private static float[] weights(final Architecture architecture) {
		final Random random = new Random(1);
		final float[] weights = new float[architecture.parameters()];
		int at = 0;
		for (final Layer layer : architecture.layers()) {
			final Layer.Convolution convolution = (Layer.Convolution) layer;
			final double scale = Math.sqrt(2.0 * convolution.outputs() / convolution.parameters());
			for (int i = 0; i < convolution.parameters(); i++)
				weights[at++] = (float) (scale * random.nextGaussian());
		}
		return weights;
	}

	@TearDown
	public void tearDown() {
		tiled.close();
	}

	@Benchmark
	public float[] forward() {
		return tiled.run(shape, input);
	}

	@Benchmark
	public float[] trainingStep() {
		final float[] gradient = network.gradient(network.forward(shape, input));
		network.setWeights(weights);
		return gradient;
	}
}
