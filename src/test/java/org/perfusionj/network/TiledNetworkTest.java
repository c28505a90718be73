package org.perfusionj.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfusionj.work.WorkMonitor;

class TiledNetworkTest {

	static Stream<Arguments> samplesAndTileBytes() {
		return SampleNetworks.convolutional().flatMap(sample -> Stream.of(0.0, 0.5, 0.9).map(part -> Arguments.of(sample, (int) (part * wholeBytes(sample)))));
	}

	/** What a tile would take that is all of the field. */
	private static int wholeBytes(final SampleNetworks.Sample sample) {
		return sample.shape().cells() * Float.BYTES * sample.architecture().layers().stream().map(Layer.Convolution.class::cast).mapToInt(layer -> layer.inputs() + layer.outputs()).max().orElseThrow();
	}

	/** The reference adds in the same order wherever a cell lies, so that the results are the same to the last bit. */
	@ParameterizedTest
	@MethodSource("samplesAndTileBytes")
	void tilesGiveTheResultOfTheWholeField(final SampleNetworks.Sample sample, final int bytes) {
		final float[] input = sample.input(1);
		final Counted counted = new Counted(new ReferenceNetwork(sample.architecture(), sample.weights(2)));
		final float[] whole = counted.run(sample.shape(), input, WorkMonitor.SILENT);

		final float[] tiled = new TiledNetwork(counted, bytes).run(sample.shape(), input);

		assertArrayEquals(whole, tiled);
		assertTrue(counted.cells.size() > 2, "the whole and at least two tiles");
	}

	@Test
	void aTileTakesNoMoreMemoryThanAllowed() {
		final Architecture architecture = paper(3);
		final int bytesPerCell = Float.BYTES * (32 + 64);
		final Counted counted = new Counted(new Zeros(architecture));
		new TiledNetwork(counted, 3_000_000).run(new FieldShape(16, 128, 100, 25), new float[16 * 128 * 100 * 25]);
		assertTrue(counted.cells.stream().allMatch(cells -> cells * bytesPerCell <= 3_000_000), counted.cells::toString);
	}

	@Test
	void aScanOf320SlicesIsNeverWholeInMemory() {
		final FieldShape shape = new FieldShape(320, 128, 128, 25);
		final Counted counted = new Counted(new Zeros(paper(5)));
		final int[] largest = new int[1];

		final float[] output = new TiledNetwork(counted).run(shape, (box, values) -> largest[0] = Math.max(largest[0], values.length), WorkMonitor.SILENT);

		assertEquals(shape.cells(), output.length);
		assertTrue(largest[0] * Float.BYTES <= 25 << 20, largest[0] + " values of the input");
	}

	@Test
	void cancelledBetweenTiles() {
		final SampleNetworks.Sample sample = SampleNetworks.convolutional().findFirst().orElseThrow();
		final Counted counted = new Counted(new ReferenceNetwork(sample.architecture(), sample.weights(2)));
		assertThrows(CancellationException.class, () -> new TiledNetwork(counted, 10_000).run(sample.shape(), sample.input(1), new Until(counted, 2)));
		assertEquals(2, counted.cells.size());
	}

	@Test
	void progressRisesToOne() {
		final SampleNetworks.Sample sample = SampleNetworks.convolutional().findFirst().orElseThrow();
		final Counted counted = new Counted(new ReferenceNetwork(sample.architecture(), sample.weights(2)));
		final Until monitor = new Until(counted, Integer.MAX_VALUE);
		new TiledNetwork(counted, 10_000).run(sample.shape(), sample.input(1), monitor);
		assertEquals(monitor.fractions.stream().sorted().toList(), monitor.fractions);
		assertEquals(1, monitor.fractions.get(monitor.fractions.size() - 1), 1e-9);
		assertEquals(counted.cells.size(), monitor.fractions.size());
	}

	@Test
	void onlyConvolutionsCanBeDivided() {
		final Architecture architecture = new Architecture(2, List.of(new Layer.Convolution(1, 1, 1, 2, 2, true), new Layer.DepthMean()));
		assertThrows(IllegalArgumentException.class, () -> new TiledNetwork(new Zeros(architecture)));
	}

	private static Architecture paper(final int layers) {
		final List<Layer> list = new ArrayList<>();
		for (int k = 1; k <= layers; k++)
			list.add(new Layer.Convolution(k == 1 ? 1 : 3, 3, 3, k == 1 ? 25 : 4 << k, 8 << k, true));
		list.add(new Layer.Convolution(3, 3, 3, 8 << layers, 1, false));
		return new Architecture(25, list);
	}

	/** Remembers how many cells each run had, and reports the end of a run. */
	private static final class Counted implements Network {

		private final Network network;
		private final List<Integer> cells = new ArrayList<>();

		Counted(final Network network) {
			this.network = network;
		}

		@Override
		public Architecture architecture() {
			return network.architecture();
		}

		@Override
		public float[] run(final FieldShape shape, final float[] input, final WorkMonitor monitor) {
			assertEquals(shape.values(), input.length);
			cells.add(shape.cells());
			final float[] output = network.run(shape, input, monitor);
			monitor.progress(1, "Counted");
			return output;
		}

		@Override
		public void close() {
			network.close();
		}
	}

	/** Computes nothing. */
	private record Zeros(Architecture architecture) implements Network {

		@Override
		public float[] run(final FieldShape shape, final float[] input, final WorkMonitor monitor) {
			return new float[shape.cells()];
		}

		@Override
		public void close() {
			// holds nothing
		}
	}

	/** Cancels after a number of runs. */
	private static final class Until implements WorkMonitor {

		private final Counted counted;
		private final int runs;
		private final List<Double> fractions = new ArrayList<>();

		Until(final Counted counted, final int runs) {
			this.counted = counted;
			this.runs = runs;
		}

		@Override
		public void progress(final double fraction, final String message) {
			fractions.add(fraction);
		}

		@Override
		public void log(final String message) {
			// not shown
		}

		@Override
		public boolean isCancelled() {
			return counted.cells.size() >= runs;
		}
	}
}
