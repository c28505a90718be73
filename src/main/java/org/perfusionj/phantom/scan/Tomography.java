package org.perfusionj.phantom.scan;

/**
 * Parallel-beam projection, filtering and back-projection of small square images, for errors that arise in projections. Cells are points of a lattice
 * centred on the rotation axis; projections cover half a turn. Immutable and thread-safe.
 */
final class Tomography {

	private final int size;
	private final double cell;
	private final int views;
	private final int bins;
	private final double[] cos;
	private final double[] sin;
	private final float[] ramp;

	/**
	 * @param size cells along x and y
	 * @param cell distance of cells, in the unit of path lengths
	 * @param views number of directions
	 */
	Tomography(final int size, final double cell, final int views) {
		this.size = size;
		this.cell = cell;
		this.views = views;
		// corners of the square are air: bins need not reach them
		this.bins = (int) Math.ceil(1.2 * size) | 1;
		this.cos = new double[views];
		this.sin = new double[views];
		for (int v = 0; v < views; v++) {
			cos[v] = Math.cos(Math.PI * v / views);
			sin[v] = Math.sin(Math.PI * v / views);
		}
		this.ramp = ramp(bins, cell);
	}

	/** Ramp filter (Ramachandran and Lakshminarayanan) smoothed over three bins, for distances of 0, 1, 2 ... bins. */
	private static float[] ramp(final int bins, final double cell) {
		final double[] plain = new double[bins + 3];
		plain[0] = 1 / (4 * cell);
		for (int k = 1; k < plain.length; k += 2)
			plain[k] = -1 / (Math.PI * Math.PI * k * k * cell);
		final float[] taps = new float[bins];
		for (int k = 0; k < bins; k++)
			taps[k] = (float) (0.25 * plain[Math.abs(k - 1)] + 0.5 * plain[k] + 0.25 * plain[k + 1]);
		return taps;
	}

	/** @return number of directions */
	int views() {
		return views;
	}

	/** @return rays in each direction */
	int bins() {
		return bins;
	}

	/** @return distance of a ray from the rotation axis, in the unit of path lengths */
	double offset(final int bin) {
		return (bin - (bins - 1) / 2.0) * cell;
	}

	/** @return how much a direction goes along x: 1 for rays from left to right, 0 for rays from front to back */
	double alongX(final int view) {
		return Math.abs(sin[view]);
	}

	/**
	 * @param images size x size each
	 * @return line integrals of each image: views x bins
	 */
	float[][] project(final float[]... images) {
		final float[][] integrals = new float[images.length][views * bins];
		final double middle = (size - 1) / 2.0;
		for (int v = 0; v < views; v++)
			for (int b = 0; b < bins; b++) {
				final double s = b - (bins - 1) / 2.0;
				final double startX = middle + s * cos[v];
				final double startY = middle + s * sin[v];
				final double reach = Math.sqrt(Math.max(0, 0.25 * bins * bins - s * s));
				for (double t = -Math.floor(reach); t <= reach; t++) {
					final double x = startX - t * sin[v];
					final double y = startY + t * cos[v];
					if (!(x >= 0 && y >= 0 && x < size - 1 && y < size - 1)) continue;
					final int i = (int) y * size + (int) x;
					final float u = (float) (x - (int) x);
					final float w = (float) (y - (int) y);
					for (int n = 0; n < images.length; n++) {
						final float[] image = images[n];
						final float upper = image[i] + u * (image[i + 1] - image[i]);
						final float lower = image[i + size] + u * (image[i + size + 1] - image[i + size]);
						integrals[n][v * bins + b] += upper + w * (lower - upper);
					}
				}
				for (int n = 0; n < images.length; n++)
					integrals[n][v * bins + b] *= (float) cell;
			}
		return integrals;
	}

	/** @return the projections filtered, so that {@link #backProject} gives back the image that was projected */
	float[] filter(final float[] integrals) {
		final float[] filtered = new float[integrals.length];
		for (int v = 0; v < views; v++)
			for (int from = 0; from < bins; from++) {
				final float value = integrals[v * bins + from];
				if (value == 0) continue;
				for (int to = 0; to < bins; to++)
					filtered[v * bins + to] += value * ramp[Math.abs(to - from)];
			}
		return filtered;
	}

	/**
	 * @param integrals views x bins each
	 * @return for each, in each cell, the integral over half a turn (radians) of the ray through it; size x size
	 */
	float[][] backProject(final float[]... integrals) {
		final float[][] images = new float[integrals.length][size * size];
		final double middle = (size - 1) / 2.0;
		final float weight = (float) (Math.PI / views);
		for (int v = 0; v < views; v++)
			for (int y = 0; y < size; y++)
				for (int x = 0; x < size; x++) {
					final double bin = (bins - 1) / 2.0 + (x - middle) * cos[v] + (y - middle) * sin[v];
					if (!(bin >= 0 && bin < bins - 1)) continue;
					final int b = (int) bin;
					final float u = (float) (bin - b);
					for (int n = 0; n < images.length; n++) {
						final float[] rays = integrals[n];
						images[n][y * size + x] += weight * (rays[v * bins + b] + u * (rays[v * bins + b + 1] - rays[v * bins + b]));
					}
				}
		return images;
	}
}
