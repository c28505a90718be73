package org.perfusionj.segmentation.trained;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class CaseFeaturesTest {

	private static final SpatialGrid GRID = SmallCases.GRID;
	private static final int VOXELS = 360;

	/** CBF 40, CBV 4, Tmax 2 s, 35 HU; columns 0 to 2 have CBF 10, CBV 2, Tmax 9 s, 30 HU. */
	private static final LesionCase HEAD = SmallCases.of((x, y, z) -> x < 3 ? 10 : 40, (x, y, z) -> x < 3 ? 2 : 4, (x, y, z) -> x < 3 ? 9 : 2, (x, y, z) -> x < 3 ? 30 : 35);

	private static float[][] values(final LesionCase example, final Optional<LesionChances> chances, final String... names) {
		try (Parallel parallel = new Parallel(2)) {
			return new CaseFeatures(example, "trained", parallel, WorkMonitor.SILENT).values(Arrays.stream(names).map(VoxelFeature::of).toList(), chances, parallel, WorkMonitor.SILENT);
		}
	}

	private static int voxel(final int x, final int y, final int z) {
		return (z * GRID.height() + y) * GRID.width() + x;
	}

	@Test
	void valuesAreRelativeToEarlyTissue() {
		final float[][] found = values(HEAD, Optional.empty(), "cbf", "cbv", "mtt", "delay", "flow_delay", "hu");
		final double[] left = { 0.25, 0.5, 2, 7, 7, -5 };
		final double[] right = { 1, 1, 1, 0, 0, 0 };
		for (int f = 0; f < found.length; f++) {
			assertEquals(left[f], found[f][voxel(1, 4, 1)], 1e-5);
			assertEquals(right[f], found[f][voxel(8, 4, 1)], 1e-5);
		}
	}

	@Test
	void theMirroredSideIsComparedWith() {
		final float[][] found = values(HEAD, Optional.empty(), "cbf-mirror", "cbf/mirror", "cbf~mirror");
		assertEquals(-0.75, found[0][voxel(1, 4, 1)], 1e-5);
		assertEquals(0.25, found[1][voxel(1, 4, 1)], 1e-5);
		assertEquals(1, found[2][voxel(1, 4, 1)], 1e-5);
		assertEquals(0.75, found[0][voxel(10, 4, 1)], 1e-5);
		assertEquals(4, found[1][voxel(10, 4, 1)], 1e-4);
		assertEquals(0, found[0][voxel(5, 4, 1)], 1e-5);
	}

	@Test
	void aHeadThatIsItsOwnMirrorImageHasNoDifferences() {
		final LesionCase even = SmallCases.of((x, y, z) -> 40 + y + Math.abs(x - 5.5), (x, y, z) -> 4, (x, y, z) -> 2, (x, y, z) -> 35);
		for (final float value : values(even, Optional.empty(), "cbf@6-mirror")[0])
			assertEquals(0, value, 1e-5);
	}

	@Test
	void smoothingIsAWeightedMeanOfAllTissue() {
		final RandomStream random = new RandomStream(3);
		final double[] cbf = new double[VOXELS];
		final double[] tmax = new double[VOXELS];
		for (int v = 0; v < VOXELS; v++) {
			cbf[v] = random.uniform(5, 80);
			tmax[v] = random.uniform(0, 12);
		}
		final LesionCase example = SmallCases.of((x, y, z) -> cbf[voxel(x, y, z)], (x, y, z) -> 4, (x, y, z) -> tmax[voxel(x, y, z)], (x, y, z) -> 35);
		final float[][] found = values(example, Optional.empty(), "delay", "delay@4", "flow_delay@4");
		final double normal = tmax[0] - found[0][0];
		for (final int v : new int[] { voxel(0, 0, 0), voxel(6, 5, 1), voxel(11, 2, 2) }) {
			double sum = 0;
			double weights = 0;
			double flowSum = 0;
			double flows = 0;
			for (int n = 0; n < VOXELS; n++) {
				final double weight = gauss(n % 12 - v % 12, 2) * gauss(n / 12 % 10 - v / 12 % 10, 2.5) * gauss(n / 120 - v / 120, 5);
				sum += weight * tmax[n];
				weights += weight;
				flowSum += weight * cbf[n] * tmax[n];
				flows += weight * cbf[n];
			}
			assertEquals(sum / weights - normal, found[1][v], 1e-3);
			assertEquals(flowSum / flows - normal, found[2][v], 1e-3);
		}
	}

	/** A Gaussian of 4 mm, cut at three standard deviations. */
	private static double gauss(final int steps, final double spacing) {
		return Math.abs(steps) > (int) (3 * 4 / spacing + 0.5) ? 0 : Math.exp(-0.5 * steps * steps * spacing * spacing / 16);
	}

	@Test
	void placesInTheHead() {
		final float[][] found = values(HEAD, Optional.empty(), "midline", "edge", "tissue@3");
		assertEquals(9, found[0][voxel(1, 4, 1)], 1e-5);
		assertEquals(1, found[0][voxel(6, 4, 1)], 1e-5);
		assertEquals(4, found[1][voxel(1, 4, 1)], 1e-5);
		assertEquals(2.5, found[1][voxel(6, 0, 1)], 1e-5);
		assertEquals(1, found[2][voxel(1, 4, 1)], 1e-5);
	}

	@Test
	void whatTheStageBeforeSaysIsUsed() {
		final float[] core = new float[VOXELS];
		final float[] lesion = new float[VOXELS];
		for (int v = 0; v < VOXELS; v++) {
			core[v] = v % 12 < 2 ? 1 : 0;
			lesion[v] = v % 12 < 4 ? 1 : 0;
		}
		final float[][] found = values(HEAD, Optional.of(new LesionChances(core, lesion)), "cbf:core", "cbf:penumbra", "cbf:middle", "cbf:place", "core:distance", "lesion:distance", "core:volume", "core:share", "core", "lesion:odds");
		// core: columns 0 and 1 with 0.25; penumbra: columns 2 and 3 with 0.25 and 1
		final double[] inFirst = { 0.25, 0.625, 0.25 - 0.4375, 1, 4, 8, 60 * 0.025, 0.5, 1, Math.log(1 / 1e-6 + 1e-6) };
		final double[] inEighth = { 0.25, 0.625, 1 - 0.4375, -1, -14, -10, 60 * 0.025, 0.5, 0, Math.log(1e-6) };
		for (int f = 0; f < found.length; f++) {
			assertEquals(inFirst[f], found[f][voxel(0, 4, 1)], 0.05);
			assertEquals(inEighth[f], found[f][voxel(8, 4, 1)], 0.05);
		}
	}

	@Test
	void aLaterStageDoesNotKeepWhatAnotherOneSaid() {
		try (Parallel parallel = new Parallel(1)) {
			final CaseFeatures features = new CaseFeatures(HEAD, "trained", parallel, WorkMonitor.SILENT);
			final float[] none = new float[VOXELS];
			final float[] all = new float[VOXELS];
			Arrays.fill(all, 1);
			final List<VoxelFeature> wanted = List.of(VoxelFeature.of("core@6"), VoxelFeature.of("cbf@6"));
			final float[][] before = features.values(wanted, Optional.of(new LesionChances(none, none)), parallel, WorkMonitor.SILENT);
			final float[][] after = features.values(wanted, Optional.of(new LesionChances(all, all)), parallel, WorkMonitor.SILENT);
			assertArrayEquals(none, before[0]);
			assertArrayEquals(all, after[0], 1e-5f);
			assertArrayEquals(before[1], after[1]);
			assertThrows(IllegalArgumentException.class, () -> features.values(wanted, Optional.empty(), parallel, WorkMonitor.SILENT));
		}
	}

	@Test
	void whatIsMissingIsNamed() {
		final LesionCase noCbv = SmallCases.of(Optional.empty(), SignalType.CT, "cSVD", Map.of(PerfusionMap.CBF, SmallCases.volume((x, y, z) -> 40), PerfusionMap.TMAX, SmallCases.volume((x, y, z) -> 2)));
		final String message = assertThrows(PerfusionException.class, () -> values(noCbv, Optional.empty(), "cbf")).getMessage();
		assertTrue(message.contains("rule=trained needs the map CBV"), message);
	}

	@Test
	void valuesThatAreNoNumbersAreTakenForNothing() {
		final LesionCase holes = SmallCases.of((x, y, z) -> x == 7 ? Double.NaN : 40, (x, y, z) -> x == 7 ? Double.NaN : 4, (x, y, z) -> x == 7 ? Double.NaN : 2, (x, y, z) -> 35);
		for (final float[] feature : values(holes, Optional.empty(), "cbf", "cbf@3", "cbv@3", "mtt@3", "delay@3-mirror", "flow_delay@3"))
			for (final float value : feature)
				assertTrue(Float.isFinite(value));
	}
}
