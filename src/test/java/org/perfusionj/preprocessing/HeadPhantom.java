package org.perfusionj.preprocessing;

import java.util.Random;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/**
 * A head made of ellipses, slice by slice: air, scalp with a layer of fat, skull with gaps, fluid, brain with grey and
 * white matter, ventricles, falx with a calcification, vessels. The lowest slice can have orbits, which touch the brain
 * through a canal, and a neck muscle behind a hole in the skull.
 */
final class HeadPhantom {

	final SpatialGrid grid;
	double tilt = 0.15;
	double shiftX;
	double gapMm = 3;
	double airHu = -1000;
	boolean skull = true;
	boolean face;
	private final double[][] brainHalfAxes;

	HeadPhantom(final SpatialGrid grid) {
		this.grid = grid;
		this.brainHalfAxes = new double[grid.slices()][2];
		for (int z = 0; z < grid.slices(); z++) {
			// smaller towards the vertex
			final double scale = Math.sqrt(1 - Math.pow(0.85 * z / Math.max(1, grid.slices()), 2));
			brainHalfAxes[z][0] = 60 * scale;
			brainHalfAxes[z][1] = 76 * scale;
		}
	}

	/** @return attenuation, HU, without noise; the second array element of truth is 1 in the brain */
	private double hu(final int px, final int py, final int z, final boolean[] brain) {
		final double cx = (px - (grid.width() - 1) / 2.0) * grid.spacingX() - shiftX;
		final double cy = (py - (grid.height() - 1) / 2.0) * grid.spacingY();
		final double x = cx * Math.cos(tilt) + cy * Math.sin(tilt);
		final double y = -cx * Math.sin(tilt) + cy * Math.cos(tilt);
		final double a = brainHalfAxes[z][0];
		final double b = brainHalfAxes[z][1];
		final double r = Math.hypot(x / a, y / b);
		// distance outside of the brain, roughly, mm
		final double out = (r - 1) * Math.min(a, b);
		if (r <= 1) {
			brain[0] = true;
			if (out > -2) return 10;
			if (Math.hypot((Math.abs(x) - 12) / 5, y / 18) < 1) return 8;
			if (Math.hypot(x, y - 40) < 2) return 250;
			if (Math.hypot(x - 20, y + 10) < 2.5) return 60;
			if (Math.abs(x) < 1 && Math.abs(y) > 20) return 55;
			return out > -8 ? 37 : 29;
		}
		if (!skull) return airHu;
		final boolean gap = Math.abs(x - 5) < gapMm / 2 && y < 0 || Math.abs(y - 20) < gapMm / 2 && x > 0;
		if (face && z == 0) {
			final double orbit = Math.hypot(Math.abs(x) - 30, y + b + 8);
			if (orbit < 12 || Math.abs(Math.abs(x) - 30) < 2.5 && y < -b + 20 && y > -b - 8) return 15;
			if (orbit < 14 && y > -b - 18) return 400;
			if (Math.abs(x) < 45 && y > b + 7 && y < b + 32 || Math.abs(x) < 4 && y > 0 && out < 8) return 55;
		}
		if (out < 7) return gap ? 35 : out > 2 && out < 5 ? 500 : 1200;
		if (out < 9) return -90;
		if (out < 15) return 45;
		return airHu;
	}

	Mask brain() {
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++) {
				final boolean[] in = new boolean[1];
				hu(i % grid.width(), i / grid.width(), z, in);
				planes[z][i] = in[0];
			}
		return new Mask(grid, planes);
	}

	Volume image(final double noise, final long seed) {
		final Random random = new Random(seed);
		final Volume volume = new Volume(grid);
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++)
				volume.plane(z)[i] = (float) (hu(i % grid.width(), i / grid.width(), z, new boolean[1]) + noise * random.nextGaussian());
		return volume;
	}

	static double dice(final Mask a, final Mask b) {
		return 2.0 * a.and(b).count() / (a.count() + b.count());
	}
}
