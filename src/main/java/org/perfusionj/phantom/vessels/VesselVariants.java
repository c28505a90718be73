package org.perfusionj.phantom.vessels;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.phantom.perfusion.CircleOfWillis;
import org.perfusionj.phantom.perfusion.CircleOfWillis.State;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.simulation.RandomStream;

/**
 * Which of the common variants of the cerebral vessels a head has, and how they and its circle of Willis change the tree of the
 * template. How often: transverse sinus dominant on the right 55 % (J. Transl. Neurosci. 2024;9:15); one transverse sinus
 * missing 15 %, five of six the left (chosen: 20 % left and 4 % right show no flow on MR venography, Cerebrovasc. Dis.
 * 2004;18:236); a dominant vertebral artery in two of three (chosen).
 */
final class VesselVariants {

	private final CircleOfWillis circle;
	private final String dominantVertebral;
	private final String dominantSinus;
	private final String missingSinus;
	private final double sinusRatio;
	private final double fetalRadius;
	private final double smallRadius;

	private VesselVariants(final CircleOfWillis circle, final RandomStream random) {
		this.circle = circle;
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

	private static String other(final String side) {
		return side.equals("_L") ? "_R" : "_L";
	}

	static VesselVariants draw(final CircleOfWillis circle, final RandomStream random) {
		return new VesselVariants(circle, random);
	}

	/** @return the side ("_L" or "_R") without a medial transverse sinus, empty if both have one */
	String missingSinus() {
		return missingSinus;
	}

	/** @return the tree of this head */
	VesselTree apply(final VesselTree template) {
		VesselTree tree = template;
		for (final String side : List.of("_L", "_R"))
			tree = anterior(posterior(tree, side), side);
		tree = switch (circle.anteriorCommunicating()) {
			case USUAL -> tree;
			case SMALL -> withRadius(tree, "ACoA", smallRadius);
			case MISSING -> tree.without("ACoA");
		};
		if (circle.azygos()) tree = azygos(tree);
		if (!dominantVertebral.isEmpty()) {
			tree = wider(tree, "V4" + dominantVertebral, 1.1);
			tree = wider(tree, "V4" + other(dominantVertebral), 0.65);
		}
		return sinuses(tree);
	}

	private VesselTree posterior(final VesselTree tree, final String side) {
		if (!circle.fetal(side(side))) return switch (circle.communicating(side(side))) {
			case USUAL -> tree;
			case SMALL -> withRadius(tree, "PCoA" + side, smallRadius);
			case MISSING -> tree.without("PCoA" + side);
		};
		// the carotid artery feeds the posterior cerebral artery through a wide PCoA: earlier than the basilar artery would
		final double earlier = tree.branch("PCoA" + side).last().arrivalS() - tree.branch("P2" + side).first().arrivalS();
		VesselTree changed = withRadius(tree, "PCoA" + side, fetalRadius);
		changed = later(changed, "P2" + side, earlier);
		changed = changed.change("P2" + side, branch -> branch.under("PCoA" + side));
		return withRadius(changed, "P1" + side, smallRadius);
	}

	private VesselTree anterior(final VesselTree tree, final String side) {
		final State first = circle.first(side(side));
		if (first == State.USUAL) return tree;
		final String good = other(side);
		VesselTree changed = wider(tree, "A1" + good, 1.15);
		changed = wider(changed, "ACoA", 1.4);
		if (first == State.SMALL) return withRadius(changed, "A1" + side, smallRadius + 0.05);
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

	private static Occlusion.Side side(final String suffix) {
		return suffix.equals("_L") ? Occlusion.Side.LEFT : Occlusion.Side.RIGHT;
	}

	private static VesselTree withRadius(final VesselTree tree, final String name, final double radiusMm) {
		return tree.change(name, branch -> branch.map(point -> point.withRadius(radiusMm)));
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

	/** @return what was drawn beside the circle of Willis, in words, in order */
	Map<String, Object> description() {
		final Map<String, Object> drawn = new LinkedHashMap<>();
		drawn.put("dominant_vertebral_artery", word(dominantVertebral));
		drawn.put("dominant_transverse_sinus", word(dominantSinus));
		drawn.put("missing_transverse_sinus", missingSinus.isEmpty() ? "none" : word(missingSinus));
		return drawn;
	}

	private static String word(final String side) {
		return side.isEmpty() ? "neither" : side.equals("_L") ? "left" : "right";
	}
}
