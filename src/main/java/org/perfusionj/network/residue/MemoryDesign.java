package org.perfusionj.network.residue;

import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation.Function;
import org.perfusionj.network.graph.Operation.Reduction;
import org.perfusionj.network.graph.Operation.Start;
import org.perfusionj.network.graph.Tensor;

/**
 * Attention over simulated curves, and a small trained network behind it. The AIF branch has no weights: it simulates, once for a scan, the tissue curves that this
 * AIF would make ({@link SimulatedMemory}). A tissue curve is compared with all of them; the softmax of the logarithm of how likely each is, its height and the
 * noise being unknown, is an attention whose result is the posterior mean of what is known of the curves. Trained layers then correct what the grid of the
 * memory, its interpolated AIF and the form of the noise get wrong, and estimate how sure the result is. It is the same for any number and interval of frames.
 *
 * @param transits mean transit times of the memory
 * @param shapes shapes of residue functions (alpha) of the memory
 * @param delayStepS step of its delays, s
 * @param tolerance part of the length of a curve by which the best curve of the memory may miss it, for the grid is not infinitely fine
 * @param hidden width of the trained layers
 */
public record MemoryDesign(int transits, int shapes, double delayStepS, double tolerance, int hidden) implements ResidueDesign {

	/** Name of this kind of design. */
	public static final String KEY = "memory";
	/** The network that comes with this software. */
	public static final MemoryDesign STANDARD = new MemoryDesign(12, 6, 0.6, 0.08, 384);

	private static final String KEYS = "memory_curves";
	private static final String PRIORS = "memory_priors";
	private static final String VALUES = "memory_values";
	private static final String LOCAL_AIFS = "memory_local_aifs";
	private static final String LAGS_TO_FRAMES = "lags_to_frames";
	private static final String FREEDOM = "freedom";
	private static final String SCAN = "scan";

	private static final int BATCH = 64;
	/** Numbers that describe frames and AIF. */
	private static final int SCAN_FEATURES = 7;
	/** What the numbers that describe a scan are divided by, which brings those of usual scans near 1, or their logarithm near 0. */
	private static final double TYPICAL_DURATION_S = 80;
	private static final double TYPICAL_FRAMES = 70;
	private static final double TYPICAL_AREA_S = 10;
	private static final double TYPICAL_MEAN_S = 20;
	private static final double TYPICAL_WIDTH_S = 5;
	private static final double TYPICAL_SQUARES_S = 4;
	/** Numbers that the trained layers see of an attention beside shares and residue function: delay, CBF and their standard deviations, correlation of the two, CBV. */
	private static final int MOMENT_FEATURES = 6;
	/** A second, blunter attention sees beyond the nearest curves. */
	private static final double BLUNT = 0.25;
	/** Its square must be well above the rounding of a sum of products in single precision. */
	private static final double LEAST_TOLERANCE = 0.005;
	/** Keeps roots, and what is divided by them, from 0. */
	private static final double LEAST_VARIANCE = 1e-6;
	/** Keeps logarithms finite. */
	private static final double LEAST = 1e-4;
	/** Brings shares of classes to the size of the other features. */
	private static final double CLASS_GAIN = 3;
	/** Logarithms of standard deviations, and of what is not explained, range over many times more than the other features. */
	private static final double LOG_SD_GAIN = 0.3;
	/** Part of CBF, and of a second of delay, that the standard deviations of the memory are never below. */
	private static final double LEAST_SD = 0.02;
	/** Softplus of it is near 1: spreads begin as the memory has them. */
	private static final double SPREAD_START = 0.5;
	/** How sharp the softplus is that keeps delays from being negative, 1/s. */
	private static final double DELAY_SHARPNESS = 10;
	/** Residue functions are corrected where the softplus is neither flat nor straight. */
	private static final double RESIDUE_SHARPNESS = 3;
	/** The inverse of the softplus has no value at 0. */
	private static final double LEAST_RESIDUE = 1e-3;

	/** @throws IllegalArgumentException if a number is impossible */
	public MemoryDesign {
		new MemoryGrid(transits, shapes, delayStepS);
		if (!(tolerance >= LEAST_TOLERANCE && tolerance < 1)) throw new IllegalArgumentException("The tolerance is a part of the length of a curve, " + LEAST_TOLERANCE + " to below 1, not " + tolerance + ".");
		if (hidden < 1 || hidden > 4096) throw new IllegalArgumentException("The trained layers need a width of 1 to 4096, not " + hidden + ".");
	}

	/**
	 * @param settings as {@link #settings} gives them
	 * @return the design
	 * @throws IllegalArgumentException if one is missing or impossible
	 */
	public static MemoryDesign of(final Map<String, String> settings) {
		return new MemoryDesign(DesignSettings.number(settings, "transits"), DesignSettings.number(settings, "shapes"), Double.parseDouble(DesignSettings.text(settings, "delay_step_s")), Double.parseDouble(DesignSettings.text(settings,
			"tolerance")), DesignSettings.number(settings, "hidden"));
	}

	private MemoryGrid grid() {
		return new MemoryGrid(transits, shapes, delayStepS);
	}

	@Override
	public String key() {
		return KEY;
	}

	@Override
	public Map<String, String> settings() {
		final Map<String, String> settings = new LinkedHashMap<>();
		settings.put("transits", Integer.toString(transits));
		settings.put("shapes", Integer.toString(shapes));
		settings.put("delay_step_s", Double.toString(delayStepS));
		settings.put("tolerance", Double.toString(tolerance));
		settings.put("hidden", Integer.toString(hidden));
		return settings;
	}

	@Override
	public int batch(final int frames) {
		return BATCH;
	}

	@Override
	public Map<String, Tensor> scanInputs(final double[] aif, final double stepS) {
		final SimulatedMemory memory = new SimulatedMemory(grid(), aif, stepS);
		final Map<String, Tensor> inputs = new LinkedHashMap<>();
		inputs.put(KEYS, memory.keys());
		inputs.put(PRIORS, memory.priors());
		inputs.put(VALUES, memory.values());
		inputs.put(LOCAL_AIFS, memory.localAifs());
		inputs.put(LAGS_TO_FRAMES, SimulatedMemory.lagsToFrames(aif.length, stepS));
		inputs.put(FREEDOM, Tensor.of(new float[] { (aif.length - 1) / 2f }, 1, 1));
		inputs.put(SCAN, Tensor.of(describe(aif, stepS), 1, SCAN_FEATURES));
		return inputs;
	}

	/** Numbers near 1 that say how the scan was made and what the AIF looks like. */
	private static float[] describe(final double[] aif, final double stepS) {
		double area = 0;
		double moment = 0;
		double squares = 0;
		int high = 0;
		for (int i = 0; i < aif.length; i++) {
			area += aif[i] * stepS;
			moment += aif[i] * i * stepS * stepS;
			squares += aif[i] * aif[i] * stepS;
			if (aif[i] > 0.5) high++;
		}
		return new float[] { (float) Math.log(stepS), (float) Math.log(aif.length * stepS / TYPICAL_DURATION_S), (float) Math.log(aif.length / TYPICAL_FRAMES), (float) (area / TYPICAL_AREA_S), (float) (area > 0 ? moment / area / TYPICAL_MEAN_S : 0),
			(float) (high * stepS / TYPICAL_WIDTH_S), (float) Math.log(squares / TYPICAL_SQUARES_S) };
	}

	@Override
	public Graph graph() {
		return new Layers().build();
	}

	/** The graph while it is put together. */
	private final class Layers {

		private final GraphBuilder graph = new GraphBuilder();
		private final int classes = SimulatedMemory.classes(grid());
		private final int lags = SimulatedMemory.lags();
		private final Node values = graph.input(VALUES, 2);

		/** What an attention finds: rows of averages, and from them means and standard deviations. */
		private record Found(Node shares, Node delay, Node delaySd, Node cbf, Node cbfSd, Node cbv, Node together, Node residue) {
		}

		Graph build() {
			final Node tissue = graph.input(TISSUE, 2);
			final Node length = graph.map(Function.SQRT, graph.affine(graph.reduced(Reduction.SUM, graph.times(tissue, tissue), -1), 1, LEAST_VARIANCE));
			final Node likeness = graph.map(Function.RELU, graph.product(graph.quotient(tissue, length), graph.input(KEYS, 2)));
			final Node explained = graph.times(likeness, likeness);
			final Node best = graph.reduced(Reduction.LARGEST, explained, -1);
			// the height of the curve and the variance of the noise are integrated out: the residual sum of squares to the power -(n - 1) / 2
			final Node missed = graph.affine(explained, -1, 1 + tolerance * tolerance);
			final Node likelihood = graph.difference(graph.input(PRIORS, 2), graph.times(graph.map(Function.LOG, missed), graph.input(FREEDOM, 2)));
			// of a noisy curve only a part of the length is the bolus
			final Node height = graph.map(Function.SQRT, best);
			final Found sharp = found(graph.softmax(likelihood), height);
			final Found blunt = found(graph.softmax(graph.affine(likelihood, BLUNT, 0)), height);
			final Node unexplained = graph.affine(graph.map(Function.LOG, graph.affine(best, -1, 1 + LEAST)), LOG_SD_GAIN, 0);
			// times 0: a row for each curve
			final Node scan = graph.sum(graph.affine(best, 0, 0), graph.input(SCAN, 2));
			final Node difference = graph.map(Function.LOG, graph.quotient(graph.affine(blunt.cbf, 1, LEAST), graph.affine(sharp.cbf, 1, LEAST)));
			final Node features = graph.concatenated(1, features(sharp), features(blunt), unexplained, scan, difference);

			final int width = 2 * (classes + MOMENT_FEATURES + lags) + 2 + SCAN_FEATURES;
			final Node body = hidden("body.2", hidden("body.1", hidden("body.0", features, width, hidden), hidden, hidden), hidden, hidden);
			residue(body, sharp);
			final Node delay = graph.sum(graph.affine(sharp.delay, SimulatedMemory.DELAY_UNIT_S, 0), correction("delay", body, 1));
			graph.output(DELAY, graph.affine(graph.map(Function.SOFTPLUS, graph.affine(delay, DELAY_SHARPNESS, 0)), 1 / DELAY_SHARPNESS, 0));
			final Node dispersions = graph.slice(sharp.shares, 1, transits + shapes, classes);
			final Node mixture = graph.softmax(graph.sum(graph.map(Function.LOG, graph.affine(dispersions, 1, LEAST)), correction("local_aif", body, grid().dispersions())));
			graph.output(LOCAL_AIF, graph.product(mixture, graph.input(LOCAL_AIFS, 2)));
			final Node known = graph.concatenated(1, graph.affine(graph.quotient(sharp.cbfSd, graph.affine(sharp.cbf, 1, LEAST)), 1, LEAST_SD), graph.affine(sharp.delaySd, SimulatedMemory.DELAY_UNIT_S, LEAST_SD));
			graph.output(SPREAD, graph.times(known, graph.map(Function.SOFTPLUS, graph.affine(correction("spread", body, 2), 1, SPREAD_START))));
			return graph.build();
		}

		private Found found(final Node attention, final Node height) {
			final Node row = graph.product(attention, values);
			final Node delay = column(row, 0);
			final Node delaySd = deviation(column(row, 1), delay);
			final Node plainCbf = column(row, 2);
			final Node plainSd = deviation(column(row, 3), plainCbf);
			final Node together = graph.quotient(graph.difference(column(row, 5), graph.times(delay, plainCbf)), graph.times(delaySd, plainSd));
			final int first = classes + SimulatedMemory.MOMENTS;
			return new Found(graph.slice(row, 1, 0, classes), delay, delaySd, graph.times(plainCbf, height), graph.times(plainSd, height), graph.times(column(row, 4), height), together, graph.times(graph.slice(row, 1, first, first + lags),
				height));
		}

		private Node column(final Node row, final int moment) {
			return graph.slice(row, 1, classes + moment, classes + moment + 1);
		}

		private Node deviation(final Node meanSquare, final Node mean) {
			return graph.map(Function.SQRT, graph.affine(graph.map(Function.RELU, graph.difference(meanSquare, graph.times(mean, mean))), 1, LEAST_VARIANCE));
		}

		private Node features(final Found found) {
			final Node cbf = graph.affine(found.cbf, 1, LEAST);
			final Node cbv = graph.affine(found.cbv, 1, LEAST);
			return graph.concatenated(1, graph.affine(found.shares, CLASS_GAIN, 0), found.delay, graph.affine(graph.map(Function.LOG, found.delaySd), LOG_SD_GAIN, 0), graph.map(Function.LOG, cbf), graph.affine(graph.map(Function.LOG, graph.affine(graph
				.quotient(found.cbfSd, cbf), 1, LEAST)), LOG_SD_GAIN, 0), graph.map(Function.LOG, cbv), found.together, graph.quotient(found.residue, cbv));
		}

		private Node hidden(final String name, final Node input, final int inputs, final int results) {
			return graph.map(Function.GELU, graph.dense(name, input, inputs, results));
		}

		/** Begins at 0, so that training starts from what the memory says. */
		private Node correction(final String name, final Node body, final int results) {
			final Node weight = graph.weight(name + ".correction.weight", Start.ZERO, hidden, results);
			return graph.sum(graph.product(body, weight), graph.weight(name + ".correction.bias", Start.ZERO, results));
		}

		/** The residue function has a layer of its own, which fine-tuning changes. */
		private void residue(final Node body, final Found sharp) {
			final Node own = hidden("residue.0", body, hidden, hidden);
			final Node before = graph.affine(sharp.residue, RESIDUE_SHARPNESS, LEAST_RESIDUE);
			// inverse of the softplus, without overflow: x + log(1 - exp(-x))
			final Node inverse = graph.sum(before, graph.map(Function.LOG, graph.affine(graph.map(Function.EXP, graph.affine(before, -1, 0)), -1, 1)));
			final Node corrected = graph.map(Function.SOFTPLUS, graph.sum(inverse, correction("residue", own, lags)));
			final Node falling = graph.sortedDescending(graph.affine(corrected, 1 / RESIDUE_SHARPNESS / SimulatedMemory.RESIDUE_FACTOR, 0));
			graph.output(RESIDUE, graph.product(falling, graph.input(LAGS_TO_FRAMES, 2)));
		}
	}
}
