package org.perfusionj.network.residue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.Deconvolution;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.Lambda;
import org.perfusionj.deconvolution.MatrixForm;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation.Function;
import org.perfusionj.network.graph.Tensor;

/**
 * The network of Zeng et al. 2025 (section 2.2) and its relatives: a Transformer encoder sees the tissue curve, three decoders see the global AIF and ask the
 * encoder, and two linear layers make delay, local AIF and residue function of what they find. docs/residue.md lists every layer of the paper's network.
 * <p>
 * Everything that depends on the number of frames is an input of the graph, so that one set of weights serves all scans without padding. The AIF comes as a
 * batch of one: up to the first time that a decoder asks the encoder, it is computed once for all curves.
 *
 * @param width numbers in a token (d), a multiple of heads
 * @param heads of attention
 * @param layers of the encoder and of each decoder
 * @param feedForward width between the two layers of a feed-forward part
 * @param stride frames that one token stands for; the embedding looks at 2 stride + 1 frames, and the heads give stride values a token
 * @param deconvolutions strengths of regularised deconvolutions that the encoder sees beside the curve: parameters of circulant Tikhonov regularisation relative
 *          to the largest singular value
 * @param spread whether standard deviations are estimated from the mean token of the encoder
 */
public record TransformerDesign(int width, int heads, int layers, int feedForward, int stride, List<Double> deconvolutions, boolean spread) implements ResidueDesign {

	/** Name of this kind of design. */
	public static final String KEY = "transformer";
	/** The network of the paper. */
	public static final TransformerDesign PAPER = new TransformerDesign(64, 16, 3, 256, 1, List.of(), false);

	/** Width between the two linear layers of a head. */
	static final int HEAD = 16;
	/** Numbers that tell a token its time. */
	static final int TIME_FEATURES = 2;

	private static final String AIF = "aif";
	private static final String POSITIONS = "positions";
	private static final String TIMES = "times";
	private static final String FRAMES = "frames";
	private static final String DECONVOLUTION = "deconvolution";
	/** Multiplications that a core does in some tenths of a second. */
	private static final long BATCH_PRODUCTS = 1_000_000_000;
	private static final int LARGEST_BATCH = 256;
	/** Scales that bring what the heads give to the size of what is wanted, so that training starts near it. */
	private static final double DELAY_SCALE_S = 10;
	private static final double RESIDUE_SCALE = 0.1;
	private static final double DECONVOLUTION_SCALE_S = 10;
	private static final double TIME_SCALE_S = 60;

	/** @throws IllegalArgumentException if a number is impossible */
	public TransformerDesign {
		if (width < 1 || heads < 1 || width % heads != 0 || width > 1024) throw new IllegalArgumentException("Tokens of " + width + " numbers cannot be divided among " + heads + " heads.");
		if (layers < 1 || layers > 12) throw new IllegalArgumentException("A Transformer needs 1 to 12 layers, not " + layers + ".");
		if (feedForward < 1 || feedForward > 4096) throw new IllegalArgumentException("The feed-forward part needs a width of 1 to 4096, not " + feedForward + ".");
		if (stride < 1 || stride > 8) throw new IllegalArgumentException("A token stands for 1 to 8 frames, not " + stride + ".");
		for (final double strength : deconvolutions)
			if (!(strength > 0 && strength < 1)) throw new IllegalArgumentException("The strength of a regularised deconvolution is between 0 and 1, not " + strength + ".");
		deconvolutions = List.copyOf(deconvolutions);
	}

	/**
	 * @param settings as {@link #settings} gives them
	 * @return the design
	 * @throws IllegalArgumentException if one is missing or impossible
	 */
	public static TransformerDesign of(final Map<String, String> settings) {
		final String strengths = DesignSettings.text(settings, "deconvolutions");
		final List<Double> deconvolutions = new ArrayList<>();
		if (!strengths.isEmpty()) for (final String strength : strengths.split(","))
			deconvolutions.add(Double.valueOf(strength));
		return new TransformerDesign(DesignSettings.number(settings, "width"), DesignSettings.number(settings, "heads"), DesignSettings.number(settings, "layers"), DesignSettings.number(settings, "feed_forward"), DesignSettings.number(settings,
			"stride"), deconvolutions, DesignSettings.flag(settings, "spread"));
	}

	@Override
	public String key() {
		return KEY;
	}

	@Override
	public Map<String, String> settings() {
		final Map<String, String> settings = new LinkedHashMap<>();
		settings.put("width", Integer.toString(width));
		settings.put("heads", Integer.toString(heads));
		settings.put("layers", Integer.toString(layers));
		settings.put("feed_forward", Integer.toString(feedForward));
		settings.put("stride", Integer.toString(stride));
		settings.put("deconvolutions", deconvolutions.stream().map(String::valueOf).collect(Collectors.joining(",")));
		settings.put("spread", Boolean.toString(spread));
		return settings;
	}

	@Override
	public int batch(final int frames) {
		final long perCurve = (frames + stride - 1L) / stride * graph().parameters();
		return (int) Math.max(1, Math.min(LARGEST_BATCH, BATCH_PRODUCTS / perCurve));
	}

	int kernel() {
		return 2 * stride + 1;
	}

	@Override
	public Graph graph() {
		final GraphBuilder graph = new GraphBuilder();
		final Node tissue = graph.input(TISSUE, 2);
		final Node aif = graph.input(AIF, 2);
		final TransformerLayers layers = new TransformerLayers(graph, this, graph.input(POSITIONS, 2), graph.input(TIMES, 2));
		final Node frames = stride == 1 ? null : graph.input(FRAMES, 2);
		final Node[] channels = new Node[1 + deconvolutions.size()];
		channels[0] = channel(graph, tissue);
		for (int i = 1; i < channels.length; i++)
			channels[i] = channel(graph, graph.product(tissue, graph.input(DECONVOLUTION + i, 2)));
		final Node curves = channels.length == 1 ? channels[0] : graph.concatenated(2, channels);
		final Node memory = layers.encoded("encoder", layers.embedded("encoder.embedding", curves, channels.length));
		final Node artery = channel(graph, aif);
		final Node delay = layers.head(DELAY + ".head", layers.pooled(decoder(layers, DELAY, artery, memory)), 1);
		graph.output(DELAY, graph.affine(graph.map(Function.SOFTPLUS, delay), DELAY_SCALE_S, 0));
		final Node local = samples(graph, layers.head(LOCAL_AIF + ".head", decoder(layers, LOCAL_AIF, artery, memory), stride), frames);
		graph.output(LOCAL_AIF, graph.map(Function.SOFTPLUS, local));
		final Node residue = samples(graph, layers.head(RESIDUE + ".head", decoder(layers, RESIDUE, artery, memory), stride), frames);
		graph.output(RESIDUE, graph.sortedDescending(graph.affine(graph.map(Function.SOFTPLUS, residue), RESIDUE_SCALE, 0)));
		if (spread) graph.output(SPREAD, graph.map(Function.SOFTPLUS, layers.head(SPREAD + ".head", layers.pooled(memory), 2)));
		return graph.build();
	}

	private static Node decoder(final TransformerLayers layers, final String name, final Node artery, final Node memory) {
		return layers.decoded(name + ".decoder", layers.embedded(name + ".embedding", artery, 1), memory);
	}

	private static Node channel(final GraphBuilder graph, final Node curves) {
		return graph.reshaped(curves, 0, -1, 1);
	}

	/** [batch, token, stride] to [batch, frame]. */
	private static Node samples(final GraphBuilder graph, final Node tokens, final Node frames) {
		final Node row = graph.reshaped(tokens, 0, -1);
		return frames == null ? row : graph.product(row, frames);
	}

	@Override
	public Map<String, Tensor> scanInputs(final double[] aif, final double stepS) {
		final int frames = aif.length;
		final int tokens = (frames + stride - 1) / stride;
		final Map<String, Tensor> inputs = new LinkedHashMap<>();
		final float[] artery = new float[frames];
		for (int i = 0; i < frames; i++)
			artery[i] = (float) aif[i];
		inputs.put(AIF, Tensor.of(artery, 1, frames));
		inputs.put(POSITIONS, positions(tokens));
		inputs.put(TIMES, times(tokens, stepS));
		if (stride > 1) inputs.put(FRAMES, kept(tokens * stride, frames));
		for (int i = 1; i <= deconvolutions.size(); i++)
			inputs.put(DECONVOLUTION + i, deconvolution(aif, stepS, deconvolutions.get(i - 1)));
		return inputs;
	}

	/** Sines and cosines in turn (Vaswani et al. 2017, 3.5). */
	private Tensor positions(final int tokens) {
		final float[] values = new float[tokens * width];
		for (int token = 0; token < tokens; token++)
			for (int i = 0; i < width; i++) {
				final double angle = token / Math.pow(10000, 2.0 * (i / 2) / width);
				values[token * width + i] = (float) (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
			}
		return Tensor.of(values, tokens, width);
	}

	/** Time since the AIF rises, and the interval. */
	private Tensor times(final int tokens, final double stepS) {
		final float[] values = new float[tokens * TIME_FEATURES];
		for (int token = 0; token < tokens; token++) {
			values[token * TIME_FEATURES] = (float) (token * stride * stepS / TIME_SCALE_S);
			values[token * TIME_FEATURES + 1] = (float) Math.log(stepS);
		}
		return Tensor.of(values, tokens, TIME_FEATURES);
	}

	/** Leaves out what the last token gives beyond the last frame. */
	private static Tensor kept(final int samples, final int frames) {
		final float[] values = new float[samples * frames];
		for (int i = 0; i < frames; i++)
			values[i * frames + i] = 1;
		return Tensor.of(values, samples, frames);
	}

	/** The same filter for every frame of the curve, moved: deconvolution by a circulant matrix of twice the length, of which the first half is kept. */
	private static Tensor deconvolution(final double[] aif, final double stepS, final double strength) {
		final int frames = aif.length;
		final double[] impulse = new double[frames];
		impulse[0] = 1;
		final DeconvolutionSettings settings = DeconvolutionSettings.of(Algorithm.TIKHONOV).withMatrix(MatrixForm.CIRCULANT).withLambda(Lambda.fixed(strength)).withKappa(1);
		final double[] filter = new Deconvolution(aif, stepS, settings).deconvolve(impulse).values();
		final float[] values = new float[frames * frames];
		for (int j = 0; j < frames; j++)
			for (int k = 0; k < frames; k++)
				values[j * frames + k] = (float) (DECONVOLUTION_SCALE_S * filter[Math.floorMod(k - j, filter.length)]);
		return Tensor.of(values, frames, frames);
	}
}
