package org.perfusionj.phantom.perfusion;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.simulation.RandomStream;

/**
 * A chronic stenosis of one carotid artery: blood comes later, flow is lower and transit longer on its side, most of all at
 * the borders of the territories, and nothing of it is a lesion. After Trojanowska et al. (74 patients: flow 40 to 46
 * ml/100 g/min, volume a little up, MTT above 6 s, deficit in 84 %); numbers chosen within.
 *
 * @param side of the stenosis
 * @param delayS of tissue on its side, s
 * @param flow relative to normal flow
 * @param volume relative to normal volume
 * @param widerS additional dispersion, s
 */
record Stenosis(Occlusion.Side side, double delayS, double flow, double volume, double widerS) {

	/** Chosen: seen in about one in eight stroke patients, rarely in others. */
	private static final double PROBABILITY = 0.12;
	private static final double BORDER_MM = 5;

	static Optional<Stenosis> draw(final Occlusion occlusion, final RandomStream random) {
		final Occlusion.Side side = random.chance(0.5) ? Occlusion.Side.LEFT : Occlusion.Side.RIGHT;
		final Stenosis drawn = new Stenosis(side, random.uniform(1, 2), random.uniform(0.78, 0.9), random.uniform(1.02, 1.15), random.uniform(0.3, 0.8));
		final boolean occluded = occlusion.site() == Occlusion.Site.ICA && occlusion.side() == side;
		return random.chance(PROBABILITY) && !occluded ? Optional.of(drawn) : Optional.empty();
	}

	/** @return how much later blood comes in the arteries beyond it, s */
	double arteriesLateS() {
		return 0.8 * delayS;
	}

	/**
	 * @param circle says what the artery feeds
	 * @param lesion blood comes to it by other ways, it is left as it is
	 */
	void apply(final BrainLattice brain, final Watershed watershed, final CircleOfWillis circle, final Optional<Lesion> lesion, final Fields fields) {
		final float[] affected = brain.blurred(brain.indicator(i -> circle.carotidOf(brain.leftTerritory(i), brain.side(i)) == side), BORDER_MM);
		for (final int i : brain.inside()) {
			final double share = affected[i] * (lesion.isPresent() ? 1 - lesion.get().hypoperfused(i) : 1);
			if (share < 1e-4) continue;
			final double border = 0.85 + 0.4 * watershed.at(i);
			fields.scale(i, 1 - share * (1 - flow) * border, 1 + share * (volume - 1));
			fields.delay(i, share * delayS * border, share * widerS);
		}
	}

	Map<String, Object> description() {
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("side", side.name().toLowerCase(Locale.ROOT));
		all.put("tissue_delay_s", delayS);
		all.put("arteries_late_s", arteriesLateS());
		all.put("cbf_over_normal", flow);
		all.put("cbv_over_normal", volume);
		all.put("wider_s", widerS);
		return all;
	}
}
