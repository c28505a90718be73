package org.perfusionj.images;

import java.lang.ref.SoftReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;

import ij.ImageStack;

import org.perfusionj.series.PlaneReader;
import org.perfusionj.work.PerfusionException;

/** Calibrated planes of an image stack, each fetched from the stack when it is asked for: virtual stacks, calibration by table. */
final class StackPlanes implements PlaneReader {

	private final ImageStack stack;
	private final StackOrder order;
	private final ImageCalibration calibration;

	StackPlanes(final ImageStack stack, final StackOrder order, final ImageCalibration calibration) {
		this.stack = stack;
		this.order = order;
		this.calibration = calibration;
	}

	@Override
	public void read(final int z, final int t, final float[] plane) {
		final Object pixels;
		// Virtual stacks read files and keep state: one thread at a time.
		synchronized (stack) {
			pixels = stack.getPixels(order.position(z, t));
		}
		final float[] table = calibration.table();
		final float a = (float) calibration.slope();
		final float b = (float) calibration.intercept();
		if (pixels instanceof short[] shorts && shorts.length == plane.length) for (int i = 0; i < plane.length; i++)
			plane[i] = table == null ? a * (shorts[i] & 0xffff) + b : table[shorts[i] & 0xffff];
		else if (pixels instanceof byte[] bytes && bytes.length == plane.length) for (int i = 0; i < plane.length; i++)
			plane[i] = table == null ? a * (bytes[i] & 0xff) + b : table[bytes[i] & 0xff];
		else if (pixels instanceof float[] floats && floats.length == plane.length) System.arraycopy(floats, 0, plane, 0, plane.length);
		else throw new PerfusionException("Plane " + order.position(z, t) + " of the stack cannot be read: a virtual stack whose files were moved or changed? Open the series again.");
	}

	/** @return the planes as a 4D image (x, y, z, t) that fetches a plane when it is first touched and may forget it again */
	RandomAccessibleInterval<FloatType> image(final int width, final int height) {
		final CellGrid grid = new CellGrid(new long[] { width, height, order.slices(), order.frames() }, new int[] { width, height, 1, 1 });
		final AtomicReferenceArray<SoftReference<Cell<FloatArray>>> loaded = new AtomicReferenceArray<>(order.slices() * order.frames());
		return new LazyCellImg<>(grid, new FloatType(), index -> {
			final SoftReference<Cell<FloatArray>> reference = loaded.get((int) index);
			final Cell<FloatArray> known = reference == null ? null : reference.get();
			if (known != null) return known;
			final int z = (int) (index % order.slices());
			final int t = (int) (index / order.slices());
			final float[] plane = new float[width * height];
			read(z, t, plane);
			final Cell<FloatArray> cell = new Cell<>(new int[] { width, height, 1, 1 }, new long[] { 0, 0, z, t }, new FloatArray(plane));
			loaded.set((int) index, new SoftReference<>(cell));
			return cell;
		});
	}
}
