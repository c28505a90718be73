package org.perfusionj.preprocessing;

import java.util.Arrays;
import java.util.Locale;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The brain in a pre-bolus mean image.
 * <p>
 * <b>CT.</b> Bone is above 150 HU; soft tissue, cerebrospinal fluid and blood lie between -15 and 110 HU after light
 * in-plane smoothing among voxels that are neither bone nor air. Where there is a skull, brain is soft tissue enclosed by
 * bone ({@link SkullEnclosure}), opened by 2.5 mm (exact distance transform) to cut it off from what hangs on it through
 * gaps and foramina, then the largest connected part and any part of at least a tenth of it (temporal lobes beside the cerebellum
 * in a single low slice), grown back inside soft tissue, holes filled slice by slice so that vessels and
 * calcifications stay in. A hole with much bone in it (the sella) stays open. Where there is no skull the image is taken
 * as skull-stripped: with a constant background (0, -1024) tissue is whatever differs from it; with a noisy one, what lies
 * above the noise of the image edge.
 * <p>
 * <b>MR.</b> Signal above Otsu's threshold (IEEE Trans. Syst. Man Cybern. 9, 1979, 62-66) after light smoothing, largest
 * part, holes filled. This keeps scalp that touches the brain.
 */
final class BrainMask {

	private static final float BONE_HU = 150;
	private static final float AIR_HU = -200;
	private static final float LOWEST_TISSUE_HU = -15;
	private static final float HIGHEST_TISSUE_HU = 110;
	/** Widest values that take part in smoothing: beyond them a voxel is bone, air or fat. */
	private static final float LOWEST_SMOOTHED_HU = -150;
	private static final double SMOOTHING_FWHM_MM = 2.5;
	private static final double OPENING_MM = 2.5;
	/** An image in which less than this part of the head is bone is skull-stripped. */
	private static final double SKULL_FRACTION = 0.03;
	private static final float ENCLOSED = 0.65f;
	private static final float ENCLOSED_WHEN_GROWING = 0.5f;
	private static final double SMALLEST_PART = 0.1;
	private static final double LARGEST_BONE_IN_HOLE_MM2 = 300;
	/** One value in this part of the image or more is a constant background. */
	private static final double BACKGROUND_FRACTION = 0.1;
	/** Voxels of fluid that have the value of the background by chance make holes no larger than this. */
	private static final int LARGEST_CHANCE_HOLE = 4;

	private final SpatialGrid grid;
	private final float[][] planes;
	private final VoxelSets sets;
	private final Parallel parallel;
	private final WorkMonitor monitor;

	/**
	 * @param baseline pre-bolus mean; voxels that are NaN are in no mask unless they fill a hole
	 * @param parallel threads to use
	 * @param monitor asked for cancellation
	 */
	BrainMask(final Volume baseline, final Parallel parallel, final WorkMonitor monitor) {
		this.grid = baseline.grid();
		this.planes = new float[grid.slices()][];
		for (int z = 0; z < planes.length; z++)
			planes[z] = baseline.plane(z);
		this.sets = new VoxelSets(grid);
		this.parallel = parallel;
		this.monitor = monitor;
	}

	/**
	 * @return the brain in a CT image
	 * @throws PerfusionException if there is none
	 */
	Mask ofCt() {
		final float background = constantBackground();
		final boolean[][] bone = select(value -> value > BONE_HU);
		final boolean[][] air = select(value -> value < AIR_HU || value == background);
		long bones = 0;
		long head = 0;
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++) {
				if (bone[z][i]) bones++;
				if (planes[z][i] >= AIR_HU && !air[z][i]) head++;
			}
		final Mask mask = new Mask(grid, bones > SKULL_FRACTION * head ? insideSkull(bone, air, background) : stripped(background));
		return orNothing(mask, "values between " + (int) LOWEST_TISSUE_HU + " and " + (int) HIGHEST_TISSUE_HU + " HU inside bone, or beside a constant background");
	}

	/**
	 * @return the head in an MR image
	 * @throws PerfusionException if there is none
	 */
	Mask ofMr() {
		final float[][] smooth = smoothed(value -> true);
		final float threshold = otsu(smooth);
		final boolean[][] set = new boolean[planes.length][];
		parallel.forEach(planes.length, monitor, z -> set[z] = select(smooth[z], value -> value > threshold));
		final boolean[][] kept = sets.largestParts(set, 1);
		parallel.forEach(planes.length, monitor, z -> sets.fillHoles(kept[z], null, 0));
		return orNothing(new Mask(grid, kept), "signal above the background");
	}

	private Mask orNothing(final Mask mask, final String wanted) {
		if (mask.count() > 0) return mask;
		float lowest = Float.POSITIVE_INFINITY;
		float highest = Float.NEGATIVE_INFINITY;
		for (final float[] plane : planes)
			for (final float value : plane) {
				if (value < lowest) lowest = value;
				if (value > highest) highest = value;
			}
		throw new PerfusionException(String.format(Locale.ROOT, "No brain was found (%s; the pre-bolus mean image goes from %.4g to %.4g). Check signal and calibration, or use mask=none or give a mask.", wanted, lowest, highest));
	}

	private boolean[][] insideSkull(final boolean[][] bone, final boolean[][] air, final float background) {
		final float[][] smooth = smoothed(value -> value > LOWEST_SMOOTHED_HU && value <= BONE_HU && value != background);
		final boolean[][] soft = new boolean[planes.length][];
		final boolean[][] core = new boolean[planes.length][];
		final double opening = Math.max(OPENING_MM, 1.5 * Math.max(grid.spacingX(), grid.spacingY()));
		parallel.forEach(planes.length, monitor, z -> {
			soft[z] = select(smooth[z], value -> value > LOWEST_TISSUE_HU && value < HIGHEST_TISSUE_HU);
			final float[] enclosed = new SkullEnclosure(grid.width(), grid.height()).of(bone[z], air[z]);
			final double[] depth = DistanceTransform.squared(soft[z], grid.width(), grid.height(), grid.spacingX(), grid.spacingY());
			core[z] = new boolean[soft[z].length];
			for (int i = 0; i < core[z].length; i++) {
				core[z][i] = depth[i] > opening * opening && enclosed[i] >= ENCLOSED;
				soft[z][i] &= enclosed[i] >= ENCLOSED_WHEN_GROWING;
			}
		});
		monitor.check();
		final boolean[][] kept = sets.largestParts(core, SMALLEST_PART);
		final int steps = (int) Math.ceil(1.5 * opening / Math.min(grid.spacingX(), grid.spacingY()));
		final int boneLimit = (int) (LARGEST_BONE_IN_HOLE_MM2 / (grid.spacingX() * grid.spacingY()));
		parallel.forEach(planes.length, monitor, z -> {
			sets.grow(kept[z], soft[z], steps);
			sets.fillHoles(kept[z], i -> bone[z][i], boneLimit);
		});
		return kept;
	}

	private boolean[][] stripped(final float background) {
		if (!Float.isNaN(background)) {
			// somebody has already decided what is brain: parts and gaps stay as they are, but for tissue that happens to have that value
			final boolean[][] kept = select(value -> value != background && value > LOWEST_SMOOTHED_HU);
			parallel.forEach(planes.length, monitor, z -> sets.fillHoles(kept[z], i -> true, LARGEST_CHANCE_HOLE));
			return kept;
		}
		final float[][] smooth = smoothed(value -> value > LOWEST_SMOOTHED_HU);
		final float threshold = noisyBackground(smooth);
		final boolean[][] tissue = new boolean[planes.length][];
		parallel.forEach(planes.length, monitor, z -> tissue[z] = select(smooth[z], value -> value > threshold && value <= BONE_HU));
		final boolean[][] kept = sets.largestParts(tissue, SMALLEST_PART);
		parallel.forEach(planes.length, monitor, z -> sets.fillHoles(kept[z], null, 0));
		return kept;
	}

	/** The value that tissue must exceed when the background is not constant: three deviations above the image edge, if that is darker than any tissue. */
	private float noisyBackground(final float[][] smooth) {
		final float[] edge = new float[2 * (grid.width() + grid.height()) * smooth.length];
		int n = 0;
		for (final float[] plane : smooth)
			for (int i = 0; i < plane.length; i++) {
				final int x = i % grid.width();
				final int y = i / grid.width();
				if ((x == 0 || y == 0 || x == grid.width() - 1 || y == grid.height() - 1) && Float.isFinite(plane[i])) edge[n++] = plane[i];
			}
		if (n == 0) return LOWEST_TISSUE_HU;
		Arrays.sort(edge, 0, n);
		final float median = edge[n / 2];
		// half of the distance between the 16th and the 84th percentile is one standard deviation
		final float deviation = (edge[(int) (0.84 * n)] - edge[(int) (0.16 * n)]) / 2;
		final boolean tissueAtTheEdge = median > 15;
		return tissueAtTheEdge ? LOWEST_TISSUE_HU : Math.max(LOWEST_TISSUE_HU, median + 3 * deviation);
	}

	/** The commonest value of the first and the last row, if half of these rows and a tenth of all voxels have exactly this value; else NaN. */
	private float constantBackground() {
		final float[] values = new float[2 * grid.width() * planes.length];
		int n = 0;
		for (final float[] plane : planes)
			for (int x = 0; x < grid.width(); x++) {
				values[n++] = plane[x];
				values[n++] = plane[plane.length - 1 - x];
			}
		Arrays.sort(values, 0, n);
		float candidate = Float.NaN;
		int longest = 0;
		for (int i = 0; i < n;) {
			int k = i;
			while (k < n && values[k] == values[i])
				k++;
			if (k - i > longest) {
				longest = k - i;
				candidate = values[i];
			}
			i = Math.max(k, i + 1);
		}
		long same = 0;
		long all = 0;
		for (final float[] plane : planes)
			for (final float value : plane) {
				all++;
				if (value == candidate) same++;
			}
		return 2 * longest >= n && same >= BACKGROUND_FRACTION * all ? candidate : Float.NaN;
	}

	private interface ValueTest {

		boolean passes(float value);
	}

	private boolean[][] select(final ValueTest test) {
		final boolean[][] set = new boolean[planes.length][];
		parallel.forEach(planes.length, monitor, z -> set[z] = select(planes[z], test));
		return set;
	}

	private static boolean[] select(final float[] plane, final ValueTest test) {
		final boolean[] set = new boolean[plane.length];
		for (int i = 0; i < set.length; i++)
			set[i] = test.passes(plane[i]);
		return set;
	}

	/** In-plane smoothing among the voxels that pass; NaN at the others. */
	private float[][] smoothed(final ValueTest test) {
		final float[][] smooth = new float[planes.length][];
		parallel.forEach(planes.length, monitor, z -> {
			smooth[z] = planes[z].clone();
			for (int i = 0; i < smooth[z].length; i++)
				if (!test.passes(smooth[z][i])) smooth[z][i] = Float.NaN;
			new PlaneSmoothing(grid, SMOOTHING_FWHM_MM).smooth(smooth[z]);
		});
		return smooth;
	}

	/** The threshold that separates two classes best, from a histogram up to the 99.5th percentile. */
	private static float otsu(final float[][] planes) {
		int n = 0;
		for (final float[] plane : planes)
			n += plane.length;
		final float[] sorted = new float[n];
		int finite = 0;
		for (final float[] plane : planes)
			for (final float value : plane)
				if (Float.isFinite(value)) sorted[finite++] = value;
		if (finite == 0) return Float.NaN;
		Arrays.sort(sorted, 0, finite);
		final float low = sorted[0];
		final float high = sorted[(int) (0.995 * (finite - 1))];
		if (!(high > low)) return high;
		final int bins = 256;
		final long[] histogram = new long[bins];
		double total = 0;
		for (int i = 0; i < finite; i++) {
			final int bin = (int) Math.min(bins - 1, bins * ((sorted[i] - low) / (high - low)));
			histogram[bin]++;
			total += bin;
		}
		long below = 0;
		double sum = 0;
		double best = -1;
		int threshold = 0;
		for (int bin = 0; bin < bins - 1; bin++) {
			below += histogram[bin];
			sum += (double) bin * histogram[bin];
			if (below == 0 || below == finite) continue;
			final double difference = sum / below - (total - sum) / (finite - below);
			final double between = (double) below * (finite - below) * difference * difference;
			if (between > best) {
				best = between;
				threshold = bin;
			}
		}
		return low + (high - low) * (threshold + 1) / bins;
	}
}
