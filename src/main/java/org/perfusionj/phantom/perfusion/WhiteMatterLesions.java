package org.perfusionj.phantom.perfusion;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.simulation.RandomStream;

/**
 * Lesions of the white matter around the ventricles that come with age: darker before contrast and less perfused. Frequency
 * and values are chosen.
 *
 * @param extent 0 to 1
 * @param densityChange of white matter within them, HU
 * @param flow relative to normal white matter
 */
record WhiteMatterLesions(double extent, double densityChange, double flow) {

	private static final double FIRST_YEARS = 45;
	private static final double REACH_MM = 7;

	static Optional<WhiteMatterLesions> draw(final Subject subject, final RandomStream random) {
		final double likely = Math.max(0, Math.min(0.8, (subject.ageYears() - FIRST_YEARS) / 45));
		final boolean present = random.chance(likely);
		final WhiteMatterLesions drawn = new WhiteMatterLesions(random.uniform(0.1, 1), random.uniform(-7, -3), random.uniform(0.6, 0.8));
		return present ? Optional.of(drawn) : Optional.empty();
	}

	/** @param fields white matter is changed; it stays what it is */
	void apply(final BrainLattice brain, final Fields fields, final RandomStream random) {
		final Texture patches = new Texture(random, 10);
		final float[] fluid = new float[brain.size()];
		for (final int i : brain.inside())
			if (isVentricle(brain, i)) fluid[i] = 1;
		final float[] near = brain.blurred(fluid, REACH_MM);
		for (final int i : brain.inside()) {
			// caps and rims first; the farther they reach, the more do they flow together
			final double strength = near[i] / 0.25 + 0.3 * patches.at(brain, i) - (1.2 - 0.9 * extent);
			final double share = Math.max(0, Math.min(1, 2 * strength)) * Math.min(1, near[i] / 0.03);
			if (share <= 0) continue;
			fields.whiteCbf[i] *= (float) (1 - share * (1 - flow));
			fields.whiteCbv[i] *= (float) (1 - share * (1 - flow) * 0.7);
			fields.whiteDensity[i] += (float) (share * densityChange);
		}
	}

	/** Fluid in the middle of the brain is that of the lateral ventricles. */
	private static boolean isVentricle(final BrainLattice brain, final int point) {
		return brain.fluid(point) > 0.5 && Math.abs(brain.x(point)) < 34 && brain.y(point) > -55 && brain.y(point) < 45 && brain.z(point) > -2 && brain.z(point) < 34;
	}

	Map<String, Object> description() {
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("extent", extent);
		all.put("density_change_hu", densityChange);
		all.put("cbf_over_normal", flow);
		return all;
	}
}
