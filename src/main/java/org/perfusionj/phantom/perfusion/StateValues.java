package org.perfusionj.phantom.perfusion;

import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.simulation.RandomStream;

/**
 * Flow, volume and times of the tissue states of one case, relative to normal tissue of the same kind. Core and penumbra are
 * states of tissue and not thresholds: what is drawn overlaps between cases as the published values do.
 * <ul>
 * <li>CBF ratio of core 0.19 +- 0.06, of penumbra that infarcts 0.34 +- 0.06 and that recovers 0.46 +- 0.09; CBV of penumbra
 * normal; every region with a CBV ratio below 0.68 infarcted: Schaefer et al., AJNR 27:20, 2006 (grey and white matter, 14
 * patients). Penumbra next to the core has the first, at its outer border the second value.</li>
 * <li>CBF and CBV of core reduced alike, CBV of penumbra as on the other side, in white matter too: Murphy et al., Radiology
 * 247:818, 2008.</li>
 * <li>Arterial tissue delay 2 to 6 s in moderately and above 6 s in severely hypoperfused tissue: the bounds of the perfusion
 * collateral index, PMC7410580.</li>
 * </ul>
 * Volume of the core, oligaemia, the remaining delays, dispersion and the spread within a lesion are chosen.
 *
 * @param grey of grey matter
 * @param white of white matter
 * @param oligaemiaDelayS by which blood comes later than in normal tissue, s
 * @param outerPenumbraDelayS the same at the outer border of the penumbra, s
 * @param innerPenumbraDelayS at its border with the core, s
 * @param coreDelayS in the core, s
 * @param oligaemiaWiderS additional dispersion, s
 * @param collateralDispersionS dispersion of penumbra and core, s
 */
record StateValues(Ratios grey, Ratios white, double oligaemiaDelayS, double outerPenumbraDelayS, double innerPenumbraDelayS, double coreDelayS, double oligaemiaWiderS, double collateralDispersionS) {

	/**
	 * Of one kind of tissue.
	 *
	 * @param coreCbf CBF of core over that of normal tissue
	 * @param innerPenumbraCbf of penumbra at the border with the core
	 * @param outerPenumbraCbf of penumbra at its outer border
	 * @param oligaemiaCbf of oligaemia
	 * @param coreCbv CBV of core over that of normal tissue
	 * @param penumbraCbv of penumbra
	 * @param oligaemiaCbv of oligaemia
	 */
	record Ratios(double coreCbf, double innerPenumbraCbf, double outerPenumbraCbf, double oligaemiaCbf, double coreCbv, double penumbraCbv, double oligaemiaCbv) {

		/** Transit times of ischaemic tissue are hardly ever more than five times normal ones: chosen from MTT of 8 to 20 s. */
		private static final double LONGEST_MTT = 5;
		private static final double SHORTEST_CORE_MTT = 1.5;
		/** Between the flow of one state and the next, chosen. */
		private static final double LEAST_STEP = 0.02;
		/** Correlation of the flow at both borders of the penumbra, chosen. */
		private static final double SHARED = 0.7;

		static Ratios draw(final RandomStream random) {
			final double core = random.gaussian(0.19, 0.06, 0.05, 0.33);
			double inner;
			double outer;
			do {
				// where collaterals are better, they are so at both borders
				final double shared = random.gaussian();
				inner = 0.34 + 0.06 * shared;
				outer = 0.46 + 0.09 * (SHARED * shared + Math.sqrt(1 - SHARED * SHARED) * random.gaussian());
			}
			while (inner < core + LEAST_STEP || outer < inner || inner < 0.2 || outer > 0.68);
			final double coreCbv = random.gaussian(0.48, 0.1, 0.28, 0.68);
			return new Ratios(core, inner, outer, random.uniform(Math.max(0.65, outer + LEAST_STEP), 0.82), Math.min(LONGEST_MTT * core, Math.max(SHORTEST_CORE_MTT * core, coreCbv)),
				Math.min(LONGEST_MTT * inner, random.gaussian(1, 0.09, 0.8, 1.2)), random.uniform(1, 1.2));
		}

		/** @return those of white matter, a little different */
		Ratios other(final RandomStream random) {
			Ratios drawn;
			do
				drawn = new Ratios(coreCbf * near(random), innerPenumbraCbf * near(random), outerPenumbraCbf * near(random), oligaemiaCbf * random.gaussian(1, 0.02, 0.96, 1.04), coreCbv * near(random), penumbraCbv * random
					.gaussian(1, 0.03, 0.94, 1.06), oligaemiaCbv * random.gaussian(1, 0.02, 0.96, 1.04));
			while (!drawn.isOrdered());
			return drawn;
		}

		/** @return true if flow falls from oligaemia to core and no transit time is too long or, in the core, too short */
		private boolean isOrdered() {
			return coreCbf < innerPenumbraCbf && innerPenumbraCbf <= outerPenumbraCbf && outerPenumbraCbf < oligaemiaCbf && coreCbv <= LONGEST_MTT * coreCbf && penumbraCbv <= LONGEST_MTT * innerPenumbraCbf
				&& coreCbv >= SHORTEST_CORE_MTT * coreCbf;
		}

		private static double near(final RandomStream random) {
			return random.gaussian(1, 0.06, 0.88, 1.12);
		}

		/** @param depth 0 at the outer border of the penumbra to 1 at the core */
		double penumbraCbf(final double depth) {
			return outerPenumbraCbf + (innerPenumbraCbf - outerPenumbraCbf) * depth;
		}

		private Map<String, Object> description() {
			final Map<String, Object> all = new LinkedHashMap<>();
			all.put("core_cbf", coreCbf);
			all.put("penumbra_cbf_at_core", innerPenumbraCbf);
			all.put("penumbra_cbf_at_border", outerPenumbraCbf);
			all.put("oligaemia_cbf", oligaemiaCbf);
			all.put("core_cbv", coreCbv);
			all.put("penumbra_cbv", penumbraCbv);
			all.put("oligaemia_cbv", oligaemiaCbv);
			return all;
		}
	}

	/** @param collaterals 0 poor to 1 good: good ones bring blood earlier */
	static StateValues draw(final double collaterals, final RandomStream random) {
		final Ratios grey = Ratios.draw(random);
		final double poor = 1 - collaterals;
		final double oligaemia = random.uniform(1.5, 3) + poor;
		final double outer = random.uniform(4.2, 5.5) + 1.5 * poor;
		final double inner = Math.min(11.5, outer + random.uniform(1.5, 4) + 2 * poor);
		final double core = Math.min(15, Math.max(6, inner + random.uniform(0, 3.5)));
		return new StateValues(grey, grey.other(random), Math.min(4, oligaemia), outer, inner, core, random.uniform(0.3, 1), random.uniform(2, 3.5) + 1.5 * poor);
	}

	/** @param depth 0 at the outer border of the penumbra to 1 at the core */
	double penumbraDelayS(final double depth) {
		return outerPenumbraDelayS + (innerPenumbraDelayS - outerPenumbraDelayS) * depth;
	}

	Map<String, Object> description() {
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("grey_over_normal", grey.description());
		all.put("white_over_normal", white.description());
		all.put("oligaemia_delay_s", oligaemiaDelayS);
		all.put("penumbra_delay_at_border_s", outerPenumbraDelayS);
		all.put("penumbra_delay_at_core_s", innerPenumbraDelayS);
		all.put("core_delay_s", coreDelayS);
		all.put("oligaemia_wider_s", oligaemiaWiderS);
		all.put("collateral_dispersion_s", collateralDispersionS);
		return all;
	}
}
