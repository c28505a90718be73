package org.perfusionj.network.residue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Model files of deep residue estimation, whole and damaged, and how they are found. */
class ResidueModelFileTest {

	private static final TransformerDesign DESIGN = new TransformerDesign(8, 2, 1, 16, 2, List.of(0.1), true);

	@TempDir
	private Path folder;
	private Path file;
	private final ResidueModel model = new ResidueModel(DESIGN, DESIGN.graph().startingWeights(new RandomStream(3)), 1.25, 0.75, Map.of("seed", "3"));

	@BeforeEach
	void write() throws IOException {
		file = folder.resolve("mine" + ResidueModelFile.EXTENSION);
		ResidueModelFile.write(model, file);
	}

	@Test
	void whatIsWrittenIsRead() throws IOException {
		final ResidueModel read = ResidueModelFile.read(file);
		assertEquals(DESIGN, read.design());
		assertArrayEquals(model.weights(), read.weights());
		assertEquals(1.25, read.cbfSdFactor());
		assertEquals(0.75, read.badSdFactor());
		assertEquals(model.facts(), read.facts());
		assertEquals(ResidueModelFile.checksum(model), ResidueModelFile.checksum(read));
	}

	private void change(final String part, final String from, final String to) throws IOException {
		final Map<String, byte[]> parts = new LinkedHashMap<>();
		try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
			for (ZipEntry entry; (entry = zip.getNextEntry()) != null;)
				parts.put(entry.getName(), zip.readAllBytes());
		}
		final String text = new String(parts.get(part), StandardCharsets.ISO_8859_1);
		assertTrue(text.contains(from), from);
		parts.put(part, text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1));
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			for (final Map.Entry<String, byte[]> entry : parts.entrySet()) {
				zip.putNextEntry(new ZipEntry(entry.getKey()));
				zip.write(entry.getValue());
			}
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "\"transformer\" | \"perceptron\" | makes no sense (There is no design perceptron.)", "\"width\": \"8\" | \"width\": \"16\" | weights, but was given", "\"heads\": \"2\" | \"heads\": \"3\" | cannot be divided",
		"\"stride\" | \"strides\" | The setting stride is missing", "\"version\": 1 | \"version\": 7 | it is of version 7", "\"settings\": { | \"settings\": 5, \"x\": { | its model.json cannot be read", "\"settings\" | \"choices\" | its model.json makes no sense" })
	void aHeaderThatMakesNoSenseIsRefused(final String from, final String to, final String reason) throws IOException {
		change("model.json", from, to);
		final String message = assertThrows(PerfusionException.class, () -> ResidueModelFile.read(file)).getMessage();
		assertTrue(message.contains(file + " cannot be used: ") && message.contains(reason) && message.contains("train-residue"), message);
	}

	@Test
	void damageIsFoundOutWhereverItIs() throws IOException {
		final byte[] bytes = Files.readAllBytes(file);
		for (int length = 0; length < bytes.length - 200; length += 301) {
			final byte[] part = new byte[length];
			System.arraycopy(bytes, 0, part, 0, length);
			Files.write(file, part);
			assertTrue(refused(file).contains("cannot be used"));
		}
		Files.writeString(file, "A text.");
		assertTrue(refused(file).contains("it is no network for deep residue estimation"));
	}

	private static String refused(final Path model) {
		final ResidueRequest request = new ResidueRequest(Optional.of(model), EngineChoice.AUTO, Uncertainty.REQUIRED, 1, 1);
		return assertThrows(PerfusionException.class, () -> new InstalledResidue((device, monitor) -> {
			throw new AssertionError("no engine is asked for");
		}).find(request, WorkMonitor.SILENT)).getMessage();
	}

	@Test
	void whatIsNotThereOrCannotBeReadIsSaid() {
		assertTrue(refused(folder.resolve("nowhere.residue")).startsWith("There is no file " + folder.resolve("nowhere.residue") + ". Use model=auto"));
		assertTrue(refused(folder).startsWith("The model " + folder + " cannot be read: "));
	}

	@Test
	void aNetworkThatCannotSayHowSureItIsIsRefusedWhenThatIsWanted() throws IOException {
		final TransformerDesign silent = new TransformerDesign(8, 2, 1, 16, 2, List.of(), false);
		ResidueModelFile.write(new ResidueModel(silent, silent.graph().startingWeights(new RandomStream(3)), 1, 1, Map.of()), file);
		assertEquals("The network " + file + " does not estimate standard deviations of CBF and BAD. Use uncertainty=false, or another model.", refused(file));
	}
}
