package org.perfusionj.network.residue.training;

import java.util.Map;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation.Function;
import org.perfusionj.network.graph.Operation.Reduction;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.residue.ResidueDesign;

/** A network of a few dozen weights with everything that training meets: a fixed part, inputs of the scan, all outputs, a residue head. */
final class SmallDesign implements ResidueDesign {

	private static final int HIDDEN = 6;

	@Override
	public String key() {
		return "small";
	}

	@Override
	public int batch(final int frames) {
		return 100;
	}

	@Override
	public Map<String, String> settings() {
		return Map.of();
	}

	@Override
	public Graph graph() {
		final GraphBuilder graph = new GraphBuilder();
		final Node tissue = graph.input(TISSUE, 2);
		final Node aif = graph.input("aif", 2);
		final Node times = graph.input("times", 2);
		// fixed: centre of gravity of the tissue curve, and its length compared with the AIF
		final Node positive = graph.affine(graph.map(Function.RELU, tissue), 1, 1e-3);
		final Node sum = graph.reduced(Reduction.SUM, positive, 1);
		final Node centre = graph.quotient(graph.reduced(Reduction.SUM, graph.times(positive, times), 1), sum);
		final Node area = graph.quotient(sum, graph.reduced(Reduction.SUM, aif, 1));
		final Node seen = graph.concatenated(1, graph.affine(centre, 0.1, 0), area, graph.reduced(Reduction.LARGEST, tissue, 1));
		final Node hidden = graph.map(Function.TANH, graph.dense("encoder", seen, 3, HIDDEN));
		graph.output(DELAY, graph.affine(graph.map(Function.SOFTPLUS, graph.dense("delay", hidden, HIDDEN, 1)), 10, 0));
		graph.output(LOCAL_AIF, graph.times(aif, graph.map(Function.SIGMOID, graph.dense("aif", hidden, HIDDEN, 1))));
		final Node shape = graph.map(Function.SOFTPLUS, graph.dense("residue", hidden, HIDDEN, 2));
		final Node flow = graph.affine(graph.slice(shape, 1, 0, 1), 0.1, 0.001);
		graph.output(RESIDUE, graph.times(flow, graph.map(Function.EXP, graph.affine(graph.times(graph.slice(shape, 1, 1, 2), times), -0.1, 0))));
		graph.output(SPREAD, graph.affine(graph.map(Function.SOFTPLUS, graph.dense("spread", hidden, HIDDEN, 2)), 1, 0.01));
		return graph.build();
	}

	@Override
	public Map<String, Tensor> scanInputs(final double[] aif, final double stepS) {
		final float[] values = new float[aif.length];
		final float[] times = new float[aif.length];
		for (int i = 0; i < aif.length; i++) {
			values[i] = (float) aif[i];
			times[i] = (float) (i * stepS);
		}
		return Map.of("aif", Tensor.of(values, 1, aif.length), "times", Tensor.of(times, 1, aif.length));
	}
}
