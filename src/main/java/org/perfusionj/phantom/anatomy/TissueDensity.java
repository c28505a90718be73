package org.perfusionj.phantom.anatomy;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.simulation.SmoothNoise;

/**
 * How dense the tissues of one case are before contrast, HU, at the 80 to 120 kV of perfusion scans. Immutable and
 * thread-safe.
 * <table>
 * <caption>Values</caption>
 * <tr><th>tissue</th><th>mean of a case, HU</th><th>source</th></tr>
 * <tr><td>grey matter</td><td>33 to 41, falling with age</td><td>33 (deep grey, Cala et al., AJNR 1981;2:41) and 35 (digital phantom of FAU Erlangen), range chosen for modern scanners</td></tr>
 * <tr><td>white matter</td><td>grey less 5.5 to 9.5</td><td>5.5 (JCAT 1980;4:489) to 8.7 (100 kV, Nakamura et al., Adv CT 2019;8(2))</td></tr>
 * <tr><td>fluid</td><td>5 to 12</td><td>12.1 in the FAU phantom; range chosen</td></tr>
 * <tr><td>blood</td><td>1.0 to 1.2 for each percent of haematocrit</td><td>fits venous blood of 43 (25 to 54; Lee et al., Yonsei Med J 2013;54:28) and the sagittal sinus of 50 +- 7.5</td></tr>
 * <tr><td>muscle and skin</td><td>38 to 62</td><td>muscle 34 to 39 (Med Phys 2020;47:4150), skin chosen</td></tr>
 * <tr><td>fat</td><td>-120 to -75</td><td>chosen within common tables (-120 to -50)</td></tr>
 * <tr><td>compact bone, diploe</td><td>1300 to 1900, 300 to 800</td><td>chosen; tables are denser than diploe (Bone 2021;148:115931)</td></tr>
 * <tr><td>calcification</td><td>130 to 700</td><td>above 120 (Culebras et al., Stroke 1997;28:1480), upper end chosen</td></tr>
 * </table>
 * Eyes, dura (falx 40 to 60), plexus and the textures are chosen. White matter of the old is darker beside the ventricles.
 */
public final class TissueDensity {

	private static final int AIR = Tissue.AIR.ordinal();
	private static final int FAT = Tissue.FAT.ordinal();
	private static final int SOFT = Tissue.SOFT.ordinal();
	private static final int BONE = Tissue.BONE.ordinal();
	private static final int DIPLOE = Tissue.DIPLOE.ordinal();
	private static final int CSF = Tissue.CSF.ordinal();
	private static final int GREY = Tissue.GREY.ordinal();
	private static final int WHITE = Tissue.WHITE.ordinal();
	private static final int CALCIFICATION = Tissue.CALCIFICATION.ordinal();

	/** Texture: variation of compact bone, diploe, calcium (as a fraction), muscle and fat, brain (HU). */
	private static final double BONE_SPREAD = 0.06;
	private static final double DIPLOE_SPREAD = 0.3;
	private static final double CALCIUM_SPREAD = 0.25;
	private static final double SOFT_SPREAD_HU = 6;
	private static final double BRAIN_SPREAD_HU = 0.8;

	private final double[] means = new double[Tissue.COUNT];
	private final double bloodHu;
	private final double leukoaraiosisHu;
	private final SmoothNoise brain;
	private final SmoothNoise wide;
	private final SmoothNoise bone;
	private final SmoothNoise spongy;
	private final SmoothNoise soft;

	private TissueDensity(final Subject subject, final RandomStream random) {
		final double years = Math.max(0, subject.ageYears() - 40);
		means[AIR] = -1000;
		means[FAT] = random.gaussian(-98, 8, -120, -75);
		means[SOFT] = random.gaussian(50, 5, 38, 62);
		means[BONE] = random.gaussian(1600, 130, 1300, 1900);
		means[DIPLOE] = random.gaussian(540, 110, 300, 800);
		means[CSF] = random.gaussian(8, 1.5, 5, 12);
		// 1 to 3 HU less in old brains: chosen
		means[GREY] = random.gaussian(38, 1.3, 35, 41) - 0.04 * years;
		means[WHITE] = means[GREY] - random.gaussian(7.3, 0.9, 5.5, 9.5);
		means[Tissue.EYE.ordinal()] = random.gaussian(9, 2.5, 3, 16);
		means[Tissue.DURA.ordinal()] = random.gaussian(50, 4, 40, 60);
		means[Tissue.PLEXUS.ordinal()] = random.gaussian(38, 3, 30, 46);
		means[CALCIFICATION] = random.logUniform(130, 700);
		final double slope = random.gaussian(1.1, 0.05, 1, 1.2);
		bloodHu = slope * 100 * subject.haematocrit();
		leukoaraiosisHu = Math.max(0, random.gaussian(0.16 * (subject.ageYears() - 55), 2.5, -20, 9));
		brain = new SmoothNoise(random.named("brain"), 14);
		wide = new SmoothNoise(random.named("wide"), 40);
		bone = new SmoothNoise(random.named("bone"), 4);
		spongy = new SmoothNoise(random.named("diploe"), 2.2);
		soft = new SmoothNoise(random.named("soft"), 5);
	}

	/**
	 * @param subject blood is denser with more cells, brains of the old are less dense
	 * @param random the density's own stream
	 * @return the density of one case
	 */
	public static TissueDensity draw(final Subject subject, final RandomStream random) {
		return new TissueDensity(subject, random);
	}

	/**
	 * @param fractions of the tissues, by ordinal of {@link Tissue}, sum 1
	 * @param x template mm, for the texture
	 * @param y template mm
	 * @param z template mm
	 * @return density of the mixture, HU
	 */
	public double hu(final float[] fractions, final double x, final double y, final double z) {
		double hu = 0;
		for (int tissue = 0; tissue < means.length; tissue++)
			hu += fractions[tissue] * means[tissue];
		final double parenchyma = fractions[GREY] + fractions[WHITE];
		if (parenchyma > 0) {
			hu += parenchyma * BRAIN_SPREAD_HU * (0.8 * brain.at(x, y, z) + 0.6 * wide.at(x, y, z));
			if (leukoaraiosisHu > 0 && fractions[WHITE] > 0) hu -= fractions[WHITE] * leukoaraiosisHu * besideVentricles(x, y, z);
		}
		final double hard = fractions[BONE] + fractions[DIPLOE];
		if (hard > 0) {
			final double coarse = bone.at(x, y, z);
			if (fractions[BONE] > 0) hu += fractions[BONE] * means[BONE] * BONE_SPREAD * coarse;
			if (fractions[DIPLOE] > 0) hu += fractions[DIPLOE] * means[DIPLOE] * DIPLOE_SPREAD * Math.max(-2.5, 0.6 * coarse + 0.8 * spongy.at(x, y, z));
		}
		if (fractions[CALCIFICATION] > 0) hu += fractions[CALCIFICATION] * means[CALCIFICATION] * CALCIUM_SPREAD * Math.max(-2, spongy.at(x, y, z));
		final double pulp = fractions[SOFT] + fractions[FAT];
		if (pulp > 0) hu += pulp * SOFT_SPREAD_HU * soft.at(x, y, z);
		return hu;
	}

	/** @return 0 to 1: how near the point lies to the horns and bodies of the lateral ventricles, patchy */
	private double besideVentricles(final double x, final double y, final double z) {
		final double side = Math.abs(x);
		// the body of the ventricle runs in an arch from the frontal to the occipital horn
		final double arch = 20 - (y + 8) * (y + 8) / 160;
		final double dx = (side - (y < -20 ? 24 - 0.1 * (y + 20) : 17 + 0.1 * Math.abs(y))) / 9;
		final double dz = (z - arch) / 9;
		final double beyond = Math.max(0, Math.abs(y + 12) - 38) / 9;
		final double square = dx * dx + dz * dz + beyond * beyond;
		return square > 9 ? 0 : Math.exp(-0.5 * square) * Math.max(0, Math.min(1, 0.6 + 0.4 * brain.at(x, y, z)));
	}

	/** @return density of blood before contrast, HU */
	public double bloodHu() {
		return bloodHu;
	}

	/** @return mean density of a tissue, HU */
	public double mean(final Tissue tissue) {
		return means[tissue.ordinal()];
	}

	/** @return the densities by name, HU, in order, for the phantom's JSON file */
	public Map<String, Object> description() {
		final Map<String, Object> description = new LinkedHashMap<>();
		for (final Tissue tissue : Tissue.values())
			description.put(tissue.name().toLowerCase(Locale.ROOT) + "_hu", means[tissue.ordinal()]);
		description.put("blood_hu", bloodHu);
		description.put("periventricular_hu", -leukoaraiosisHu);
		return description;
	}
}
