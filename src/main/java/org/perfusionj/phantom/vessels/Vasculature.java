package org.perfusionj.phantom.vessels;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.HeadGrid;
import org.perfusionj.phantom.anatomy.HeadShape;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.phantom.perfusion.CircleOfWillis;
import org.perfusionj.phantom.perfusion.PerfusionField;
import org.perfusionj.phantom.perfusion.VesselFate;
import org.perfusionj.phantom.perfusion.VesselFates;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * The arteries and veins of one case: which variants it has, where its vessels run in the subject's head, how wide they are,
 * and what contrast the blood in each piece of them carries. Immutable and thread-safe.
 */
public final class Vasculature {

	/** Pieces of centre lines after smoothing are at most this long, mm. */
	private static final double PIECE_MM = 1.5;
	/** Mean dispersion at the end of the longest artery, s (chosen: 0 to 0.5 s). */
	private static final double LONGEST_S = 1.05;

	/** Steps of small arteries that share a pool. */
	private static final int PIAL_GROUP = 3;

	private final VesselTree tree;
	private final List<String> branchNames;
	private final List<BloodPool> pools;
	private final BitSet unfilled;
	private final List<Tube> tubes;
	private final Map<String, Object> description;

	private Vasculature(final VesselTree tree, final List<String> branchNames, final List<BloodPool> pools, final BitSet unfilled, final List<Tube> tubes, final Map<String, Object> description) {
		this.tree = tree;
		this.branchNames = List.copyOf(branchNames);
		this.pools = List.copyOf(pools);
		this.unfilled = unfilled;
		this.tubes = List.copyOf(tubes);
		this.description = description;
	}

	/**
	 * @param subject whose circulation it is
	 * @param shape of the subject's head
	 * @param anatomy tissues of the head in template space
	 * @param circle how its arteries are joined, the same as that of its perfusion
	 * @param field perfusion of its tissue
	 * @param fates what a clot does to its arteries
	 * @param bolus contrast at the root of the arteries
	 * @param time fine time grid of the case, on which curves are wanted
	 * @param random the vessels' own stream
	 * @param parallel threads; the result does not depend on how many
	 * @param monitor asked for cancellation
	 * @return a new set of vessels
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public static Vasculature draw(final Subject subject, final HeadShape shape, final HeadAnatomy anatomy, final CircleOfWillis circle, final PerfusionField field, final VesselFates fates, final Bolus bolus, final TimeGrid time,
		final RandomStream random, final Parallel parallel, final WorkMonitor monitor)
	{
		final VesselTree template = VesselTree.template();
		final VesselVariants variants = VesselVariants.draw(circle, random.named("variants"));
		monitor.check();
		final VesselTree main = VesselPlaces.draw(variants.apply(template), anatomy, random.named("places"));
		final List<VesselBranch> branches = new ArrayList<>(main.branches());
		monitor.check();
		final List<VesselBranch> pial = new PialArteries(anatomy, random.named("pial")).grow(main);
		branches.addAll(pial);
		final VesselTree tree = new VesselTree(branches);
		final RandomStream times = random.named("times");
		final double slower = subject.arterialLag();
		final double dispersion = subject.arterialDispersionS();
		final double areaRatio = times.gaussian(0.8, 0.09, 0.65, 1);
		final Confluence confluence = Confluence.draw(main, variants.missingSinus(), random.named("confluence"));
		final Map<String, double[][]> venous = new VenousDrainage(anatomy, field, bolus, time, main.veins(), confluence.sagittalRight(), confluence.straightRight()).curves(areaRatio, parallel, monitor);
		// names of the template keep their numbers, whatever this head lacks
		final List<String> names = new ArrayList<>(template.branches().stream().map(VesselBranch::name).toList());
		pial.forEach(branch -> names.add(branch.name()));
		final List<BloodPool> pools = new ArrayList<>();
		final BitSet unfilled = new BitSet();
		final List<Tube> tubes = new ArrayList<>();
		for (final VesselBranch branch : branches) {
			monitor.check();
			final int label = names.indexOf(branch.name()) + 1;
			final int first = pools.size();
			final double[] along = branch.along();
			final int group = pial.contains(branch) ? PIAL_GROUP : 1;
			for (int i = 0; i + 1 < branch.size(); i += group) {
				final int end = Math.min(i + group, branch.size() - 1);
				final double from = along[i] / along[along.length - 1];
				final double to = along[end] / along[along.length - 1];
				final double radius = (branch.point(i).radiusMm() + branch.point(end).radiusMm()) / 2;
				if (branch.vein()) {
					final double[] curve = venous.get(branch.name())[i];
					pools.add(new BloodPool(branch.name(), label, true, from, to, time.time(top(curve)) - bolus.peakS(), 0, radius, curve));
				}
				else {
					final double usual = (branch.point(i).arrivalS() + branch.point(end).arrivalS()) / 2;
					final VesselFate fate = fate(fates, branch, tree, (from + to) / 2);
					if (!fate.filled()) unfilled.set(pools.size());
					final double late = slower * usual + fate.lateS();
					final double wide = dispersion * Math.min(1, usual / LONGEST_S) + fate.widerS();
					pools.add(new BloodPool(branch.name(), label, false, from, to, late, wide, radius, artery(fate, late, wide, bolus, time)));
				}
			}
			tubes.addAll(tubes(branch, first, group, shape));
		}
		final Map<String, Object> drawn = new LinkedHashMap<>(variants.description());
		drawn.put("pial_arteries", pial.size());
		drawn.put("arterial_lag_relative", slower);
		drawn.put("arterial_dispersion_at_ends_s", dispersion);
		drawn.put("area_superior_sagittal_sinus_to_carotid", areaRatio);
		drawn.put("sagittal_sinus_blood_to_the_right", confluence.sagittalRight());
		drawn.put("straight_sinus_blood_to_the_right", confluence.straightRight());
		return new Vasculature(tree, names, pools, unfilled, tubes, drawn);
	}

	/** Small branches share the fate of the end of what feeds them. */
	private static VesselFate fate(final VesselFates fates, final VesselBranch branch, final VesselTree tree, final double along) {
		if (!branch.name().startsWith("pial_")) return fates.of(branch.name(), along);
		final VesselBranch parent = tree.branch(branch.parent());
		final int joint = parent.nearest(branch.first());
		return fates.of(parent.name(), parent.along()[joint] / parent.lengthMm());
	}

	private static double[] artery(final VesselFate fate, final double arrivalS, final double dispersionS, final Bolus bolus, final TimeGrid time) {
		if (!fate.filled()) return new double[time.count()];
		final double[] curve = bolus.at(time, arrivalS, dispersionS);
		if (fate.flow() != 1) for (int i = 0; i < curve.length; i++)
			curve[i] *= fate.flow();
		return curve;
	}

	private static int top(final double[] curve) {
		int top = 0;
		for (int i = 1; i < curve.length; i++)
			if (curve[i] > curve[top]) top = i;
		return top;
	}

	/** Bends the centre line into the head, smoothly (Catmull-Rom) through its points. */
	private static List<Tube> tubes(final VesselBranch branch, final int firstPool, final int group, final HeadShape shape) {
		final List<Tube> tubes = new ArrayList<>();
		final double[] a = new double[3];
		final double[] b = new double[3];
		for (int i = 0; i + 1 < branch.size(); i++) {
			final Waypoint p0 = branch.point(Math.max(0, i - 1));
			final Waypoint p1 = branch.point(i);
			final Waypoint p2 = branch.point(i + 1);
			final Waypoint p3 = branch.point(Math.min(branch.size() - 1, i + 2));
			final int pieces = (int) Math.max(1, Math.ceil(p1.distance(p2) / PIECE_MM));
			shape.toHead(p1.x(), p1.y(), p1.z(), a);
			double radius = p1.radiusMm();
			for (int k = 1; k <= pieces; k++) {
				final double f = (double) k / pieces;
				shape.toHead(CatmullRom.between(p0.x(), p1.x(), p2.x(), p3.x(), f), CatmullRom.between(p0.y(), p1.y(), p2.y(), p3.y(), f), CatmullRom.between(p0.z(), p1.z(), p2.z(), p3.z(), f), b);
				final double end = p1.radiusMm() + f * (p2.radiusMm() - p1.radiusMm());
				tubes.add(new Tube(firstPool + i / group, a[0], a[1], a[2], radius, b[0], b[1], b[2], end));
				System.arraycopy(b, 0, a, 0, 3);
				radius = end;
			}
		}
		return tubes;
	}

	/** @return centre lines of this case in template space, small arteries of the surface included */
	public VesselTree tree() {
		return tree;
	}

	/** @return names of the branches; the name at i has the label i + 1. Those of the template come first in a fixed order, also those that this head lacks. */
	public List<String> branchNames() {
		return branchNames;
	}

	/** @return pieces of vessel with their contrast; a pool's number is its index. Curves must not be changed. */
	public List<BloodPool> pools() {
		return pools;
	}

	/** @return the shapes of the pools in the subject's head */
	public List<Tube> tubes() {
		return tubes;
	}

	/** @return true if contrast reaches a pool at some time, maybe after the scan; false in a clot and in what it cuts off */
	public boolean filled(final int pool) {
		return !unfilled.get(pool);
	}

	/**
	 * @param grid lattice of points in the subject's head
	 * @param parallel threads; the result does not depend on how many
	 * @param monitor asked for cancellation
	 * @return for each plane how much blood of which pool its points hold
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public BloodVoxels[] rasterise(final HeadGrid grid, final Parallel parallel, final WorkMonitor monitor) {
		return new BloodRaster(tubes, grid).planes(parallel, monitor);
	}

	/** @return what was drawn, in order: variants beside those of the circle of Willis, lags, ratio of areas */
	public Map<String, Object> description() {
		return new LinkedHashMap<>(description);
	}

	/**
	 * How the confluence of the sinuses splits blood between the transverse sinuses.
	 *
	 * @param sagittalRight part of the blood of the superior sagittal sinus that goes to the right
	 * @param straightRight same for the straight sinus
	 */
	private record Confluence(double sagittalRight, double straightRight) {

		/** By the size of the sinuses; the sagittal sinus prefers the wider one, the straight sinus the other (chosen). */
		static Confluence draw(final VesselTree tree, final String missing, final RandomStream random) {
			final double bias = random.uniform(0.05, 0.25);
			if (!missing.isEmpty()) return missing.equals("_L") ? new Confluence(1, 1) : new Confluence(0, 0);
			final double right = Math.pow(tree.branch("TS_R").first().radiusMm(), 3);
			final double left = Math.pow(tree.branch("TS_L").first().radiusMm(), 3);
			final double share = right / (right + left);
			final double sign = share >= 0.5 ? 1 : -1;
			return new Confluence(within(share + sign * bias), within(share - sign * bias));
		}

		private static double within(final double share) {
			return Math.max(0.05, Math.min(0.95, share));
		}
	}
}
