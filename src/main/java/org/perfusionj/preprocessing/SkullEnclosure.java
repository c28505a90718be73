package org.perfusionj.preprocessing;

/**
 * How far each voxel of a CT slice is enclosed by bone. From a voxel a ray goes out in each of 16 directions of the plane:
 * it may meet bone, or air, or leave the image. Inside the skull nearly all rays meet bone first, even with gaps in it;
 * in scalp and muscle about half of them meet the air. Unlike a flood fill this cannot leak, needs no closed skull, and does not
 * care about the tilt of the head.
 */
final class SkullEnclosure {

	private static final byte LEFT = 0;
	private static final byte BONE = 1;
	private static final byte AIR = 2;
	/** Not an end of a ray. */
	private static final byte OPEN = 3;

	private final int width;
	private final int height;

	SkullEnclosure(final int width, final int height) {
		this.width = width;
		this.height = height;
	}

	/**
	 * @param bone voxels of bone
	 * @param air voxels of air
	 * @return for each voxel the rays that meet bone divided by those that meet bone or air; 1 if all rays leave the image
	 */
	float[] of(final boolean[] bone, final boolean[] air) {
		final byte[] kind = new byte[bone.length];
		for (int i = 0; i < kind.length; i++)
			kind[i] = bone[i] ? BONE : air[i] ? AIR : OPEN;
		final byte[] bones = new byte[bone.length];
		final byte[] airs = new byte[bone.length];
		final byte[] end = new byte[bone.length];
		for (int dy = -2; dy <= 2; dy++)
			for (int dx = -2; dx <= 2; dx++) {
				final int longer = Math.max(Math.abs(dx), Math.abs(dy));
				final int shorter = Math.min(Math.abs(dx), Math.abs(dy));
				if (longer == 0 || longer == 2 && shorter != 1) continue;
				sweep(kind, dx, dy, end);
				for (int i = 0; i < end.length; i++) {
					if (end[i] == BONE) bones[i]++;
					else if (end[i] == AIR) airs[i]++;
				}
			}
		final float[] enclosed = new float[bone.length];
		for (int i = 0; i < enclosed.length; i++)
			enclosed[i] = bones[i] + airs[i] == 0 ? 1 : bones[i] / (float) (bones[i] + airs[i]);
		return enclosed;
	}

	/** Where the rays in one direction end: each voxel takes over the end of the next voxel on its ray. */
	private void sweep(final byte[] kind, final int dx, final int dy, final byte[] end) {
		for (int row = 0; row < height; row++) {
			final int y = dy > 0 ? height - 1 - row : row;
			for (int column = 0; column < width; column++) {
				final int x = dx > 0 ? width - 1 - column : column;
				end[y * width + x] = kind[y * width + x] != OPEN ? kind[y * width + x] : next(kind, end, x, y, dx, dy);
			}
		}
	}

	private byte next(final byte[] kind, final byte[] end, final int x, final int y, final int dx, final int dy) {
		if (Math.abs(dx) == 2 || Math.abs(dy) == 2) {
			// a step of a knight passes between two voxels: thin bone there must not be jumped over
			final int firstX = x + (dx - dx % 2) / 2;
			final int firstY = y + (dy - dy % 2) / 2;
			final byte first = at(kind, firstX, firstY);
			final byte second = at(kind, firstX + dx % 2, firstY + dy % 2);
			if (first == BONE || second == BONE) return BONE;
			if (first == AIR && second == AIR) return AIR;
		}
		final int u = x + dx;
		final int v = y + dy;
		return u < 0 || v < 0 || u >= width || v >= height ? LEFT : end[v * width + u];
	}

	private byte at(final byte[] kind, final int x, final int y) {
		return x < 0 || y < 0 || x >= width || y >= height ? LEFT : kind[y * width + x];
	}
}
