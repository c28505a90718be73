package org.perfusionj.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.perfusionj.simulation.RandomStream;

class TissueDensityTest {

	/** Lowest and highest density of a tissue of any case, texture included, HU. */
	private static final Map<Tissue, double[]> RANGES = new EnumMap<>(Map.ofEntries(Map.entry(Tissue.AIR, new double[] { -1000, -1000 }), Map.entry(Tissue.FAT, new double[] { -150, -45 }), Map.entry(Tissue.SOFT, new double[] {
		8, 92 }), Map.entry(Tissue.BONE, new double[] { 800, 2400 }), Map.entry(Tissue.DIPLOE, new double[] { 50, 1600 }), Map.entry(Tissue.CSF, new double[] { 5, 12 }), Map.entry(Tissue.GREY, new double[] { 29, 45 }), Map.entry(
			Tissue.WHITE, new double[] { 14, 40 }), Map.entry(Tissue.EYE, new double[] { 3, 16 }), Map.entry(Tissue.DURA, new double[] { 40, 60 }), Map.entry(Tissue.PLEXUS, new double[] { 30, 46 }), Map.entry(
				Tissue.CALCIFICATION, new double[] { 60, 1500 })));

	@Test
	void everyTissueStaysInItsRange() {
		final float[] fractions = new float[Tissue.COUNT];
		for (int seed = 0; seed < 40; seed++) {
			final RandomStream random = new RandomStream(seed);
			final TissueDensity density = TissueDensity.draw(Subject.draw(random.named("subject")), random.named("density"));
			for (final Tissue tissue : Tissue.values()) {
				Arrays.fill(fractions, 0);
				fractions[tissue.ordinal()] = 1;
				for (int n = 0; n < 500; n++) {
					final double hu = density.hu(fractions, random.uniform(-80, 80), random.uniform(-110, 80), random.uniform(-70, 80));
					final double[] range = RANGES.get(tissue);

					assertTrue(hu >= range[0] && hu <= range[1], tissue + " of seed " + seed + ": " + hu);
				}
			}
		}
	}

	@Test
	void greyMatterIsDenserThanWhite() {
		for (int seed = 0; seed < 100; seed++) {
			final TissueDensity density = TissueDensity.draw(new Subject(60, true, 0.42), new RandomStream(seed));
			final double difference = density.mean(Tissue.GREY) - density.mean(Tissue.WHITE);

			assertTrue(difference >= 5.5 && difference <= 9.5, "seed " + seed + ": " + difference);
		}
	}

	@Test
	void textureLeavesTheMeanOfATissueAlone() {
		final TissueDensity density = TissueDensity.draw(new Subject(45, false, 0.4), new RandomStream(8));
		final float[] grey = new float[Tissue.COUNT];
		grey[Tissue.GREY.ordinal()] = 1;
		double sum = 0;
		double squares = 0;
		int n = 0;
		for (double z = -300; z < 300; z += 17)
			for (double y = -300; y < 300; y += 17)
				for (double x = -300; x < 300; x += 17) {
					final double hu = density.hu(grey, x, y, z) - density.mean(Tissue.GREY);
					sum += hu;
					squares += hu * hu;
					n++;
				}

		assertEquals(0, sum / n, 0.05);
		assertEquals(0.8, Math.sqrt(squares / n), 0.05);
	}

	@Test
	void mixturesLieBetweenTheirParts() {
		final TissueDensity density = TissueDensity.draw(new Subject(65, true, 0.42), new RandomStream(3));
		final float[] mixture = new float[Tissue.COUNT];
		mixture[Tissue.CSF.ordinal()] = 0.25f;
		mixture[Tissue.DURA.ordinal()] = 0.75f;

		final double hu = density.hu(mixture, 10, 20, 30);

		assertEquals(0.25 * density.mean(Tissue.CSF) + 0.75 * density.mean(Tissue.DURA), hu, 1e-9);
	}

	@Test
	void bloodIsDenserWithMoreCells() {
		for (int seed = 0; seed < 20; seed++) {
			final double thin = TissueDensity.draw(new Subject(60, true, 0.30), new RandomStream(seed)).bloodHu();
			final double thick = TissueDensity.draw(new Subject(60, true, 0.50), new RandomStream(seed)).bloodHu();

			assertTrue(thin >= 30 && thin <= 36, "anaemia: " + thin);
			assertTrue(thick >= 50 && thick <= 60, "many cells: " + thick);
		}
	}

	@Test
	void oldBrainsAreDarkerMostOfAllBesideTheVentricles() {
		final float[] white = new float[Tissue.COUNT];
		white[Tissue.WHITE.ordinal()] = 1;
		double beside = 0;
		double away = 0;
		for (int seed = 0; seed < 100; seed++) {
			final TissueDensity young = TissueDensity.draw(new Subject(35, true, 0.42), new RandomStream(seed));
			final TissueDensity old = TissueDensity.draw(new Subject(85, true, 0.42), new RandomStream(seed));
			beside += (young.hu(white, 18, 5, 19) - old.hu(white, 18, 5, 19)) / 100;
			away += (young.hu(white, 40, 5, 50) - old.hu(white, 40, 5, 50)) / 100;
		}

		assertEquals(1.8, away, 0.1);
		assertTrue(beside > away + 1, beside + " beside, " + away + " away from the ventricles");
	}

	@Test
	void descriptionNamesEveryTissueAndBlood() {
		final Map<String, Object> description = TissueDensity.draw(new Subject(65, true, 0.42), new RandomStream(3)).description();

		for (final Tissue tissue : Tissue.values())
			assertTrue(description.get(tissue.name().toLowerCase(Locale.ROOT) + "_hu") instanceof Double, tissue.name());
		assertTrue(description.containsKey("blood_hu"));
	}
}
