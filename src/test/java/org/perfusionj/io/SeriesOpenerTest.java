package org.perfusionj.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class SeriesOpenerTest {

	/** Takes files of one ending and answers with its name. */
	private record FakeReader(String name, String ending) implements SeriesReader {

		@Override
		public boolean canRead(final Path path) {
			return path.toString().endsWith(ending);
		}

		@Override
		public List<SeriesEntry> list(final Path path, final WorkMonitor monitor) {
			return List.of(new SeriesEntry("", name, true));
		}

		@Override
		public PerfusionSeries read(final Path path, final ReadOptions options, final WorkMonitor monitor) throws IOException {
			throw new IOException(name + " was asked");
		}
	}

	private final SeriesOpener opener = new SeriesOpener(List.of(new FakeReader("first", ".a"), new FakeReader("second", ".b"), new FakeReader("third", ".b")));

	@TempDir
	private Path folder;

	@Test
	void firstReaderThatTakesTheFileReadsIt() throws IOException {
		final Path file = Files.createFile(folder.resolve("case.b"));

		assertEquals("second", opener.list(file, WorkMonitor.SILENT).get(0).description());
		assertEquals("second was asked", assertThrows(IOException.class, () -> opener.open(file, ReadOptions.FROM_FILE, WorkMonitor.SILENT)).getMessage());
	}

	@Test
	void unknownFormatListsWhatCanBeRead() throws IOException {
		final Path file = Files.createFile(folder.resolve("case.c"));

		final String message = assertThrows(PerfusionException.class, () -> opener.open(file, ReadOptions.FROM_FILE, WorkMonitor.SILENT)).getMessage();

		assertTrue(message.contains("case.c") && message.contains("first, second, third"), message);
	}

	@Test
	void missingInputIsSaid() {
		assertTrue(assertThrows(PerfusionException.class, () -> opener.list(folder.resolve("none.a"), WorkMonitor.SILENT)).getMessage().contains("none.a does not exist"));
		assertTrue(assertThrows(PerfusionException.class, () -> opener.list(Path.of(""), WorkMonitor.SILENT)).getMessage().contains("input="));
	}
}
