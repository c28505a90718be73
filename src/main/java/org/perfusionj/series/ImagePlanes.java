package org.perfusionj.series;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.PlanarAccess;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

/** Reads calibrated planes from a 4D ImgLib2 image: straight from the arrays where it is made of planes, else by cursor. */
final class ImagePlanes {

	private ImagePlanes() {}

	static PlaneReader readerOf(final RandomAccessibleInterval<? extends RealType<?>> samples, final double slope, final double intercept) {
		if (samples instanceof PlanarAccess<?> planar && samples.min(0) == 0 && samples.min(1) == 0) {
			final RealType<?> type = Views.flatIterable(samples).firstElement();
			final int slices = (int) samples.dimension(2);
			final Object first = ((ArrayDataAccess<?>) planar.getPlane(0)).getCurrentStorageArray();
			if (first instanceof short[] || first instanceof byte[] || first instanceof float[]) return (z, t, plane) -> {
				final Object array = ((ArrayDataAccess<?>) planar.getPlane(z + slices * t)).getCurrentStorageArray();
				convert(array, type, slope, intercept, plane);
			};
		}
		return (z, t, plane) -> {
			final Cursor<? extends RealType<?>> cursor = Views.flatIterable(Views.hyperSlice(Views.hyperSlice(samples, 3, t + samples.min(3)), 2, z + samples.min(2))).cursor();
			for (int i = 0; i < plane.length; i++)
				plane[i] = (float) (slope * cursor.next().getRealDouble() + intercept);
		};
	}

	private static void convert(final Object array, final RealType<?> type, final double slope, final double intercept, final float[] plane) {
		final float a = (float) slope;
		final float b = (float) intercept;
		final int n = plane.length;
		if (array instanceof float[] floats) {
			if (a == 1 && b == 0) System.arraycopy(floats, 0, plane, 0, n);
			else for (int i = 0; i < n; i++)
				plane[i] = a * floats[i] + b;
		}
		else if (array instanceof short[] shorts) {
			final int bits = type instanceof UnsignedShortType ? 0xffff : -1;
			for (int i = 0; i < n; i++)
				plane[i] = a * (shorts[i] & bits) + b;
		}
		else {
			final byte[] bytes = (byte[]) array;
			final int bits = type instanceof UnsignedByteType ? 0xff : -1;
			for (int i = 0; i < n; i++)
				plane[i] = a * (bytes[i] & bits) + b;
		}
	}
}
