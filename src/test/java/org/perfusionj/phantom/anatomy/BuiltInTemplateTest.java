package org.perfusionj.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.phantom.vessels.CentreLines;
import org.perfusionj.reference.ReferenceData;
import org.perfusionj.series.Volume;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PatienceMonitor;
import org.perfusionj.work.WorkMonitor;

class BuiltInTemplateTest {

	private static final int CSF = Tissue.CSF.ordinal();
	private static final int GREY = Tissue.GREY.ordinal();
	private static final int WHITE = Tissue.WHITE.ordinal();
	private static final int AIR = Tissue.AIR.ordinal();

	/** Grid of the comparisons: 2 mm, as the atlas. */
	private static final int STEP = 2;
	private static final int NX = 91;
	private static final int NY = 109;
	private static final int NZ = 91;

	private static HeadAnatomy old;
	/** Fractions of the old head, tissues fastest. */
	private static float[] oldFractions;

	@BeforeAll
	static void draw() {
		old = head(68, 1);
		oldFractions = fractions(old);
	}

	private static HeadAnatomy head(final double age, final long seed) {
		try (Parallel parallel = new Parallel(2)) {
			return new BuiltInTemplate().head(new Subject(age, true, 0.43), new RandomStream(seed), parallel, WorkMonitor.SILENT);
		}
	}

	@Test
	void cancelNeverWaitsForLongAndThreadsDoNotMatter() {
		final PatienceMonitor monitor = new PatienceMonitor();

		final HeadAnatomy same;
		try (Parallel one = new Parallel(1)) {
			same = new BuiltInTemplate().head(new Subject(68, true, 0.43), new RandomStream(1), one, monitor);
		}

		assertTrue(monitor.longestS() < 1, monitor.longestS() + " s before " + monitor.where());
		assertArrayEquals(oldFractions, fractions(same));
	}

	private static float[] fractions(final HeadAnatomy head) {
		final float[] all = new float[NX * NY * NZ * Tissue.COUNT];
		IntStream.range(0, NZ).parallel().forEach(k -> {
			final float[] one = new float[Tissue.COUNT];
			for (int j = 0; j < NY; j++)
				for (int i = 0; i < NX; i++) {
					head.fractions(x(i), y(j), z(k), one);
					System.arraycopy(one, 0, all, index(i, j, k) * Tissue.COUNT, Tissue.COUNT);
				}
		});
		return all;
	}

	private static int index(final int i, final int j, final int k) {
		return (k * NY + j) * NX + i;
	}

	private static double x(final int i) {
		return 90 - STEP * i;
	}

	private static double y(final int j) {
		return -126 + STEP * j;
	}

	private static double z(final int k) {
		return -72 + STEP * k;
	}

	private static double ml(final float[] fractions, final int tissue) {
		double sum = 0;
		for (int i = tissue; i < fractions.length; i += Tissue.COUNT)
			sum += fractions[i];
		return sum * STEP * STEP * STEP / 1000;
	}

	@Test
	void fractionsSumToOneEverywhereAndAreAirFarAway() {
		final float[] one = new float[Tissue.COUNT];
		for (double z = -140; z < 140; z += 7.3)
			for (double y = -180; y < 180; y += 6.1)
				for (double x = -140; x < 140; x += 5.7) {
					old.fractions(x, y, z, one);
					double sum = 0;
					for (final float share : one) {
						assertTrue(share >= 0 && share <= 1.00001, () -> "a share of " + share);
						sum += share;
					}
					assertEquals(1, sum, 1e-5);
				}
		old.fractions(0, 0, 130, one);
		assertEquals(1, one[AIR]);
	}

	@Test
	void tissuesHaveTheVolumesOfAnAdult() {
		final double grey = ml(oldFractions, GREY);
		final double white = ml(oldFractions, WHITE);
		final double csf = ml(oldFractions, CSF);

		assertTrue(grey + white > 1200 && grey + white < 1600, () -> "brain " + (grey + white) + " ml");
		assertTrue(grey / white > 1.0 && grey / white < 1.6, () -> "grey to white " + grey / white);
		assertTrue(csf > 250 && csf < 600, () -> "fluid " + csf + " ml");
		final double bone = ml(oldFractions, Tissue.BONE.ordinal()) + ml(oldFractions, Tissue.DIPLOE.ordinal());
		assertTrue(bone > 350 && bone < 900, () -> "bone " + bone + " ml");
		// two eyes of 24 mm hold 14 ml
		assertEquals(14, ml(oldFractions, Tissue.EYE.ordinal()), 3);
		final double plexus = ml(oldFractions, Tissue.PLEXUS.ordinal());
		assertTrue(plexus > 0.1 && plexus < 4, () -> "plexus " + plexus + " ml");
		assertTrue(ml(oldFractions, Tissue.DURA.ordinal()) > 5);
	}

	@Test
	void structuresLieWhereTheyShould() {
		// unbent: far smaller than the structures is the bend, some 2 mm
		assertTissue(Tissue.GREY, 11, -18, 7, "thalamus");
		assertTissue(Tissue.GREY, 26, 4, 2, "putamen");
		assertTissue(Tissue.WHITE, -28, -20, 30, "centrum semiovale");
		assertTissue(Tissue.WHITE, 0, -30, -34, "pons");
		assertTissue(Tissue.CSF, -10, 22, 9, "frontal horn");
		assertTissue(Tissue.CSF, 0, -44, -34, "fourth ventricle");
		assertTissue(Tissue.CSF, 0, 2, -21, "suprasellar cistern");
		assertTissue(Tissue.CSF, 0, -41, 0, "quadrigeminal cistern");
		assertTissue(Tissue.EYE, 32, 62, -36, "eye");
		assertTissue(Tissue.AIR, 6, 13, -45, "sphenoid sinus");
		final float[] one = new float[Tissue.COUNT];
		old.fractions(34, -28, -42, one);
		assertTrue(one[Tissue.BONE.ordinal()] + one[Tissue.DIPLOE.ordinal()] > 0.8, "petrous bone");
	}

	private static void assertTissue(final Tissue tissue, final double x, final double y, final double z, final String what) {
		final float[] one = new float[Tissue.COUNT];
		old.fractions(x, y, z, one);
		assertTrue(one[tissue.ordinal()] > 0.8, () -> what + ": " + Arrays.toString(one));
	}

	@Test
	void sidesAreAlikeButNotTheSame() {
		final boolean[] right = mask(oldFractions, GREY, WHITE);
		final boolean[] left = new boolean[right.length];
		for (int k = 0; k < NZ; k++)
			for (int j = 0; j < NY; j++)
				for (int i = 0; i < NX; i++)
					left[index(i, j, k)] = right[index(NX - 1 - i, j, k)];

		final double overlap = dice(right, left);

		assertTrue(overlap > 0.85 && overlap < 0.99, () -> "overlap of the sides " + overlap);
	}

	@Test
	void oneSeedRepeatsAndTwoDiffer() {
		final float[] again = fractions(head(68, 1));
		final float[] other = fractions(head(68, 2));

		assertArrayEquals(oldFractions, again);
		final double overlap = dice(mask(oldFractions, GREY, WHITE), mask(other, GREY, WHITE));
		assertTrue(overlap > 0.8 && overlap < 0.97, () -> "overlap of two heads " + overlap);
	}

	@Test
	void ageWidensTheSpacesOfFluid() {
		for (long seed = 3; seed < 6; seed++) {
			final HeadAnatomy youngHead = head(32, seed);
			final HeadAnatomy oldHead = head(86, seed);

			final float[] young = fractions(youngHead);
			final float[] aged = fractions(oldHead);

			final double brainYoung = ml(young, GREY) + ml(young, WHITE);
			final double brainOld = ml(aged, GREY) + ml(aged, WHITE);
			assertTrue(ml(aged, CSF) > 1.3 * ml(young, CSF), () -> ml(young, CSF) + " to " + ml(aged, CSF) + " ml");
			assertTrue(brainOld < 0.95 * brainYoung && brainOld > 0.7 * brainYoung, () -> brainYoung + " to " + brainOld + " ml");
			assertTrue(ventricles(oldHead) > 1.5 * ventricles(youngHead), () -> ventricles(youngHead) + " to " + ventricles(oldHead) + " ml");
		}
	}

	/** Fluid in a box round frontal horns, bodies and atria, without the fissure between the hemispheres. */
	private static double ventricles(final HeadAnatomy head) {
		final float[] one = new float[Tissue.COUNT];
		double sum = 0;
		for (int side = -1; side <= 1; side += 2)
			for (double z = 2; z <= 28; z++)
				for (double y = -45; y <= 30; y++)
					for (double x = 5; x <= 27; x++) {
						if (y > -20 && x > 20) continue;
						head.fractions(side * x, y, z, one);
						sum += one[CSF];
					}
		return sum / 1000;
	}

	@Test
	void territoriesAreOddOnTheLeftAndEvenOnTheRightAndOfTheirSizes() {
		// ml per side: volume of the territories in the JHU atlas
		final int[] sizes = { 154, 9, 24, 197, 101, 127, 33, 12, 20, 110, 20, 8, 18, 36, 69 };
		final int[] voxels = new int[31];
		for (double z = -80; z <= 90; z += 2)
			for (double y = -120; y <= 90; y += 2)
				for (double x = -79; x <= 79; x += 2) {
					final int territory = old.territory(x, y, z);
					assertTrue(territory >= 0 && territory <= 30);
					// the midline is bent a little
					if (territory > 0 && Math.abs(x) > 5) assertEquals(x < 0, territory % 2 == 1, "side of " + territory);
					voxels[territory]++;
				}

		for (int n = 1; n <= 30; n++) {
			final double ml = voxels[n] * 8e-3;
			final int size = sizes[(n - 1) / 2];
			final int number = n;
			assertTrue(ml > 0.45 * size && ml < 1.7 * size, () -> "territory " + number + ": " + ml + " ml, not about " + size);
		}
		assertEquals(0, old.territory(0, 0, 120));
		assertEquals(0, old.territory(32, 62, -36), "eye");
	}

	@Test
	void everyPieceOfBrainHasATerritory() {
		final float[] one = new float[Tissue.COUNT];
		for (double z = -64; z <= 78; z += 3)
			for (double y = -106; y <= 72; y += 3)
				for (double x = -72; x <= 72; x += 3) {
					old.fractions(x, y, z, one);
					if (one[GREY] + one[WHITE] > 0.5 && z < old.brainTopMm() && z > old.brainBottomMm()) {
						final int territory = old.territory(x, y, z);
						final String place = x + " " + y + " " + z;
						assertTrue(territory > 0, () -> "no territory at " + place);
					}
				}
	}

	@Test
	void arteriesRunInFluidAndSinusesUnderBone() throws IOException {
		final List<String[]> points = waypoints();
		for (long seed = 1; seed <= 3; seed++) {
			final HeadAnatomy head = head(50 + 10 * seed, seed);
			int arterial = 0;
			int wet = 0;
			int venous = 0;
			int inside = 0;
			for (final String[] point : points) {
				final double x = Double.parseDouble(point[2]);
				final double y = Double.parseDouble(point[3]);
				final double z = Double.parseDouble(point[4]);
				if (!point[point.length - 1].equals("A")) continue;
				if (point[8].equals("artery")) {
					// below that the carotid runs in bone and in the cavernous sinus
					if (point[0].startsWith("ICA") && z < -31) continue;
					arterial++;
					if (near(head, x, y, z, Tissue.CSF)) wet++;
				}
				else {
					venous++;
					if (near(head, x, y, z, Tissue.CSF, Tissue.DURA, Tissue.GREY, Tissue.WHITE)) inside++;
				}
			}
			assertTrue(arterial > 100 && venous > 50, "way points are read");
			assertTrue(wet >= 0.95 * arterial, wet + " of " + arterial + " arterial points in fluid");
			assertTrue(inside >= 0.95 * venous, inside + " of " + venous + " venous points inside the skull");
		}
	}

	private static boolean near(final HeadAnatomy head, final double x, final double y, final double z, final Tissue... wanted) {
		final float[] one = new float[Tissue.COUNT];
		for (int dz = -3; dz <= 3; dz++)
			for (int dy = -3; dy <= 3; dy++)
				for (int dx = -3; dx <= 3; dx++) {
					if (dx * dx + dy * dy + dz * dz > 9) continue;
					head.fractions(x + dx, y + dy, z + dz, one);
					double sum = 0;
					for (final Tissue tissue : wanted)
						sum += one[tissue.ordinal()];
					if (sum > 0.5) return true;
				}
		return false;
	}

	private static List<String[]> waypoints() throws IOException {
		final List<String[]> rows = new ArrayList<>();
		for (final String line : CentreLines.rows())
			if (!line.isBlank() && !line.startsWith("vessel,")) rows.add(line.split(",", -1));
		return rows;
	}

	@Test
	void overlapsWithTheAtlas() throws IOException {
		final float[] grey = priors("atlas/ct_scgrey.nii.gz");
		final float[] white = priors("atlas/ct_scwhite.nii.gz");
		final float[] csf = priors("atlas/ct_sccsf.nii.gz");
		final float[] density = priors("atlas/ct_scct.nii.gz");
		final boolean[] atlasBrain = new boolean[grey.length];
		final boolean[] atlasCavity = new boolean[grey.length];
		final boolean[] atlasHead = new boolean[grey.length];
		final boolean[] head = new boolean[grey.length];
		for (int i = 0; i < grey.length; i++) {
			atlasBrain[i] = grey[i] + white[i] > 0.5;
			atlasCavity[i] = grey[i] + white[i] + csf[i] > 0.5;
			// density is stretched from 0 (air) to 3800; the face is schematic
			final boolean vault = z(i / (NX * NY)) > -20;
			atlasHead[i] = vault && density[i] > 1500;
			head[i] = vault && oldFractions[i * Tissue.COUNT + AIR] < 0.5;
		}
		final boolean[] cavity = mask(oldFractions, GREY, WHITE, CSF, Tissue.DURA.ordinal(), Tissue.PLEXUS.ordinal());
		final boolean[] brain = smoothed(oldFractions, GREY, WHITE);

		assertTrue(dice(cavity, atlasCavity) > 0.92, () -> "cavity " + dice(cavity, atlasCavity));
		assertTrue(dice(head, atlasHead) > 0.93, () -> "head " + dice(head, atlasHead));
		assertTrue(dice(brain, atlasBrain) > 0.9, () -> "brain " + dice(brain, atlasBrain));
	}

	/** The atlas is a mean of many heads, in which sulci are blurred away: so they are in a mean over 10 mm. */
	private static boolean[] smoothed(final float[] fractions, final int... tissues) {
		float[] share = new float[NX * NY * NZ];
		for (int i = 0; i < share.length; i++)
			for (final int tissue : tissues)
				share[i] += fractions[i * Tissue.COUNT + tissue];
		for (final int stride : new int[] { 1, NX, NX * NY }) {
			final float[] next = new float[share.length];
			for (int i = 2 * stride; i < share.length - 2 * stride; i++)
				for (int d = -2; d <= 2; d++)
					next[i] += share[i + d * stride] / 5;
			share = next;
		}
		final boolean[] mask = new boolean[share.length];
		for (int i = 0; i < mask.length; i++)
			mask[i] = share[i] > 0.5;
		return mask;
	}

	private static float[] priors(final String name) throws IOException {
		final Volume volume = NiftiVolumes.readVolume(ReferenceData.file(name));
		assertEquals(NX, volume.grid().width());
		assertEquals(NZ, volume.grid().slices());
		final float[] values = new float[NX * NY * NZ];
		for (int k = 0; k < NZ; k++)
			System.arraycopy(volume.plane(k), 0, values, k * NX * NY, NX * NY);
		return values;
	}

	private static boolean[] mask(final float[] fractions, final int... tissues) {
		final boolean[] mask = new boolean[fractions.length / Tissue.COUNT];
		for (int i = 0; i < mask.length; i++) {
			double sum = 0;
			for (final int tissue : tissues)
				sum += fractions[i * Tissue.COUNT + tissue];
			mask[i] = sum > 0.5;
		}
		return mask;
	}

	private static double dice(final boolean[] a, final boolean[] b) {
		int both = 0;
		int sum = 0;
		for (int i = 0; i < a.length; i++) {
			if (a[i] && b[i]) both++;
			sum += (a[i] ? 1 : 0) + (b[i] ? 1 : 0);
		}
		return 2.0 * both / sum;
	}

	@Test
	void isAskedFromManyThreadsAtOnce() {
		final float[] serial = new float[Tissue.COUNT * 2000];
		final float[] parallel = new float[serial.length];
		final RandomStream random = new RandomStream(5);
		final double[] places = random(random, 3 * 2000);
		final float[] one = new float[Tissue.COUNT];
		for (int i = 0; i < 2000; i++) {
			old.fractions(places[3 * i], places[3 * i + 1], places[3 * i + 2], one);
			System.arraycopy(one, 0, serial, i * Tissue.COUNT, Tissue.COUNT);
		}

		IntStream.range(0, 2000).parallel().forEach(i -> {
			final float[] own = new float[Tissue.COUNT];
			old.fractions(places[3 * i], places[3 * i + 1], places[3 * i + 2], own);
			System.arraycopy(own, 0, parallel, i * Tissue.COUNT, Tissue.COUNT);
		});

		assertArrayEquals(serial, parallel);
	}

	private static double[] random(final RandomStream random, final int count) {
		final double[] values = new double[count];
		for (int i = 0; i < count; i++)
			values[i] = random.uniform(-75, 75);
		return values;
	}

	@Test
	void calciumIsCommonerInTheOld() {
		int young = 0;
		int aged = 0;
		for (long seed = 0; seed < 200; seed++) {
			if (siphon(new Calcifications(32, new RandomStream(seed))) > 0.5) young++;
			if (siphon(new Calcifications(85, new RandomStream(seed))) > 0.5) aged++;
		}
		assertFalse(young > 40);
		assertTrue(aged > 2 * young + 40, aged + " and " + young);
	}

	private static double siphon(final Calcifications calcium) {
		double most = 0;
		for (double z = -42; z < -27; z += 1)
			for (double y = -7; y < 11; y += 1)
				for (double x = 8; x < 19; x += 1)
					most = Math.max(most, calcium.share(x, y, z));
		return most;
	}
}
