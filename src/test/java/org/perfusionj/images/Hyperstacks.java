package org.perfusionj.images;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

/** Small hyperstacks whose pixel values say where they lie: 1000 t + 100 z + y * width + x. */
final class Hyperstacks {

	static final int WIDTH = 4;
	static final int HEIGHT = 3;

	private Hyperstacks() {}

	static int value(final int x, final int y, final int z, final int t) {
		return 1000 * t + 100 * z + y * WIDTH + x;
	}

	/** 16-bit XYCZT hyperstack without frame interval. */
	static ImagePlus shorts(final int slices, final int frames) {
		final ImagePlus image = new ImagePlus("case", stack(slices, frames, true));
		image.setDimensions(1, slices, frames);
		image.setOpenAsHyperStack(true);
		return image;
	}

	/** Planes of slices x frames; all slices of one time together, or all times of one slice. */
	static ImageStack stack(final int slices, final int frames, final boolean slicesFirst) {
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int n = 0; n < slices * frames; n++)
			stack.addSlice(null, slicesFirst ? plane(n % slices, n / slices) : plane(n / frames, n % frames));
		return stack;
	}

	static short[] plane(final int z, final int t) {
		final short[] plane = new short[WIDTH * HEIGHT];
		for (int i = 0; i < plane.length; i++)
			plane[i] = (short) value(i % WIDTH, i / WIDTH, z, t);
		return plane;
	}

	static ImagePlus withInterval(final ImagePlus image, final double interval, final String unit) {
		final Calibration calibration = image.getCalibration();
		calibration.frameInterval = interval;
		calibration.setTimeUnit(unit);
		return image;
	}
}
