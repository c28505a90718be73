package org.perfusionj.phantom.perfusion;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.simulation.RandomStream;

/**
 * What a clot and a stenosis do to the arteries of a case. Beyond a clot, blood comes back through the collaterals from the
 * ends of the branches towards the clot: as far as the collaterals are good, later the nearer to the clot, at least 2.3 s late
 * (slow retrograde filling beyond an M1 occlusion: PMC4906285). The rest stays without contrast.
 */
final class ArterialFates implements VesselFates {

	private static final double SLOW_S = 2.3;
	/** Collaterals below the first fill nothing, above the second all branches up to the clot, chosen. */
	private static final double FILLS_NOTHING = 0.2;
	private static final double FILLS_ALL = 0.7;
	/** Where the carotid artery gets blood from the eye and the posterior communicating artery, as a fraction of its length. */
	private static final double COLLATERAL_INFLOW = 0.88;

	/** Fates of a branch from one place on. */
	private interface Course {

		VesselFate at(double along);
	}

	private final Map<String, Course> courses = new HashMap<>();
	private final Map<String, Object> description = new LinkedHashMap<>();

	private final CircleOfWillis circle;

	ArterialFates(final CircleOfWillis circle, final Optional<Lesion> lesion, final Optional<Stenosis> stenosis, final RandomStream random) {
		this.circle = circle;
		lesion.ifPresent(one -> close(one, random));
		stenosis.ifPresent(this::narrow);
	}

	private void close(final Lesion lesion, final RandomStream random) {
		final ClotSite site = lesion.site();
		final Occlusion.Side side = site.side();
		final double detourS = random.uniform(0.5, 1.5);
		final VesselFate detour = new VesselFate(true, detourS, random.uniform(0.3, 0.8), random.uniform(0.75, 0.95));
		if (site.crossFlow() == ClotSite.CrossFlow.WHOLE) {
			courses.put(Artery.ICA.branch(side), along -> along >= COLLATERAL_INFLOW ? detour : along < site.from() ? VesselFate.OPEN : VesselFate.EMPTY);
			for (final Artery one : Artery.values())
				if (one != Artery.ICA && circle.carotidOf(one, side) == side) courses.put(one.branch(side), along -> detour);
			description.put("detour_late_s", detourS);
			return;
		}
		final double endLateS = Math.max(SLOW_S, lesion.values().oligaemiaDelayS());
		final double clotLateS = Math.max(endLateS + 0.5, lesion.values().outerPenumbraDelayS());
		final double widerS = lesion.values().collateralDispersionS() * random.uniform(0.6, 0.9);
		final double flow = 0.5 + 0.4 * lesion.collaterals();
		final double filled = Math.max(0, Math.min(1, (lesion.collaterals() - FILLS_NOTHING) / (FILLS_ALL - FILLS_NOTHING)));
		final double reachMm = site.artery().reachMm();
		final double clotEndMm = site.to() * site.artery().lengthMm();
		fill(site.artery(), side, 0, new Retrograde(clotEndMm, reachMm, filled, endLateS, clotLateS, widerS, flow), site);
		if (site.crossFlow() == ClotSite.CrossFlow.ANTERIOR) {
			final VesselFate cross = new VesselFate(true, detourS / 2, 0.2, 0.9);
			// without a first segment, or with one second segment for both, blood of the other side is there as in health
			for (final Artery one : new Artery[] { Artery.A1, Artery.A2, Artery.A3_PERICALLOSAL, Artery.CALLOSOMARGINAL })
				if (circle.carotidOf(one, side) == side) courses.put(one.branch(side), along -> cross);
			description.put("cross_flow_late_s", cross.lateS());
		}
		description.put("retrograde_fill_of_branches", filled);
		description.put("late_at_ends_s", endLateS);
		description.put("late_at_clot_s", clotLateS);
		description.put("wider_s", widerS);
		description.put("flow", flow);
	}

	/** @param beginMm way from the beginning of the occluded artery to that of the artery */
	private void fill(final Artery artery, final Occlusion.Side side, final double beginMm, final Retrograde retrograde, final ClotSite site) {
		courses.put(artery.branch(side), along -> {
			if (artery == site.artery() && along < site.from()) return VesselFate.OPEN;
			if (artery == site.artery() && along <= site.to()) return VesselFate.EMPTY;
			return retrograde.at(beginMm + along * artery.lengthMm());
		});
		for (final Artery child : circle.children(artery, side))
			// a branch that leaves before the clot stays open; one that leaves from within it is closed
			if (artery != site.artery() || child.attachedAt() > site.from()) fill(child, side, beginMm + child.attachedAt() * artery.lengthMm(), retrograde, site);
	}

	/** Blood that comes back from the ends of the branches, by way from the beginning of the occluded artery. */
	private record Retrograde(double clotEndMm, double reachMm, double filled, double endLateS, double clotLateS, double widerS, double flow) {

		VesselFate at(final double wayMm) {
			final double towardsClot = 1 - Math.max(0, Math.min(1, (wayMm - clotEndMm) / (reachMm - clotEndMm)));
			if (towardsClot >= filled) return VesselFate.EMPTY;
			return new VesselFate(true, endLateS + (clotLateS - endLateS) * towardsClot, widerS, flow);
		}
	}

	private void narrow(final Stenosis stenosis) {
		for (final Occlusion.Side side : new Occlusion.Side[] { Occlusion.Side.LEFT, Occlusion.Side.RIGHT })
			for (final Artery one : Artery.values())
				if (circle.carotidOf(one, side) == stenosis.side()) narrow(one.branch(side), stenosis);
		if (circle.feedsBoth(stenosis.side())) narrow("ACoA", stenosis);
	}

	private void narrow(final String branch, final Stenosis stenosis) {
		final Course before = courses.get(branch);
		courses.put(branch, along -> {
			final VesselFate fate = before == null ? VesselFate.OPEN : before.at(along);
			// what comes through collaterals does not pass the stenosis
			return fate.lateS() >= SLOW_S ? fate : fate.later(stenosis.arteriesLateS(), stenosis.widerS());
		});
	}

	@Override
	public VesselFate of(final String branch, final double alongFraction) {
		final Course course = courses.get(branch);
		return course == null ? VesselFate.OPEN : course.at(alongFraction);
	}

	/** @return what was drawn; empty without an occlusion */
	Map<String, Object> description() {
		return description;
	}
}
