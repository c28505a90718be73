package org.perfusionj.network.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.network.Architecture;
import org.perfusionj.network.Layer;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation.Start;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;

/** What is in the files. */
class OnnxModelTest {

	@TempDir
	private Path folder;

	/** Fields of every type, as the documentation of the format has them. */
	@Test
	void messages() {
		assertArrayEquals(new byte[] { 0x08, (byte) 0x96, 0x01 }, new Message().integers(1, 150).bytes());
		assertArrayEquals(new byte[] { 0x12, 0x07, 't', 'e', 's', 't', 'i', 'n', 'g' }, new Message().text(2, "testing").bytes());
		assertArrayEquals(new byte[] { 0x1a, 0x03, 0x08, (byte) 0x96, 0x01 }, new Message().message(3, new Message().integers(1, 150)).bytes());
		assertArrayEquals(new byte[] { 0x20, 0x01, 0x20, 0x00 }, new Message().integers(4, 1, 0).bytes());
		assertArrayEquals(new byte[] { 0x08, -1, -1, -1, -1, -1, -1, -1, -1, -1, 0x01 }, new Message().integers(1, -1).bytes());
		assertArrayEquals(new byte[] { (byte) 0xa2, 0x01, 0x01, 5 }, new Message().bytes(20, new byte[] { 5 }).bytes());
	}

	@Test
	void aGraphKeepsItsNamesAndItsOpenExtents() throws Exception {
		final GraphBuilder builder = new GraphBuilder();
		final Node curves = builder.input("curves", 2);
		final Node product = builder.product(curves, builder.weight("memory", Start.GLOROT, 3, 4));
		builder.output("likeness", product);
		builder.output("curves", curves);
		builder.output("memory", builder.softmax(product));
		final OnnxModel model = OnnxModel.of(builder.build(), new float[12]);
		assertEquals(Map.of("likeness", "likeness", "curves", "curves_output", "memory", "memory_output"), model.outputs());

		final Path file = folder.resolve("network.onnx");
		model.write(file);

		assertArrayEquals(model.bytes(), Files.readAllBytes(file));
		try (OrtSession session = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR).createSession(file.toString())) {
			assertEquals(Set.of("curves"), session.getInputNames());
			assertEquals(List.of("likeness", "curves_output", "memory_output"), List.copyOf(session.getOutputNames()));
			assertArrayEquals(new long[] { -1, -1 }, shape(session.getInputInfo().get("curves")));
			assertEquals("PerfusionJ", session.getMetadata().getProducerName());
		}
	}

	@Test
	void aNetworkOfLayersHasItsChannelsLast() throws Exception {
		final Architecture architecture = new Architecture(5, List.of(new Layer.Convolution(1, 3, 3, 5, 2, true)));
		final OnnxModel model = OnnxModel.of(architecture, new float[architecture.parameters()]);
		try (OrtSession session = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR).createSession(model.bytes())) {
			assertArrayEquals(new long[] { -1, -1, -1, 5 }, shape(session.getInputInfo().get("field")));
			assertEquals(Set.of("result"), session.getOutputNames());
		}
	}

	@Test
	void theSameNetworkGivesTheSameBytes() {
		final Architecture architecture = new Architecture(2, List.of(new Layer.Convolution(1, 3, 3, 2, 2, true), new Layer.DepthMean()));
		final float[] weights = new float[architecture.parameters()];
		assertArrayEquals(OnnxModel.of(architecture, weights).bytes(), OnnxModel.of(architecture, weights).bytes());
		assertTrue(new String(OnnxModel.of(architecture, weights).bytes(), StandardCharsets.ISO_8859_1).contains("layer0.weight"));
	}

	@Test
	void theNumberOfWeightsMustFit() {
		final Architecture architecture = new Architecture(2, List.of(new Layer.Convolution(1, 1, 1, 2, 2, true)));
		assertThrows(IllegalArgumentException.class, () -> OnnxModel.of(architecture, new float[5]));
		final GraphBuilder builder = new GraphBuilder();
		builder.output("weight", builder.weight("weight", Start.ONE, 3));
		assertThrows(IllegalArgumentException.class, () -> OnnxModel.of(builder.build(), new float[4]));
	}

	private static long[] shape(final NodeInfo info) {
		return ((TensorInfo) info.getInfo()).getShape();
	}
}
