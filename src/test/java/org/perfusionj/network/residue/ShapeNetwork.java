package org.perfusionj.network.residue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.perfusionj.deconvolution.Reconstruction;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Tensor;

/**
 * A network that knows the shape of all residue functions and that all local AIFs are half the global one, so that its answers are right for curves of
 * that shape and any size.
 */
final class ShapeNetwork implements GraphNetwork {

	/** Delay of every curve, s. */
	static final float DELAY_S = 2.5f;
	/** Standard deviation of ln CBF. */
	static final float LN_CBF_SD = 0.125f;
	/** Standard deviation of the delay, s. */
	static final float DELAY_SD_S = 0.5f;

	private final ResidueDesign design;
	private final double meanTransitS;
	private final double[] aif;
	private final double stepS;
	private final AtomicInteger open;

	ShapeNetwork(final ResidueDesign design, final double meanTransitS) {
		this(design, meanTransitS, null, Double.NaN, new AtomicInteger());
	}

	private ShapeNetwork(final ResidueDesign design, final double meanTransitS, final double[] aif, final double stepS, final AtomicInteger open) {
		this.design = design;
		this.meanTransitS = meanTransitS;
		this.aif = aif;
		this.stepS = stepS;
		this.open = open;
	}

	/** A design that hands the AIF and the interval to a {@link ShapeNetwork}; its graph cannot estimate anything. */
	record Design(boolean spread) implements ResidueDesign {

		@Override
		public int batch(final int frames) {
			return 7;
		}

		@Override
		public String key() {
			return "shape";
		}

		@Override
		public Map<String, String> settings() {
			return Map.of("spread", Boolean.toString(spread));
		}

		@Override
		public Graph graph() {
			final GraphBuilder graph = new GraphBuilder();
			final Node tissue = graph.input(TISSUE, 2);
			graph.input("aif", 2);
			graph.input("step", 1);
			for (final String output : new String[] { DELAY, LOCAL_AIF, RESIDUE })
				graph.output(output, graph.affine(tissue, 1, 0));
			if (spread) graph.output(SPREAD, graph.affine(tissue, 1, 0));
			return graph.build();
		}

		@Override
		public Map<String, Tensor> scanInputs(final double[] aif, final double stepS) {
			final float[] values = new float[aif.length];
			for (int i = 0; i < values.length; i++)
				values[i] = (float) aif[i];
			return Map.of("aif", Tensor.of(values, 1, values.length), "step", Tensor.of(new float[] { (float) stepS }, 1));
		}
	}

	/** @return exp(-t/MTT) at lags 0, dt, ... */
	static double[] shape(final int count, final double stepS, final double meanTransitS) {
		final double[] shape = new double[count];
		for (int k = 0; k < count; k++)
			shape[k] = Math.exp(-k * stepS / meanTransitS);
		return shape;
	}

	/** @return networks with fixed inputs that are not closed */
	int open() {
		return open.get();
	}

	@Override
	public Graph graph() {
		return design.graph();
	}

	@Override
	public GraphNetwork with(final Map<String, Tensor> inputs) {
		if (!inputs.keySet().equals(Set.of("aif", "step"))) throw new IllegalArgumentException(inputs.keySet() + " is not what the design gives");
		open.incrementAndGet();
		final float[] values = inputs.get("aif").values();
		final double[] given = new double[values.length];
		for (int i = 0; i < given.length; i++)
			given[i] = values[i];
		return new ShapeNetwork(design, meanTransitS, given, inputs.get("step").values()[0], open);
	}

	@Override
	public Map<String, Tensor> run(final Map<String, Tensor> inputs) {
		final Tensor tissue = inputs.get(ResidueDesign.TISSUE);
		final int count = tissue.shape()[0];
		final int n = tissue.shape()[1];
		final double[] shape = shape(n, stepS, meanTransitS);
		final double factor = length(aif) / length(new Reconstruction(stepS, 1).curve(half(), shape, DELAY_S));
		final float[] delay = new float[count];
		final float[] local = new float[count * n];
		final float[] residue = new float[count * n];
		final float[] spread = new float[count * 2];
		for (int v = 0; v < count; v++) {
			delay[v] = DELAY_S;
			spread[2 * v] = LN_CBF_SD;
			spread[2 * v + 1] = DELAY_SD_S;
			for (int k = 0; k < n; k++) {
				local[v * n + k] = (float) (aif[k] / 2);
				residue[v * n + k] = (float) (factor * shape[k]);
			}
		}
		final Map<String, Tensor> results = new LinkedHashMap<>(Map.of(ResidueDesign.DELAY, Tensor.of(delay, count, 1), ResidueDesign.LOCAL_AIF, Tensor.of(local, count, n), ResidueDesign.RESIDUE, Tensor.of(residue, count, n)));
		if (graph().outputs().containsKey(ResidueDesign.SPREAD)) results.put(ResidueDesign.SPREAD, Tensor.of(spread, count, 2));
		return results;
	}

	private double[] half() {
		final double[] half = aif.clone();
		for (int i = 0; i < half.length; i++)
			half[i] /= 2;
		return half;
	}

	private static double length(final double[] curve) {
		double squares = 0;
		for (final double value : curve)
			squares += value * value;
		return Math.sqrt(squares);
	}

	@Override
	public void close() {
		open.decrementAndGet();
	}
}
