package org.perfusionj.phantom.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.HeadGrid;
import org.perfusionj.phantom.anatomy.Tissue;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.PerfusionException;

class ScanProtocolTest {

	/** A subject's head that is a tenth smaller than the template. */
	private static final HeadPoints SMALLER = (x, y, z, out) -> {
		out[0] = 0.9 * x;
		out[1] = 0.9 * y;
		out[2] = 0.9 * z;
	};

	private static ScanProtocol draw(final ScanOptions options, final int seed) {
		return ScanProtocol.draw(options, new SyntheticHead(), SMALLER, new RandomStream(seed));
	}

	private static ScanOptions options(final int matrix, final Integer slices, final Double sliceMm, final Integer frames, final Double intervalS, final Timing timing, final double dose, final int motion) {
		return new ScanOptions(matrix, OptionalDouble.empty(), slices == null ? OptionalInt.empty() : OptionalInt.of(slices), sliceMm == null ? OptionalDouble.empty() : OptionalDouble.of(sliceMm),
			frames == null ? OptionalInt.empty() : OptionalInt.of(frames), intervalS == null ? OptionalDouble.empty() : OptionalDouble.of(intervalS), timing, dose, motion);
	}

	@Test
	void drawnScansAreLikeRealOnes() {
		final Map<Timing, Integer> timings = new EnumMap<>(Timing.class);
		final int scans = 200;
		int usualTime = 0;
		for (int seed = 0; seed < scans; seed++) {
			final ScanProtocol protocol = draw(ScanOptions.DEFAULTS, seed);
			final SpatialGrid grid = protocol.grid();
			final double intervalS = protocol.times().time(0, 1) - protocol.times().time(0, 0);
			final double durationS = protocol.times().lastS();

			assertTrue(grid.slices() >= 2 && grid.slices() <= 16, grid.sizeText());
			assertTrue(grid.spacingZ() >= 4 && grid.spacingZ() <= 12, "slice " + grid.spacingZ());
			assertTrue(grid.spacingX() >= 0.7 && grid.spacingX() <= 1.1, "pixel " + grid.spacingX());
			assertTrue(protocol.times().frames() >= 40 && protocol.times().frames() <= 120, "frames " + protocol.times().frames());
			assertTrue(intervalS >= 0.8 - 1e-9 && intervalS <= 3 + 1e-9, "interval " + intervalS);
			assertTrue(protocol.noiseSd() >= 5 - 1e-9 && protocol.noiseSd() <= 8 + 1e-9, "noise " + protocol.noiseSd());
			assertTrue(protocol.timing() != Timing.SHUTTLE || intervalS >= 1.5 && !protocol.times().sameForAllSlices());
			if (durationS >= 36 && durationS <= 80) usualTime++;
			timings.merge(protocol.timing(), 1, Integer::sum);
		}

		assertTrue(usualTime > 0.8 * scans, "scans of a usual time: " + usualTime);
		assertTrue(timings.get(Timing.REGULAR) > 0.6 * scans && timings.get(Timing.MIXED) > 0 && timings.get(Timing.SHUTTLE) > 0, timings.toString());
	}

	@Test
	void slabsHoldTheCircleOfWillisUnlessTheyStartBelowIt() {
		for (int seed = 0; seed < 60; seed++) {
			final ScanProtocol protocol = draw(ScanOptions.DEFAULTS, seed);
			final double[] circle = new double[3];
			SMALLER.toHead(0, 5, -19, circle);
			final double[] index = new double[3];
			protocol.headGrid().toIndex(circle[0], circle[1], circle[2], index);

			assertTrue(index[2] >= 0 && index[2] < protocol.headGrid().planes(), "plane " + index[2] + " of " + protocol.headGrid().planes());
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 2 })
	void voxelsAndPlanesLieAtTheSamePlaces(final int motion) {
		final ScanProtocol protocol = draw(options(256, 5, 6.0, 50, 1.0, Timing.REGULAR, 1, motion), 4);
		final HeadGrid planes = protocol.headGrid();

		assertEquals(3, protocol.planesPerSlice());
		assertEquals(2, planes.planeMm());
		assertEquals(protocol.grid().spacingX(), planes.pixelMm());
		assertEquals(256, planes.width());
		assertEquals(motion == 0, protocol.firstPlane(0) == 0);
		assertEquals(motion == 0, planes.planes() == 15);
		assertEquals(protocol.firstPlane(0) + 12, protocol.firstPlane(4));
		// distances between voxels in the scanner are distances in the head
		final double[] affine = protocol.grid().orientation().affine();
		final double[] a = new double[3];
		final double[] b = new double[3];
		planes.toHead(40, 70, protocol.firstPlane(1) + 1, a);
		planes.toHead(200, 90, protocol.firstPlane(4) + 1, b);
		assertEquals(Math.sqrt(Math.pow(160 * affine[0], 2) + Math.pow(20 * affine[5], 2) + Math.pow(3 * affine[10], 2)), Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2)), 1e-9);
		final double[] index = new double[3];
		planes.toIndex(b[0], b[1], b[2], index);
		assertArrayEquals(new double[] { 200, 90, protocol.firstPlane(4) + 1 }, index, 1e-9);
	}

	@Test
	void imagesAreStoredAsRadiologistsLookAtThem() {
		final ScanProtocol protocol = draw(ScanOptions.DEFAULTS, 7);
		final double[] affine = protocol.grid().orientation().affine();
		final double[] origin = new double[3];
		final double[] left = new double[3];
		final double[] back = new double[3];
		final double[] up = new double[3];
		protocol.headGrid().toHead(0, 0, 0, origin);
		protocol.headGrid().toHead(100, 0, 0, left);
		protocol.headGrid().toHead(0, 100, 0, back);
		protocol.headGrid().toHead(0, 0, 10, up);

		assertTrue(affine[0] < 0 && affine[5] < 0 && affine[10] > 0);
		assertTrue(left[0] < origin[0] - 60 && back[1] < origin[1] - 60 && up[2] > origin[2] + 8);
	}

	@Test
	void slicesFollowTheOrbitomeatalLine() {
		double degrees = 0;
		for (int seed = 0; seed < 50; seed++) {
			final double[] front = new double[3];
			final double[] back = new double[3];
			final HeadGrid planes = draw(ScanOptions.DEFAULTS, seed).headGrid();
			planes.toHead(128, 0, 0, front);
			planes.toHead(128, 255, 0, back);
			degrees += Math.toDegrees(Math.atan2(front[2] - back[2], front[1] - back[1])) / 50;
		}

		// it rises to the front
		assertEquals(10, degrees, 3);
	}

	@Test
	void headLiesInTheImage() {
		final double[] point = new double[3];
		final double[] index = new double[3];
		for (int seed = 0; seed < 20; seed++) {
			final HeadGrid planes = draw(ScanOptions.DEFAULTS, seed).headGrid();
			for (int angle = 0; angle < 360; angle += 10) {
				SMALLER.toHead(80 * Math.cos(Math.toRadians(angle)), -15 + 98 * Math.sin(Math.toRadians(angle)), 10, point);
				planes.toIndex(point[0], point[1], point[2], index);
				assertTrue(index[0] > 0 && index[0] < 255 && index[1] > 0 && index[1] < 255, index[0] + ", " + index[1]);
			}
		}
	}

	@Test
	void whatIsAskedForIsDone() {
		final ScanProtocol protocol = draw(options(512, 9, 5.0, 73, 0.75, Timing.REGULAR, 4, 0), 3);

		assertEquals("512 x 512 x 9", protocol.grid().sizeText());
		assertEquals(5, protocol.grid().spacingZ());
		assertEquals(73, protocol.times().frames());
		assertTrue(protocol.times().isUniform());
		assertEquals(0.75, protocol.times().meanIntervalS(), 1e-12);
		assertEquals(draw(options(512, 9, 5.0, 73, 0.75, Timing.REGULAR, 1, 0), 3).noiseSd() / 2, protocol.noiseSd(), 1e-12);
		assertEquals(0, draw(options(64, 2, 5.0, 10, 1.0, Timing.REGULAR, 0, 0), 3).noiseSd());
		assertEquals("regular", protocol.description().get("timing"));
	}

	@Test
	void noiseGoesWithOneOverTheRootOfTheThickness() {
		final double two = draw(options(256, 4, 2.0, 40, 1.0, Timing.REGULAR, 1, 0), 3).noiseSd();
		final double one = draw(options(256, 4, 1.0, 40, 1.0, Timing.REGULAR, 1, 0), 3).noiseSd();

		assertEquals(Math.sqrt(2), one / two, 1e-12);
	}

	@Test
	void mixedScansAreSlowerLater() {
		final ScanProtocol protocol = draw(options(256, null, null, null, 1.0, Timing.MIXED, 1, 0), 5);
		final double[] times = protocol.times().times(0);
		int slow = 0;
		for (int t = 1; t < times.length; t++) {
			final double step = times[t] - times[t - 1];
			if (step > 2) slow++;
			assertEquals(slow > 0 ? 3 : 1, step, 1e-9);
		}

		assertTrue(slow >= 5 && slow <= 10, slow + " slow frames");
		assertTrue(times[times.length - 1 - slow] >= 29 && times[times.length - 1 - slow] <= 41);
	}

	@Test
	void shuttleScansTakeOddSlicesHalfAnIntervalLater() {
		final ScanProtocol protocol = draw(options(256, 4, null, 45, 2.0, Timing.SHUTTLE, 1, 0), 5);

		assertEquals(4, protocol.times().slices());
		assertEquals(6, protocol.times().time(2, 3));
		assertEquals(7, protocol.times().time(3, 3));
	}

	@Test
	void fewFramesOfAMixedScanStillHaveTwoSpeeds() {
		final double[] times = draw(options(256, 2, null, 10, 3.0, Timing.MIXED, 1, 0), 5).times().times(0);

		assertEquals(3, times[1]);
		assertEquals(9, times[9] - times[8]);
	}

	@Test
	void moreSlicesThanTheHeadHasAreRefusedWithTheNumberThatFit() {
		final String message = assertThrows(PerfusionException.class, () -> draw(options(256, 30, 10.0, null, null, Timing.AUTO, 1, 0), 1)).getMessage();

		// 126 mm of brain, a little more because it lies tilted, and 24 mm around it
		assertTrue(message.matches("30 slices of 10 mm are 300 mm, but this head has 1[5-6][0-9] mm .*at most 1[5-6] such slices fit\\. Use slices=1[5-6] or slice_mm=5\\.[0-9]\\."), message);
		final int fitting = Integer.parseInt(message.replaceAll(".*Use slices=(\\d+).*", "$1"));
		assertEquals(fitting, draw(options(256, fitting, 10.0, null, null, Timing.AUTO, 1, 0), 1).grid().slices());
		assertThrows(PerfusionException.class, () -> draw(options(256, fitting + 1, 10.0, null, null, Timing.AUTO, 1, 0), 1));
	}

	@Test
	void manySlicesWithoutAThicknessAreAsThickAsTheHeadAllows() {
		final SpatialGrid grid = draw(options(64, 100, null, null, null, Timing.AUTO, 1, 0), 1).grid();

		assertEquals(100, grid.slices());
		assertTrue(grid.spacingZ() >= 1.4 && grid.spacingZ() <= 1.7, "slice " + grid.spacingZ());
		assertTrue(assertThrows(PerfusionException.class, () -> ScanProtocol.draw(options(64, 320, null, null, null, Timing.AUTO, 1, 0), new SyntheticHead(), (x, y, z, out) -> {
			out[0] = 0.8 * x;
			out[1] = 0.8 * y;
			out[2] = 0.8 * z;
		}, new RandomStream(1))).getMessage().contains("320 slices would have to be thinner than 0.5 mm"));
	}

	@Test
	void imagesSmallerThanTheBrainAreRefused() {
		final ScanOptions small = new ScanOptions(256, OptionalDouble.of(0.4), OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty(), Timing.AUTO, 1, 0);

		final String message = assertThrows(PerfusionException.class, () -> draw(small, 1)).getMessage();

		assertTrue(message.matches("matrix=256 with pixel_mm=0\\.400 shows 102 mm, but this brain is 1[5-6]\\d mm long: use pixel_mm of at least 0\\.6\\d, or leave it out\\."), message);
	}

	@Test
	void headsWithoutABrainAreRefused() {
		final HeadAnatomy none = new HeadAnatomy() {
			@Override
			public void fractions(final double x, final double y, final double z, final float[] fractions) {
				fractions[Tissue.AIR.ordinal()] = 1;
			}

			@Override
			public int territory(final double x, final double y, final double z) {
				return 0;
			}

			@Override
			public double brainBottomMm() {
				return -60;
			}

			@Override
			public double brainTopMm() {
				return 80;
			}
		};

		assertTrue(assertThrows(PerfusionException.class, () -> ScanProtocol.draw(ScanOptions.DEFAULTS, none, SMALLER, new RandomStream(1))).getMessage().startsWith("The head has no brain"));
	}

	@ParameterizedTest
	@CsvSource({ "0, 1", "1, 2", "2, 3", "3, 5" })
	void planesReachAsFarAsTheHeadMoves(final int grade, final int seed) {
		final ScanProtocol protocol = draw(options(256, 4, 5.0, 60, 1.0, Timing.REGULAR, 1, grade), seed);
		final HeadGrid planes = protocol.headGrid();
		double lowest = 0;
		double highest = 0;
		for (int t = 0; t < 60; t++) {
			final double[] affine = protocol.resampling(t);
			for (int angle = 0; angle < 360; angle += 15) {
				// on an ellipse as large as the head, at the faces of the slab
				final double x = 127.5 + 72 / planes.pixelMm() * Math.cos(Math.toRadians(angle));
				final double y = 127.5 + 88 / planes.pixelMm() * Math.sin(Math.toRadians(angle));
				final double bottom = protocol.firstPlane(0) - 0.5;
				final double top = protocol.firstPlane(3) + protocol.planesPerSlice() - 0.5;
				lowest = Math.min(lowest, affine[8] * x + affine[9] * y + affine[10] * bottom + affine[11]);
				highest = Math.max(highest, affine[8] * x + affine[9] * y + affine[10] * top + affine[11]);
			}
		}

		assertTrue(lowest >= -0.5 - 1e-9, "lowest " + lowest);
		assertTrue(highest <= planes.planes() - 0.5 + 1e-9, "highest " + highest + " of " + planes.planes());
		assertTrue(planes.planes() - 12 <= new int[] { 0, 12, 30, 60 }[grade], planes.planes() + " planes");
	}

	@Test
	void resamplingFollowsTheMotion() {
		final ScanProtocol protocol = draw(options(256, 4, 5.0, 60, 1.0, Timing.REGULAR, 1, 2), 6);
		final int last = 59;
		final double[] scanner = protocol.grid().orientation().affine();
		final double[] affine = protocol.resampling(last);
		// the centre of a voxel of slice 1 is that of its middle plane of three
		final double x = scanner[0] * 100 + scanner[3];
		final double y = scanner[5] * 140 + scanner[7];
		final double z = scanner[10] + scanner[11];
		final double[] from = new double[3];
		protocol.motion().at(last).inverse(x, y, z, from);
		final double plane = protocol.firstPlane(1) + 1;
		final double[] index = new double[3];
		for (int row = 0; row < 3; row++)
			index[row] = affine[4 * row] * 100 + affine[4 * row + 1] * 140 + affine[4 * row + 2] * plane + affine[4 * row + 3];

		assertEquals((from[0] - scanner[3]) / scanner[0], index[0], 1e-9);
		assertEquals((from[1] - scanner[7]) / scanner[5], index[1], 1e-9);
		assertEquals((from[2] - z) / protocol.headGrid().planeMm(), index[2] - plane, 1e-9);
		assertArrayEquals(new double[] { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0 }, protocol.resampling(0));
	}

	@Test
	void sameSeedScansTheSame() {
		assertEquals(draw(ScanOptions.DEFAULTS, 3).description(), draw(ScanOptions.DEFAULTS, 3).description());
		assertEquals(draw(ScanOptions.DEFAULTS, 3).grid(), draw(ScanOptions.DEFAULTS, 3).grid());
		assertNotEquals(draw(ScanOptions.DEFAULTS, 3).grid(), draw(ScanOptions.DEFAULTS, 4).grid());
	}
}
