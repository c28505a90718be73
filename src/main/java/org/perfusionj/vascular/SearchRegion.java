package org.perfusionj.vascular;

import java.util.ArrayDeque;
import java.util.Arrays;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;

/** Where automatic selection looks for a vessel. All distances are in the plane of the slice. */
final class SearchRegion {

	/** The brain's edge: partial volume with bone, motion of the skull, vessels of the scalp and the meninges. */
	private static final double RIM_MM = 3;

	/** The sinuses lie between brain and skull; a brain mask may end before them. */
	private static final double SINUS_MM = 6;

	private SearchRegion() {}

	/**
	 * @return the mask without bone and without its rim; the rim stays where that would leave nothing. A mask that ends at the
	 *         border of the image has no rim there, nor has it one around a hole.
	 */
	static Mask arterial(final ConcentrationSeries input) {
		final Mask mask = input.mask();
		final Mask inner = planeByPlane(mask, z -> eroded(mask.plane(z), mask.grid()));
		final Mask found = inner.and(possibleBlood(input));
		return found.count() > 0 ? found : mask.and(possibleBlood(input));
	}

	/** @return the mask and what of its surroundings can be reached through soft tissue, without bone */
	static Mask venous(final ConcentrationSeries input) {
		final Mask mask = input.mask();
		final Mask blood = possibleBlood(input);
		return planeByPlane(mask, z -> dilated(mask.plane(z), blood.plane(z), mask.grid())).and(blood);
	}

	/** Only CT tells bone by its value; for the others every voxel may be blood. */
	private static Mask possibleBlood(final ConcentrationSeries input) {
		if (input.series().signal() != SignalType.CT) return Mask.all(input.mask().grid());
		return planeByPlane(input.mask(), z -> {
			final float[] hu = input.baselineImage().plane(z);
			final boolean[] blood = new boolean[hu.length];
			for (int i = 0; i < hu.length; i++)
				blood[i] = hu[i] >= VascularLimits.LEAST_HU && hu[i] <= VascularLimits.LARGEST_HU;
			return blood;
		});
	}

	private interface PlaneMaker {

		boolean[] make(int z);
	}

	private static Mask planeByPlane(final Mask like, final PlaneMaker maker) {
		final boolean[][] planes = new boolean[like.grid().slices()][];
		for (int z = 0; z < planes.length; z++)
			planes[z] = maker.make(z);
		return new Mask(like.grid(), planes);
	}

	private static boolean[] eroded(final boolean[] mask, final SpatialGrid grid) {
		final int width = grid.width();
		final int height = grid.height();
		final boolean[] outside = outside(mask, width, height);
		final boolean[] result = mask.clone();
		final int reachX = (int) Math.floor(RIM_MM / grid.spacingX());
		final int reachY = (int) Math.floor(RIM_MM / grid.spacingY());
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				if (!outside[y * width + x] || !touchesInside(outside, x, y, width, height)) continue;
				for (int dy = -reachY; dy <= reachY; dy++)
					for (int dx = -reachX; dx <= reachX; dx++) {
						final boolean near = Math.hypot(dx * grid.spacingX(), dy * grid.spacingY()) <= RIM_MM;
						if (near && x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height) result[(y + dy) * width + x + dx] = false;
					}
			}
		return result;
	}

	private static boolean touchesInside(final boolean[] outside, final int x, final int y, final int width, final int height) {
		final int i = y * width + x;
		return x > 0 && !outside[i - 1] || x < width - 1 && !outside[i + 1] || y > 0 && !outside[i - width] || y < height - 1 && !outside[i + width];
	}

	/** @return voxels outside the mask that are connected with the border of the image: no holes of the mask */
	private static boolean[] outside(final boolean[] mask, final int width, final int height) {
		final boolean[] outside = new boolean[mask.length];
		final ArrayDeque<Integer> queue = new ArrayDeque<>();
		for (int i = 0; i < mask.length; i++) {
			final int x = i % width;
			final int y = i / width;
			if (!mask[i] && (x == 0 || y == 0 || x == width - 1 || y == height - 1)) {
				outside[i] = true;
				queue.add(i);
			}
		}
		while (!queue.isEmpty()) {
			final int i = queue.remove();
			final int x = i % width;
			final int y = i / width;
			final int[] neighbours = { x > 0 ? i - 1 : i, x < width - 1 ? i + 1 : i, y > 0 ? i - width : i, y < height - 1 ? i + width : i };
			for (final int j : neighbours)
				if (!mask[j] && !outside[j]) {
					outside[j] = true;
					queue.add(j);
				}
		}
		return outside;
	}

	/** Grows in steps of one voxel and only through allowed voxels, so that it does not jump across bone. */
	private static boolean[] dilated(final boolean[] mask, final boolean[] allowed, final SpatialGrid grid) {
		final int width = grid.width();
		final int height = grid.height();
		boolean[] result = mask;
		final int steps = (int) Math.round(SINUS_MM / Math.max(grid.spacingX(), grid.spacingY()));
		for (int step = 0; step < steps; step++) {
			final boolean[] grown = Arrays.copyOf(result, result.length);
			for (int i = 0; i < grown.length; i++) {
				if (result[i] || !allowed[i]) continue;
				final int x = i % width;
				final int y = i / width;
				grown[i] = x > 0 && result[i - 1] || x < width - 1 && result[i + 1] || y > 0 && result[i - width] || y < height - 1 && result[i + width];
			}
			result = grown;
		}
		return result;
	}
}
