package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.perfusionj.network.SampleNetworks;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;

/** Model files, whole and damaged. */
class AifnetModelFileTest {

	private static final InputSpec SPEC = new InputSpec(6, 2, 4, 2.5, 7);

	@TempDir
	private Path folder;
	private Path file;
	private final AifnetModel model = SampleModels.model(Vessel.AIF, AifnetKind.PROBABILITY, SPEC, 1);

	@BeforeEach
	void write() throws IOException {
		file = folder.resolve("aif.aifnet");
		AifnetModelFile.write(model, file);
	}

	private static void assertSame(final AifnetModel expected, final AifnetModel read) {
		assertEquals(expected.vessel(), read.vessel());
		assertEquals(expected.design(), read.design());
		assertEquals(expected.input(), read.input());
		assertEquals(expected.ranked(), read.ranked());
		assertArrayEquals(expected.weights(), read.weights());
		assertEquals(List.copyOf(expected.facts().entrySet()), List.copyOf(read.facts().entrySet()), "facts in order");
	}

	@ParameterizedTest
	@EnumSource(AifnetKind.class)
	void whatIsWrittenIsRead(final AifnetKind kind) throws IOException {
		for (final Vessel vessel : Vessel.values()) {
			final AifnetModel one = SampleModels.model(vessel, kind, SPEC, 7);
			AifnetModelFile.write(one, file);
			assertSame(one, AifnetModelFile.read(file));
		}
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(file), files.toList(), "nothing else is left");
		}
	}

	@Test
	void theSameModelGivesTheSameBytes() throws IOException {
		final Path other = folder.resolve("other.aifnet");
		AifnetModelFile.write(model, other);
		assertEquals(-1, Files.mismatch(file, other));
	}

	@Test
	void aPlaceThatCannotBeWrittenIsSaid() {
		final Path nowhere = folder.resolve("none/aif.aifnet");
		assertEquals("Cannot write " + nowhere + ": there is no folder " + nowhere.getParent() + ".", assertThrows(IOException.class, () -> AifnetModelFile.write(model, nowhere)).getMessage());
	}

	@Test
	void everyWeightCountsForTheChecksum() {
		final float[] changed = model.weights().clone();
		changed[changed.length - 1] = Math.nextUp(changed[changed.length - 1]);
		final String other = AifnetModelFile.checksum(new AifnetModel(Vessel.AIF, model.design(), SPEC, changed, 0, Map.of()));
		assertFalse(other.equals(AifnetModelFile.checksum(model)));
		assertTrue(other.matches("[0-9a-f]{64}"));
	}

	/** Rewrites the zip with changed parts; null leaves a part out. */
	private void change(final String name, final UnaryOperator<byte[]> change) throws IOException {
		final Map<String, byte[]> parts = new LinkedHashMap<>();
		try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
			for (ZipEntry entry; (entry = zip.getNextEntry()) != null;)
				parts.put(entry.getName(), zip.readAllBytes());
		}
		assertEquals(List.of("model.json", "weights.bin"), new ArrayList<>(parts.keySet()));
		parts.computeIfPresent(name, (key, bytes) -> change.apply(bytes));
		try (OutputStream out = Files.newOutputStream(file); ZipOutputStream zip = new ZipOutputStream(out)) {
			for (final Map.Entry<String, byte[]> part : parts.entrySet()) {
				zip.putNextEntry(new ZipEntry(part.getKey()));
				zip.write(part.getValue());
			}
		}
	}

	private void changeText(final String from, final String to) throws IOException {
		change("model.json", bytes -> {
			final String text = new String(bytes, StandardCharsets.UTF_8);
			assertTrue(text.contains(from), text);
			return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
		});
	}

	private void refused(final String... reasons) {
		final PerfusionException refused = assertThrows(PerfusionException.class, () -> AifnetModelFile.read(file));
		for (final String reason : reasons)
			assertTrue(refused.getMessage().contains(reason), refused.getMessage());
		assertTrue(refused.getMessage().contains("Use model=auto, or a model written by train-aifnet"), refused.getMessage());
	}

	@Test
	void aChangedWeightIsFoundOut() throws IOException {
		change("weights.bin", bytes -> {
			bytes[17] ^= 1;
			return bytes;
		});
		refused(file.toString(), "its weights are damaged");
	}

	@Test
	void weightsThatAreNotFiniteAreRefused() throws IOException {
		final float[] diverged = model.weights().clone();
		diverged[5] = Float.NaN;
		AifnetModelFile.write(new AifnetModel(Vessel.AIF, model.design(), SPEC, diverged, 0, Map.of()), file);
		refused(file.toString(), "it has weights that are not finite");
	}

	@Test
	void missingWeightsAreFoundOut() throws IOException {
		change("weights.bin", bytes -> null);
		refused("its weights are damaged");
	}

	@Test
	void anotherVersionIsSaid() throws IOException {
		changeText("\"version\": 1", "\"version\": 2");
		refused("it is of version 2, and this software reads version 1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "\"AIF\" | \"ARTERY\"", "\"PROBABILITY\" | \"MAGIC\"", "\"layers\": 1 | \"layers\": 2", "\"layers\": 1 | \"layers\": 99", "\"frames\": 6 | \"frames\": 1", "\"frames\": 6 | \"frames\": \"six\"",
		"\"input\": { | \"input\": 5, \"rest\": {", "\"vessel\" | \"vein\"" })
	void aHeaderThatMakesNoSenseIsRefused(final String from, final String to) throws IOException {
		changeText(from, to);
		refused("its model.json ");
	}

	@Test
	void aCutOffFileIsRefusedWhereverItIsCut() throws IOException {
		final byte[] bytes = Files.readAllBytes(file);
		for (int length = 0; length < bytes.length - 200; length += 97) {
			final byte[] part = new byte[length];
			System.arraycopy(bytes, 0, part, 0, length);
			Files.write(file, part);
			refused("cannot be used");
		}
	}

	@Test
	void anythingElseIsNoModel() throws IOException {
		Files.writeString(file, "This is a text and no model.");
		refused("it is no AIFNet model");
		AifnetModelFile.write(model, file);
		change("model.json", bytes -> null);
		refused("it is no AIFNet model");
	}

	@Test
	void aFileThatIsNotThereIsAnErrorOfItsOwn() {
		assertThrows(NoSuchFileException.class, () -> AifnetModelFile.read(folder.resolve("nowhere.aifnet")));
	}

	@Test
	void aModelNeedsAsManyWeightsAsItsDesignHas() {
		assertThrows(IllegalArgumentException.class, () -> new AifnetModel(Vessel.AIF, model.design(), SPEC, SampleNetworks.values(1, 5), 0, Map.of()));
	}
}
