package org.perfusionj.phantom.perfusion;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.simulation.RandomStream;

/**
 * The scar of an earlier stroke: a wedge of cortex and the white matter below it, or a lacune in deep tissue. Nearly as dark
 * as fluid before contrast, with little flow and volume. Shapes, sizes and frequency are chosen.
 */
final class OldInfarct {

	private static final double PROBABILITY = 0.2;
	private static final double EDGE_SD_MM = 1.6;
	private static final double FREE_OF_LESION = 0.02;

	private final boolean wedge;
	private final double sizeMm;
	private final double densityChange;
	private final double flow;
	private final double volume;
	private final double delayS;
	private final double[] place;
	private final float[] scar;

	/** @return empty in most heads, or where the lesion leaves no room */
	static Optional<OldInfarct> draw(final BrainLattice brain, final Optional<Lesion> lesion, final RandomStream random) {
		if (!random.chance(PROBABILITY)) return Optional.empty();
		final boolean wedge = random.chance(0.5);
		final int[] candidates = Arrays.stream(brain.inside()).filter(i -> isPossible(brain, i, wedge) && lesion.map(one -> one.hypoperfused(i) < FREE_OF_LESION).orElse(true)).toArray();
		if (candidates.length == 0) return Optional.empty();
		return Optional.of(new OldInfarct(brain, lesion, wedge, candidates[random.integer(0, candidates.length - 1)], random));
	}

	private static boolean isPossible(final BrainLattice brain, final int point, final boolean wedge) {
		if (brain.tissue(point) < 0.8) return false;
		final int territory = brain.leftTerritory(point);
		final double middle = Math.hypot(Math.hypot(brain.x(point) / 62, (brain.y(point) + 17) / 80), (brain.z(point) - 8) / 60);
		if (wedge) return middle > 0.8 && (territory == 1 || territory >= 7 && territory <= 13 || territory >= 17 && territory <= 19 || territory >= 27);
		return middle < 0.6 && brain.z(point) > -5 && territory < 25;
	}

	private OldInfarct(final BrainLattice brain, final Optional<Lesion> lesion, final boolean wedge, final int centre, final RandomStream random) {
		this.wedge = wedge;
		sizeMm = wedge ? random.uniform(12, 24) : random.uniform(3.5, 7);
		densityChange = random.uniform(-22, -15);
		flow = random.uniform(0.1, 0.3);
		volume = random.uniform(0.15, 0.35);
		delayS = random.uniform(0.5, 2.5);
		place = new double[] { brain.x(centre), brain.y(centre), brain.z(centre) };
		final Texture edge = new Texture(random.named("edge"), wedge ? 14 : 8);
		// a wedge points to the middle of the brain and is as deep as it is wide
		final double[] inwards = { -place[0], -17 - place[1], 8 - place[2] };
		final double length = Math.sqrt(inwards[0] * inwards[0] + inwards[1] * inwards[1] + inwards[2] * inwards[2]);
		final boolean left = place[0] < 0;
		final float[] solid = brain.indicator(i -> {
			if (brain.x(i) < 0 != left || lesion.isPresent() && lesion.get().hypoperfused(i) >= FREE_OF_LESION) return false;
			final double dx = brain.x(i) - place[0];
			final double dy = brain.y(i) - place[1];
			final double dz = brain.z(i) - place[2];
			final double squared = dx * dx + dy * dy + dz * dz;
			if (squared > 9 * sizeMm * sizeMm) return false;
			final double uneven = 0.2 * sizeMm * edge.at(brain, i);
			if (!wedge) return Math.sqrt(squared) < sizeMm + uneven;
			final double along = (dx * inwards[0] + dy * inwards[1] + dz * inwards[2]) / length;
			final double across = Math.sqrt(Math.max(0, squared - along * along));
			return along < 1.3 * sizeMm && along > -1.5 * sizeMm && across < sizeMm * (1 - Math.max(0, along) / (1.3 * sizeMm)) + uneven;
		});
		solid[centre] = 1;
		scar = brain.blurred(solid, EDGE_SD_MM);
	}

	/** @param fields changed where the scar is; it is neither core nor penumbra */
	void apply(final BrainLattice brain, final Fields fields) {
		for (final int i : brain.inside()) {
			final double share = scar[i];
			if (share < 1e-4) continue;
			fields.scale(i, 1 - share * (1 - flow), 1 - share * (1 - volume));
			fields.delay(i, share * delayS, 0);
			fields.scar[i] = (float) share;
			fields.core[i] *= (float) (1 - share);
			fields.penumbra[i] *= (float) (1 - share);
			fields.oligaemia[i] *= (float) (1 - share);
			fields.density[i] = (float) (fields.density[i] * (1 - share) + share * densityChange);
			fields.whiteDensity[i] *= (float) (1 - share);
		}
	}

	Map<String, Object> description() {
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("kind", wedge ? "wedge" : "lacune");
		all.put("place_template_mm", List.of(place[0], place[1], place[2]));
		all.put("radius_mm", sizeMm);
		all.put("density_change_hu", densityChange);
		all.put("cbf_over_normal", flow);
		all.put("cbv_over_normal", volume);
		all.put("delay_s", delayS);
		return all;
	}
}
