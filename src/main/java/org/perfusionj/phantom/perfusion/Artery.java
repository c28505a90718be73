package org.perfusionj.phantom.perfusion;

import java.util.Arrays;
import java.util.List;

/**
 * The arteries of one side in which a clot can sit or that lie beyond one, with their rough course on the right side: enough
 * to say where a clot is and which branches are behind it. Places are from the table of centre lines in MNI space, measured
 * on an artery atlas of 41 subjects (Bernier et al., Hum Brain Mapp, 2018).
 */
enum Artery {
	/** Internal carotid artery from the skull base to its end. */
	ICA("ICA", null, 0, 73, new double[][] { { 32, -18, -70 }, { 30.5, -13.6, -49.7 }, { 16.8, -5.3, -45.2 }, { 13.5, 1.5, -34.1 }, { 11.4, 6.8, -28.9 }, { 15, 4.6, -19.6 } }),
	/** First segment of the middle cerebral artery. */
	M1("M1", ICA, 1, 23, new double[][] { { 15, 4.6, -19.6 }, { 25.6, 9.3, -19.4 }, { 36.9, 11.5, -19.9 } }),
	/** Inferior trunk. */
	M2_INFERIOR("M2inf", M1, 1, 50, new double[][] { { 36.9, 11.5, -19.9 }, { 44.3, 1.2, -10.2 }, { 46.5, -6.2, -0.7 }, { 40.5, -19.7, 12.5 } }),
	/** Superior trunk. */
	M2_SUPERIOR("M2sup", M1, 1, 35, new double[][] { { 36.9, 11.5, -19.9 }, { 44.7, 17.1, -5.7 }, { 42.7, 17.9, -2.5 }, { 36.9, 22.9, 6.5 } }),
	/** Angular branch. */
	M4_ANGULAR("M4ang", M2_INFERIOR, 1, 61, new double[][] { { 40.5, -19.7, 12.5 }, { 57.3, -61.7, 37.7 } }),
	/** Temporal branch. */
	M4_TEMPORAL("M4temp", M2_INFERIOR, 0.42, 68, new double[][] { { 46.3, -3.7, -3.9 }, { 64.5, -47.3, 7.7 } }),
	/** Frontal branch. */
	M4_FRONTAL("M4front", M2_SUPERIOR, 1, 48, new double[][] { { 36.9, 22.9, 6.5 }, { 53.7, 31.3, 25.7 } }),
	/** Central branch. */
	M4_CENTRAL("M4centr", M2_SUPERIOR, 0.55, 105, new double[][] { { 42.7, 17.9, -2.5 }, { 50.7, -10.1, 49.1 } }),
	/** First segment of the anterior cerebral artery. */
	A1("A1", ICA, 1, 18, new double[][] { { 15, 4.6, -19.6 }, { 5.5, 7.1, -17.1 }, { 1.6, 12.5, -18.7 } }),
	/** Its second segment. */
	A2("A2", A1, 1, 32, new double[][] { { 1.6, 12.5, -18.7 }, { 1.6, 22.9, -6.8 }, { 1.6, 33.7, 2.3 } }),
	/** Pericallosal artery. */
	A3_PERICALLOSAL("A3peri", A2, 1, 97, new double[][] { { 1.6, 33.7, 2.3 }, { 1.8, -46, 44 } }),
	/** Callosomarginal artery. */
	CALLOSOMARGINAL("CMA", A2, 0.88, 90, new double[][] { { 1.6, 33, -1.4 }, { 6, -5.9, 57 } }),
	/** Posterior communicating artery; through it the carotid artery feeds a fetal-type posterior cerebral artery. */
	POSTERIOR_COMMUNICATING("PCoA", ICA, 0.95, 15.5, new double[][] { { 13.3, 3.5, -23 }, { 12.2, -3.8, -20.7 }, { 12.3, -11.5, -21.3 } }),
	/** First segment of the posterior cerebral artery. */
	P1("P1", null, 0, 15, new double[][] { { 0.3, -13.1, -24.1 }, { 6.1, -10.4, -20.6 }, { 12.9, -12.5, -21.7 } }),
	/** Its second segment. */
	P2("P2", P1, 1, 40, new double[][] { { 12.9, -12.5, -21.7 }, { 17.3, -20, -19.5 }, { 18, -27, -12 }, { 11.7, -41.3, -2.5 } }),
	/** Calcarine branch. */
	P4_CALCARINE("P4calc", P2, 1, 42, new double[][] { { 11.7, -41.3, -2.5 }, { 9.8, -80.7, 6.2 } }),
	/** Parieto-occipital branch. */
	P4_PARIETO_OCCIPITAL("P4parocc", P2, 1, 57, new double[][] { { 11.7, -41.3, -2.5 }, { 5.8, -78, 38.7 } });

	private final String branch;
	private final Artery parent;
	private final double attachedAt;
	private final double lengthMm;
	private final double[][] course;

	Artery(final String branch, final Artery parent, final double attachedAt, final double lengthMm, final double[][] course) {
		this.branch = branch;
		this.parent = parent;
		this.attachedAt = attachedAt;
		this.lengthMm = lengthMm;
		this.course = course;
	}

	/** @return name in the table of centre lines */
	String branch(final Occlusion.Side side) {
		return branch + (side == Occlusion.Side.LEFT ? "_L" : "_R");
	}

	/** @return where it leaves its parent, as a fraction of the parent's length */
	double attachedAt() {
		return attachedAt;
	}

	double lengthMm() {
		return lengthMm;
	}

	List<Artery> children() {
		return Arrays.stream(values()).filter(one -> one.parent == this).toList();
	}

	/** @return whether it begins at the artery or at one of its branches in the usual circle of Willis */
	boolean isBeyond(final Artery other) {
		for (Artery one = parent; one != null; one = one.parent)
			if (one == other) return true;
		return false;
	}

	/** @return longest way from its beginning to an end of its branches, mm */
	double reachMm() {
		double longest = lengthMm;
		for (final Artery child : children())
			longest = Math.max(longest, lengthMm * child.attachedAt + child.reachMm());
		return longest;
	}

	/**
	 * @param along 0 to 1
	 * @return x, y, z of a healthy average head, template mm
	 */
	double[] place(final Occlusion.Side side, final double along) {
		double length = 0;
		for (int i = 1; i < course.length; i++)
			length += distance(course[i - 1], course[i]);
		double rest = along * length;
		int i = 1;
		while (i < course.length - 1 && rest > distance(course[i - 1], course[i]))
			rest -= distance(course[i - 1], course[i++]);
		final double share = Math.min(1, rest / distance(course[i - 1], course[i]));
		final double[] place = new double[3];
		for (int axis = 0; axis < 3; axis++)
			place[axis] = course[i - 1][axis] + share * (course[i][axis] - course[i - 1][axis]);
		if (side == Occlusion.Side.LEFT) place[0] = -place[0];
		return place;
	}

	private static double distance(final double[] a, final double[] b) {
		return Math.sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]));
	}
}
