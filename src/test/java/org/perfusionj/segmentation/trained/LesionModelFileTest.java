package org.perfusionj.segmentation.trained;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.work.PerfusionException;

class LesionModelFileTest {

	private static final int LEAF = DecisionTree.LEAF;

	@TempDir
	private Path folder;

	private static BoostedTrees trees(final int features, final float first) {
		return new BoostedTrees(features, first, List.of(new DecisionTree(new int[] { features - 1, LEAF, LEAF }, new float[] { 0.5f, -1, 1 + first }), DecisionTree.constant(0.25f)));
	}

	private static LesionModel model(final double threshold) {
		return new LesionModel(List.of(new LesionStage(List.of(VoxelFeature.of("cbf"), VoxelFeature.of("hu@3")), trees(2, 0.1f), trees(2, 0.2f)), new LesionStage(List.of(VoxelFeature.of("core@6")), trees(1, 0.3f), trees(1, 0.4f))), threshold, 0.5, Map
			.of("cases", "7"));
	}

	private static LesionModels models() {
		return new LesionModels(List.of(new LesionModels.Part(List.of("cSVD", "oSVD"), model(0.4)), new LesionModels.Part(List.of("residue"), model(0.6))));
	}

	@Test
	void whatIsWrittenIsRead() throws IOException {
		final Path file = folder.resolve("a.lesion");
		LesionModelFile.write(models(), file);
		final LesionModels read = LesionModelFile.read(file);
		assertEquals(LesionModelFile.checksum(models()), LesionModelFile.checksum(read));
		assertEquals(2, read.parts().size());
		final LesionModel first = read.of("osvd").model();
		assertEquals(0.4, first.coreThreshold());
		assertEquals(Map.of("cases", "7"), first.facts());
		assertEquals(List.of(VoxelFeature.of("cbf"), VoxelFeature.of("hu@3")), first.stages().get(0).features());
		assertEquals(List.of(VoxelFeature.of("core@6")), first.stages().get(1).features());
		assertEquals(0.3f, first.stages().get(1).core().first());
		assertArrayEquals(new int[] { 1, LEAF, LEAF }, first.stages().get(0).lesion().trees().get(0).feature());
		assertArrayEquals(new float[] { 0.5f, -1, 1.2f }, first.stages().get(0).lesion().trees().get(0).number());
		assertEquals(0.6, read.of("residue").model().coreThreshold());
	}

	@Test
	void theSameModelGivesTheSameBytes() throws IOException {
		LesionModelFile.write(models(), folder.resolve("a"));
		LesionModelFile.write(models(), folder.resolve("b"));
		assertArrayEquals(Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
	}

	@Test
	void theMostSpecialPartIsTakenAndTheMostGeneralOneForOtherMethods() {
		final LesionModels models = models().with(new LesionModels.Part(List.of("cSVD"), model(0.7)));
		assertEquals(0.7, models.of("cSVD").model().coreThreshold());
		assertEquals(0.4, models.of("oSVD").model().coreThreshold());
		assertEquals(0.4, models.of("").model().coreThreshold());
		assertEquals(0.2, models.with(new LesionModels.Part(List.of("cSVD"), model(0.2))).of("cSVD").model().coreThreshold());
		assertEquals(3, models.with(new LesionModels.Part(List.of("cSVD"), model(0.2))).parts().size());
	}

	@Test
	void aDamagedFileIsRefused() throws IOException {
		final Path file = folder.resolve("a.lesion");
		LesionModelFile.write(models(), file);
		final byte[] header;
		final byte[] weights;
		try (ZipFile zip = new ZipFile(file.toFile())) {
			header = zip.getInputStream(zip.getEntry("model.json")).readAllBytes();
			weights = zip.getInputStream(zip.getEntry("weights.bin")).readAllBytes();
		}
		weights[20] ^= 1;
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			zip.putNextEntry(new ZipEntry("model.json"));
			zip.write(header);
			zip.putNextEntry(new ZipEntry("weights.bin"));
			zip.write(weights);
		}
		final String message = assertThrows(PerfusionException.class, () -> LesionModelFile.read(file)).getMessage();
		assertTrue(message.contains("its weights are damaged") && message.contains("train-lesion"), message);
	}

	@Test
	void whatIsNoModelIsRefused() throws IOException {
		final Path file = folder.resolve("a.lesion");
		Files.writeString(file, "not a model");
		assertThrows(PerfusionException.class, () -> LesionModelFile.read(file));
		assertThrows(PerfusionException.class, () -> LesionModelFile.read(folder.resolve("missing.lesion")));
	}

	@Test
	void aFirstStageCannotNeedAnotherOne() {
		assertThrows(IllegalArgumentException.class, () -> new LesionModel(List.of(new LesionStage(List.of(VoxelFeature.of("core@6")), trees(1, 0), trees(1, 0))), 0.5, 0.5, Map.of()));
	}
}
