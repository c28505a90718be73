package org.perfusionj.phantom;

import java.util.Arrays;
import java.util.List;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.anatomy.HeadGrid;
import org.perfusionj.phantom.vessels.BloodPool;
import org.perfusionj.phantom.vessels.BloodVoxels;

/**
 * What ideal detectors would see of the painted head: each slice is the mean of the planes of the head lattice within it,
 * where the head lies at that moment. Blur, artefacts and noise come later. Thread-safe; each thread brings its scratch.
 */
final class SliceScanner {

	private final HeadPlane[] planes;
	private final HeadGrid grid;
	private final int planesPerSlice;
	private final int firstPlane;
	private final List<BloodPool> pools;
	private final TissueCurves curves;
	private final TimeGrid time;

	/**
	 * @param planes the head
	 * @param grid its lattice; planes x and y are the pixels of the scan
	 * @param planesPerSlice planes that make one slice
	 * @param firstPlane first plane of the first slice; the ones before and after are for heads that move
	 * @param pools blood in the vessels, by number
	 * @param curves enhancement of tissue
	 * @param time fine grid of the blood's curves
	 */
	SliceScanner(final HeadPlane[] planes, final HeadGrid grid, final int planesPerSlice, final int firstPlane, final List<BloodPool> pools, final TissueCurves curves, final TimeGrid time) {
		this.planes = planes;
		this.grid = grid;
		this.planesPerSlice = planesPerSlice;
		this.firstPlane = firstPlane;
		this.pools = List.copyOf(pools);
		this.curves = curves;
		this.time = time;
	}

	/** @return planes of the slice */
	List<HeadPlane> planesOf(final int slice) {
		final int from = firstPlane + slice * planesPerSlice;
		return Arrays.asList(planes).subList(from, from + planesPerSlice);
	}

	/** @param out filled with HU before contrast, of the head in its first position */
	void density(final int slice, final float[] out) {
		Arrays.fill(out, 0);
		for (final HeadPlane plane : planesOf(slice))
			for (int i = 0; i < out.length; i++)
				out[i] += plane.density()[i];
		divide(out, planesPerSlice);
	}

	/** @return share of brain in each pixel of the slice, 0 to 1 */
	float[] brain(final int slice) {
		final float[] share = new float[grid.planeSize()];
		for (final HeadPlane plane : planesOf(slice))
			for (int i = 0; i < share.length; i++)
				share[i] += plane.brainFraction()[i];
		divide(share, planesPerSlice);
		return share;
	}

	/** @param out filled with the enhancement in HU at a time, of the head in its first position */
	void enhancement(final int slice, final double timeS, final float[] out) {
		Arrays.fill(out, 0);
		final float[] blood = bloodAt(timeS);
		for (final HeadPlane plane : planesOf(slice))
			enhance(plane, timeS, blood, out);
		divide(out, planesPerSlice);
	}

	/**
	 * A head that has moved.
	 *
	 * @param toHead 12 numbers: from indices of the lattice in its first position (which the scanner keeps) to the indices of
	 *          the head that lies there now
	 * @param out filled with HU, contrast included
	 */
	void moved(final int slice, final double timeS, final double[] toHead, final float[] out) {
		final int first = firstPlane + slice * planesPerSlice;
		final int[] range = range(first, first + planesPerSlice - 1, toHead);
		final float[] blood = bloodAt(timeS);
		final float[][] stack = new float[range[1] - range[0] + 1][];
		for (int z = range[0]; z <= range[1]; z++) {
			stack[z - range[0]] = planes[z].density().clone();
			enhance(planes[z], timeS, blood, stack[z - range[0]]);
		}
		Arrays.fill(out, 0);
		for (int z = first; z < first + planesPerSlice; z++)
			resample(stack, range[0], z, toHead, out);
		divide(out, planesPerSlice);
	}

	private void enhance(final HeadPlane plane, final double timeS, final float[] bloodNow, final float[] out) {
		curves.add(plane.brain(), timeS, out);
		curves.add(plane.plexus(), timeS, out);
		final BloodVoxels blood = plane.blood();
		for (int i = 0; i < blood.points().length; i++)
			out[blood.points()[i]] += blood.fractions()[i] * bloodNow[blood.pools()[i]];
	}

	private float[] bloodAt(final double timeS) {
		final float[] now = new float[pools.size()];
		for (int p = 0; p < now.length; p++)
			now[p] = (float) BloodCurve.at(pools.get(p), time, timeS);
		return now;
	}

	/** First and last plane of the head that a moved slice meets. */
	private int[] range(final int first, final int last, final double[] toHead) {
		double low = Double.POSITIVE_INFINITY;
		double high = Double.NEGATIVE_INFINITY;
		for (int corner = 0; corner < 8; corner++) {
			final double z = toHead[8] * ((corner & 1) * (grid.width() - 1)) + toHead[9] * ((corner >> 1 & 1) * (grid.height() - 1)) + toHead[10] * (corner >> 2 == 0 ? first : last) + toHead[11];
			low = Math.min(low, z);
			high = Math.max(high, z);
		}
		final int max = planes.length - 1;
		return new int[] { (int) Math.min(max, Math.max(0, Math.floor(low))), (int) Math.min(max, Math.max(0, Math.ceil(high))) };
	}

	/** Trilinear; beyond the lattice its border goes on. */
	private void resample(final float[][] stack, final int bottom, final int z, final double[] m, final float[] out) {
		final int width = grid.width();
		final int height = grid.height();
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final double hx = clip(m[0] * x + m[1] * y + m[2] * z + m[3], width - 1);
				final double hy = clip(m[4] * x + m[5] * y + m[6] * z + m[7], height - 1);
				final double hz = clip(m[8] * x + m[9] * y + m[10] * z + m[11] - bottom, stack.length - 1);
				final int ix = Math.min((int) hx, width - 2);
				final int iy = Math.min((int) hy, height - 2);
				final int iz = Math.min((int) hz, Math.max(0, stack.length - 2));
				final float fx = (float) (hx - ix);
				final float fy = (float) (hy - iy);
				final float fz = (float) (hz - iz);
				final int i = iy * width + ix;
				final float lower = bilinear(stack[iz], i, width, fx, fy);
				out[y * width + x] += fz == 0 ? lower : lower + fz * (bilinear(stack[iz + 1], i, width, fx, fy) - lower);
			}
	}

	private static float bilinear(final float[] plane, final int i, final int width, final float fx, final float fy) {
		final float near = plane[i] + fx * (plane[i + 1] - plane[i]);
		final float far = plane[i + width] + fx * (plane[i + width + 1] - plane[i + width]);
		return near + fy * (far - near);
	}

	private static double clip(final double value, final int max) {
		return Math.min(Math.max(value, 0), max);
	}

	private static void divide(final float[] plane, final int by) {
		for (int i = 0; i < plane.length; i++)
			plane[i] /= by;
	}
}
