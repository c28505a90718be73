package org.perfusionj.phantom.anatomy;

import java.util.Arrays;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * What all heads of an atlas share: eight fields at points 1 mm apart, one byte each, those of one point side by side, so that
 * a place in between costs one pass over eight neighbours. Made once from {@link AtlasVolumes}: priors, and distances to the
 * borders of the skin, the bone and the space inside the skull, which turn blurred templates into sharp heads. Immutable.
 */
final class AtlasFields {

	static final int NX = 2 * AtlasVolumes.NX - 1;
	static final int NY = 2 * AtlasVolumes.NY - 1;
	static final int NZ = 2 * AtlasVolumes.NZ - 1;

	/** Fields of a point: probabilities, 0 to 1. */
	static final int GREY = 0;
	static final int WHITE = 1;
	/** How freely sulci run, 0 (deep structures) to 1 (cortex of the cerebrum). */
	static final int FOLDING = 2;
	/** Distances to a border, mm, positive inside: of the space inside the skull, of bone, of the head. */
	static final int CRANIUM = 3;
	static final int BONE = 4;
	static final int HEAD = 5;
	/** Template intensity on the stretched scale. */
	static final int CT = 6;
	/** Probability of fluid; the rest to 1 inside the skull counts as fluid, too. */
	static final int CSF = 7;
	static final int COUNT = 8;

	static final double CRANIUM_STEP = 0.125;
	static final double BONE_STEP = 0.0625;
	static final double HEAD_STEP = 0.125;
	static final double CT_STEP = 16;
	static final int ZERO = 128;

	/** Below this the outside of the head begins: half way between air and the fat under the skin. */
	private static final double SKIN = AtlasVolumes.stretch(-450);
	/** Mean of brain on the stretched scale, and how far up to the local maximum bone begins. */
	private static final double BRAIN = AtlasVolumes.stretch(33);
	private static final double BONE_SHARE = 0.58;
	private static final double LEAST_BONE = AtlasVolumes.stretch(66);
	private static final int BONE_REACH = 3;

	/** Centre line of the superior sagittal sinus (way points of the project's vessel table) and a radius that holds it with its wall, mm. */
	private static final double[][] SAGITTAL_SINUS = { { 1, 65, 28.6, 2.6 }, { 1, 43, 55, 3.2 }, { 1, 11, 71.5, 3.8 }, { 1, -23, 79.5, 4.3 }, { 1, -57, 70, 4.8 }, { 1, -83, 46, 5 }, { 2, -97, 19, 5.2 }, { 5, -100, -2, 5.2 },
		{ 7.4, -99.6, -9.4, 5 } };

	private static final double GROOVE_MM = 12;
	/** Plane at z = 16 mm. */
	private static final int LEAST_GROOVE_Z = 88;

	private static final int EMPTY_BLOCK = 4;

	private final byte[] values;
	private final boolean[] empty;
	private final byte[] territory;
	private final float[] tentorium;
	private final double bottom;
	private final double top;

	private AtlasFields(final byte[] values, final boolean[] empty, final byte[] territory, final float[] tentorium, final double bottom, final double top) {
		this.values = values;
		this.empty = empty;
		this.territory = territory;
		this.tentorium = tentorium;
		this.bottom = bottom;
		this.top = top;
	}

	/**
	 * @param volumes of the atlas
	 * @param parallel threads; the result does not depend on how many
	 * @param monitor asked for cancellation
	 */
	static AtlasFields of(final AtlasVolumes volumes, final Parallel parallel, final WorkMonitor monitor) {
		final DistanceField coarseDistance = new DistanceField(AtlasVolumes.NX, AtlasVolumes.NY, AtlasVolumes.NZ, parallel, monitor);
		final DistanceField distance = new DistanceField(NX, NY, NZ, parallel, monitor);
		final Finer finer = new Finer(parallel, monitor);
		final float[] grey = volumes.grey().clone();
		final float[] white = volumes.white().clone();
		final float[] csf = volumes.csf().clone();
		final byte[] territory = volumes.territory();
		keepBrain(grey, white, csf, coarseDistance);
		addDeepGrey(grey, white);
		final float[] ct = finer.of(volumes.ct());
		final float[] peak = finer.of(localMaximum(volumes.ct()));
		final float[] sum = new float[grey.length];
		for (int i = 0; i < sum.length; i++)
			sum[i] = Math.min(1, grey[i] + white[i] + csf[i]);
		final boolean[] cranium = connected(finer.of(sum), 0.5f);
		monitor.check();
		fillGroove(cranium, distance);
		addSinus(cranium);
		final boolean[] bone = new boolean[cranium.length];
		for (int i = 0; i < bone.length; i++)
			bone[i] = !cranium[i] && ct[i] > Math.max(LEAST_BONE, BRAIN + BONE_SHARE * (peak[i] - BRAIN));
		closeGap(cranium, bone, distance);
		// what looked like crumbs of bone beside the sinus
		fillGroove(cranium, distance);
		for (int i = 0; i < bone.length; i++)
			bone[i] &= !cranium[i];
		final float[] inner = distance.signed(cranium);
		final float[] hard = distance.signed(bone);
		final float[] skin = distance.signed(head(ct));
		final float[] fineGrey = finer.of(grey);
		final float[] fineWhite = finer.of(white);
		final float[] fineCsf = finer.of(csf);
		final float[] folding = finer.of(folding(territory, csf, coarseDistance));
		final byte[] values = new byte[COUNT * ct.length];
		parallel.forEach(NZ, monitor, z -> {
			for (int i = z * NX * NY; i < (z + 1) * NX * NY; i++) {
				final int at = COUNT * i;
				values[at + GREY] = code(fineGrey[i] * 255);
				values[at + WHITE] = code(fineWhite[i] * 255);
				values[at + CSF] = code(fineCsf[i] * 255);
				values[at + FOLDING] = code(folding[i] * 255);
				values[at + CRANIUM] = code(inner[i] / CRANIUM_STEP + ZERO);
				values[at + BONE] = code(hard[i] / BONE_STEP + ZERO);
				values[at + HEAD] = code(skin[i] / HEAD_STEP + ZERO);
				values[at + CT] = code(ct[i] / CT_STEP);
			}
		});
		final byte[] filled = filled(territory, grey, white, csf, coarseDistance);
		monitor.check();
		final double[] range = brainRange(grey, white);
		return new AtlasFields(values, emptyBlocks(skin), filled, tentorium(filled), range[0], range[1]);
	}

	private static byte code(final double value) {
		return (byte) Math.max(0, Math.min(255, (int) Math.round(value)));
	}

	/** The prior of fluid holds the eyes, too, and that of grey matter bits of the face: nothing outside the skull is brain. */
	private static void keepBrain(final float[] grey, final float[] white, final float[] csf, final DistanceField field) {
		final boolean[] some = new boolean[grey.length];
		for (int i = 0; i < some.length; i++)
			some[i] = grey[i] + white[i] + csf[i] > 0.4;
		final boolean[] brain = flood(some, AtlasVolumes.index(0, -20, 24), AtlasVolumes.NX, AtlasVolumes.NY, AtlasVolumes.NZ);
		final float[] distance = field.outside(brain);
		for (int i = 0; i < brain.length; i++)
			if (distance[i] > 1.8) grey[i] = white[i] = csf[i] = 0;
	}

	/** Priors made from MR call much of the thalamus and the pallidum white, but on CT they are grey. */
	private static void addDeepGrey(final float[] grey, final float[] white) {
		for (int i = 0; i < grey.length; i++) {
			final double side = Math.abs(x(i));
			final double thalamus = ellipsoid(side - 11.5, y(i) + 18, z(i) - 7, 7.5, 12, 7.5);
			final double pallidum = ellipsoid(side - 19, y(i) + 4, z(i) + 1, 5.5, 8, 5);
			final double putamen = ellipsoid(side - 26, y(i) - 2, z(i), 4.5, 13, 8);
			final double share = Math.max(thalamus, Math.max(pallidum, putamen));
			final float moved = (float) (0.85 * share * white[i]);
			grey[i] += moved;
			white[i] -= moved;
		}
	}

	/** @return 1 inside, falling to 0 over the outer third */
	private static double ellipsoid(final double x, final double y, final double z, final double a, final double b, final double c) {
		final double r = Math.sqrt(x * x / (a * a) + y * y / (b * b) + z * z / (c * c));
		return Math.max(0, Math.min(1, (1.15 - r) / 0.3));
	}

	private static double x(final int i) {
		return AtlasVolumes.X0 + AtlasVolumes.STEP_MM * (i % AtlasVolumes.NX);
	}

	private static double y(final int i) {
		return AtlasVolumes.Y0 + AtlasVolumes.STEP_MM * (i / AtlasVolumes.NX % AtlasVolumes.NY);
	}

	private static double z(final int i) {
		return AtlasVolumes.Z0 + AtlasVolumes.STEP_MM * (i / (AtlasVolumes.NX * AtlasVolumes.NY));
	}

	private static float[] localMaximum(final float[] data) {
		final int[] steps = { 1, AtlasVolumes.NX, AtlasVolumes.NX * AtlasVolumes.NY };
		final int[] sizes = { AtlasVolumes.NX, AtlasVolumes.NY, AtlasVolumes.NZ };
		float[] from = data;
		for (int axis = 0; axis < 3; axis++) {
			final float[] to = new float[data.length];
			for (int i = 0; i < data.length; i++) {
				final int position = i / steps[axis] % sizes[axis];
				float largest = from[i];
				for (int k = Math.max(-BONE_REACH, -position); k <= Math.min(BONE_REACH, sizes[axis] - 1 - position); k++)
					largest = Math.max(largest, from[i + k * steps[axis]]);
				to[i] = largest;
			}
			from = to;
		}
		return from;
	}

	private static boolean[] connected(final float[] data, final float level) {
		final boolean[] above = new boolean[data.length];
		for (int i = 0; i < data.length; i++)
			above[i] = data[i] > level;
		final int seed = (96 * NY + 106) * NX + 90;
		return flood(above, seed, NX, NY, NZ);
	}

	/** @return the voxels of the set that are connected with the seed through faces */
	private static boolean[] flood(final boolean[] set, final int seed, final int nx, final int ny, final int nz) {
		final boolean[] reached = new boolean[set.length];
		int[] stack = new int[1 << 16];
		int count = 0;
		reached[seed] = true;
		stack[count++] = seed;
		while (count > 0) {
			final int i = stack[--count];
			final int x = i % nx;
			final int y = i / nx % ny;
			final int z = i / (nx * ny);
			if (count + 6 > stack.length) stack = Arrays.copyOf(stack, 2 * stack.length);
			if (x > 0) count = reach(set, reached, i - 1, stack, count);
			if (x + 1 < nx) count = reach(set, reached, i + 1, stack, count);
			if (y > 0) count = reach(set, reached, i - nx, stack, count);
			if (y + 1 < ny) count = reach(set, reached, i + nx, stack, count);
			if (z > 0) count = reach(set, reached, i - nx * ny, stack, count);
			if (z + 1 < nz) count = reach(set, reached, i + nx * ny, stack, count);
		}
		return reached;
	}

	private static int reach(final boolean[] set, final boolean[] reached, final int i, final int[] stack, final int count) {
		if (!set[i] || reached[i]) return count;
		reached[i] = true;
		stack[count] = i;
		return count + 1;
	}

	/** Between the tops of the hemispheres the priors fade before the sinus and the falx do: closes grooves of up to 24 mm there, the vault being convex. */
	private static void fillGroove(final boolean[] cranium, final DistanceField distance) {
		final float[] away = distance.outside(cranium);
		final boolean[] far = new boolean[cranium.length];
		for (int i = 0; i < far.length; i++)
			far[i] = away[i] > GROOVE_MM;
		final float[] back = distance.outside(far);
		for (int i = LEAST_GROOVE_Z * NX * NY; i < cranium.length; i++)
			if (back[i] > GROOVE_MM) cranium[i] = true;
	}

	/** The sinus is neither brain nor fluid to the priors, but it runs inside the skull and not in its bone. */
	private static void addSinus(final boolean[] cranium) {
		for (int n = 1; n < SAGITTAL_SINUS.length; n++) {
			final double[] from = SAGITTAL_SINUS[n - 1];
			final double[] to = SAGITTAL_SINUS[n];
			final int steps = (int) Math.ceil(Math.sqrt(square(to[0] - from[0]) + square(to[1] - from[1]) + square(to[2] - from[2])));
			for (int step = 0; step <= steps; step++) {
				final double part = (double) step / steps;
				final double[] centre = new double[4];
				for (int i = 0; i < centre.length; i++)
					centre[i] = from[i] + part * (to[i] - from[i]);
				addBall(cranium, centre);
			}
		}
	}

	/** @param ball centre and radius, mm */
	private static void addBall(final boolean[] cranium, final double[] ball) {
		final int reach = (int) Math.ceil(ball[3]);
		final int cx = (int) Math.round(ball[0] - AtlasVolumes.X0);
		final int cy = (int) Math.round(ball[1] - AtlasVolumes.Y0);
		final int cz = (int) Math.round(ball[2] - AtlasVolumes.Z0);
		for (int z = cz - reach; z <= cz + reach; z++)
			for (int y = cy - reach; y <= cy + reach; y++)
				for (int x = cx - reach; x <= cx + reach; x++)
					if (square(x + AtlasVolumes.X0 - ball[0]) + square(y + AtlasVolumes.Y0 - ball[1]) + square(z + AtlasVolumes.Z0 - ball[2]) <= square(ball[3])) cranium[(z * NY + y) * NX + x] = true;
	}

	private static double square(final double value) {
		return value * value;
	}

	/** What lies between brain and bone and is no more than a few mm wide is space inside the skull. */
	private static void closeGap(final boolean[] cranium, final boolean[] bone, final DistanceField distance) {
		final float[] toBrain = distance.outside(cranium);
		final float[] toBone = distance.outside(bone);
		for (int i = 0; i < cranium.length; i++)
			if (!bone[i] && toBrain[i] + toBone[i] <= 4.5) cranium[i] = true;
	}

	/** The head is what air from above and from the sides does not reach; sinuses belong to it. */
	private static boolean[] head(final float[] ct) {
		final boolean[] air = new boolean[ct.length];
		for (int i = 0; i < ct.length; i++)
			air[i] = ct[i] < SKIN;
		final boolean[] outside = flood(air, (NZ - 1) * NX * NY, NX, NY, NZ);
		for (int i = 0; i < outside.length; i++)
			outside[i] = !outside[i];
		return outside;
	}

	private static float[] folding(final byte[] territory, final float[] csf, final DistanceField distance) {
		final boolean[] deep = new boolean[territory.length];
		final boolean[] cerebellum = new boolean[territory.length];
		for (int i = 0; i < territory.length; i++) {
			final int label = territory[i] + 1 >> 1;
			deep[i] = label == 2 || label == 3 || label == 11 || label == 12 || label == 13 || label == 16 || csf[i] > 0.5 && Math.abs(x(i)) < 30 && z(i) > -25 && z(i) < 30 && Math.abs(y(i) + 10) < 40;
			cerebellum[i] = label == 14 || label == 15;
		}
		final float[] fromDeep = distance.outside(deep);
		final float[] fromCerebellum = distance.outside(cerebellum);
		final float[] folding = new float[territory.length];
		for (int i = 0; i < folding.length; i++) {
			// distances in voxels of 2 mm
			final double apart = Math.min(1, fromDeep[i] / 5);
			folding[i] = (float) (fromCerebellum[i] < 1 ? 0.4 : 0.1 + 0.9 * apart);
		}
		return folding;
	}

	/**
	 * Voronoi fill: every point of the brain belongs to the nearest territory, ventricles as well. What is stored is the pair
	 * of territories, (label + 1) / 2; the side comes from x.
	 */
	private static byte[] filled(final byte[] territory, final float[] grey, final float[] white, final float[] csf, final DistanceField field) {
		final byte[] pairs = new byte[territory.length];
		final double[] best = new double[territory.length];
		Arrays.fill(best, Double.POSITIVE_INFINITY);
		for (int pair = 1; pair <= AtlasVolumes.TERRITORY_COUNT / 2; pair++) {
			final boolean[] own = new boolean[territory.length];
			for (int i = 0; i < own.length; i++)
				own[i] = territory[i] + 1 >> 1 == pair;
			final float[] distance = field.outside(own);
			for (int i = 0; i < own.length; i++)
				if (distance[i] < best[i]) {
					best[i] = distance[i];
					pairs[i] = (byte) pair;
				}
		}
		for (int i = 0; i < pairs.length; i++)
			if (grey[i] + white[i] + csf[i] < 0.25) pairs[i] = 0;
		return pairs;
	}

	/** @return height of the tentorium above each point of the plane, by x and y in 2 mm steps: between the top of the cerebellum and what lies on it; NaN elsewhere */
	private static float[] tentorium(final byte[] pairs) {
		final int nx = AtlasVolumes.NX;
		final int ny = AtlasVolumes.NY;
		final float[] height = new float[nx * ny];
		for (int column = 0; column < height.length; column++) {
			int roof = -1;
			for (int z = AtlasVolumes.NZ - 2; z > 0; z--) {
				final int pair = pairs[z * nx * ny + column];
				final int above = pairs[(z + 1) * nx * ny + column];
				if ((pair == 14 || pair == 15) && above > 0 && above < 13) {
					roof = z;
					break;
				}
			}
			height[column] = roof < 0 ? Float.NaN : (float) (AtlasVolumes.Z0 + AtlasVolumes.STEP_MM * (roof + 0.5));
		}
		// means over 7 x 7 columns take the steps away
		final float[] smooth = new float[height.length];
		for (int y = 0; y < ny; y++)
			for (int x = 0; x < nx; x++) {
				double sum = 0;
				int count = 0;
				for (int dy = -3; dy <= 3; dy++)
					for (int dx = -3; dx <= 3; dx++)
						if (x + dx >= 0 && y + dy >= 0 && x + dx < nx && y + dy < ny && !Float.isNaN(height[(y + dy) * nx + x + dx])) {
							sum += height[(y + dy) * nx + x + dx];
							count++;
						}
				smooth[y * nx + x] = Float.isNaN(height[y * nx + x]) || count < 12 ? Float.NaN : (float) (sum / count);
			}
		return smooth;
	}

	private static double[] brainRange(final float[] grey, final float[] white) {
		final int plane = AtlasVolumes.NX * AtlasVolumes.NY;
		double bottom = Double.NaN;
		double top = Double.NaN;
		for (int z = 0; z < AtlasVolumes.NZ; z++) {
			int count = 0;
			for (int i = z * plane; i < (z + 1) * plane; i++)
				if (grey[i] + white[i] > 0.5) count++;
			// 4 cm2: less is spinal cord or the tip of a gyrus
			if (count < 100) continue;
			if (Double.isNaN(bottom)) bottom = AtlasVolumes.Z0 + AtlasVolumes.STEP_MM * z;
			top = AtlasVolumes.Z0 + AtlasVolumes.STEP_MM * z;
		}
		return new double[] { bottom, top };
	}

	/** Blocks of 4 mm that lie in the air around the head with all their neighbours. */
	private static boolean[] emptyBlocks(final float[] skin) {
		final int bx = NX / EMPTY_BLOCK + 1;
		final int by = NY / EMPTY_BLOCK + 1;
		final boolean[] empty = new boolean[bx * by * (NZ / EMPTY_BLOCK + 1)];
		Arrays.fill(empty, true);
		for (int z = 0; z < NZ; z++)
			for (int y = 0; y < NY; y++)
				for (int x = 0; x < NX; x++)
					if (skin[(z * NY + y) * NX + x] > -3) empty[(z / EMPTY_BLOCK * by + y / EMPTY_BLOCK) * bx + x / EMPTY_BLOCK] = false;
		return empty;
	}

	/** @return true if there is nothing but air at the index (inside the lattice) and for 1 mm around */
	boolean isEmpty(final int x, final int y, final int z) {
		return empty[(z / EMPTY_BLOCK * (NY / EMPTY_BLOCK + 1) + y / EMPTY_BLOCK) * (NX / EMPTY_BLOCK + 1) + x / EMPTY_BLOCK];
	}

	/** @return the fields, {@link #COUNT} bytes (unsigned) for each point, x fastest (shared: read only) */
	byte[] values() {
		return values;
	}

	/** @return pair of territories, (label + 1) / 2, of the point of the 2 mm lattice */
	int territoryPair(final int index) {
		return territory[index];
	}

	/** @return z of the tentorium, mm, NaN where there is none; bilinear */
	double tentorium(final double x, final double y) {
		final double u = (x - AtlasVolumes.X0) / AtlasVolumes.STEP_MM;
		final double v = (y - AtlasVolumes.Y0) / AtlasVolumes.STEP_MM;
		if (!(u >= 0 && v >= 0 && u < AtlasVolumes.NX - 1 && v < AtlasVolumes.NY - 1)) return Double.NaN;
		final int iu = (int) u;
		final int iv = (int) v;
		final int i = iv * AtlasVolumes.NX + iu;
		final double low = tentorium[i] + (u - iu) * (tentorium[i + 1] - tentorium[i]);
		final double high = tentorium[i + AtlasVolumes.NX] + (u - iu) * (tentorium[i + AtlasVolumes.NX + 1] - tentorium[i + AtlasVolumes.NX]);
		return low + (v - iv) * (high - low);
	}

	double bottom() {
		return bottom;
	}

	double top() {
		return top;
	}

	/**
	 * From the lattice of the volumes to that of the fields.
	 *
	 * @param parallel threads
	 * @param monitor asked for cancellation
	 */
	private record Finer(Parallel parallel, WorkMonitor monitor) {

		/** @return the volume at twice as many points: the odd ones by the cubic through four neighbours */
		float[] of(final float[] coarse) {
			final float[] alongX = doubled(coarse, AtlasVolumes.NX, 1);
			final float[] alongY = doubled(alongX, AtlasVolumes.NY, NX);
			return doubled(alongY, AtlasVolumes.NZ, NX * NY);
		}

		/**
		 * @param n points along the axis
		 * @param step distance of neighbours along it in the array
		 */
		private float[] doubled(final float[] data, final int n, final int step) {
			final int lines = data.length / n;
			final float[] result = new float[lines * (2 * n - 1)];
			parallel.forEach(lines, monitor, line -> {
				final int block = line / step;
				final int from = block * step * n + line % step;
				final int to = block * step * (2 * n - 1) + line % step;
				for (int i = 0; i < n; i++) {
					result[to + 2 * i * step] = data[from + i * step];
					if (i + 1 == n) break;
					final float left = data[from + i * step];
					final float right = data[from + (i + 1) * step];
					final float before = i > 0 ? data[from + (i - 1) * step] : left;
					final float after = i + 2 < n ? data[from + (i + 2) * step] : right;
					result[to + (2 * i + 1) * step] = (9 * (left + right) - before - after) / 16;
				}
			});
			return result;
		}
	}
}
