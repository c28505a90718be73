package org.perfusionj.network.residue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.Deconvolution;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.Lambda;
import org.perfusionj.deconvolution.MatrixForm;
import org.perfusionj.network.ReferenceEngine;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.simulation.RandomStream;

/** The network of the paper and its relatives. */
class TransformerDesignTest {

	/** Numbers of docs/residue.md. */
	@Test
	void theNetworkOfThePaperHasAllItsWeights() {
		final Map<String, Integer> parts = new LinkedHashMap<>();
		TransformerDesign.PAPER.graph().weights().forEach(weight -> parts.merge(weight.name().substring(0, weight.name().indexOf('.')), Graph.count(weight), Integer::sum));
		final int embedding = 3 * 64 + 64 + 2 * 64 + 64;
		final int attention = 4 * (64 * 64 + 64);
		final int feedForward = 64 * 256 + 256 + 256 * 64 + 64;
		final int norm = 2 * 64;
		final int encoder = embedding + 3 * (attention + feedForward + 2 * norm) + norm;
		final int decoder = embedding + 3 * (2 * attention + feedForward + 3 * norm) + norm;
		final int head = 64 * 16 + 16 + 16 + 1;
		assertEquals(Map.of("encoder", encoder, "delay", decoder + head, "local_aif", decoder + head, "residue", decoder + head), parts);
		assertEquals(756_195, TransformerDesign.PAPER.graph().parameters());
	}

	private static Stream<TransformerDesign> designs() {
		return Stream.of(new TransformerDesign(8, 4, 2, 12, 1, List.of(), false), new TransformerDesign(12, 3, 1, 20, 1, List.of(0.05, 0.3), true), new TransformerDesign(8, 2, 1, 16, 2, List.of(), true), new TransformerDesign(8, 2, 2, 16, 4, List.of(
			0.1), false));
	}

	/** Scans of two lengths, so that the last token of a strided design stands for fewer frames than others. */
	@ParameterizedTest
	@MethodSource("designs")
	void theGraphIsWhatTheFormulasSay(final TransformerDesign design) {
		final RandomStream random = new RandomStream(5);
		final float[] weights = design.graph().startingWeights(random);
		// biases that are 0 could not be seen missing
		for (int i = 0; i < weights.length; i++)
			weights[i] += (float) random.gaussian(0, 0.05);
		try (GraphNetwork network = new ReferenceEngine().open(design.graph(), weights)) {
			for (final TimeGrid time : new TimeGrid[] { new TimeGrid(0, 1, 21), new TimeGrid(0, 2.5, 16) }) {
				final double[] aif = aif(time);
				final double[][] tissue = tissue(time, 3);
				final Map<String, Tensor> results;
				try (GraphNetwork ready = network.with(design.scanInputs(aif, time.stepS()))) {
					results = ready.run(Map.of(ResidueDesign.TISSUE, together(tissue)));
				}
				assertEquals(design.spread() ? 4 : 3, results.size());
				for (int v = 0; v < tissue.length; v++)
					for (final Map.Entry<String, double[]> expected : new PlainTransformer(design, weights).run(tissue[v], aif, time.stepS(), deconvolved(design, aif, time.stepS(), tissue[v])).entrySet()) {
						final Tensor result = results.get(expected.getKey());
						final int n = expected.getValue().length;
						assertArrayEquals(new int[] { 3, n }, result.shape(), expected.getKey());
						for (int i = 0; i < n; i++)
							assertEquals(expected.getValue()[i], result.values()[v * n + i], 2e-4 * Math.abs(expected.getValue()[i]) + 1e-5, expected.getKey() + " of curve " + v + " at " + i);
					}
			}
		}
	}

	/** By the deconvolution itself, curve by curve. */
	static double[][] deconvolved(final TransformerDesign design, final double[] aif, final double stepS, final double[] tissue) {
		return design.deconvolutions().stream().map(strength -> {
			final DeconvolutionSettings settings = DeconvolutionSettings.of(Algorithm.TIKHONOV).withMatrix(MatrixForm.CIRCULANT).withLambda(Lambda.fixed(strength)).withKappa(1);
			return Arrays.stream(new Deconvolution(aif, stepS, settings).deconvolve(tissue).values(), 0, tissue.length).map(r -> 10 * r).toArray();
		}).toArray(double[][]::new);
	}

	private static double[] aif(final TimeGrid time) {
		return Arrays.stream(time.times()).map(t -> Math.pow(t / 4.5, 3) * Math.exp(3 - t / 1.5)).toArray();
	}

	private static double[][] tissue(final TimeGrid time, final int count) {
		final RandomStream random = new RandomStream(8);
		final double[][] tissue = new double[count][];
		for (int v = 0; v < count; v++) {
			final double wide = 3 + 2 * v;
			tissue[v] = Arrays.stream(time.times()).map(t -> t / wide * Math.exp(1 - t / wide) + random.gaussian(0, 0.1)).toArray();
		}
		return tissue;
	}

	private static Tensor together(final double[][] curves) {
		final float[] values = new float[curves.length * curves[0].length];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) curves[i / curves[0].length][i % curves[0].length];
		return Tensor.of(values, curves.length, curves[0].length);
	}

	/** Half a second of a core at most, and more curves of shorter scans. */
	@Test
	void slowNetworksTakeFewCurvesAtATime() {
		assertEquals(16, TransformerDesign.PAPER.batch(80));
		assertEquals(256, new TransformerDesign(16, 2, 1, 32, 4, List.of(), false).batch(60));
		assertEquals(1, new TransformerDesign(1024, 16, 12, 4096, 1, List.of(), false).batch(150));
	}

	@Test
	void settingsMakeTheSameDesignAgain() {
		final TransformerDesign design = new TransformerDesign(32, 2, 1, 48, 3, List.of(0.05, 0.2), true);
		assertEquals(design, ResidueDesigns.of(design.key(), design.settings()));
		assertEquals(TransformerDesign.PAPER, ResidueDesigns.of("transformer", TransformerDesign.PAPER.settings()));
	}

	@Test
	void settingsThatMakeNoDesignAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> ResidueDesigns.of("magic", TransformerDesign.PAPER.settings()));
		for (final String[] change : new String[][] { { "width", "65" }, { "width", "many" }, { "heads", "0" }, { "layers", "0" }, { "feed_forward", "-1" }, { "stride", "9" }, { "deconvolutions", "2" }, { "deconvolutions", "a,b" }, { "spread", "maybe" } }) {
			final Map<String, String> settings = new LinkedHashMap<>(TransformerDesign.PAPER.settings());
			settings.put(change[0], change[1]);
			assertThrows(IllegalArgumentException.class, () -> ResidueDesigns.of("transformer", settings), String.join("=", change));
			settings.remove(change[0]);
			assertThrows(IllegalArgumentException.class, () -> ResidueDesigns.of("transformer", settings), "without " + change[0]);
		}
	}
}
