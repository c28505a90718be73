package org.perfusionj.network.aifnet.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.curve.IntervalMeans;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.aifnet.CellGrid;
import org.perfusionj.network.aifnet.CellSeries;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.network.aifnet.SmallScan;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Stored scans, whole and damaged. */
class TrainingExampleTest {

	@TempDir
	private Path folder;

	private static void assertSame(final TrainingExample expected, final TrainingExample read) {
		assertEquals(expected.name(), read.name());
		assertEquals(List.of(expected.width(), expected.height(), expected.depth(), expected.cells()), List.of(read.width(), read.height(), read.depth(), read.cells()));
		assertEquals(expected.times(), read.times());
		for (int c = 0; c < expected.cells(); c++) {
			assertEquals(expected.baseline(c), read.baseline(c));
			for (int t = 0; t < expected.times().count(); t++)
				assertEquals(expected.enhancement(t, c), read.enhancement(t, c));
		}
		assertEquals(expected.annotations().keySet(), read.annotations().keySet());
		for (final Map.Entry<Vessel, Annotation> entry : expected.annotations().entrySet()) {
			final Annotation its = read.annotation(entry.getKey());
			assertArrayEquals(entry.getValue().curve(), its.curve());
			assertArrayEquals(entry.getValue().truth(), its.truth());
			assertEquals(entry.getValue().cells(), its.cells());
		}
	}

	@Test
	void whatIsWrittenIsRead() throws IOException {
		final Path file = folder.resolve("1.example");
		final TrainingExample example = SmallExamples.of(1);
		example.write(file);
		assertSame(example, TrainingExample.read(file));
		try (Stream<Path> files = Files.list(folder)) {
			assertEquals(List.of(file), files.toList());
		}
	}

	@Test
	void itHoldsTheHeadAroundTheArrivalInSixteenthsOfHu() {
		final Voxel vessel = new Voxel(7, 6, 1);
		final SmallScan scan = new SmallScan(SmallScan.grid(16, 14, 2, 1.8, 5), 3).withBaseline(voxel -> voxel.x() >= 5 && voxel.x() < 9 && voxel.y() >= 5 && voxel.y() < 8 ? 38.3f : -1000f).with(vessel, SmallScan.bolus(13, 287));
		final InputSpec spec = new InputSpec(8, 1.5, 3, 1.8, 5);
		final TrainingExample example;
		final ExampleCells place;
		try (Parallel parallel = new Parallel(1)) {
			final CellSeries cells = CellSeries.of(scan.input(), CellGrid.of(scan.input().slices().grid(), spec), parallel, WorkMonitor.SILENT);
			place = ExampleCells.of(cells, spec);
			example = TrainingExample.of("one", cells, spec, Map.of());
		}
		assertEquals(new TimeGrid(8 - 3 - 4 * 1.5, 1.5, 16), example.times());
		assertEquals(List.of(8, 7, 2), List.of(example.width(), example.height(), example.depth()));
		final int cell = place.cell(vessel).orElseThrow();
		assertEquals((7 + 3) * 8 + 4, cell);
		assertTrue(place.cell(new Voxel(2, 6, 0)).isEmpty() && place.cell(new Voxel(7, 2, 0)).isEmpty() && place.cell(new Voxel(11, 6, 0)).isEmpty());
		final double[] expected = new IntervalMeans(new TimeGrid(0, 1, 40).times(), example.times()).of(SmallScan.bolus(13, 287));
		for (int t = 0; t < 16; t++)
			assertEquals(expected[t], example.enhancement(t, cell), 1.0 / 32 + 1e-3);
		assertEquals(38.3, example.baseline(cell), 1.0 / 32 + 1e-3);
		assertEquals(-1000, example.baseline(0));
		assertArrayEquals(expected, place.sampled(new TimeGrid(0, 1, 40).times(), SmallScan.bolus(13, 287)), 1e-12);
	}

	@Test
	void valuesBeyondTheRangeAreCutOff() {
		final Voxel metal = new Voxel(4, 4, 0);
		final SmallScan scan = new SmallScan(SmallScan.grid(9, 9, 1, 1.8, 5), 3).withBaseline(voxel -> voxel.equals(metal) ? 30000f : 40f);
		try (Parallel parallel = new Parallel(1)) {
			final CellSeries cells = CellSeries.of(scan.input(), CellGrid.of(scan.input().slices().grid(), SmallExamples.SPEC), parallel, WorkMonitor.SILENT);
			assertEquals(32767 / 16f, TrainingExample.of("one", cells, SmallExamples.SPEC, Map.of()).baseline(4 * 9 + 4));
		}
	}

	private void refused(final byte[] bytes, final String reason) throws IOException {
		final Path file = folder.resolve("damaged.example");
		Files.write(file, bytes);
		final String message = assertThrows(PerfusionException.class, () -> TrainingExample.read(file)).getMessage();
		assertTrue(message.contains(reason) && message.contains(file.toString()), message);
	}

	@Test
	void damageIsFoundOut() throws IOException {
		final Path file = folder.resolve("1.example");
		SmallExamples.of(1).write(file);
		final byte[] whole = Files.readAllBytes(file);
		for (int length = 0; length < whole.length; length += length < 200 ? 1 : 1009)
			refused(Arrays.copyOf(whole, length), "is damaged");
		refused(Arrays.copyOf(whole, whole.length + 1), "is damaged");
		refused(changed(whole, 0, 7), "is no training example of this version");
		refused(changed(whole, 4, 2), "is no training example of this version");
		for (final int impossible : new int[] { -1, 0, Integer.MAX_VALUE, 1 << 20 })
			for (int field = 8; field < 28; field += 4)
				refused(changed(whole, field, impossible), "is damaged");
	}

	private static byte[] changed(final byte[] whole, final int at, final int number) {
		final byte[] bytes = whole.clone();
		ByteBuffer.wrap(bytes).putInt(at, number);
		return bytes;
	}

	@Test
	void aMissingFileIsAnErrorOfItsOwn() {
		assertThrows(NoSuchFileException.class, () -> TrainingExample.read(folder.resolve("none")));
	}
}
