package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Files that are cut off, changed on the way or not NIfTI at all get a message that names them, and nothing else. */
class NiftiDamageTest {

	private static final int COUNT = 3 * 2 * 2 * 12;

	@TempDir
	Path folder;

	private String messageFor(final Path path) {
		final String message = assertThrows(PerfusionException.class, () -> new NiftiReader().read(path, ReadOptions.FROM_FILE, WorkMonitor.SILENT), path.toString()).getMessage();
		assertTrue(message.contains(path.getFileName().toString()), message);
		return message;
	}

	private String messageFor(final NiftiBytes bytes) throws IOException {
		return messageFor(NiftiBytes.file(folder, "damaged.nii", bytes.with(bytes.ramp16(COUNT))));
	}

	private static NiftiBytes good() {
		return NiftiBytes.int16(3, 2, 2, 12);
	}

	private void assertMessage(final String part, final Consumer<NiftiBytes> damage) throws IOException {
		final NiftiBytes bytes = good();
		damage.accept(bytes);
		final String message = messageFor(bytes);
		assertTrue(message.contains(part), message);
	}

	@Test
	void everyTruncationIsSeen() throws IOException {
		for (final int version : new int[] { 1, 2 }) {
			final NiftiBytes bytes = new NiftiBytes(version, ByteOrder.LITTLE_ENDIAN, false, 4, 16, 3, 2, 2, 12);
			final byte[] whole = bytes.with(bytes.ramp16(COUNT));
			final byte[] compressed = NiftiBytes.gzip(whole);
			for (int length = 0; length < whole.length; length += length < 20 || length > whole.length - 20 ? 1 : 7)
				messageFor(NiftiBytes.file(folder, "cut.nii", Arrays.copyOf(whole, length)));
			for (int length = 0; length < compressed.length; length++)
				messageFor(NiftiBytes.file(folder, "cut.nii.gz", Arrays.copyOf(compressed, length)));
		}
	}

	@Test
	void truncationNamesExpectedAndFoundBytes() throws IOException {
		final NiftiBytes bytes = good();
		final String plain = messageFor(NiftiBytes.file(folder, "cut.nii", Arrays.copyOf(bytes.with(bytes.ramp16(COUNT)), 500)));
		assertTrue(plain.contains("promises 640 bytes") && plain.contains("ends after 500 bytes"), plain);
		final String compressed = messageFor(NiftiBytes.file(folder, "cut.nii.gz", NiftiBytes.gzip(Arrays.copyOf(bytes.with(bytes.ramp16(COUNT)), 500))));
		assertTrue(compressed.contains("promises 640 bytes") && compressed.contains("ends after 500 bytes"), compressed);
	}

	@Test
	void truncatedImageOfAPairIsSeen() throws IOException {
		final NiftiBytes bytes = new NiftiBytes(1, ByteOrder.BIG_ENDIAN, true, 4, 16, 3, 2, 2, 12);
		NiftiBytes.file(folder, "pair.hdr", bytes.with(new byte[0]));
		for (final int length : new int[] { 0, 1, 287 })
			messageFor(NiftiBytes.file(folder, "pair.img", Arrays.copyOf(bytes.ramp16(COUNT), length)));
	}

	@Test
	void everyChangedBitOfACompressedFileIsSeenOrHarmless() throws IOException {
		// SETUP: noise, so that the samples fill most of the compressed file
		final NiftiBytes bytes = good();
		final byte[] samples = new byte[2 * COUNT];
		new Random(1).nextBytes(samples);
		final byte[] compressed = NiftiBytes.gzip(bytes.with(samples));
		final PerfusionSeries whole = new NiftiReader().read(NiftiBytes.file(folder, "whole.nii.gz", compressed), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		int seen = 0;
		for (int at = 10; at < compressed.length - 8; at++) {
			final byte[] changed = compressed.clone();
			changed[at] ^= 0x10;
			final Path path = NiftiBytes.file(folder, "changed.nii.gz", changed);
			try {
				// EXECUTE
				final PerfusionSeries series = new NiftiReader().read(path, ReadOptions.FROM_FILE, WorkMonitor.SILENT);

				// VERIFY: the bit has no meaning
				for (int t = 0; t < series.frames(); t++)
					for (int z = 0; z < series.grid().slices(); z++)
						assertArrayEquals(plane(whole, z, t), plane(series, z, t));
			}
			catch (final PerfusionException clear) {
				assertTrue(clear.getMessage().contains(path.toString()), clear.getMessage());
				seen++;
			}
		}
		assertTrue(seen > 0.98 * (compressed.length - 18), seen + " of " + compressed.length);
	}

	private static float[] plane(final PerfusionSeries series, final int z, final int t) {
		final float[] plane = new float[series.grid().planeSize()];
		series.planes().read(z, t, plane);
		return plane;
	}

	@Test
	void checksumOfTheCompressedDataIsChecked() throws IOException {
		final NiftiBytes bytes = good();
		final byte[] compressed = NiftiBytes.gzip(bytes.with(bytes.ramp16(COUNT)));
		compressed[compressed.length - 8] ^= 1;
		assertTrue(messageFor(NiftiBytes.file(folder, "changed.nii.gz", compressed)).contains("compressed data are not valid"));
	}

	@Test
	void randomHeadersGiveClearMessagesOnly() throws IOException {
		final Random random = new Random(7);
		for (int n = 0; n < 600; n++) {
			final NiftiBytes bytes = new NiftiBytes(1 + n % 2, n % 4 < 2 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, false, 4, 16, 3, 2, 2, 12);
			for (int change = 0; change < 3; change++)
				bytes.header.put(random.nextInt(bytes.header.capacity()), (byte) random.nextInt(256));
			final Path path = NiftiBytes.file(folder, "random.nii", bytes.with(bytes.ramp16(COUNT)));
			try {
				new NiftiReader().read(path, ReadOptions.FROM_FILE, WorkMonitor.SILENT);
			}
			catch (final PerfusionException clear) {
				assertTrue(clear.getMessage().length() > 20, clear.getMessage());
			}
		}
	}

	@Test
	void wrongHeaderFieldsAreNamed() throws IOException {
		assertMessage("348 or 540", bytes -> bytes.header.putInt(0, 349));
		assertMessage("magic bytes are 6e 2b 33 00", bytes -> bytes.header.put(346, (byte) '3'));
		assertMessage("Analyze 7.5", bytes -> bytes.header.putInt(344, 0));
		assertMessage("has 0 dimensions", bytes -> bytes.dim(0, 0));
		assertMessage("has 8 dimensions", bytes -> bytes.dim(0, 8));
		assertMessage("has -3 dimensions", bytes -> bytes.dim(0, -3));
		assertMessage("dimension 2 has -2 samples", bytes -> bytes.dim(2, -2));
		assertMessage("dimension 4 has 0 samples", bytes -> bytes.dim(4, 0));
		assertMessage("data type 3", bytes -> bytes.shortAt(70, 3));
		assertMessage("32 bits a sample", bytes -> bytes.shortAt(72, 32));
		assertMessage("inside the header", bytes -> bytes.floatsAt(108, 100));
		assertMessage("start at byte -352", bytes -> bytes.floatsAt(108, -352));
		assertMessage("start at byte NaN", bytes -> bytes.floatsAt(108, Double.NaN));
		assertMessage("start at byte 4000", bytes -> bytes.floatsAt(108, 4000));
		assertMessage("spacing along dimension 1 is NaN", bytes -> bytes.pixdim(1, Double.NaN));
		assertMessage("spacing along dimension 4 is Infinity", bytes -> bytes.pixdim(4, Double.POSITIVE_INFINITY));
		assertMessage("intercept of the scaling is NaN", bytes -> bytes.scaling(1, Double.NaN));
		assertMessage("sform holds NaN", bytes -> bytes.shortAt(254, 1).floatsAt(280, Double.NaN));
		assertMessage("no rotation", bytes -> bytes.shortAt(252, 1).floatsAt(256, 3, 4, 5));
	}

	@Test
	void typesThatAreNoNumbersAreRefusedByName() throws IOException {
		assertMessage("complex64", bytes -> bytes.shortAt(70, 32));
		assertMessage("RGB24", bytes -> bytes.shortAt(70, 128));
		assertMessage("float128", bytes -> bytes.shortAt(70, 1536));
		assertMessage("complex128", bytes -> bytes.shortAt(70, 1792));
		assertMessage("complex256", bytes -> bytes.shortAt(70, 2048));
		assertMessage("RGBA32", bytes -> bytes.shortAt(70, 2304));
		assertMessage("1-bit", bytes -> bytes.shortAt(70, 1));
	}

	@Test
	void sizesThatOverflowAreSeen() throws IOException {
		final NiftiBytes huge = new NiftiBytes(2, ByteOrder.LITTLE_ENDIAN, false, 4, 16, 1L << 30, 1L << 30, 1 << 10, 12);
		assertTrue(messageFor(huge).contains("multiply to more"));
		final NiftiBytes large = new NiftiBytes(2, ByteOrder.LITTLE_ENDIAN, false, 4, 16, 1L << 40, 2, 2, 12);
		assertTrue(messageFor(large).contains("more than this software can hold"));
		final NiftiBytes compressed = NiftiBytes.int16(30000, 30000, 30, 60);
		assertTrue(messageFor(NiftiBytes.file(folder, "huge.nii.gz", NiftiBytes.gzip(compressed.with(compressed.ramp16(COUNT))))).contains("promises 3240000000352 bytes"));
	}

	@Test
	void asciiTransferOfNifti2IsSeen() throws IOException {
		final NiftiBytes bytes = new NiftiBytes(2, ByteOrder.LITTLE_ENDIAN, false, 4, 16, 3, 2, 2, 12);
		bytes.header.put(8, (byte) 10);
		assertTrue(messageFor(bytes).contains("magic bytes"));
	}

	@Test
	void filesOfOtherKindsAreSeen() throws IOException {
		assertTrue(messageFor(NiftiBytes.file(folder, "empty.nii", new byte[0])).contains("is empty"));
		assertTrue(messageFor(NiftiBytes.text(folder, "page.nii.gz", "<!DOCTYPE html><html>not found</html>")).contains("is not a NIfTI file"));
		assertTrue(messageFor(folder.resolve("missing.nii")).contains("There is no file"));
	}
}
