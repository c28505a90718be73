package org.perfusionj.phantom.vessels;

/** The cubic of Catmull and Rom: smooth through its points. */
final class CatmullRom {

	private CatmullRom() {}

	/**
	 * @param a value at -1
	 * @param b value at 0
	 * @param c value at 1
	 * @param d value at 2
	 * @param f place from 0 to 1
	 * @return value there
	 */
	static double between(final double a, final double b, final double c, final double d, final double f) {
		return b + 0.5 * f * (c - a + f * (2 * a - 5 * b + 4 * c - d + f * (3 * (b - c) + d - a)));
	}
}
