package org.perfusionj.phantom.scan;

/** From image planes to a coarse square lattice centred on them, and back. Immutable and thread-safe. */
final class PlaneScale {

	private final int width;
	private final int height;
	private final int factor;
	private final int size;

	/**
	 * @param width pixels along x
	 * @param height pixels along y
	 * @param most cells that the lattice may have along each axis
	 */
	PlaneScale(final int width, final int height, final int most) {
		this.width = width;
		this.height = height;
		final int longest = Math.max(width, height);
		this.factor = (longest + most - 1) / most;
		this.size = (longest + factor - 1) / factor;
	}

	/** @return cells along each axis */
	int size() {
		return size;
	}

	/** @return pixels in a cell along each axis */
	int factor() {
		return factor;
	}

	/** @return means over cells of the plane; where a cell reaches beyond the plane, the plane's edge goes on */
	float[] coarse(final float[] plane) {
		final float[] cells = new float[size * size];
		for (int y = 0; y < size * factor; y++)
			for (int x = 0; x < size * factor; x++)
				cells[y / factor * size + x / factor] += plane[Math.min(y, height - 1) * width + Math.min(x, width - 1)];
		for (int i = 0; i < cells.length; i++)
			cells[i] /= factor * factor;
		return cells;
	}

	/** @return the plane interpolated linearly between cells */
	float[] fine(final float[] cells) {
		final float[] plane = new float[width * height];
		for (int y = 0; y < height; y++) {
			final double cy = Math.max(0, Math.min(size - 1, (y + 0.5) / factor - 0.5));
			final int y0 = Math.min((int) cy, size - 2);
			final float v = (float) (cy - y0);
			for (int x = 0; x < width; x++) {
				final double cx = Math.max(0, Math.min(size - 1, (x + 0.5) / factor - 0.5));
				final int x0 = Math.min((int) cx, size - 2);
				final float u = (float) (cx - x0);
				final int i = y0 * size + x0;
				final float upper = cells[i] + u * (cells[i + 1] - cells[i]);
				final float lower = cells[i + size] + u * (cells[i + size + 1] - cells[i + size]);
				plane[y * width + x] = upper + v * (lower - upper);
			}
		}
		return plane;
	}
}
