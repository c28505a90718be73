package org.perfusionj.phantom.vessels;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.perfusion.PerfusionField;
import org.perfusionj.phantom.perfusion.PerfusionPoint;
import org.perfusionj.simulation.ExponentialDispersion;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Contrast in the veins: the brain is sampled on a lattice; what leaves each point (bolus, arrived and dispersed there,
 * convolved with the density of its transit times) enters the vein that drains it; from there blood flows down the tree,
 * mixing where veins join. Every venous curve therefore is the flow-weighted mean of the outflow of what it drains: later and
 * lower on the side of a lesion.
 */
final class VenousDrainage {

	private static final double LATTICE_MM = 5;
	private static final double STEP_S = 0.25;
	/** Areas of artery and vein are compared from the onset over this time, whatever the scan sees of it, s. */
	private static final double AREA_S = 60;
	/** Blood in veins of the surface and the depth, mm/s at usual output (chosen). */
	private static final double VEIN_MM_PER_S = 160;
	/**
	 * In sinuses, mm/s (chosen). 443 ml/min in the superior sagittal sinus (Gideon et al., Acta Radiol. 1996;37:171) is a mean of
	 * 130 mm/s in its last part of 4.3 mm radius; the middle of the stream, which carries the front of a bolus, is up to twice as fast.
	 */
	private static final double SINUS_MM_PER_S = 200;
	private static final double ARRIVAL_BIN_S = 0.25;
	private static final double DISPERSION_BIN_S = 0.4;
	/** Part of the lag in a vein that is dispersion. */
	private static final double DISPERSED = 0.25;

	private final HeadAnatomy anatomy;
	private final PerfusionField field;
	private final Bolus bolus;
	private final TimeGrid time;
	private final List<VesselBranch> veins;
	private final DrainageAreas areas;
	private final TimeGrid coarse;
	private final double shareOfSagittalRight;
	private final double shareOfStraightRight;
	private final double[][] flowing;
	private final double[] flow;

	/**
	 * @param veins in their places, template space
	 * @param shareOfSagittalRight part of the blood of the superior sagittal sinus that goes to the right, 0 to 1
	 * @param shareOfStraightRight same for the straight sinus
	 */
	VenousDrainage(final HeadAnatomy anatomy, final PerfusionField field, final Bolus bolus, final TimeGrid time, final List<VesselBranch> veins, final double shareOfSagittalRight,
		final double shareOfStraightRight)
	{
		this.anatomy = anatomy;
		this.field = field;
		this.bolus = bolus;
		this.time = time;
		this.veins = veins;
		this.areas = new DrainageAreas(veins);
		this.shareOfSagittalRight = shareOfSagittalRight;
		this.shareOfStraightRight = shareOfStraightRight;
		final double start = Math.min(time.startS(), bolus.onsetS() - 1);
		final double end = Math.max(time.time(time.count() - 1), bolus.onsetS() + AREA_S) + STEP_S;
		this.coarse = new TimeGrid(start, STEP_S, (int) Math.ceil((end - start) / STEP_S) + 1);
		this.flowing = new double[areas.size()][];
		this.flow = new double[areas.size()];
	}

	/** What enters a vein from a point of the lattice. */
	private record Outflow(long bin, double flow) {
	}

	/**
	 * @param areaRatio what the area of the superior sagittal sinus' last curve is made relative to that of the root of the
	 *          arteries; the same factor then applies to all veins
	 * @return for each vein by name its curves: one for each piece between two points, HU on the grid of the case
	 */
	Map<String, double[][]> curves(final double areaRatio, final Parallel parallel, final WorkMonitor monitor) {
		drain(parallel, monitor);
		final Map<String, double[][]> coarseCurves = new LinkedHashMap<>();
		for (final int vein : downstream()) {
			monitor.check();
			coarseCurves.put(veins.get(vein).name(), flowDown(vein));
		}
		final double artery = area(bolus.at(coarse));
		final double[][] sagittal = coarseCurves.get("SSS");
		final double vein = area(sagittal[sagittal.length - 1]);
		final double scale = vein > 0 ? areaRatio * artery / vein : 0;
		final Map<String, double[][]> curves = new LinkedHashMap<>();
		for (final Map.Entry<String, double[][]> one : coarseCurves.entrySet()) {
			monitor.check();
			final double[][] pieces = new double[one.getValue().length][];
			for (int i = 0; i < pieces.length; i++)
				pieces[i] = onGrid(one.getValue()[i], scale);
			curves.put(one.getKey(), pieces);
		}
		return curves;
	}

	private double area(final double[] curve) {
		double sum = 0;
		for (int i = 0; i < curve.length && coarse.time(i) <= bolus.onsetS() + AREA_S; i++)
			sum += curve[i];
		return sum;
	}

	/** Fills {@link #flowing} and {@link #flow} with what enters each point of a vein from tissue. */
	private void drain(final Parallel parallel, final WorkMonitor monitor) {
		final int planes = (int) Math.ceil((anatomy.brainTopMm() - anatomy.brainBottomMm()) / LATTICE_MM) + 1;
		final List<List<Outflow>> found = new ArrayList<>();
		for (int i = 0; i < planes; i++)
			found.add(new ArrayList<>());
		parallel.run(planes, monitor, () -> {
			final HeadSpace space = new HeadSpace(anatomy);
			final PerfusionPoint point = new PerfusionPoint();
			return plane -> sample(anatomy.brainBottomMm() + plane * LATTICE_MM, space, point, found.get(plane));
		});
		// in the order of the planes: sums do not depend on the threads
		final Map<Long, double[]> bins = new TreeMap<>();
		for (final List<Outflow> plane : found)
			for (final Outflow outflow : plane)
				bins.computeIfAbsent(outflow.bin, unused -> new double[1])[0] += outflow.flow;
		mix(bins, monitor);
	}

	private void sample(final double z, final HeadSpace space, final PerfusionPoint point, final List<Outflow> found) {
		for (double y = -115; y <= 85; y += LATTICE_MM)
			for (double x = -82.5; x <= 82.5; x += LATTICE_MM) {
				final double[] brain = space.brain(x, y, z);
				if (brain[0] + brain[1] < 0.2) continue;
				field.sample(x, y, z, brain[0], brain[1], point);
				if (!(point.cbf > 0) || !(point.cbv > 0)) continue;
				final long node = areas.node(x, y, z, anatomy.territory(x, y, z), brain[1] > brain[0]);
				final long transit = TransitBins.bin(60 * point.cbv / point.cbf);
				final long arrival = Math.min(4095, Math.max(0, Math.round(point.arrivalS / ARRIVAL_BIN_S)));
				final long dispersion = Math.min(255, Math.max(0, Math.round(point.dispersionS / DISPERSION_BIN_S)));
				found.add(new Outflow(node << 32 | transit << 20 | arrival << 8 | dispersion, point.cbf));
			}
	}

	private void mix(final Map<Long, double[]> bins, final WorkMonitor monitor) {
		final TransitBins transits = new TransitBins(field.alpha(), STEP_S);
		final Map<Long, double[]> arrived = new HashMap<>();
		double[] input = null;
		long before = -1;
		for (final Map.Entry<Long, double[]> bin : bins.entrySet()) {
			final long target = bin.getKey() >> 20;
			if (target != before) {
				monitor.check();
				if (input != null) enter(before, input, transits);
				input = new double[coarse.count()];
				before = target;
			}
			final long arrival = bin.getKey() & 0xFFFFF;
			final double[] curve = arrived.computeIfAbsent(arrival, key -> bolus.at(coarse, (key >> 8) * ARRIVAL_BIN_S, (key & 0xFF) * DISPERSION_BIN_S));
			final double amount = bin.getValue()[0];
			for (int i = 0; i < input.length; i++)
				input[i] += amount * curve[i];
			flow[(int) (target >> 12)] += amount;
		}
		if (input != null) enter(before, input, transits);
	}

	private void enter(final long target, final double[] input, final TransitBins transits) {
		transits.addOutflow(input, (int) (target & 0xFFF), at((int) (target >> 12)));
	}

	private double[] at(final int node) {
		if (flowing[node] == null) flowing[node] = new double[coarse.count()];
		return flowing[node];
	}

	/** @return numbers of the veins, each after all that drain into it */
	private List<Integer> downstream() {
		final List<Integer> order = new ArrayList<>();
		while (order.size() < veins.size())
			for (int i = 0; i < veins.size(); i++)
				if (!order.contains(i) && order.containsAll(tributaries(i))) order.add(i);
		return order;
	}

	private List<Integer> tributaries(final int vein) {
		final List<Integer> found = new ArrayList<>();
		for (int i = 0; i < veins.size(); i++)
			if (outlets(i).containsKey(veins.get(vein).name())) found.add(i);
		return found;
	}

	/** @return where a vein's blood goes, with the part of it that goes there */
	private Map<String, Double> outlets(final int vein) {
		final VesselBranch branch = veins.get(vein);
		final double right = branch.name().equals("SSS") ? shareOfSagittalRight : branch.name().equals("StS") ? shareOfStraightRight : Double.NaN;
		final Map<String, Double> outlets = new LinkedHashMap<>();
		if (Double.isNaN(right)) {
			if (!branch.parent().isEmpty()) outlets.put(branch.parent(), 1.0);
			return outlets;
		}
		if (right > 0) outlets.put("TS_R", right);
		if (right < 1) outlets.put("TS_L", 1 - right);
		return outlets;
	}

	/** Carries blood along a vein to where it drains. @return the curve of each piece of it */
	private double[][] flowDown(final int vein) {
		final VesselBranch branch = veins.get(vein);
		final double[] lag = lags(branch);
		final double[][] pieces = new double[branch.size() - 1][];
		final int first = areas.first(vein);
		double[] blood = new double[coarse.count()];
		double amount = 0;
		for (int i = 0; i < branch.size(); i++) {
			if (i > 0) blood = carried(blood, lag[i - 1]);
			if (flowing[first + i] != null) {
				amount += flow[first + i];
				for (int t = 0; t < blood.length; t++)
					blood[t] += flowing[first + i][t];
			}
			if (i == branch.size() - 1) break;
			if (amount > 0) pieces[i] = carried(scaled(blood, 1 / amount), lag[i] / 2);
		}
		for (final Map.Entry<String, Double> outlet : outlets(vein).entrySet())
			join(blood, amount, outlet.getValue(), outlet.getKey(), branch.last());
		// above the first inflow blood stands: it gets what the vein carries below
		for (int i = pieces.length - 1; i >= 0; i--)
			if (pieces[i] == null) pieces[i] = i == pieces.length - 1 ? amount > 0 ? scaled(blood, 1 / amount) : blood : pieces[i + 1];
		return pieces;
	}

	private void join(final double[] blood, final double amount, final double share, final String target, final Waypoint end) {
		for (int i = 0; i < veins.size(); i++) {
			if (!veins.get(i).name().equals(target)) continue;
			final int node = areas.first(i) + veins.get(i).nearest(end);
			final double[] there = at(node);
			for (int t = 0; t < there.length; t++)
				there[t] += share * blood[t];
			flow[node] += share * amount;
		}
	}

	private double[] lags(final VesselBranch branch) {
		final boolean sinus = switch (branch.kind()) {
			case "SSS", "StS", "TS", "SIG" -> true;
			default -> false;
		};
		final double[] lags = new double[branch.size() - 1];
		for (int i = 0; i < lags.length; i++) {
			lags[i] = branch.point(i + 1).distance(branch.point(i)) / (sinus ? SINUS_MM_PER_S : VEIN_MM_PER_S) / bolus.output();
		}
		return lags;
	}

	private static double[] scaled(final double[] curve, final double factor) {
		final double[] scaled = new double[curve.length];
		for (int i = 0; i < scaled.length; i++)
			scaled[i] = factor * curve[i];
		return scaled;
	}

	/** @return the curve after a piece of vein: shifted, a part of the lag as exponential dispersion */
	private double[] carried(final double[] curve, final double lagS) {
		if (lagS <= 0) return curve.clone();
		final double dispersion = DISPERSED * lagS;
		final double shift = (lagS - dispersion) / STEP_S;
		final ExponentialDispersion dispersed = new ExponentialDispersion(dispersion, STEP_S);
		final double[] result = new double[curve.length];
		double last = 0;
		for (int i = 0; i < curve.length; i++) {
			final double now = value(curve, i - shift);
			result[i] = i == 0 ? now : dispersed.next(result[i - 1], last, now);
			last = now;
		}
		return result;
	}

	/** @return value between samples, by a cubic through the four around it; 0 before the first */
	private static double value(final double[] curve, final double index) {
		final int i = (int) Math.floor(index);
		if (i < 0) return 0;
		if (i >= curve.length - 1) return curve[curve.length - 1];
		final double f = index - i;
		final double a = i == 0 ? 0 : curve[i - 1];
		final double b = curve[i];
		final double c = curve[i + 1];
		final double d = i + 2 < curve.length ? curve[i + 2] : c;
		return CatmullRom.between(a, b, c, d, f);
	}

	private double[] onGrid(final double[] curve, final double scale) {
		final double[] values = new double[time.count()];
		for (int i = 0; i < values.length; i++)
			values[i] = Math.max(0, scale * value(curve, (time.time(i) - coarse.startS()) / STEP_S));
		return values;
	}
}
