package org.perfusionj.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

import org.perfusionj.phantom.anatomy.BuiltInTemplate;
import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.HeadShape;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.phantom.scan.ScanProtocol;
import org.perfusionj.phantom.scan.Timing;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class PhantomMemoryTest {

	private static final int THREADS = 2;
	/** A heap whose regions are large. */
	private static final long PLENTY = 40_000_000_000L;

	private static ScanOptions scan(final int matrix, final int slices, final double sliceMm, final int frames) {
		return new ScanOptions(matrix, OptionalDouble.empty(), OptionalInt.of(slices), OptionalDouble.of(sliceMm), OptionalInt.of(frames), OptionalDouble.of(1), Timing.REGULAR, 1, 0);
	}

	private static long estimate(final ScanOptions scan, final long most) {
		final Subject subject = new Subject(66, true, 0.42);
		final RandomStream random = new RandomStream(1);
		try (Parallel parallel = new Parallel(THREADS)) {
			final HeadAnatomy anatomy = new BuiltInTemplate().head(subject, random, parallel, WorkMonitor.SILENT);
			final ScanProtocol protocol = ScanProtocol.draw(scan, anatomy, HeadShape.draw(subject, random.named("shape"))::toHead, random);
			return PhantomMemory.bytes(protocol, TissueCurves.fineGrid(protocol.times().lastS()), THREADS, most);
		}
	}

	@Test
	void estimateIsWhatTheHeapHoldsAndNotMuchMore() {
		final ScanOptions scan = scan(256, 10, 8, 40);
		final List<Long> held = new ArrayList<>();
		final WorkMonitor monitor = new WorkMonitor() {

			private String stage = "";

			@Override
			public synchronized void progress(final double fraction, final String message) {
				// once a stage: what is garbage does not count
				final String first = message.split(" ")[0];
				if (first.equals(stage)) return;
				stage = first;
				System.gc();
				held.add(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
			}

			@Override
			public void log(final String message) {
				// nothing to keep
			}

			@Override
			public boolean isCancelled() {
				return false;
			}
		};

		try (Parallel parallel = new Parallel(THREADS)) {
			new PhantomGenerator(new BuiltInTemplate()).create(new PhantomSettings(1, Optional.of(Occlusion.NONE), scan), parallel, monitor);
		}

		final double most = held.stream().mapToLong(bytes -> bytes - held.get(0)).max().orElseThrow();
		final double ratio = estimate(scan, PLENTY) / most;
		assertTrue(ratio > 0.95 && ratio < 1.6, "estimate " + estimate(scan, PLENTY) + " bytes, held " + most);
	}

	@Test
	void growsWithEveryNumberThatTheMessageNames() {
		final long usual = estimate(scan(256, 8, 5, 40), PLENTY);

		// 2.2 bytes a sample; a longer scan has longer curves, too
		assertEquals(8 * 256 * 256 * 40 * 2.2 + 400 * 17_500, estimate(scan(256, 8, 5, 80), PLENTY) - usual, 1e6);
		assertTrue(estimate(scan(512, 8, 5, 40), PLENTY) > 2 * usual);
		assertTrue(estimate(scan(256, 24, 5, 40), PLENTY) > 2 * usual - 90_000_000);
	}

	@Test
	void largeArraysTakeWholeRegionsOfASmallHeap() {
		// a plane of 512 x 512 floats is 1 MiB and some bytes: two regions of 1 MiB
		final ScanOptions large = scan(512, 20, 5, 40);
		assertTrue(estimate(large, 2_000_000_000L) > 1.5 * estimate(large, PLENTY));
		assertEquals(estimate(scan(256, 8, 5, 40), PLENTY), estimate(scan(256, 8, 5, 40), 2_000_000_000L));
	}

	@Test
	void aPhantomThatDoesNotFitIsRefusedAtOnce() {
		assumeTrue(Runtime.getRuntime().maxMemory() < 60e9, "this machine has room for it");
		final long start = System.nanoTime();

		final PerfusionException refused;
		try (Parallel parallel = new Parallel(THREADS)) {
			final PhantomGenerator generator = new PhantomGenerator(new BuiltInTemplate());
			refused = assertThrows(PerfusionException.class, () -> generator.create(new PhantomSettings(1, Optional.empty(), scan(512, 250, 0.5, 500)), parallel, WorkMonitor.SILENT));
		}

		assertTrue(refused.getMessage().matches("A phantom with matrix=512, slices=250, slice_mm=0.5 and frames=500 needs \\d+\\.\\d GB of memory, .*Take fewer frames or slices or a smaller matrix.*Edit > Options > Memory & Threads.*-Xmx\\d+g\\."), refused.getMessage());
		assertTrue(System.nanoTime() - start < 20_000_000_000L);
	}
}
