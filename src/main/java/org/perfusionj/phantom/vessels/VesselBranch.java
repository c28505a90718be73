package org.perfusionj.phantom.vessels;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A vessel between two joints of its tree, in template space. Points run the way the blood flows.
 *
 * @param name for example "M1_L"; "_L" and "_R" are the patient's left and right
 * @param vein true for a vein
 * @param parent name of the branch that feeds it (arteries) or into which it drains (veins); empty at a root
 * @param points centre line, at least 2
 */
public record VesselBranch(String name, boolean vein, String parent, List<Waypoint> points) {

	/** Copies the list. */
	public VesselBranch {
		points = List.copyOf(points);
		if (points.size() < 2) throw new IllegalArgumentException("The vessel " + name + " needs at least 2 points.");
	}

	/** @return number of points */
	public int size() {
		return points.size();
	}

	/** @return a point, from 0 */
	public Waypoint point(final int i) {
		return points.get(i);
	}

	/** @return where blood enters */
	public Waypoint first() {
		return points.get(0);
	}

	/** @return where blood leaves */
	public Waypoint last() {
		return points.get(points.size() - 1);
	}

	/** @return distance of each point from the first along the centre line, mm */
	public double[] along() {
		final double[] along = new double[points.size()];
		for (int i = 1; i < along.length; i++)
			along[i] = along[i - 1] + point(i).distance(point(i - 1));
		return along;
	}

	/** @return length of the centre line, mm */
	public double lengthMm() {
		final double[] along = along();
		return along[along.length - 1];
	}

	/** @return index of the point nearest to a place */
	public int nearest(final Waypoint place) {
		int best = 0;
		for (int i = 1; i < size(); i++)
			if (point(i).distance(place) < point(best).distance(place)) best = i;
		return best;
	}

	/** @return true if it lies on the right by its name, false also on the midline */
	public boolean right() {
		return name.endsWith("_R");
	}

	/** @return true if it lies on the left by its name, false also on the midline */
	public boolean left() {
		return name.endsWith("_L");
	}

	/** @return name without the side */
	public String kind() {
		return right() || left() ? name.substring(0, name.length() - 2) : name;
	}

	/** @return the same with other points */
	VesselBranch with(final List<Waypoint> others) {
		return new VesselBranch(name, vein, parent, others);
	}

	/** @return the same with each point changed */
	VesselBranch map(final UnaryOperator<Waypoint> change) {
		return with(points.stream().map(change).toList());
	}

	/** @return the same at another parent */
	VesselBranch under(final String other) {
		return new VesselBranch(name, vein, other, points);
	}

	/** @return the same with blood flowing the other way, with the arrivals in their old order */
	VesselBranch reversed() {
		final List<Waypoint> others = new ArrayList<>(points);
		Collections.reverse(others);
		for (int i = 0; i < others.size(); i++)
			others.set(i, others.get(i).withArrival(point(i).arrivalS()));
		return with(others);
	}
}
