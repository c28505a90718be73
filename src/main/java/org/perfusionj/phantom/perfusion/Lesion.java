package org.perfusionj.phantom.perfusion;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.PerfusionException;

/**
 * The lesion of an occlusion: territory without its artery, and in it oligaemia, penumbra and core as far as the collaterals
 * let them. The core grows from the deepest part of the territory, away from the borders where collaterals enter, with
 * irregular edges; states fade into each other over 4 to 8 mm. All shapes are chosen.
 */
final class Lesion {

	private static final double SMALLEST_CORE = 0.08;
	private static final double LARGEST_CORE = 0.55;
	/** Width of the edges from 10 to 90 % of a Gaussian edge in its standard deviations. */
	private static final double EDGE_WIDTH_SD = 2.563;
	/** Variance that the lattice adds to an edge: the points themselves, and the interpolation between them. */
	private static final double LATTICE_VARIANCE = BrainLattice.STEP_MM * BrainLattice.STEP_MM * (1 / 12.0 + 1 / 6.0);
	/** Of the border of the territory: sd of the blur whose half is the border, and noise as a share of it. */
	private static final double BORDER_MM = 6;
	private static final double BORDER_NOISE = 0.38;
	/** Of the potential from which states grow, mm. */
	private static final double COARSE_NOISE_MM = 7;
	private static final double FINE_NOISE_MM = 3;
	private static final double DEPTH_MM = 40;
	private static final double DEPTH_BLUR_MM = 10;
	/** Coefficient of variation of flow within a lesion beside the texture of normal tissue, and how much of it volume shares. */
	private static final double FLOW_TEXTURE = 0.15;
	private static final double VOLUME_SHARE = 0.6;
	private static final double DELAY_TEXTURE = 0.08;

	private final ClotSite site;
	private final double collaterals;
	private final double onsetHours;
	private final double coreShare;
	private final double oligaemiaShare;
	private final double edgeMm;
	private final double densityChange;
	private final StateValues values;
	/** How much of the points is core, core or penumbra, hypoperfused at all. */
	private final float[] core;
	private final float[] ill;
	private final float[] hypoperfused;
	/** 0 at the outer border of the penumbra to 1 at the core. */
	private final float[] depth;

	Lesion(final ClotSite site, final BrainLattice brain, final Watershed watershed, final RandomStream random) {
		this.site = site;
		final RandomStream draws = random.named("draws");
		collaterals = draws.uniform();
		onsetHours = draws.logUniform(1, 16);
		oligaemiaShare = 0.1 + 0.3 * collaterals + draws.uniform(0, 0.08);
		// the longer without blood and the poorer the collaterals, the larger the core
		final double coreOfIll = 0.5 - 0.38 * collaterals + 0.06 * Math.log(onsetHours / 4) + draws.gaussian(0, 0.06, -0.15, 0.15);
		coreShare = (1 - oligaemiaShare) * Math.max(SMALLEST_CORE / (1 - oligaemiaShare), Math.min(LARGEST_CORE, coreOfIll));
		edgeMm = draws.uniform(4.5, 7.5);
		densityChange = -Math.min(draws.uniform(2.5, 4.5), draws.uniform(0.5, 0.9) * onsetHours);
		values = StateValues.draw(collaterals, random.named("values"));
		final float[] atRisk = territory(brain, watershed, random);
		final float[] potential = potential(brain, atRisk, draws, random);
		final double[] borders = borders(brain, atRisk, potential);
		final double sd = Math.sqrt(edgeMm * edgeMm / (EDGE_WIDTH_SD * EDGE_WIDTH_SD) - LATTICE_VARIANCE);
		hypoperfused = brain.blurred(atRisk, sd);
		ill = brain.blurred(brain.indicator(i -> atRisk[i] > 0 && potential[i] < borders[1]), sd);
		core = brain.blurred(brain.indicator(i -> atRisk[i] > 0 && potential[i] < borders[0]), sd);
		depth = new float[brain.size()];
		for (final int i : brain.inside())
			depth[i] = (float) Math.max(0, Math.min(1, (borders[1] - potential[i]) / (borders[1] - borders[0])));
	}

	/** @return 1 in the territory with its border moved about by a few mm */
	private float[] territory(final BrainLattice brain, final Watershed watershed, final RandomStream random) {
		final Texture noise = new Texture(random.named("border"), 16);
		final boolean borderZones = site.crossFlow() == ClotSite.CrossFlow.WHOLE;
		final float[] own = brain.blurred(brain.indicator(i -> isOnSide(brain.x(i)) && site.feeds(brain.leftTerritory(i), brain.y(i))), BORDER_MM);
		return brain.indicator(i -> {
			if (!isOnSide(brain.x(i)) || brain.territory(i) >= 25) return false;
			final double moved = BORDER_NOISE * Math.max(-1.2, Math.min(1.2, noise.at(brain, i)));
			if (!borderZones) return own[i] + moved > 0.5;
			return site.feeds(brain.leftTerritory(i), brain.y(i)) && watershed.at(i) + moved / 2 > 0.5;
		});
	}

	private boolean isOnSide(final double x) {
		return x < 0 == (site.side() == Occlusion.Side.LEFT);
	}

	/** @return distance from where the core begins, shorter in the depth of the territory, mm */
	private float[] potential(final BrainLattice brain, final float[] atRisk, final RandomStream draws, final RandomStream random) {
		final EdgeNoise noise = new EdgeNoise(random);
		final float[] within = brain.blurred(atRisk, DEPTH_BLUR_MM);
		final double[][] seeds = site.seeds();
		final double mirror = site.side() == Occlusion.Side.LEFT ? -1 : 1;
		final int[] seedPoints = new int[seeds.length];
		for (int s = 0; s < seeds.length; s++)
			seedPoints[s] = nearest(brain, atRisk, mirror * seeds[s][0] + draws.gaussian(0, 3, -6, 6), seeds[s][1] + draws.gaussian(0, 6, -12, 12), seeds[s][2] + draws.gaussian(0, 5, -10, 10));
		final float[] potential = new float[brain.size()];
		for (final int i : brain.inside()) {
			double distance = Double.POSITIVE_INFINITY;
			for (final int seed : seedPoints)
				distance = Math.min(distance, Math.sqrt(squared(brain, i, brain.x(seed), brain.y(seed), brain.z(seed))));
			potential[i] = (float) (distance - DEPTH_MM * within[i] + noise.at(brain, i));
		}
		return potential;
	}

	/** Two sizes of bays and tongues along the edges. */
	private static final class EdgeNoise {

		private final Texture coarse;
		private final Texture fine;

		EdgeNoise(final RandomStream random) {
			coarse = new Texture(random.named("edge"), 20);
			fine = new Texture(random.named("edge detail"), 10);
		}

		double at(final BrainLattice brain, final int point) {
			return COARSE_NOISE_MM * coarse.at(brain, point) + FINE_NOISE_MM * fine.at(brain, point);
		}
	}

	private static double squared(final BrainLattice brain, final int point, final double x, final double y, final double z) {
		final double dx = brain.x(point) - x;
		final double dy = brain.y(point) - y;
		final double dz = brain.z(point) - z;
		return dx * dx + dy * dy + dz * dz;
	}

	private static int nearest(final BrainLattice brain, final float[] atRisk, final double x, final double y, final double z) {
		int nearest = -1;
		double least = Double.POSITIVE_INFINITY;
		for (final int i : brain.inside()) {
			if (atRisk[i] == 0 || brain.tissue(i) < 0.5) continue;
			final double squared = squared(brain, i, x, y, z);
			if (squared < least) {
				least = squared;
				nearest = i;
			}
		}
		if (nearest < 0) throw new PerfusionException("The head has no brain tissue in the territory of the occluded artery: use a complete atlas of arterial territories.");
		return nearest;
	}

	/** @return the potential below which tissue is core, and below which it is core or penumbra, so that they have their shares */
	private double[] borders(final BrainLattice brain, final float[] atRisk, final float[] potential) {
		final int[] points = Arrays.stream(brain.inside()).filter(i -> atRisk[i] > 0 && brain.tissue(i) > 0).toArray();
		final Integer[] order = Arrays.stream(points).boxed().toArray(Integer[]::new);
		Arrays.sort(order, (a, b) -> Float.compare(potential[a], potential[b]));
		double total = 0;
		for (final int i : points)
			total += brain.tissueMl(i);
		final double[] borders = { Double.NaN, potential[order[order.length - 1]] };
		double sum = 0;
		for (final int i : order) {
			if (Double.isNaN(borders[0]) && sum >= coreShare * total) borders[0] = potential[i];
			if (sum >= (1 - oligaemiaShare) * total) {
				borders[1] = potential[i];
				break;
			}
			sum += brain.tissueMl(i);
		}
		return borders;
	}

	/** @param fields healthy tissue, changed where the lesion is */
	void apply(final BrainLattice brain, final Fields fields, final RandomStream random) {
		final Texture flow = new Texture(random.named("flow"), 16);
		final Texture time = new Texture(random.named("time"), 18);
		for (final int i : brain.inside()) {
			if (hypoperfused[i] < 1e-4) continue;
			final double c = core[i];
			final double p = Math.max(0, ill[i] - c);
			final double o = Math.max(0, hypoperfused[i] - c - p);
			final double normal = 1 - c - p - o;
			final double ofFlow = FLOW_TEXTURE * flow.at(brain, i);
			final double flowFactor = Math.exp(ofFlow - FLOW_TEXTURE * FLOW_TEXTURE / 2);
			final double volumeFactor = Math.exp(VOLUME_SHARE * ofFlow);
			final double timeFactor = 1 + DELAY_TEXTURE * Math.max(-2, Math.min(2, time.at(brain, i)));
			final StateValues.Ratios grey = values.grey();
			final StateValues.Ratios white = values.white();
			fields.greyCbf[i] *= (float) (normal + flowFactor * flow(grey, c, p, o, depth[i]));
			fields.whiteCbf[i] *= (float) (normal + flowFactor * flow(white, c, p, o, depth[i]));
			fields.greyCbv[i] *= (float) (normal + volumeFactor * volume(grey, c, p, o));
			fields.whiteCbv[i] *= (float) (normal + volumeFactor * volume(white, c, p, o));
			final double late = c * Math.max(6, values.coreDelayS() * timeFactor) + p * Math.max(4, Math.min(12, values.penumbraDelayS(depth[i]) * timeFactor)) + o * values.oligaemiaDelayS() * timeFactor;
			final double wider = (c + p) * Math.max(0, values.collateralDispersionS() - fields.dispersion[i]) + o * values.oligaemiaWiderS();
			fields.delay(i, late, wider);
			fields.core[i] = (float) c;
			fields.penumbra[i] = (float) p;
			fields.oligaemia[i] = (float) o;
			fields.density[i] += (float) (c * densityChange);
		}
	}

	private static double flow(final StateValues.Ratios ratios, final double core, final double penumbra, final double oligaemia, final double depth) {
		return core * ratios.coreCbf() + penumbra * ratios.penumbraCbf(depth) + oligaemia * ratios.oligaemiaCbf();
	}

	private static double volume(final StateValues.Ratios ratios, final double core, final double penumbra, final double oligaemia) {
		return core * ratios.coreCbv() + penumbra * ratios.penumbraCbv() + oligaemia * ratios.oligaemiaCbv();
	}

	/** @return how much of the point is hypoperfused at all, 0 to 1 */
	double hypoperfused(final int point) {
		return hypoperfused[point];
	}

	ClotSite site() {
		return site;
	}

	/** @return 0 poor to 1 good */
	double collaterals() {
		return collaterals;
	}

	StateValues values() {
		return values;
	}

	Map<String, Object> description() {
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("site", site.name());
		all.put("collaterals", collaterals);
		all.put("collateral_grade", collaterals < 1 / 3.0 ? "poor" : collaterals < 2 / 3.0 ? "moderate" : "good");
		all.put("onset_hours", onsetHours);
		all.put("edge_mm", edgeMm);
		all.put("core_density_change_hu", densityChange);
		all.put("clot", site.description());
		all.put("values", values.description());
		return all;
	}
}
