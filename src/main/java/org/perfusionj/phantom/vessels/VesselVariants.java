package org.perfusionj.phantom.vessels;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.simulation.RandomStream;

/**
 * Which of the common variants of the cerebral vessels a head has, and how they change the tree of the template. How often:
 * fetal-type posterior cerebral artery 15.9 % of people, on both sides 2.3 % (Gaigalaite et al., PLoS One 2019); both
 * posterior communicating arteries missing (below 1 mm) 27.8 % (Hindenes et al., PLoS One 2020), one of them in 35 % (chosen);
 * first segment of an anterior cerebral artery small or missing 8 % (chosen: small in 5.3 % of 8,013 MR angiographies, 71 % of
 * them on the right, Chen and Li, Surg. Radiol. Anat. 2014; small in 17.6 % and missing in 0.4 % of 455 CT angiographies,
 * PMC3962325); azygos second segment 1 % (1.5 % in the latter); transverse sinus dominant on the right 55 % (J. Transl.
 * Neurosci. 2024;9:15); one transverse sinus missing 15 %, five of six the left (chosen: 20 % left and 4 % right show no flow
 * on MR venography, Cerebrovasc. Dis. 2004;18:236); a dominant vertebral artery in two of three (chosen).
 */
final class VesselVariants {

	/** How well developed a vessel is. */
	private enum State {
		USUAL, SMALL, MISSING
	}

	private final Map<String, Boolean> fetal = new LinkedHashMap<>();
	private final Map<String, State> communicating = new LinkedHashMap<>();
	private final String anteriorSide;
	private final State anterior;
	private final boolean azygos;
	private final String dominantVertebral;
	private final String dominantSinus;
	private final String missingSinus;
	private final double sinusRatio;
	private final double fetalRadius;
	private final double smallRadius;

	private VesselVariants(final RandomStream random) {
		final double kind = random.uniform();
		final boolean rightFirst = random.chance(0.5);
		fetal.put("_L", kind < 0.023 || kind < 0.159 && !rightFirst);
		fetal.put("_R", kind < 0.023 || kind < 0.159 && rightFirst);
		final double missing = random.uniform();
		final boolean missingRight = random.chance(0.5);
		communicating.put("_L", missing < 0.278 || missing < 0.628 && !missingRight ? less(random) : State.USUAL);
		communicating.put("_R", missing < 0.278 || missing < 0.628 && missingRight ? less(random) : State.USUAL);
		final boolean lessAnterior = random.chance(0.08);
		final State how = random.chance(0.7) ? State.SMALL : State.MISSING;
		anterior = lessAnterior ? how : State.USUAL;
		anteriorSide = random.chance(0.71) ? "_R" : "_L";
		final boolean oneForBoth = random.chance(0.01);
		azygos = oneForBoth && anterior == State.USUAL;
		final double vertebral = random.uniform();
		dominantVertebral = vertebral < 0.42 ? "_L" : vertebral < 0.67 ? "_R" : "";
		final double sinus = random.uniform();
		final boolean lacking = random.chance(0.15);
		final String lackingSide = random.chance(5 / 6.0) ? "_L" : "_R";
		missingSinus = lacking ? lackingSide : "";
		dominantSinus = lacking ? other(lackingSide) : sinus < 0.55 ? "_R" : sinus < 0.8 ? "_L" : "";
		sinusRatio = random.uniform(0.55, 0.85);
		fetalRadius = random.uniform(0.95, 1.15);
		smallRadius = random.uniform(0.3, 0.5);
	}

	private static State less(final RandomStream random) {
		return random.chance(0.5) ? State.SMALL : State.MISSING;
	}

	private static String other(final String side) {
		return side.equals("_L") ? "_R" : "_L";
	}

	static VesselVariants draw(final RandomStream random) {
		return new VesselVariants(random);
	}

	/** @return the side ("_L" or "_R") without a medial transverse sinus, empty if both have one */
	String missingSinus() {
		return missingSinus;
	}

	/** @return the tree of this head */
	VesselTree apply(final VesselTree template) {
		VesselTree tree = template;
		for (final String side : List.of("_L", "_R"))
			tree = posterior(tree, side);
		if (anterior != State.USUAL) tree = anterior(tree);
		if (azygos) tree = azygos(tree);
		if (!dominantVertebral.isEmpty()) {
			tree = wider(tree, "V4" + dominantVertebral, 1.1);
			tree = wider(tree, "V4" + other(dominantVertebral), 0.65);
		}
		return sinuses(tree);
	}

	private VesselTree posterior(final VesselTree tree, final String side) {
		if (!fetal.get(side)) return switch (communicating.get(side)) {
			case USUAL -> tree;
			case SMALL -> tree.change("PCoA" + side, branch -> branch.map(point -> point.withRadius(smallRadius)));
			case MISSING -> tree.without("PCoA" + side);
		};
		// the carotid artery feeds the posterior cerebral artery through a wide PCoA: earlier than the basilar artery would
		final double earlier = tree.branch("PCoA" + side).last().arrivalS() - tree.branch("P2" + side).first().arrivalS();
		VesselTree changed = tree.change("PCoA" + side, branch -> branch.map(point -> point.withRadius(fetalRadius)));
		changed = later(changed, "P2" + side, earlier);
		changed = changed.change("P2" + side, branch -> branch.under("PCoA" + side));
		return changed.change("P1" + side, branch -> branch.map(point -> point.withRadius(smallRadius)));
	}

	private VesselTree anterior(final VesselTree tree) {
		final String side = anteriorSide;
		final String good = other(side);
		VesselTree changed = wider(tree, "A1" + good, 1.15);
		changed = wider(changed, "ACoA", 1.4);
		if (anterior == State.SMALL) return changed.change("A1" + side, branch -> branch.map(point -> point.withRadius(smallRadius + 0.05)));
		changed = changed.without("A1" + side);
		if (side.equals("_R")) changed = changed.change("ACoA", branch -> branch.reversed().under("A1_L"));
		changed = changed.change("A2" + side, branch -> branch.under("ACoA"));
		return later(changed, "A2" + side, 0.03);
	}

	/** One second segment on the midline feeds both sides. */
	private static VesselTree azygos(final VesselTree tree) {
		VesselTree changed = tree.without("A2_L").without("ACoA");
		changed = changed.change("A2_R", branch -> branch.map(point -> point.at(0, point.y(), point.z()).withRadius(1.15 * point.radiusMm())));
		for (final String name : List.of("A3peri_L", "CMA_L"))
			changed = changed.change(name, branch -> branch.under("A2_R"));
		return changed;
	}

	private VesselTree sinuses(final VesselTree tree) {
		VesselTree changed = tree;
		// the template's own right sinus is the wider one
		final double even = tree.branch("TS_R").first().radiusMm() / tree.branch("TS_L").first().radiusMm();
		changed = wider(wider(changed, "TS_L", Math.sqrt(even)), "SIG_L", Math.sqrt(even));
		changed = wider(wider(changed, "TS_R", 1 / Math.sqrt(even)), "SIG_R", 1 / Math.sqrt(even));
		if (!dominantSinus.isEmpty()) {
			final double ratio = missingSinus.isEmpty() ? sinusRatio : 0.55;
			changed = wider(wider(changed, "TS" + dominantSinus, 1.12), "SIG" + dominantSinus, 1.12);
			changed = wider(wider(changed, "TS" + other(dominantSinus), 1.12 * ratio), "SIG" + other(dominantSinus), 1.12 * ratio);
		}
		if (missingSinus.isEmpty()) return changed;
		// what is left of the sinus takes the blood of the vein of Labbe; the confluence empties to the other side
		final Waypoint inflow = changed.branch("VLabbe" + missingSinus).last();
		changed = changed.change("TS" + missingSinus, branch -> branch.with(branch.points().subList(Math.min(branch.nearest(inflow), branch.size() - 2), branch.size())));
		changed = changed.change("SSS", branch -> branch.under("TS" + other(missingSinus)));
		return changed.change("StS", branch -> branch.under("TS" + other(missingSinus)));
	}

	private static VesselTree wider(final VesselTree tree, final String name, final double factor) {
		return tree.change(name, branch -> branch.map(point -> point.withRadius(factor * point.radiusMm())));
	}

	private static VesselTree later(final VesselTree tree, final String name, final double seconds) {
		VesselTree changed = tree;
		for (final String one : tree.subtree(name))
			changed = changed.change(one, branch -> branch.map(point -> point.withArrival(point.arrivalS() + seconds)));
		return changed;
	}

	/** @return what was drawn, in words, in order */
	Map<String, Object> description() {
		final Map<String, Object> drawn = new LinkedHashMap<>();
		drawn.put("fetal_posterior_cerebral_artery", sides(fetal.get("_L"), fetal.get("_R")));
		drawn.put("small_posterior_communicating_artery", sides(!fetal.get("_L") && communicating.get("_L") == State.SMALL, !fetal.get("_R") && communicating.get("_R") == State.SMALL));
		drawn.put("missing_posterior_communicating_artery", sides(!fetal.get("_L") && communicating.get("_L") == State.MISSING, !fetal.get("_R") && communicating.get("_R") == State.MISSING));
		drawn.put("small_A1", anterior == State.SMALL ? word(anteriorSide) : "none");
		drawn.put("missing_A1", anterior == State.MISSING ? word(anteriorSide) : "none");
		drawn.put("azygos_A2", azygos);
		drawn.put("dominant_vertebral_artery", word(dominantVertebral));
		drawn.put("dominant_transverse_sinus", word(dominantSinus));
		drawn.put("missing_transverse_sinus", missingSinus.isEmpty() ? "none" : word(missingSinus));
		return drawn;
	}

	private static String word(final String side) {
		return side.isEmpty() ? "neither" : side.equals("_L") ? "left" : "right";
	}

	private static String sides(final boolean left, final boolean right) {
		final List<String> sides = new ArrayList<>();
		if (left) sides.add("left");
		if (right) sides.add("right");
		return sides.isEmpty() ? "none" : String.join(" and ", sides);
	}
}
