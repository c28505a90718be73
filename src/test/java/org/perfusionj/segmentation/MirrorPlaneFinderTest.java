package org.perfusionj.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.TestPhantoms;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Heads of skull, brain and ventricles whose turn, tilt and place are known. */
class MirrorPlaneFinderTest {

	/**
	 * An ellipsoid head in a scanner: wider at the back, as heads are.
	 *
	 * @param turnDegrees about the axis to superior
	 * @param tiltDegrees about the axis to anterior
	 * @param shiftMm of its centre along x
	 */
	private record Head(SpatialGrid grid, double turnDegrees, double tiltDegrees, double shiftMm, double lesionHu) {

		/** @return place in the head, mm: across, to anterior, up */
		private double[] place(final int x, final int y, final int z) {
			final double[] normal = normal();
			final double turn = Math.toRadians(turnDegrees);
			final double[] forward = { -Math.sin(turn), Math.cos(turn), 0 };
			final double[] up = { -normal[2] * forward[1], normal[2] * forward[0], normal[0] * forward[1] - normal[1] * forward[0] };
			final double[] mm = { (x - (grid.width() - 1) / 2.0) * grid.spacingX() - shiftMm, (y - (grid.height() - 1) / 2.0) * grid.spacingY() + 4, (z - (grid.slices() - 1) / 2.0) * grid.spacingZ() };
			final double[] place = new double[3];
			for (int axis = 0; axis < 3; axis++) {
				place[0] += normal[axis] * mm[axis];
				place[1] += forward[axis] * mm[axis];
				place[2] += up[axis] * mm[axis];
			}
			return place;
		}

		double[] normal() {
			final double turn = Math.toRadians(turnDegrees);
			final double tilt = Math.toRadians(tiltDegrees);
			return new double[] { Math.cos(tilt) * Math.cos(turn), Math.cos(tilt) * Math.sin(turn), Math.sin(tilt) };
		}

		/** @return radius as a part of that of the inner skull */
		private double radius(final double[] place) {
			// the back of the left half is a little wider
			final double width = 66 * (1 - 0.0015 * place[1]) * (place[0] < 0 && place[1] < 0 ? 1.02 : 1);
			// the right frontal lobe lies in front of the left one: a shear that turns the best plane of this ellipse by half a degree
			final double y = place[1] - 0.005 * place[0];
			return Math.sqrt(Math.pow(place[0] / width, 2) + Math.pow(y / 82, 2) + Math.pow(place[2] / 75, 2));
		}

		Mask brain() {
			return Shapes.mask(grid, (x, y, z) -> radius(place(x, y, z)) < 1);
		}

		Volume image(final double noise) {
			final Random random = new Random(5);
			return Shapes.volume(grid, (x, y, z) -> {
				final double[] place = place(x, y, z);
				final double radius = radius(place);
				if (radius > 1.18) return -1000;
				if (radius > 1.08) return 40;
				if (radius > 1) return 900;
				final boolean ventricle = Math.hypot((Math.abs(place[0]) - 9) / 6, place[1] / 25) < 1 && Math.abs(place[2]) < 20;
				final boolean lesion = place[0] > 15 && place[0] < 55 && Math.abs(place[1]) < 40;
				return (ventricle ? 8 : lesion ? 32 + lesionHu : 32) + noise * random.nextGaussian();
			});
		}

		LesionMaps maps(final boolean withImage) {
			return Shapes.maps(brain(), withImage ? Optional.of(image(3)) : Optional.empty(), Map.of());
		}
	}

	private static SpatialGrid grid(final int slices, final double sliceMm, final Orientation orientation) {
		return new SpatialGrid(96, 96, slices, 2.2, 2.2, sliceMm, orientation);
	}

	private static MirrorPlaneFinder.Found find(final LesionMaps maps) {
		return new MirrorPlaneFinder().find(maps, WorkMonitor.SILENT);
	}

	private static void assertFound(final Head head, final boolean withImage, final double degrees, final double mm) {
		final MirrorPlaneFinder.Found found = find(head.maps(withImage));
		final MirrorPlane plane = found.plane();
		assertEquals(head.turnDegrees(), Math.toDegrees(Math.atan2(plane.b(), plane.a())), degrees, "turn");
		assertEquals(head.tiltDegrees(), Math.toDegrees(Math.asin(plane.c())), degrees, "tilt");
		assertEquals(1, plane.a() * plane.a() + plane.b() * plane.b() + plane.c() * plane.c(), 1e-9);
		// the centre of the head lies in the plane
		final SpatialGrid grid = head.grid();
		assertEquals(0, plane.distanceMm((grid.width() - 1) / 2.0 + head.shiftMm() / grid.spacingX(), (grid.height() - 1) / 2.0 - 4 / grid.spacingY(), (grid.slices() - 1) / 2.0), mm, "offset");
		assertEquals(List.of(), found.warnings());
	}

	@Test
	void turnedTiltedAndShiftedHeadsAreFoundInImages() {
		assertFound(new Head(grid(12, 8, Orientation.NONE), 0, 0, 0, 0), true, 1, 0.7);
		assertFound(new Head(grid(12, 8, Orientation.NONE), 13, -7, 9, 0), true, 1.5, 1);
		assertFound(new Head(grid(12, 8, Orientation.NONE), -22, 4, -12, 0), true, 1.5, 1);
	}

	@Test
	void aLargeLesionOnOneSideMovesThePlaneByLittle() {
		assertFound(new Head(grid(12, 8, Orientation.NONE), 8, 4, 5, -6), true, 1.5, 1);
	}

	@Test
	void theBrainMaskIsEnoughWhereThereIsNoImage() {
		assertFound(new Head(grid(12, 8, Orientation.NONE), 13, -7, 9, 0), false, 2, 1);
	}

	@Test
	void aHeadInOneSliceIsNotTilted() {
		final Head head = new Head(grid(1, 10, Orientation.NONE), -11, 0, 7, 0);
		assertFound(head, true, 1, 0.7);
		assertEquals(0, find(head.maps(true)).plane().c(), 1e-12);
	}

	@Test
	void aThinSlabIsNotTakenForTiltedWithoutNeed() {
		final MirrorPlane plane = find(new Head(grid(2, 5, Orientation.NONE), 6, 0, 3, 0).maps(true)).plane();
		assertEquals(6, Math.toDegrees(Math.atan2(plane.b(), plane.a())), 1.5);
		assertEquals(0, Math.toDegrees(Math.asin(plane.c())), 4);
	}

	@Test
	void rightIsThatOfThePatient() {
		// columns run to the patient's left, rows to the back
		final Orientation radiological = Orientation.scanner(new double[] { -2.2, 0, 0, 100, 0, -2.2, 0, 100, 0, 0, 8, 0 });
		final MirrorPlane plane = find(new Head(grid(6, 8, radiological), 10, 0, 5, 0).maps(true)).plane();
		assertTrue(plane.isOriented());
		assertTrue(plane.a() < -0.9);
		assertTrue(plane.distanceMm(10, 48, 3) > 30);
		assertEquals(10, Math.toDegrees(Math.atan(plane.b() / plane.a())), 1.5);
		assertFalse(find(new Head(grid(6, 8, Orientation.NONE), 10, 0, 5, 0).maps(true)).plane().isOriented());
	}

	@Test
	void sagittalSlicesAreCutAlongTheirStack() {
		// x to the front, y up, slices from left to right
		final SpatialGrid grid = new SpatialGrid(90, 70, 36, 2.2, 2.2, 5, Orientation.scanner(new double[] { 0, 0, 5, -87, 2.2, 0, 0, -97, 0, 2.2, 0, -76 }));
		final Mask brain = Shapes.mask(grid, (x, y, z) -> Math.pow((x - 45) * 2.2 / 82, 2) + Math.pow((y - 35) * 2.2 / 70, 2) + Math.pow((z - 15) * 5 / 64.0, 2) < 1);
		final MirrorPlane plane = find(Shapes.maps(brain, Optional.empty(), Map.of())).plane();
		assertEquals(1, plane.c(), 0.01);
		assertEquals(75, plane.offsetMm(), 2);
	}

	@Test
	void aRoundHeadIsTakenAsStraightWithAWarning() {
		final SpatialGrid grid = grid(3, 8, Orientation.NONE);
		final MirrorPlaneFinder.Found found = find(Shapes.maps(Shapes.mask(grid, (x, y, z) -> Math.hypot(x - 50, y - 45) * 2.2 < 70), Optional.empty(), Map.of()));
		assertEquals(0, Math.toDegrees(Math.atan2(found.plane().b(), found.plane().a())), 3);
		assertEquals(0, found.plane().distanceMm(50, 45, 1), 0.5);
		assertTrue(found.warnings().get(0).contains("not certain"), found.warnings().toString());
	}

	@Test
	void halfAHeadHasNoCertainPlane() {
		final SpatialGrid grid = grid(3, 8, Orientation.NONE);
		final Random random = new Random(9);
		final Volume noise = Shapes.volume(grid, (x, y, z) -> 200 * random.nextGaussian());
		final MirrorPlaneFinder.Found found = find(Shapes.maps(Shapes.mask(grid, (x, y, z) -> x > 30 && x < 60 && y > 30 && y < 60), Optional.of(noise), Map.of()));
		assertTrue(found.correlation() < 0.5);
		assertTrue(found.warnings().get(0).contains("correlation"), found.warnings().toString());
	}

	@Test
	void voxelsWithoutANumberDoNotMatter() {
		final Head head = new Head(grid(6, 8, Orientation.NONE), 9, 0, 4, 0);
		final Volume image = head.image(3);
		for (int z = 0; z < 6; z++)
			for (int i = 0; i < 96 * 96; i++)
				if (image.plane(z)[i] == -1000) image.plane(z)[i] = Float.NaN;
		final MirrorPlane plane = find(Shapes.maps(head.brain(), Optional.of(image), Map.of())).plane();
		assertEquals(9, Math.toDegrees(Math.atan2(plane.b(), plane.a())), 1.5);
	}

	@Test
	void thePlaneOfAPhantomIsThatOfItsHead() {
		final Phantom phantom = TestPhantoms.stroke();
		try (Parallel parallel = new Parallel(2)) {
			final ConcentrationSeries series = new Preprocessing().prepare(phantom.series(), PreprocessingSettings.DEFAULTS, parallel, WorkMonitor.SILENT).concentration();
			@SuppressWarnings("unchecked")
			final Map<String, Object> scan = (Map<String, Object>) phantom.description().get("scan");
			final MirrorPlane plane = find(Shapes.maps(series.mask(), Optional.of(series.baselineImage()), Map.of())).plane();
			// columns run to the patient's left and rows to the back: turning to the left is positive
			assertEquals(((Number) scan.get("head_yaw_degrees")).doubleValue(), Math.toDegrees(Math.atan(-plane.b() / -plane.a())), 2.5);
			assertTrue(plane.a() < -0.9);
			assertTrue(plane.right(phantom.truth().core().or(phantom.truth().penumbra())).count() < 0.01 * plane.left(phantom.truth().core().or(phantom.truth().penumbra())).count(), "a stroke on the left");
		}
	}

	@Test
	void aCancelIsHeard() {
		assertThrows(CancellationException.class, () -> new MirrorPlaneFinder().find(new Head(grid(6, 8, Orientation.NONE), 9, 0, 4, 0).maps(true), MonitorLog.cancelled()));
	}
}
