package org.perfusionj.phantom.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.WorkMonitor;

/** On two slices of a head of usual size: a vault, and a base with petrous bones; drawn by formula. */
class ArtefactsTest {

	private static final int SIZE = 256;
	private static final double PIXEL_MM = 0.9;
	private static final int CASES = 6;

	private static float[] vault;
	private static float[] base;
	private static float[] vaultBrain;
	private static float[] baseBrain;
	private static float[] vessels;
	private static SliceArtefacts[] ofVault;
	private static SliceArtefacts[] ofBase;

	@BeforeAll
	static void make() {
		vault = new float[SIZE * SIZE];
		vaultBrain = new float[SIZE * SIZE];
		vessels = new float[SIZE * SIZE];
		for (int i = 0; i < vault.length; i++) {
			vault[i] = -1000;
			if (within(i, 0, 0, 79, 96)) vault[i] = 20;
			if (within(i, 0, 0, 74, 91)) vault[i] = 1000;
			if (!within(i, 0, 0, 67, 84)) continue;
			vault[i] = 32;
			vaultBrain[i] = 1;
			vessels[i] = 8;
			if (within(i, 14, 14, 2.5, 2.5) || within(i, -14, 14, 2.5, 2.5) || within(i, 0, -80, 6, 3)) vessels[i] = 330;
		}
		base = vault.clone();
		baseBrain = vaultBrain.clone();
		for (int i = 0; i < base.length; i++)
			if (petrous(i)) {
				base[i] = 1100;
				baseBrain[i] = 0;
			}
		ofVault = new SliceArtefacts[CASES];
		ofBase = new SliceArtefacts[CASES];
		for (int seed = 0; seed < CASES; seed++) {
			final List<SliceArtefacts> scan = Artefacts.levelled(List.of(artefacts(seed).of(0, base, baseBrain, vessels), artefacts(seed).of(1, vault, vaultBrain, null)), List.of(baseBrain, vaultBrain), WorkMonitor.SILENT);
			ofBase[seed] = scan.get(0);
			ofVault[seed] = scan.get(1);
		}
	}

	private static Artefacts artefacts(final int seed) {
		return Artefacts.of(SIZE, SIZE, PIXEL_MM, 127.5, 127.5, new RandomStream(seed));
	}

	private static double x(final int i) {
		return (i % SIZE - 127.5) * PIXEL_MM;
	}

	private static double y(final int i) {
		return (127.5 - i / SIZE) * PIXEL_MM;
	}

	private static boolean within(final int i, final double x, final double y, final double a, final double b) {
		return Math.pow((x(i) - x) / a, 2) + Math.pow((y(i) - y) / b, 2) <= 1;
	}

	/** Wedges from (+-67, -26) to (+-13, 4) mm, 28 mm wide at the side and 14 mm at the tip. */
	private static boolean petrous(final int i) {
		final double length = Math.hypot(54, 30);
		final double dx = 67 - Math.abs(x(i));
		final double dy = y(i) + 26;
		final double along = (dx * 54 + dy * 30) / length;
		final double across = Math.abs(dx * 30 - dy * 54) / length;
		return along > 0 && along < length && across < 14 - 7 * along / length && within(i, 0, 0, 74, 91);
	}

	private static double mean(final float[] plane, final double x, final double y, final double radius) {
		double sum = 0;
		int count = 0;
		for (int i = 0; i < plane.length; i++)
			if (within(i, x, y, radius, radius)) {
				sum += plane[i];
				count++;
			}
		return sum / count;
	}

	/** Mean just inside the skull: front, back, right and left. */
	private static double rim(final float[] plane) {
		return (mean(plane, 0, 79, 3) + mean(plane, 0, -79, 3) + mean(plane, 62, 0, 3) + mean(plane, -62, 0, 3)) / 4;
	}

	@Test
	void vaultIsDarkerInItsCentreByTwoToFive() {
		for (final SliceArtefacts artefacts : ofVault) {
			final double cupping = rim(artefacts.error()) - mean(artefacts.error(), 0, 0, 8);
			assertTrue(cupping > 1.5 && cupping < 6, "cupping " + cupping);
			// the scanner is calibrated: most of the brain is right
			assertEquals(0, mean(artefacts.error(), 0, 30, 15), 1.5);
		}
	}

	@Test
	void darkBandLiesBetweenThePetrousBones() {
		for (final SliceArtefacts artefacts : ofBase) {
			// from tip to tip; streaks are averaged
			double band = 0;
			int count = 0;
			for (int i = 0; i < base.length; i++)
				if (Math.abs(x(i)) < 10 && y(i) > -6 && y(i) < 8) {
					band += artefacts.error()[i];
					count++;
				}
			final double cerebellum = mean(artefacts.error(), 0, -55, 12);
			assertTrue(band / count < -4 && band / count > -22, "band " + band / count);
			assertTrue(band / count < cerebellum - 4, "band " + band / count + ", cerebellum " + cerebellum);
		}
	}

	@Test
	void streaksAreAtTheBaseOnly() {
		for (int seed = 0; seed < CASES; seed++) {
			// slices with the same anatomy differ by their streaks and rings
			final double atBase = difference(ofBase[seed].error(), artefacts(seed).of(7, base, baseBrain, null).error());
			final double atVault = difference(ofVault[seed].error(), artefacts(seed).of(7, vault, vaultBrain, null).error());
			assertTrue(atBase > 4 && atBase < 30, "streaks at the base " + atBase);
			assertTrue(atVault < 1.5, "streaks in the vault " + atVault);
		}
	}

	/** Standard deviation between the petrous bones, of one of two. */
	private static double difference(final float[] one, final float[] other) {
		double sum = 0;
		int count = 0;
		for (int i = 0; i < one.length; i++)
			if (Math.abs(x(i)) < 15 && Math.abs(y(i)) < 12 && baseBrain[i] > 0) {
				sum += Math.pow(one[i] - other[i], 2) / 2;
				count++;
			}
		return Math.sqrt(sum / count);
	}

	@Test
	void contrastDarkensTheTissueBetweenVesselsAndBone() {
		for (final SliceArtefacts artefacts : ofBase) {
			final float[] brain = new float[base.length];
			int count = 0;
			for (int i = 0; i < base.length; i++)
				if (baseBrain[i] > 0 && vessels[i] < 100) brain[count++] = artefacts.iodineError()[i];
			Arrays.sort(brain, 0, count);

			final double darkest = brain[count / 200];
			assertTrue(darkest < -0.7 && darkest > -4, "darkest " + darkest);
			assertEquals(0, brain[count / 2], 0.5);
		}
		assertArrayEquals(new float[vault.length], ofVault[0].iodineError());
	}

	@Test
	void noiseIsLargestInTheCentreAndBetweenThePetrousBones() {
		for (int seed = 0; seed < CASES; seed++) {
			final double inVault = mean(ofVault[seed].noise(), 0, 0, 8) / rim(ofVault[seed].noise());
			final double atBase = mean(ofBase[seed].noise(), 0, 0, 8) / rim(ofBase[seed].noise());
			assertTrue(inVault > 1.1 && inVault < 1.5, "vault " + inVault);
			assertTrue(atBase > inVault + 0.1 && atBase < 2, "base " + atBase);
		}
	}

	@Test
	void theBaseIsNoisierThanTheVaultAndAllBrainOfAScanHasAMeanOfOne() {
		for (int seed = 0; seed < CASES; seed++) {
			final double between = mean(ofBase[seed].noise(), 0, 0, 8) / mean(ofVault[seed].noise(), 0, 0, 8);
			assertTrue(between > 1.4 && between < 2.1, "between the petrous bones " + between + " times the vault's");
			final double sum = overBrain(ofVault[seed], vaultBrain) * count(vaultBrain) + overBrain(ofBase[seed], baseBrain) * count(baseBrain);
			assertEquals(1, sum / (count(vaultBrain) + count(baseBrain)), 0.002);
			assertTrue(overBrain(ofBase[seed], baseBrain) > overBrain(ofVault[seed], vaultBrain) + 0.05);
			for (final SliceArtefacts slice : List.of(ofVault[seed], ofBase[seed]))
				for (final float factor : slice.noise())
					assertTrue(factor >= 0.5 && factor <= 2.5);
		}
	}

	@Test
	void noiseOfAScanWithoutBrainIsLevelledOverEverything() {
		final float[] none = new float[vault.length];
		final SliceArtefacts slice = Artefacts.levelled(List.of(artefacts(0).of(0, vault, none, null)), List.of(none), WorkMonitor.SILENT).get(0);

		double sum = 0;
		for (final float factor : slice.noise())
			sum += factor;
		assertEquals(1, sum / vault.length, 0.002);
	}

	private static double overBrain(final SliceArtefacts slice, final float[] brain) {
		double sum = 0;
		for (int i = 0; i < brain.length; i++)
			if (brain[i] > 0) sum += slice.noise()[i];
		return sum / count(brain);
	}

	private static int count(final float[] brain) {
		int count = 0;
		for (final float share : brain)
			if (share > 0) count++;
		return count;
	}

	@Test
	void noiseLiesAlongXBetweenThePetrousBones() {
		for (int seed = 0; seed < CASES; seed++) {
			assertTrue(mean(ofBase[seed].streakShare(), 0, 0, 5) > 0.3);
			assertEquals(0, mean(ofVault[seed].streakShare(), 0, 0, 5), 0.1);
			for (final float share : ofBase[seed].streakShare())
				assertTrue(share >= 0 && share <= 1);
		}
	}

	@Test
	void ringsLieAboutTheAxisAndStayBelowTwo() {
		final float[] air = new float[SIZE * SIZE];
		Arrays.fill(air, -1000);
		double highest = 0;
		for (int seed = 0; seed < CASES; seed++) {
			final float[] rings = Artefacts.of(SIZE, SIZE, PIXEL_MM, 120, 131, new RandomStream(seed)).of(0, air, new float[air.length], null).error();
			for (int r = 3; r < 100; r++) {
				// the same to the right, left, front and back of the axis
				assertEquals(rings[131 * SIZE + 120 + r], rings[131 * SIZE + 120 - r], 1e-4);
				assertEquals(rings[131 * SIZE + 120 + r], rings[(131 + r) * SIZE + 120], 1e-4);
				highest = Math.max(highest, Math.abs(rings[131 * SIZE + 120 + r]));
			}
		}
		assertTrue(highest > 0.2 && highest <= 2, "highest " + highest);
	}

	@Test
	void sameSeedGivesTheSameAndSlicesDiffer() {
		final SliceArtefacts again = Artefacts.levelled(List.of(artefacts(0).of(0, base, baseBrain, vessels), artefacts(0).of(1, vault, vaultBrain, null)), List.of(baseBrain, vaultBrain), WorkMonitor.SILENT).get(0);

		assertArrayEquals(ofBase[0].error(), again.error());
		assertArrayEquals(ofBase[0].noise(), again.noise());
		assertFalse(Arrays.equals(ofBase[0].error(), artefacts(0).of(1, base, baseBrain, vessels).error()));
		assertFalse(Arrays.equals(ofBase[0].error(), ofBase[1].error()));
		assertEquals(artefacts(0).description(), artefacts(0).description());
	}
}
