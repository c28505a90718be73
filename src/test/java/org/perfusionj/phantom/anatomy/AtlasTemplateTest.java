package org.perfusionj.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import org.perfusionj.reference.ReferenceData;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Heads of the real atlas; skipped without it. */
class AtlasTemplateTest {

	private static final Subject SUBJECT = new Subject(66, true, 0.42);

	/** Volume of each pair of territories on the left in the JHU atlas, ml, before the gaps between them are filled. */
	private static final double[] PUBLISHED_ML = { 154, 9, 24, 197, 101, 127, 33, 12, 20, 110, 20, 8, 18, 36, 69 };

	private static AtlasTemplate template;

	private static synchronized HeadAnatomy head(final Subject subject, final long seed) throws IOException {
		try (Parallel parallel = new Parallel(2)) {
			if (template == null) template = AtlasTemplate.open(ReferenceData.file("atlas"), parallel, WorkMonitor.SILENT);
			return template.head(subject, new RandomStream(seed), parallel, WorkMonitor.SILENT);
		}
	}

	@Test
	void fractionsSumToOneEverywhere() throws IOException {
		final HeadAnatomy head = head(SUBJECT, 1);
		final RandomStream places = new RandomStream(2);
		final float[] fractions = new float[Tissue.COUNT];

		for (int n = 0; n < 200_000; n++) {
			final double x = places.uniform(-100, 100);
			final double y = places.uniform(-140, 100);
			final double z = places.uniform(-120, 120);
			head.fractions(x, y, z, fractions);
			double sum = 0;
			for (final float fraction : fractions) {
				assertTrue(fraction >= -1e-5 && fraction <= 1 + 1e-5, x + " " + y + " " + z + ": " + Arrays.toString(fractions));
				sum += fraction;
			}
			assertEquals(1, sum, 1e-4);
		}
	}

	@Test
	void volumesOfTissuesArePlausible() throws IOException {
		final Subject subject = SUBJECT;
		final HeadAnatomy head = head(subject, 3);
		final double[] ml = new double[Tissue.COUNT];
		final float[] fractions = new float[Tissue.COUNT];
		final double step = 2.3;
		for (double z = -72; z < 108; z += step)
			for (double y = -126; y < 90; y += step)
				for (double x = -90; x < 90; x += step) {
					head.fractions(x, y, z, fractions);
					for (int i = 0; i < ml.length; i++)
						ml[i] += fractions[i] * step * step * step / 1000;
				}

		// the template is larger than a head: see HeadShape
		final double scale = 1538 / 1793.0;
		assertBetween(550, 780, scale * ml[Tissue.GREY.ordinal()], "grey matter");
		assertBetween(400, 600, scale * ml[Tissue.WHITE.ordinal()], "white matter");
		assertBetween(200, 480, scale * ml[Tissue.CSF.ordinal()], "fluid");
		assertBetween(8, 16, scale * ml[Tissue.EYE.ordinal()], "eyes");
		assertBetween(250, 900, scale * (ml[Tissue.BONE.ordinal()] + ml[Tissue.DIPLOE.ordinal()]), "bone");
		assertBetween(150, 900, scale * ml[Tissue.FAT.ordinal()], "fat");
		assertBetween(3, 25, scale * ml[Tissue.DURA.ordinal()], "dura");
		assertBetween(0.3, 4, scale * ml[Tissue.PLEXUS.ordinal()], "plexus");
		assertBetween(0, 4, scale * ml[Tissue.CALCIFICATION.ordinal()], "calcium");
	}

	private static void assertBetween(final double low, final double high, final double value, final String what) {
		assertTrue(value >= low && value <= high, what + ": " + value + " is not between " + low + " and " + high);
	}

	@Test
	void knownPlacesHoldWhatTheyShould() throws IOException {
		final HeadAnatomy head = head(SUBJECT, 4);

		assertEquals(Tissue.AIR, most(head, 0, 0, 107));
		assertEquals(Tissue.AIR, most(head, -200, 0, 0));
		assertEquals(Tissue.EYE, most(head, 33, 52, -38));
		assertEquals(Tissue.EYE, most(head, -33, 52, -38));
		assertEquals(Tissue.CSF, most(head, 8, 12, 14), "frontal horn");
		assertEquals(Tissue.CSF, most(head, -8, 12, 14), "frontal horn");
		assertEquals(Tissue.WHITE, most(head, 26, -20, 32), "centrum semiovale");
		assertEquals(Tissue.WHITE, most(head, -3, -28, -34), "pons");
		assertEquals(Tissue.GREY, most(head, 13, -18, 8), "thalamus");
		assertEquals(Tissue.GREY, most(head, -26, 4, 2), "putamen");
		assertEquals(Tissue.AIR, most(head, 0, 10, -38), "sphenoid sinus");
		assertEquals(most(head, 40, -40, -72), most(head, 40, -40, -110), "the lowest plane goes on");
	}

	private static Tissue most(final HeadAnatomy head, final double x, final double y, final double z) {
		final float[] fractions = new float[Tissue.COUNT];
		head.fractions(x, y, z, fractions);
		int best = 0;
		for (int i = 1; i < fractions.length; i++)
			if (fractions[i] > fractions[best]) best = i;
		return Tissue.values()[best];
	}

	@Test
	void boneSurroundsTheBrain() throws IOException {
		final HeadAnatomy head = head(SUBJECT, 5);
		final float[] fractions = new float[Tissue.COUNT];

		for (int degrees = 0; degrees < 360; degrees += 3)
			for (double z = -5; z <= 50; z += 5) {
				double boneMm = 0;
				for (double r = 40; r < 130; r += 0.25) {
					head.fractions(r * Math.sin(Math.toRadians(degrees)), -18 + r * Math.cos(Math.toRadians(degrees)), z, fractions);
					boneMm += 0.25 * (fractions[Tissue.BONE.ordinal()] + fractions[Tissue.DIPLOE.ordinal()]);
				}
				assertTrue(boneMm > 1.8 && boneMm < 25, "z " + z + ", " + degrees + " degrees: " + boneMm + " mm");
			}
	}

	@Test
	void territoriesHaveTheirPublishedVolumes() throws IOException {
		final HeadAnatomy head = head(SUBJECT, 6);
		final double[] ml = new double[31];
		for (double z = -72; z < 108; z += 2)
			for (double y = -126; y < 90; y += 2)
				for (double x = -89; x < 90; x += 2) {
					final int label = head.territory(x, y, z);
					if (label > 0) assertEquals(x < 0, label % 2 == 1, "odd numbers lie on the left");
					ml[label] += 0.008;
				}

		for (int pair = 0; pair < PUBLISHED_ML.length; pair++)
			for (int side = 1; side <= 2; side++) {
				final double published = PUBLISHED_ML[pair];
				// filling the gaps between them adds to all that border on one
				assertBetween(0.75 * published - 3, 1.5 * published + 6, ml[2 * pair + side], "territory " + (2 * pair + side));
			}
	}

	@Test
	void everyPointOfTheBrainHasATerritory() throws IOException {
		final HeadAnatomy head = head(SUBJECT, 7);
		final float[] fractions = new float[Tissue.COUNT];
		int brain = 0;
		int named = 0;
		for (double z = head.brainBottomMm(); z <= head.brainTopMm(); z += 3)
			for (double y = -110; y < 80; y += 3)
				for (double x = -75; x < 75; x += 3) {
					head.fractions(x, y, z, fractions);
					if (fractions[Tissue.GREY.ordinal()] + fractions[Tissue.WHITE.ordinal()] < 0.5) continue;
					brain++;
					if (head.territory(x, y, z) > 0) named++;
				}

		assertTrue(named > 0.995 * brain, named + " of " + brain);
		assertBetween(-70, -55, head.brainBottomMm(), "bottom");
		assertBetween(65, 82, head.brainTopMm(), "top");
	}

	@Test
	void oldHeadsHoldMoreFluid() throws IOException {
		final double young = fluid(new Subject(35, true, 0.42));
		final double old = fluid(new Subject(85, true, 0.42));

		assertTrue(old > 1.25 * young, old + " ml at 85, " + young + " ml at 35 years");
	}

	private static double fluid(final Subject subject) throws IOException {
		final float[] fractions = new float[Tissue.COUNT];
		double ml = 0;
		for (int seed = 0; seed < 3; seed++) {
			final HeadAnatomy head = head(subject, seed);
			for (double z = -60; z < 80; z += 4)
				for (double y = -110; y < 80; y += 4)
					for (double x = -75; x < 75; x += 4) {
						head.fractions(x, y, z, fractions);
						ml += fractions[Tissue.CSF.ordinal()] * 0.064 / 3;
					}
		}
		return ml;
	}

	@Test
	void seedsMakeHeads() throws IOException {
		final float[] one = line(head(SUBJECT, 1));
		final float[] same = line(head(SUBJECT, 1));
		final float[] other = line(head(SUBJECT, 2));

		assertArrayEquals(one, same);
		assertFalse(Arrays.equals(one, other));
	}

	private static float[] line(final HeadAnatomy head) {
		final float[] line = new float[300];
		final float[] fractions = new float[Tissue.COUNT];
		for (int i = 0; i < line.length; i++) {
			head.fractions(-75 + 0.5 * i, -30, 45, fractions);
			line[i] = fractions[Tissue.GREY.ordinal()];
		}
		return line;
	}
}
