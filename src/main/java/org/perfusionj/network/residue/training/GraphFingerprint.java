package org.perfusionj.network.residue.training;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation;
import org.perfusionj.network.graph.Operation.Constant;
import org.perfusionj.network.graph.Operation.Input;
import org.perfusionj.network.graph.Operation.Reshaped;
import org.perfusionj.network.graph.Operation.Transposed;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.residue.ResidueDesign;

/**
 * Tells whether the fixed parts of two designs compute the same, so that stored curves can serve every network that begins with it. What a design prepares for a
 * scan is compared on one made-up AIF.
 */
final class GraphFingerprint {

	private static final int FRAMES = 40;
	private static final double STEP_S = 1.5;

	private final MessageDigest digest;

	private GraphFingerprint() {
		try {
			digest = MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException missing) {
			throw new IllegalStateException("every Java platform has SHA-256", missing);
		}
	}

	/**
	 * @param design whose scan inputs are compared
	 * @param fixed part of its graph without weights
	 * @return SHA-256, hexadecimal
	 */
	static String of(final ResidueDesign design, final Graph fixed) {
		final GraphFingerprint fingerprint = new GraphFingerprint();
		for (final Node node : fixed.nodes())
			fingerprint.add(text(node.operation()) + node.arguments().stream().map(Node::number).toList());
		fixed.outputs().forEach((name, node) -> fingerprint.add(name + " " + node.number()));
		for (final Node node : fixed.nodes())
			if (node.operation() instanceof Constant constant) fingerprint.add(constant.value());
		final Map<String, Tensor> inputs = design.scanInputs(aif(), STEP_S);
		for (final Input input : fixed.inputs())
			if (inputs.containsKey(input.name())) fingerprint.add(inputs.get(input.name()));
		return HexFormat.of().formatHex(fingerprint.digest.digest());
	}

	private static double[] aif() {
		final double[] aif = new double[FRAMES];
		// peak 1 after 6 s
		for (int i = 0; i < FRAMES; i++)
			aif[i] = Math.pow(i * STEP_S / 6, 3) * Math.exp(3 - i * STEP_S / 2);
		return aif;
	}

	/** Arrays say nothing of their values by themselves. */
	private static String text(final Operation operation) {
		if (operation instanceof Constant) return "constant";
		if (operation instanceof Reshaped reshaped) return "reshaped " + Arrays.toString(reshaped.shape());
		if (operation instanceof Transposed transposed) return "transposed " + Arrays.toString(transposed.order());
		return operation.toString();
	}

	private void add(final String text) {
		digest.update(text.getBytes(StandardCharsets.UTF_8));
	}

	private void add(final Tensor tensor) {
		add(Arrays.toString(tensor.shape()));
		final ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * tensor.values().length);
		bytes.asFloatBuffer().put(tensor.values());
		digest.update(bytes.array());
	}
}
