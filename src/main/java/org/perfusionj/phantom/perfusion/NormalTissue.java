package org.perfusionj.phantom.perfusion;

import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.simulation.RandomStream;

/**
 * Perfusion of the healthy brain of one subject. Means follow age and sex: 60 and 25 ml/100 g/min, 3.8 and 2.0 ml/100 g in
 * grey and white matter at 30 years, 45 and 20, 3.2 and 1.7 at 75 (chosen between the values for CT of a digital phantom
 * built from a volunteer, 53 +- 7 and 26 +- 6 ml/100 g/min, 3.3 and 1.9 ml/100 g, and the decline of 0.5 % a year of Leenders
 * et al., Brain 113:27, 1990); women have 13 % more flow (arterial spin labelling, Magn Reson Med 51:736, 2004). Spread
 * between subjects, texture, regions and times are chosen.
 *
 * @param greyCbf mean of cortex, ml/100 g/min
 * @param greyMttS s
 * @param whiteCbf ml/100 g/min
 * @param whiteMttS s
 * @param greyTexture coefficient of variation of the flow within grey matter
 * @param whiteTexture the same within white matter
 * @param textureMm over which flow varies, mm
 * @param rightShare by how much flow is higher on the right than on the left, as a fraction
 * @param deepGrey flow of deep grey matter relative to cortex
 * @param cerebellum flow of the cerebellum relative to the same tissue of the cerebrum
 * @param transportScale factor on the times along arteries, that of the subject
 * @param tissueDelayS from the end of the arteries to grey matter, s
 * @param whiteDelayS from grey to white matter, s
 * @param rightDelayS by how much blood arrives later on the right than on the left, s
 * @param posteriorDelayS by how much blood of the posterior circulation is later than the length of its arteries says, s
 * @param watershedDelayS on the borders of the territories, s
 * @param dispersionS mean of the dispersion away from the borders, never less than that of the arteries, s
 */
record NormalTissue(double greyCbf, double greyMttS, double whiteCbf, double whiteMttS, double greyTexture, double whiteTexture, double textureMm, double rightShare, double deepGrey,
	double cerebellum, double transportScale, double tissueDelayS, double whiteDelayS, double rightDelayS, double posteriorDelayS, double watershedDelayS, double dispersionS)
{

	private static final double YOUNG_YEARS = 30;
	private static final double OLD_YEARS = 75;
	/** Share of the texture of flow that volume has too; what is left makes the texture of the transit time. */
	private static final double VOLUME_SHARE = 0.75;
	private static final double VOLUME_TEXTURE = 0.07;
	/** Of the arrival, s, and the distance over which it varies, mm. */
	private static final double ARRIVAL_TEXTURE_S = 0.15;
	private static final double ARRIVAL_TEXTURE_MM = 25;
	/** From the end of the last artery that is seen to the first tissue, s, before the factor on the times of the subject; chosen. */
	private static final double BEYOND_ENDS_S = 0.05;
	/** Regions fade into each other over a few mm. */
	private static final double REGION_MM = 4;

	static NormalTissue draw(final Subject subject, final RandomStream random) {
		final double old = (Math.min(Math.max(subject.ageYears(), 25), 95) - YOUNG_YEARS) / (OLD_YEARS - YOUNG_YEARS);
		// 13 % between women and men
		final double sex = subject.male() ? 0.94 : 1.06;
		final double both = sex * Math.exp(random.gaussian(0, 0.11, -0.25, 0.25));
		final double whiteOnly = Math.exp(random.gaussian(0, 0.06, -0.15, 0.15));
		final double mtt = Math.exp(random.gaussian(0, 0.08, -0.2, 0.2));
		final double greyCbf = between(60, 45, old) * both;
		final double whiteCbf = between(25, 20, old) * both * whiteOnly;
		return new NormalTissue(greyCbf, 60 * between(3.8 / 60, 3.2 / 45, old) * mtt, whiteCbf, 60 * between(2.0 / 25, 1.7 / 20, old) * mtt, random.uniform(0.15, 0.25), random.uniform(0.08, 0.14),
			random.uniform(12, 22), random.gaussian(0, 0.025, -0.05, 0.05), random.uniform(0.85, 1.1), random.uniform(0.9, 1.1), subject.arterialLag(), random.uniform(0.15, 0.4),
			random.uniform(0.2, 0.7), random.gaussian(0, 0.15, -0.3, 0.3), random.uniform(0, 0.5), random.uniform(0.3, 0.7), subject.arterialDispersionS() + random.uniform(0.02, 0.15));
	}

	private static double between(final double young, final double aged, final double old) {
		return young + (aged - young) * old;
	}

	/**
	 * @param circle says which arteries the carotid arteries feed
	 * @param fields filled with healthy tissue
	 */
	void fill(final BrainLattice brain, final Watershed watershed, final CircleOfWillis circle, final Fields fields, final RandomStream random) {
		final Texture grey = new Texture(random.named("grey texture"), textureMm);
		final Texture white = new Texture(random.named("white texture"), textureMm);
		final Texture volume = new Texture(random.named("volume texture"), textureMm);
		final Texture arrival = new Texture(random.named("arrival texture"), ARRIVAL_TEXTURE_MM);
		final float[] region = new float[brain.size()];
		final float[] supply = new float[brain.size()];
		for (final int i : brain.inside()) {
			region[i] = (float) regionFlow(brain.leftTerritory(i));
			supply[i] = (float) supplyS(brain.leftTerritory(i), circle.fetal(brain.side(i)));
		}
		final float[] regionFlow = brain.blurred(region, REGION_MM);
		final float[] supplyS = brain.blurred(supply, REGION_MM);
		for (final int i : brain.inside()) {
			final double ofGrey = grey.at(brain, i);
			// neighbours in grey and white matter are not fed by different arteries
			final double ofWhite = 0.6 * ofGrey + 0.8 * white.at(brain, i);
			final double ofVolume = volume.at(brain, i);
			final boolean right = brain.x(i) > 0;
			final double side = 1 + (right ? rightShare : -rightShare) / 2;
			final double greyFlow = greyCbf * side * regionFlow[i];
			final double whiteFlow = whiteCbf * side * (brain.leftTerritory(i) >= 25 ? cerebellum : 1);
			fields.greyCbf[i] = (float) (greyFlow * varied(greyTexture * ofGrey, greyTexture));
			fields.whiteCbf[i] = (float) (whiteFlow * varied(whiteTexture * ofWhite, whiteTexture));
			fields.greyCbv[i] = (float) (greyFlow * greyMttS / 60 * volume(greyTexture, ofGrey, ofVolume));
			fields.whiteCbv[i] = (float) (whiteFlow * whiteMttS / 60 * volume(whiteTexture, ofWhite, ofVolume));
			final double border = watershed.at(i);
			final double late = transportScale * supplyS[i] + tissueDelayS + (right ? rightDelayS : -rightDelayS) / 2 + watershedDelayS * border + ARRIVAL_TEXTURE_S * arrival.at(brain, i);
			// tissue never gets its blood before the artery that brings it
			final double arterial = transportScale * (supplyS[i] + BEYOND_ENDS_S);
			fields.greyArrival[i] = (float) Math.max(arterial, late);
			fields.whiteArrival[i] = (float) Math.max(arterial, late + whiteDelayS);
			fields.dispersion[i] = (float) (dispersionS + 0.4 * border);
		}
	}

	private static double volume(final double texture, final double ofFlow, final double ofVolume) {
		return varied(VOLUME_SHARE * texture * ofFlow, VOLUME_SHARE * texture) * varied(VOLUME_TEXTURE * ofVolume, VOLUME_TEXTURE);
	}

	/** @return a factor with the mean 1 and the given coefficient of variation */
	private static double varied(final double value, final double sd) {
		return Math.exp(value - sd * sd / 2);
	}

	private double regionFlow(final int territory) {
		if (territory >= 25) return cerebellum;
		return territory == 3 || territory == 5 || territory >= 21 ? deepGrey : 1;
	}

	/**
	 * Along the arteries from the carotid artery at the skull base: when blood is at the ends of the longest of the territory in the
	 * table of centre lines, which was made from their lengths and 10 to 30 cm/s, chosen.
	 */
	private double supplyS(final int territory, final boolean fetal) {
		return switch (territory) {
			case 1 -> 1.05;
			case 3, 5 -> 0.4;
			case 15 -> 0.5;
			case 7, 9, 11, 13 -> 0.95;
			case 17, 19 -> fetal ? 0.9 : 1.05 + posteriorDelayS;
			case 23 -> 0.4;
			case 21 -> 0.6 + posteriorDelayS;
			case 25 -> 0.45 + posteriorDelayS;
			default -> 0.65 + posteriorDelayS;
		};
	}

	Map<String, Object> description() {
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("grey_cbf_ml_100g_min", greyCbf);
		all.put("grey_cbv_ml_100g", greyCbf * greyMttS / 60);
		all.put("grey_mtt_s", greyMttS);
		all.put("white_cbf_ml_100g_min", whiteCbf);
		all.put("white_cbv_ml_100g", whiteCbf * whiteMttS / 60);
		all.put("white_mtt_s", whiteMttS);
		all.put("grey_texture", greyTexture);
		all.put("white_texture", whiteTexture);
		all.put("texture_mm", textureMm);
		all.put("right_over_left_cbf", rightShare);
		all.put("deep_grey_over_cortex", deepGrey);
		all.put("cerebellum_over_cerebrum", cerebellum);
		all.put("transport_scale", transportScale);
		all.put("tissue_delay_s", tissueDelayS);
		all.put("white_delay_s", whiteDelayS);
		all.put("right_delay_s", rightDelayS);
		all.put("posterior_delay_s", posteriorDelayS);
		all.put("watershed_delay_s", watershedDelayS);
		all.put("dispersion_s", dispersionS);
		return all;
	}
}
