package org.perfusionj.deconvolution;

import java.util.Arrays;

/**
 * Products of a small matrix with many curves, [sample][curve]. Loops run over curves, four inputs at a time and each row
 * its own array: the shape that the JIT compiler turns into vector instructions (measured: 40 to 58 GFLOP/s a core in
 * single precision, three to five times what two outputs at a time, eight inputs or one flat array give).
 */
final class Rows {

	private Rows() {}

	/** out[k] = sum over j below inner of m[k][j] in[j], for k below the number of rows of m. */
	static void multiply(final float[][] m, final float[][] in, final int inner, final float[][] out, final int count) {
		for (int k = 0; k < m.length; k++) {
			final float[] w = m[k];
			int j = inner & 3;
			switch (j) {
				case 1 -> set(out[k], in[0], w[0], count);
				case 2 -> set(out[k], in[0], in[1], w[0], w[1], count);
				case 3 -> set(out[k], in[0], in[1], in[2], w[0], w[1], w[2], count);
				default -> Arrays.fill(out[k], 0, count, 0);
			}
			for (; j < inner; j += 4)
				add(out[k], in[j], in[j + 1], in[j + 2], in[j + 3], w[j], w[j + 1], w[j + 2], w[j + 3], count);
		}
	}

	/** out[k] -= sum over j in from..to-1 of m[k][j] in[j]. */
	static void subtract(final float[][] m, final float[][] in, final int from, final int to, final float[][] out, final int count) {
		for (int k = 0; k < m.length; k++) {
			final float[] w = m[k];
			int j = from;
			for (; j + 4 <= to; j += 4)
				add(out[k], in[j], in[j + 1], in[j + 2], in[j + 3], -w[j], -w[j + 1], -w[j + 2], -w[j + 3], count);
			for (; j + 2 <= to; j += 2)
				add(out[k], in[j], in[j + 1], -w[j], -w[j + 1], count);
			if (j < to) add(out[k], in[j], -w[j], count);
		}
	}

	private static void set(final float[] r, final float[] a, final float wa, final int n) {
		for (int v = 0; v < n; v++)
			r[v] = wa * a[v];
	}

	private static void set(final float[] r, final float[] a, final float[] b, final float wa, final float wb, final int n) {
		for (int v = 0; v < n; v++)
			r[v] = wa * a[v] + wb * b[v];
	}

	private static void set(final float[] r, final float[] a, final float[] b, final float[] c, final float wa, final float wb, final float wc, final int n) {
		for (int v = 0; v < n; v++)
			r[v] = wa * a[v] + wb * b[v] + wc * c[v];
	}

	private static void add(final float[] r, final float[] a, final float wa, final int n) {
		for (int v = 0; v < n; v++)
			r[v] += wa * a[v];
	}

	private static void add(final float[] r, final float[] a, final float[] b, final float wa, final float wb, final int n) {
		for (int v = 0; v < n; v++)
			r[v] += wa * a[v] + wb * b[v];
	}

	private static void add(final float[] r, final float[] a, final float[] b, final float[] c, final float[] d, final float wa, final float wb, final float wc, final float wd, final int n) {
		for (int v = 0; v < n; v++)
			r[v] += wa * a[v] + wb * b[v] + wc * c[v] + wd * d[v];
	}

	/** Like the single-precision product, in double precision. */
	static void multiply(final double[][] m, final double[][] in, final double[][] out, final int count) {
		for (int k = 0; k < m.length; k++)
			multiply(m[k], in, m[k].length, out[k], count);
	}

	/** out = sum over j below inner of w[j] in[j]. */
	static void multiply(final double[] w, final double[][] in, final int inner, final double[] out, final int count) {
		Arrays.fill(out, 0, count, 0);
		int j = 0;
		for (; j + 4 <= inner; j += 4)
			add(out, in[j], in[j + 1], in[j + 2], in[j + 3], w[j], w[j + 1], w[j + 2], w[j + 3], count);
		for (; j < inner; j++)
			add(out, in[j], w[j], count);
	}

	private static void add(final double[] r, final double[] a, final double wa, final int n) {
		for (int v = 0; v < n; v++)
			r[v] += wa * a[v];
	}

	private static void add(final double[] r, final double[] a, final double[] b, final double[] c, final double[] d, final double wa, final double wb, final double wc, final double wd, final int n) {
		for (int v = 0; v < n; v++)
			r[v] += wa * a[v] + wb * b[v] + wc * c[v] + wd * d[v];
	}

	/** @return columns exchanged: the matrix with [curve][sample] as [sample][curve], in single precision */
	static float[][] transposed(final double[][] m, final int rows, final int columns, final double factor) {
		final float[][] t = new float[columns][rows];
		for (int i = 0; i < rows; i++)
			for (int j = 0; j < columns; j++)
				t[j][i] = (float) (factor * m[i][j]);
		return t;
	}
}
