package org.perfusionj.evaluation.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.work.PerfusionException;

class LesionExampleFileTest {

	@TempDir
	private Path folder;

	private static void assertSame(final Mask expected, final Mask found) {
		for (int z = 0; z < expected.grid().slices(); z++)
			assertArrayEquals(expected.plane(z), found.plane(z));
	}

	@Test
	void whatIsWrittenIsRead() throws IOException {
		final LesionExample example = SyntheticHeads.head(1);
		final Path file = folder.resolve("1.example");
		LesionExampleFile.write(example, file);
		final LesionExample read = LesionExampleFile.read(file);
		assertEquals(example.maps().grid(), read.maps().grid());
		assertEquals("head-1", read.maps().name());
		assertEquals("cSVD", read.maps().method());
		assertSame(example.maps().brain(), read.maps().brain());
		assertSame(example.core(), read.core());
		assertSame(example.lesion(), read.lesion());
		assertSame(example.hard(), read.hard());
		assertEquals(example.maps().maps().keySet(), read.maps().maps().keySet());
		for (int z = 0; z < 4; z++) {
			assertArrayEquals(example.maps().get(PerfusionMap.TMAX).orElseThrow().plane(z), read.maps().get(PerfusionMap.TMAX).orElseThrow().plane(z));
			assertArrayEquals(example.maps().image().orElseThrow().plane(z), read.maps().image().orElseThrow().plane(z));
		}
		assertTrue(example.coreMl() > 1 && example.coreMl() == read.coreMl());
	}

	@Test
	void aDamagedFileIsRefused() throws IOException {
		final Path file = folder.resolve("1.example");
		LesionExampleFile.write(SyntheticHeads.head(1), file);
		final byte[] bytes = Files.readAllBytes(file);
		final byte[] changed = bytes.clone();
		changed[bytes.length / 2] ^= 4;
		for (final byte[] damaged : new byte[][] { Arrays.copyOf(bytes, bytes.length - 100), changed, new byte[0], "no example".getBytes() }) {
			Files.write(file, damaged);
			final String message = assertThrows(PerfusionException.class, () -> LesionExampleFile.read(file)).getMessage();
			assertTrue(message.contains("Remove it"), message);
		}
	}
}
