package org.perfusionj.network.residue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Operation.Weight;

/** The network of the paper for one curve, written down as formulas and without a graph: what {@link TransformerDesign} is tested against. */
final class PlainTransformer {

	private final TransformerDesign design;
	private final Map<String, double[]> weights = new HashMap<>();

	PlainTransformer(final TransformerDesign design, final float[] flat) {
		this.design = design;
		int at = 0;
		for (final Weight weight : design.graph().weights()) {
			final double[] values = new double[Graph.count(weight)];
			for (int i = 0; i < values.length; i++)
				values[i] = flat[at + i];
			weights.put(weight.name(), values);
			at += values.length;
		}
	}

	/** @return outputs by name */
	Map<String, double[]> run(final double[] tissue, final double[] aif, final double stepS, final double[][] extraChannels) {
		final double[][] channels = new double[1 + extraChannels.length][];
		channels[0] = tissue;
		System.arraycopy(extraChannels, 0, channels, 1, extraChannels.length);
		final double[][] memory = stack("encoder", embedding("encoder.embedding", channels, stepS), null);
		final Map<String, double[]> outputs = new HashMap<>();
		final double[] delay = head("delay.head", mean(decoder("delay", aif, stepS, memory)), 1);
		outputs.put("delay", new double[] { 10 * softplus(delay[0]) });
		outputs.put("local_aif", samples("local_aif", decoder("local_aif", aif, stepS, memory), aif.length, 1));
		final double[] residue = samples("residue", decoder("residue", aif, stepS, memory), aif.length, 0.1);
		Arrays.sort(residue);
		for (int i = 0; i < residue.length / 2; i++) {
			final double low = residue[i];
			residue[i] = residue[residue.length - 1 - i];
			residue[residue.length - 1 - i] = low;
		}
		outputs.put("residue", residue);
		if (design.spread()) outputs.put("spread", Arrays.stream(head("spread.head", mean(memory), 2)).map(PlainTransformer::softplus).toArray());
		return outputs;
	}

	private double[][] decoder(final String task, final double[] aif, final double stepS, final double[][] memory) {
		return stack(task + ".decoder", embedding(task + ".embedding", new double[][] { aif }, stepS), memory);
	}

	private double[][] embedding(final String name, final double[][] channels, final double stepS) {
		final int frames = channels[0].length;
		final int d = design.width();
		final int kernel = 2 * design.stride() + 1;
		final double[][] tokens = new double[(frames + design.stride() - 1) / design.stride()][d];
		for (int m = 0; m < tokens.length; m++) {
			final double[] time = linear(name + ".time", new double[] { m * design.stride() * stepS / 60, Math.log(stepS) }, d);
			for (int o = 0; o < d; o++) {
				double value = weights.get(name + ".values.bias")[o] + time[o];
				for (int w = 0; w < kernel; w++)
					for (int c = 0; c < channels.length; c++) {
						final int frame = m * design.stride() + w - kernel / 2;
						if (frame >= 0 && frame < frames) value += channels[c][frame] * weights.get(name + ".values.weight")[(w * channels.length + c) * d + o];
					}
				final double angle = m / Math.pow(10000, (o - o % 2) / (double) d);
				tokens[m][o] = value + (o % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
			}
		}
		return tokens;
	}

	private double[][] stack(final String name, final double[][] tokens, final double[][] memory) {
		double[][] now = tokens;
		for (int layer = 1; layer <= design.layers(); layer++) {
			final String part = name + "." + layer;
			now = norm(part + ".norm1", now, attention(part + ".self", now, now));
			if (memory != null) now = norm(part + ".norm2", now, attention(part + ".cross", now, memory));
			final double[][] inner = new double[now.length][];
			for (int m = 0; m < now.length; m++)
				inner[m] = linear(part + ".inner2", Arrays.stream(linear(part + ".inner1", now[m], design.feedForward())).map(x -> Math.max(0, x)).toArray(), design.width());
			now = norm(part + (memory == null ? ".norm2" : ".norm3"), now, inner);
		}
		return norm(name + ".norm", now, new double[now.length][design.width()]);
	}

	private double[][] attention(final String name, final double[][] asking, final double[][] asked) {
		final int d = design.width();
		final int size = d / design.heads();
		final double[][] keys = Arrays.stream(asked).map(token -> linear(name + ".key", token, d)).toArray(double[][]::new);
		final double[][] values = Arrays.stream(asked).map(token -> linear(name + ".value", token, d)).toArray(double[][]::new);
		final double[][] result = new double[asking.length][];
		for (int m = 0; m < asking.length; m++) {
			final double[] query = linear(name + ".query", asking[m], d);
			final double[] found = new double[d];
			for (int h = 0; h < design.heads(); h++) {
				final double[] share = new double[asked.length];
				double sum = 0;
				for (int j = 0; j < asked.length; j++) {
					double score = 0;
					for (int i = h * size; i < (h + 1) * size; i++)
						score += query[i] * keys[j][i];
					share[j] = Math.exp(score / Math.sqrt(size));
					sum += share[j];
				}
				for (int j = 0; j < asked.length; j++)
					for (int i = h * size; i < (h + 1) * size; i++)
						found[i] += share[j] / sum * values[j][i];
			}
			result[m] = linear(name + ".out", found, d);
		}
		return result;
	}

	private double[][] norm(final String name, final double[][] tokens, final double[][] change) {
		final double[][] result = new double[tokens.length][design.width()];
		for (int m = 0; m < tokens.length; m++) {
			double mean = 0;
			for (int i = 0; i < design.width(); i++)
				mean += (tokens[m][i] + change[m][i]) / design.width();
			double variance = 0;
			for (int i = 0; i < design.width(); i++)
				variance += Math.pow(tokens[m][i] + change[m][i] - mean, 2) / design.width();
			for (int i = 0; i < design.width(); i++)
				result[m][i] = (tokens[m][i] + change[m][i] - mean) / Math.sqrt(variance + 1e-5) * weights.get(name + ".scale")[i] + weights.get(name + ".bias")[i];
		}
		return result;
	}

	private double[] samples(final String task, final double[][] tokens, final int frames, final double scale) {
		final double[] samples = new double[frames];
		for (int k = 0; k < frames; k++)
			samples[k] = scale * softplus(head(task + ".head", tokens[k / design.stride()], design.stride())[k % design.stride()]);
		return samples;
	}

	private double[] head(final String name, final double[] values, final int results) {
		return linear(name + ".2", Arrays.stream(linear(name + ".1", values, 16)).map(x -> Math.max(0, x)).toArray(), results);
	}

	private double[] linear(final String name, final double[] values, final int results) {
		final double[] result = weights.get(name + ".bias").clone();
		for (int i = 0; i < values.length; i++)
			for (int o = 0; o < results; o++)
				result[o] += values[i] * weights.get(name + ".weight")[i * results + o];
		return result;
	}

	private static double[] mean(final double[][] tokens) {
		final double[] mean = new double[tokens[0].length];
		for (final double[] token : tokens)
			for (int i = 0; i < mean.length; i++)
				mean[i] += token[i] / tokens.length;
		return mean;
	}

	private static double softplus(final double x) {
		return Math.log1p(Math.exp(x));
	}
}
