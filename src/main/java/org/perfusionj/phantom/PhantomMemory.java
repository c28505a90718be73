package org.perfusionj.phantom;

import java.util.Locale;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.io.JavaMemory;
import org.perfusionj.phantom.scan.ScanProtocol;
import org.perfusionj.series.SpatialGrid;

/**
 * How much memory a phantom takes while it is made, so that one that does not fit is refused before minutes of work. The
 * figures were counted from the fields of {@link HeadPlane}, {@link PerfusedPoints}, {@link Scan} and {@link PhantomTruth} and
 * compared with what the heap holds.
 */
final class PhantomMemory {

	/** Perfused points of a plane of the painted head, and its blood: 28 bytes where tissue is perfused, in up to two of five points. */
	private static final long PERFUSED_BYTES = 12;
	/** Planes of the painted head that hold floats (density, brain, core, penumbra) and bytes (tissue, state). */
	private static final int HEAD_FLOATS = 4;
	private static final int HEAD_BYTES = 2;
	/** Planes of a slice when the truth is written down, eight maps and three masks; artefacts before that take less. */
	private static final int SLICE_FLOATS = 8;
	private static final int SLICE_BYTES = 3;
	/** Curves of the one voxel in a hundred that is in a large vessel, for each voxel and frame. */
	private static final double CURVE_BYTES = 0.2;
	/** An instant of the fine grid: some 2000 pieces of vessel in double, 360 tissues in single precision. */
	private static final long INSTANT_BYTES = 2000 * Double.BYTES + 360 * Float.BYTES;
	/** Planes of scratch memory of a thread, beside the planes that a slice of a moved head is made of. */
	private static final int SCRATCH_PLANES = 16;
	/** The head in template space, its perfusion and other things of every case. */
	private static final long FIXED_BYTES = 90_000_000;

	/** Java's usual collector (G1) cuts its memory into some 2048 regions of at least 1 MiB, a power of two. */
	private static final long REGIONS = 2048;
	private static final long LEAST_REGION = 1 << 20;
	private static final long ARRAY_HEADER = 16;

	private PhantomMemory() {}

	/**
	 * @param most memory that Java may use, bytes
	 * @return estimate for one phantom, made by so many threads, bytes
	 */
	static long bytes(final ScanProtocol protocol, final TimeGrid fine, final int threads, final long most) {
		final long region = Math.max(LEAST_REGION, Long.highestOneBit(most / REGIONS));
		final long points = protocol.grid().planeSize();
		final long floats = held(points * Float.BYTES, region);
		final long bytes = held(points, region);
		final long head = protocol.headGrid().planes() * (HEAD_FLOATS * floats + HEAD_BYTES * bytes + PERFUSED_BYTES * points);
		final long truth = protocol.grid().slices() * (SLICE_FLOATS * floats + SLICE_BYTES * bytes);
		final long series = (long) protocol.grid().slices() * protocol.times().frames() * (held(points * Short.BYTES, region) + (long) (CURVE_BYTES * points));
		final long scratch = threads * floats * (SCRATCH_PLANES + 2L * protocol.planesPerSlice());
		return FIXED_BYTES + head + truth + series + INSTANT_BYTES * fine.count() + scratch;
	}

	/** @return what an array takes: one that is larger than half a region has regions of its own, to the end of the last */
	private static long held(final long bytes, final long region) {
		final long whole = bytes + ARRAY_HEADER;
		return 2 * whole <= region ? whole : (whole + region - 1) / region * region;
	}

	/** @throws org.perfusionj.work.PerfusionException if there is less room, with what to reduce and how to allow more */
	static void require(final ScanProtocol protocol, final TimeGrid fine, final int threads) {
		final SpatialGrid grid = protocol.grid();
		JavaMemory.require(bytes(protocol, fine, threads, Runtime.getRuntime().maxMemory()), String.format(Locale.ROOT, "A phantom with matrix=%d, slices=%d, slice_mm=%s and frames=%d", grid.width(), grid.slices(), grid.spacingZ(), protocol.times().frames()),
			"Take fewer frames or slices or a smaller matrix, close images");
	}
}
