package org.perfusionj.phantom.vessels;

import java.util.Arrays;
import java.util.List;

import org.perfusionj.phantom.anatomy.HeadGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Partial volume of tubes by counting: every point of a lattice that a tube may touch is cut into cells of at most 0.2 mm
 * (0.15 mm where a vessel with a radius below 0.5 mm is near), and each cell belongs to the tube whose axis is nearest
 * relative to its radius, if it lies inside that tube. So nothing is counted twice where tubes overlap or join.
 */
final class BloodRaster {

	private static final double CELL_MM = 0.2;
	private static final double SMALL_CELL_MM = 0.15;
	private static final double SMALL_RADIUS_MM = 0.5;

	private final HeadGrid grid;
	/** Where cells are looked at, from the lower corner of a point: x, y, z of each, mm. */
	private final double[] largeCells;
	private final double[] smallCells;
	private final int[] pool;
	/** Start, direction and radii of each tube in mm along the axes of the lattice: x, y, z, dx, dy, dz, r, dr, 1/length^2. */
	private final double[][] tubes;

	BloodRaster(final List<Tube> list, final HeadGrid grid) {
		this.grid = grid;
		this.largeCells = cells(grid, CELL_MM);
		this.smallCells = cells(grid, SMALL_CELL_MM);
		this.pool = new int[list.size()];
		this.tubes = new double[list.size()][];
		final double[] a = new double[3];
		final double[] b = new double[3];
		for (int i = 0; i < tubes.length; i++) {
			final Tube tube = list.get(i);
			grid.toIndex(tube.x0(), tube.y0(), tube.z0(), a);
			grid.toIndex(tube.x1(), tube.y1(), tube.z1(), b);
			for (int axis = 0; axis < 3; axis++) {
				final double mm = axis < 2 ? grid.pixelMm() : grid.planeMm();
				a[axis] *= mm;
				b[axis] *= mm;
			}
			final double length2 = (b[0] - a[0]) * (b[0] - a[0]) + (b[1] - a[1]) * (b[1] - a[1]) + (b[2] - a[2]) * (b[2] - a[2]);
			pool[i] = tube.pool();
			tubes[i] = new double[] { a[0], a[1], a[2], b[0] - a[0], b[1] - a[1], b[2] - a[2], tube.radius0Mm(), tube.radius1Mm() - tube.radius0Mm(), length2 > 0 ? 1 / length2 : 0 };
		}
	}

	/**
	 * A cell is looked at in one place, which differs from cell to cell (multiples of the golden ratio and of another irrational
	 * number): rows of cells would all see the same of a tube that runs along them.
	 */
	private static double[] cells(final HeadGrid grid, final double size) {
		final int across = (int) Math.ceil(grid.pixelMm() / size - 1e-9);
		final int up = (int) Math.ceil(grid.planeMm() / size - 1e-9);
		final double[] places = new double[3 * across * across * up];
		int n = 0;
		for (int k = 0; k < up; k++)
			for (int j = 0; j < across; j++)
				for (int i = 0; i < across; i++) {
					places[n++] = (i + fraction(j, k)) * grid.pixelMm() / across;
					places[n++] = (j + fraction(k, i)) * grid.pixelMm() / across;
					places[n++] = (k + fraction(i, j)) * grid.planeMm() / up;
				}
		return places;
	}

	private static double fraction(final int one, final int other) {
		final double sum = 0.5 + one * 0.6180339887498949 + other * 0.7548776662466927;
		return sum - Math.floor(sum);
	}

	/** @return one for each plane */
	BloodVoxels[] planes(final Parallel parallel, final WorkMonitor monitor) {
		final BloodVoxels[] planes = new BloodVoxels[grid.planes()];
		parallel.run(planes.length, monitor, () -> {
			final Plane work = new Plane();
			return z -> planes[z] = work.count(z);
		});
		return planes;
	}

	/** Counts one plane after the other; keeps its memory. */
	private final class Plane {

		/** Point in the upper half, tube in the lower: sorted they are grouped by point. */
		private long[] touched = new long[1 << 12];
		private int touchedCount;
		private int[] points = new int[1 << 10];
		private int[] pools = new int[1 << 10];
		private float[] fractions = new float[1 << 10];
		private int entries;
		private double[][] near = new double[16][];
		private int[] nearPool = new int[16];
		private int[] cells = new int[16];

		BloodVoxels count(final int z) {
			touchedCount = 0;
			entries = 0;
			for (int i = 0; i < tubes.length; i++)
				touch(i, z);
			Arrays.sort(touched, 0, touchedCount);
			for (int from = 0, to; from < touchedCount; from = to) {
				to = from + 1;
				while (to < touchedCount && touched[to] >>> 32 == touched[from] >>> 32)
					to++;
				fill((int) (touched[from] >>> 32), z, from, to);
			}
			return new BloodVoxels(Arrays.copyOf(points, entries), Arrays.copyOf(pools, entries), Arrays.copyOf(fractions, entries));
		}

		/** Notes all points of the plane that the tube may reach. */
		private void touch(final int number, final int z) {
			final double[] tube = tubes[number];
			final double reach = Math.max(tube[6], tube[6] + tube[7]);
			final double centreZ = z * grid.planeMm();
			if (Math.min(tube[2], tube[2] + tube[5]) - reach > centreZ + grid.planeMm() / 2 || Math.max(tube[2], tube[2] + tube[5]) + reach < centreZ - grid.planeMm() / 2) return;
			final int x0 = first(tube[0], tube[3], reach);
			final int x1 = last(tube[0], tube[3], reach, grid.width());
			final int y0 = first(tube[1], tube[4], reach);
			final int y1 = last(tube[1], tube[4], reach, grid.height());
			final double halfDiagonal = 0.5 * Math.sqrt(2 * grid.pixelMm() * grid.pixelMm() + grid.planeMm() * grid.planeMm());
			final double far = (reach + halfDiagonal) * (reach + halfDiagonal);
			for (int y = y0; y <= y1; y++)
				for (int x = x0; x <= x1; x++) {
					if (distance2(tube, x * grid.pixelMm(), y * grid.pixelMm(), centreZ) > far) continue;
					if (touchedCount == touched.length) touched = Arrays.copyOf(touched, 2 * touchedCount);
					touched[touchedCount++] = (long) (y * grid.width() + x) << 32 | number;
				}
		}

		private int first(final double start, final double way, final double reach) {
			return (int) Math.max(0, Math.floor((Math.min(start, start + way) - reach) / grid.pixelMm() + 0.5));
		}

		private int last(final double start, final double way, final double reach, final int size) {
			return (int) Math.min(size - 1.0, Math.floor((Math.max(start, start + way) + reach) / grid.pixelMm() + 0.5));
		}

		private static double distance2(final double[] tube, final double x, final double y, final double z) {
			final double px = x - tube[0];
			final double py = y - tube[1];
			final double pz = z - tube[2];
			final double t = Math.max(0, Math.min(1, (px * tube[3] + py * tube[4] + pz * tube[5]) * tube[8]));
			final double qx = px - t * tube[3];
			final double qy = py - t * tube[4];
			final double qz = pz - t * tube[5];
			return qx * qx + qy * qy + qz * qz;
		}

		/** Counts the cells of one point. */
		private void fill(final int point, final int z, final int from, final int to) {
			final int count = to - from;
			if (count > near.length) {
				near = new double[2 * count][];
				nearPool = new int[2 * count];
				cells = new int[2 * count];
			}
			boolean small = false;
			for (int i = 0; i < count; i++) {
				final int number = (int) touched[from + i];
				near[i] = tubes[number];
				nearPool[i] = pool[number];
				cells[i] = 0;
				small |= Math.min(near[i][6], near[i][6] + near[i][7]) < SMALL_RADIUS_MM;
			}
			final double[] places = small ? smallCells : largeCells;
			final double x = (point % grid.width() - 0.5) * grid.pixelMm();
			final double y = (point / grid.width() - 0.5) * grid.pixelMm();
			final double bottom = (z - 0.5) * grid.planeMm();
			for (int i = 0; i < places.length; i += 3) {
				final int owner = owner(count, x + places[i], y + places[i + 1], bottom + places[i + 2]);
				if (owner >= 0) cells[owner]++;
			}
			add(point, count, places.length / 3);
		}

		/** @return which of the near tubes a cell belongs to, -1 if to none */
		private int owner(final int count, final double x, final double y, final double z) {
			int owner = -1;
			double least = 1;
			for (int n = 0; n < count; n++) {
				final double[] tube = near[n];
				final double px = x - tube[0];
				final double py = y - tube[1];
				final double pz = z - tube[2];
				double t = (px * tube[3] + py * tube[4] + pz * tube[5]) * tube[8];
				t = t < 0 ? 0 : t > 1 ? 1 : t;
				final double qx = px - t * tube[3];
				final double qy = py - t * tube[4];
				final double qz = pz - t * tube[5];
				final double radius = tube[6] + t * tube[7];
				final double distance2 = qx * qx + qy * qy + qz * qz;
				if (distance2 < least * radius * radius) {
					least = distance2 / (radius * radius);
					owner = n;
				}
			}
			return owner;
		}

		private void add(final int point, final int count, final int all) {
			for (int n = 0; n < count; n++) {
				if (cells[n] == 0) continue;
				// tubes of the same pool make one entry
				for (int m = n + 1; m < count; m++)
					if (nearPool[m] == nearPool[n]) {
						cells[n] += cells[m];
						cells[m] = 0;
					}
				if (entries == points.length) {
					points = Arrays.copyOf(points, 2 * entries);
					pools = Arrays.copyOf(pools, 2 * entries);
					fractions = Arrays.copyOf(fractions, 2 * entries);
				}
				points[entries] = point;
				pools[entries] = nearPool[n];
				fractions[entries++] = (float) ((double) cells[n] / all);
			}
		}
	}
}
