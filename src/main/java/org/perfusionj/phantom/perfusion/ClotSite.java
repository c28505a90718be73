package org.perfusionj.phantom.perfusion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.simulation.RandomStream;

/**
 * Where the clot of an occlusion sits, and which way round it blood can take.
 *
 * @param side of the clot
 * @param artery in which it sits
 * @param from where it begins along the artery, 0 to 1
 * @param to where it ends
 * @param hu density of the clot, HU
 * @param crossFlow what the circle of Willis does for the carotid artery
 * @param circle says what else the carotid artery feeds
 */
record ClotSite(Occlusion.Side side, Artery artery, double from, double to, double hu, CrossFlow crossFlow, CircleOfWillis circle) {

	/** What the circle of Willis brings to the end of an occluded carotid artery. */
	enum CrossFlow {
		/** The other arteries do not reach it, or it is not occluded. */
		NONE,
		/** The other carotid artery feeds the anterior cerebral artery; the clot sits at the end of the carotid artery. */
		ANTERIOR,
		/** The circle feeds the end of the carotid artery; the clot sits far below it. */
		WHOLE
	}

	/** Of the clot that begins before it the deep arteries of the first segment are closed too, chosen: they leave its first half. */
	private static final double DEEP_ARTERIES = 0.45;

	/** Lengths of dense middle cerebral arteries: 7 of 41 below 10, 24 from 10 to 20, 10 above 20 mm (J Neuroimaging 24:7, 2014). Densities 45 to 68 HU, mean 48, chosen from teaching pages. */
	static ClotSite draw(final Occlusion occlusion, final CircleOfWillis circle, final RandomStream random) {
		final Occlusion.Side side = occlusion.side();
		// a dense artery is seen in some: the tail of the dense ones is wide
		final double hu = random.gaussian(56, 7, 45, 80);
		return switch (occlusion.site()) {
			case NONE -> throw new IllegalArgumentException("no clot without an occlusion");
			case ICA -> carotid(side, hu, circle, random);
			case M1 -> placed(side, Artery.M1, random.uniform(0.05, 0.75), random.gaussian(14, 6, 4, 24), hu, circle);
			case M2 -> placed(side, random.chance(0.5) ? Artery.M2_SUPERIOR : Artery.M2_INFERIOR, random.uniform(0.03, 0.3), random.gaussian(9, 3, 4, 15), hu, circle);
			// where the circle goes round the first segment, a clot there leaves no lesion: it sits in the second
			case A -> random.chance(0.3) && !circle.crossesTo(side) && !circle.feedsBoth(side) ? placed(side, Artery.A1, random.uniform(0.1, 0.5), random.uniform(5, 10), hu, circle)
				: placed(side, Artery.A2, random.uniform(0.05, 0.5), random.uniform(5, 12), hu, circle);
			case P -> random.chance(0.4) && !circle.carotidReachesPosterior(side) ? placed(side, Artery.P1, random.uniform(0.1, 0.5), random.uniform(4, 8), hu, circle)
				: placed(side, Artery.P2, random.uniform(0.05, 0.5), random.uniform(5, 12), hu, circle);
		};
	}

	private static ClotSite carotid(final Occlusion.Side side, final double hu, final CircleOfWillis circle, final RandomStream random) {
		// chosen: how often the clot sits low if the circle lets it be that small a lesion
		if (random.chance(0.25) && circle.goesRoundCarotid(side)) return new ClotSite(side, Artery.ICA, 0, random.uniform(0.15, 0.4), hu, CrossFlow.WHOLE, circle);
		return new ClotSite(side, Artery.ICA, random.uniform(0.86, 0.94), 1, hu, circle.crossesTo(side) ? CrossFlow.ANTERIOR : CrossFlow.NONE, circle);
	}

	private static ClotSite placed(final Occlusion.Side side, final Artery artery, final double from, final double lengthMm, final double hu, final CircleOfWillis circle) {
		return new ClotSite(side, artery, from, Math.min(1, from + lengthMm / artery.lengthMm()), hu, CrossFlow.NONE, circle);
	}

	/** @return what the lesion rests on */
	String name() {
		return switch (artery) {
			case ICA -> switch (crossFlow) {
				case NONE -> "carotid end";
				case ANTERIOR -> "carotid end, anterior cerebral artery fed from the other side";
				case WHOLE -> "carotid below an open circle of Willis";
			};
			case M1 -> closesDeepArteries() ? "M1 proximal" : "M1 distal";
			case M2_SUPERIOR -> "M2 superior trunk";
			case M2_INFERIOR -> "M2 inferior trunk";
			default -> artery.name();
		};
	}

	/** @return whether the lateral lenticulostriate arteries are closed */
	boolean closesDeepArteries() {
		return artery == Artery.ICA || artery == Artery.M1 && from < DEEP_ARTERIES;
	}

	/**
	 * @param territory number on the left side
	 * @param y mm, to divide territories that both trunks of the middle cerebral artery feed
	 * @return whether the clot takes its blood; for a carotid artery below an open circle every territory of its own, of which
	 *         only the borders suffer
	 */
	boolean feeds(final int territory, final double y) {
		return switch (artery) {
			case ICA -> circle.carotidOf(territory, side) == side && !(crossFlow == CrossFlow.WHOLE && territory == 23) && !(crossFlow == CrossFlow.ANTERIOR && (territory == 1 || territory == 3));
			case M1 -> isMiddle(territory) || territory == 5 && closesDeepArteries();
			case M2_SUPERIOR -> territory == 7 || territory == 9 && y > BEHIND_CENTRAL_SULCUS || territory == 15 && y > MIDDLE_OF_INSULA;
			case M2_INFERIOR -> territory == 11 || territory == 13 || territory == 9 && y <= BEHIND_CENTRAL_SULCUS || territory == 15 && y <= MIDDLE_OF_INSULA;
			case A1 -> territory == 1 || territory == 3;
			case A2 -> territory == 1;
			case P1 -> territory == 17 || territory == 19 || territory == 21;
			case P2 -> territory == 17 || territory == 19;
			default -> throw new IllegalStateException("no clot sits in " + artery);
		};
	}

	/** Where the trunks divide the parietal and the insular territory, template mm, chosen. */
	private static final double BEHIND_CENTRAL_SULCUS = -28;
	private static final double MIDDLE_OF_INSULA = -6;

	private static boolean isMiddle(final int territory) {
		return territory >= 7 && territory <= 15;
	}

	/** @return places from which the core grows, on the right side, template mm, chosen: the deepest parts of the territory */
	double[][] seeds() {
		return switch (artery) {
			case ICA -> crossFlow == CrossFlow.WHOLE ? new double[][] { { 26, 12, 34 }, { 28, -40, 36 } } : new double[][] { { 31, 2, 4 } };
			case M1 -> closesDeepArteries() ? new double[][] { { 31, 2, 4 } } : new double[][] { { 39, 2, 8 } };
			case M2_SUPERIOR -> new double[][] { { 42, 12, 16 } };
			case M2_INFERIOR -> new double[][] { { 46, -38, 12 } };
			case P1 -> new double[][] { { 12, -72, 4 }, { 12, -20, 8 } };
			case P2 -> new double[][] { { 12, -72, 4 } };
			default -> new double[][] { { 8, 26, 32 } };
		};
	}

	Clot clot() {
		final double[] middle = artery.place(side, (from + to) / 2);
		return new Clot(artery.branch(side), from, to, (to - from) * artery.lengthMm(), hu, middle[0], middle[1], middle[2]);
	}

	Map<String, Object> description() {
		final Clot clot = clot();
		final Map<String, Object> all = new LinkedHashMap<>();
		all.put("branch", clot.branch());
		all.put("from_fraction", from);
		all.put("to_fraction", to);
		all.put("length_mm", clot.lengthMm());
		all.put("place_template_mm", List.of(clot.x(), clot.y(), clot.z()));
		all.put("hu", hu);
		return all;
	}
}
