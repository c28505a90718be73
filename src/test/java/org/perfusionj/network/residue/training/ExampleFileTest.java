package org.perfusionj.network.residue.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.work.PerfusionException;

/** Files of scans to train on, whole, cut off and damaged. */
class ExampleFileTest {

	@TempDir
	private Path folder;
	private Path file;

	@BeforeEach
	void name() {
		file = folder.resolve("training.curves");
	}

	/** Scans of different sizes, told apart by their number. */
	private static ScanExamples scan(final int number) {
		final int b = 2 + number;
		final int n = 3 + number;
		final Map<String, Tensor> inputs = new LinkedHashMap<>();
		inputs.put("tissue", Tensor.of(filled(b * n, number), b, n));
		inputs.put("kernel \u00e4", Tensor.of(filled(4, -number), 2, 1, 2));
		return new ScanExamples(inputs, new ScanTruth(0.5 + number, n, filled(b, 1), filled(b, 2), filled(b * n, 3), filled(b * n, 4), filled(b * n, 5), filled(b * n, 6.5f + number)));
	}

	private static float[] filled(final int count, final float first) {
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = first + 0.25f * i;
		return values;
	}

	private static void check(final ScanExamples expected, final ScanExamples found) {
		assertEquals(List.copyOf(expected.inputs().keySet()), List.copyOf(found.inputs().keySet()));
		expected.inputs().forEach((name, input) -> {
			assertArrayEquals(input.shape(), found.inputs().get(name).shape());
			assertArrayEquals(input.values(), found.inputs().get(name).values());
		});
		assertEquals(expected.truth().stepS(), found.truth().stepS());
		assertEquals(expected.truth().frames(), found.truth().frames());
		assertArrayEquals(expected.truth().delayS(), found.truth().delayS());
		assertArrayEquals(expected.truth().cbv(), found.truth().cbv());
		assertArrayEquals(expected.truth().localAif(), found.truth().localAif());
		assertArrayEquals(expected.truth().residue(), found.truth().residue());
		assertArrayEquals(expected.truth().tissue(), found.truth().tissue());
		assertArrayEquals(expected.truth().clean(), found.truth().clean());
	}

	private void write(final int from, final int to) throws IOException {
		try (ExampleFile examples = ExampleFile.open(file, "recipe")) {
			assertEquals(from, examples.size());
			for (int i = from; i < to; i++)
				examples.add(scan(i));
			assertEquals(Files.size(file), examples.length());
		}
	}

	@Test
	void scansAreReadInAnyOrderAndAddedLater() throws IOException {
		write(0, 3);
		write(3, 5);
		try (ExampleFile examples = ExampleFile.open(file, "recipe")) {
			assertEquals(5, examples.size());
			for (final int i : new int[] { 4, 0, 2, 3, 1 })
				check(scan(i), examples.read(i));
		}
	}

	@Test
	void aFileThatWasCutOffGoesOnBehindItsLastWholeScan() throws IOException {
		write(0, 3);
		final byte[] whole = Files.readAllBytes(file);
		for (final int lost : new int[] { 1, 7, 60, whole.length - 20, whole.length - 3, whole.length }) {
			Files.write(file, Arrays.copyOf(whole, whole.length - lost));
			final int left;
			try (ExampleFile examples = ExampleFile.open(file, "recipe")) {
				left = examples.size();
				assertTrue(left < 3, lost + " bytes lost, " + left + " left");
				for (int i = left; i < 3; i++)
					examples.add(scan(i));
			}
			assertArrayEquals(whole, Files.readAllBytes(file), lost + " bytes lost");
		}
	}

	@Test
	void aLastScanThatWasNeverWrittenIsMadeAgain() throws IOException {
		write(0, 2);
		final byte[] whole = Files.readAllBytes(file);
		final byte[] hole = whole.clone();
		Arrays.fill(hole, whole.length - 30, whole.length, (byte) 0);
		Files.write(file, hole);
		write(1, 2);
		assertArrayEquals(whole, Files.readAllBytes(file));
	}

	@Test
	void aChangedByteIsNoticedWhereItIs() throws IOException {
		write(0, 3);
		final byte[] bytes = Files.readAllBytes(file);
		bytes[100] ^= 1;
		Files.write(file, bytes);
		try (ExampleFile examples = ExampleFile.open(file, "recipe")) {
			check(scan(2), examples.read(2));
			final String message = assertThrows(PerfusionException.class, () -> examples.read(0)).getMessage();
			assertTrue(message.contains("damaged") && message.contains("training.curves"), message);
		}
	}

	@Test
	void otherFilesAreRefusedAndLeftAlone() throws IOException {
		write(0, 1);
		final byte[] before = Files.readAllBytes(file);
		assertTrue(assertThrows(PerfusionException.class, () -> ExampleFile.open(file, "other recipe")).getMessage().contains("made for another training"));
		assertTrue(assertThrows(PerfusionException.class, () -> ExampleFile.open(file, "recip")).getMessage().contains("made for another training"));
		assertArrayEquals(before, Files.readAllBytes(file));
		Files.writeString(file, "my notes");
		assertTrue(assertThrows(PerfusionException.class, () -> ExampleFile.open(file, "recipe")).getMessage().contains("no training examples"));
		assertEquals("my notes", Files.readString(file));
	}

	@Test
	void twoTrainingsDoNotAddToOneFile() throws Exception {
		final String message;
		try (ExampleFile first = ExampleFile.open(file, "recipe")) {
			first.add(scan(0));
			message = assertThrows(PerfusionException.class, () -> ExampleFile.open(file, "recipe")).getMessage();
			first.add(scan(1));
		}
		assertTrue(message.contains("training.curves") && message.contains("in use by another training"), message);
		final byte[] before = Files.readAllBytes(file);
		final Path classes = Path.of(Holder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		final Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classes.toString(), Holder.class.getName(), file.toString()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try {
			assertEquals('L', other.getInputStream().read());
			assertEquals(message, assertThrows(PerfusionException.class, () -> ExampleFile.open(file, "recipe")).getMessage());
		}
		finally {
			other.getOutputStream().close();
			other.waitFor();
		}
		assertArrayEquals(before, Files.readAllBytes(file));
		write(2, 3);
	}

	/** Another process that has a file until its input ends. */
	static final class Holder {

		private Holder() {}

		public static void main(final String[] arguments) throws IOException {
			try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
				System.out.print(lock.isValid() ? 'L' : '?');
				System.out.flush();
				while (System.in.read() >= 0)
					continue;
			}
		}
	}
}
