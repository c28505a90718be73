package org.perfusionj.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class BrainMaskTest {

	private static final Parallel PARALLEL = new Parallel(2);

	@AfterAll
	static void close() {
		PARALLEL.close();
	}

	private static Mask ct(final Volume image) {
		return new BrainMask(image, PARALLEL, WorkMonitor.SILENT).ofCt();
	}

	@ParameterizedTest(name = "{0} slices of {1} mm pixels, noise {2} HU, tilt {3}, gap {4} mm, air {5} HU")
	@CsvSource({ "8, 0.9, 4, 0.15, 3, -1000", "1, 0.9, 10, 0.3, 3, -1000", "2, 0.5, 10, -0.5, 5, -1024", "4, 1.8, 3, 0, 0, -1000", "3, 0.9, 0, 0.1, 4, -1024", "3, 0.9, 0, 0.1, 4, 0" })
	void theBrainInsideASkull(final int slices, final double spacing, final double noise, final double tilt, final double gap, final double air) {
		final int size = (int) (220 / spacing);
		final HeadPhantom head = new HeadPhantom(TestSeries.grid(size, size, slices, spacing));
		head.tilt = tilt;
		head.gapMm = gap;
		head.airHu = air;
		final Mask mask = ct(head.image(noise, 1));
		final double dice = HeadPhantom.dice(mask, head.brain());
		assertTrue(dice >= 0.97, "Dice " + dice);
		// the vessel and the calcification are no holes
		final Mask missed = head.brain().minus(mask);
		assertTrue(missed.count() < 0.03 * head.brain().count(), missed.count() + " missed of " + head.brain().count());
		// what is wrongly taken in lies in the gaps: a few voxels
		assertTrue(mask.minus(head.brain()).count() < 0.02 * head.brain().count(), mask.minus(head.brain()).count() + " too many of " + head.brain().count());
	}

	@ParameterizedTest
	@CsvSource({ "1", "5" })
	void orbitsAndNeckAreNoBrain(final int slices) {
		final HeadPhantom head = new HeadPhantom(TestSeries.grid(260, 290, slices, 0.9));
		head.face = true;
		final Mask mask = ct(head.image(5, 6));
		final double dice = HeadPhantom.dice(mask, head.brain());
		assertTrue(dice >= 0.96, "Dice " + dice);
	}

	@Test
	void aLargeHoleInTheSkullLosesLittleBrain() {
		final HeadPhantom head = new HeadPhantom(TestSeries.grid(250, 250, 3, 0.9));
		head.gapMm = 50;
		final double dice = HeadPhantom.dice(ct(head.image(5, 6)), head.brain());
		assertTrue(dice >= 0.95, "Dice " + dice);
	}

	@Test
	void aHeadCutByTheImageBorder() {
		final HeadPhantom head = new HeadPhantom(new SpatialGrid(140, 200, 3, 0.9, 0.9, 5, Orientation.NONE));
		head.shiftX = 40;
		final double dice = HeadPhantom.dice(ct(head.image(5, 2)), head.brain());
		assertTrue(dice >= 0.95, "Dice " + dice);
	}

	@ParameterizedTest
	@CsvSource({ "0", "-1024", "-1000" })
	void aStrippedBrainOnAConstantBackground(final double background) {
		final HeadPhantom head = new HeadPhantom(TestSeries.grid(200, 200, 2, 0.9));
		head.skull = false;
		head.airHu = background;
		final Volume image = head.image(3, 3);
		final Mask brain = head.brain();
		for (int z = 0; z < 2; z++)
			for (int i = 0; i < brain.plane(z).length; i++)
				if (!brain.plane(z)[i]) image.plane(z)[i] = (float) background;
		assertEquals(1, HeadPhantom.dice(ct(image), brain), 1e-3);
	}

	@ParameterizedTest
	@CsvSource({ "0, 0.93", "-1000, 0.97" })
	void aStrippedBrainOnANoisyBackground(final double background, final double wanted) {
		final HeadPhantom head = new HeadPhantom(TestSeries.grid(200, 200, 2, 0.9));
		head.skull = false;
		head.airHu = background;
		final double dice = HeadPhantom.dice(ct(head.image(5, 3)), head.brain());
		assertTrue(dice >= wanted, "Dice " + dice);
	}

	@Test
	void anImageInsideTheBrainIsAllBrain() {
		final Volume image = new Volume(TestSeries.grid(40, 40, 1, 1));
		for (int i = 0; i < 1600; i++)
			image.plane(0)[i] = 35 + i % 7;
		assertEquals(1600, ct(image).count());
	}

	@Test
	void valuesThatAreNotHuGiveAnErrorThatSaysWhatToDo() {
		final Volume image = new Volume(TestSeries.grid(40, 40, 1, 1));
		for (int i = 0; i < 1600; i++)
			image.plane(0)[i] = 1000 + i % 50;
		final String message = assertThrows(PerfusionException.class, () -> ct(image)).getMessage();
		assertTrue(message.contains("1000 to 1049") && message.contains("mask=none"), message);
	}

	@Test
	void mrIsSplitFromItsBackground() {
		final HeadPhantom head = new HeadPhantom(TestSeries.grid(120, 120, 3, 1.6));
		head.skull = false;
		final Volume image = head.image(0, 0);
		final Mask brain = head.brain();
		final java.util.Random random = new java.util.Random(4);
		for (int z = 0; z < 3; z++)
			for (int i = 0; i < brain.plane(z).length; i++)
				image.plane(z)[i] = (float) Math.abs((brain.plane(z)[i] ? 400 + 5 * (image.plane(z)[i] - 30) : 0) + 25 * random.nextGaussian());
		final Mask mask = new BrainMask(image, PARALLEL, WorkMonitor.SILENT).ofMr();
		assertTrue(HeadPhantom.dice(mask, brain) >= 0.97, "Dice " + HeadPhantom.dice(mask, brain));
	}

	@Test
	void holesAreFilledUnlessTheyAreFullOfBone() {
		final VoxelSets sets = new VoxelSets(TestSeries.grid(7, 5, 1, 1));
		final boolean[] set = new boolean[35];
		for (int y = 1; y < 4; y++)
			for (int x = 1; x < 6; x++)
				set[y * 7 + x] = y != 2 || x != 2 && x != 4;
		final boolean[] all = set.clone();
		sets.fillHoles(all, null, 0);
		assertTrue(all[2 * 7 + 2] && all[2 * 7 + 4]);
		sets.fillHoles(set, i -> i == 2 * 7 + 4, 0);
		assertTrue(set[2 * 7 + 2]);
		assertFalse(set[2 * 7 + 4]);
		assertFalse(set[0]);
	}

	@Test
	void partsAreConnectedThroughSlices() {
		final boolean[][] set = new boolean[3][9];
		set[0][0] = set[1][0] = set[2][0] = true;
		set[0][8] = set[0][7] = true;
		final boolean[][] largest = new VoxelSets(TestSeries.grid(3, 3, 3, 1)).largestParts(set, 1);
		assertTrue(largest[0][0] && largest[1][0] && largest[2][0]);
		assertFalse(largest[0][8] || largest[0][7]);
		assertTrue(new VoxelSets(TestSeries.grid(3, 3, 3, 1)).largestParts(set, 0.5)[0][8]);
	}
}
