package org.perfusionj.io.dicom;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;

import org.perfusionj.io.JavaMemory;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Reads the samples of arranged images into one 4D image: as stored where one calibration holds for all, else calibrated, as float. */
final class FrameLoader {

	/** So many frames of one file are read in one piece of work. */
	private static final int CHUNK = 32;

	private final CompressedFrames decoder;
	private final WorkMonitor monitor;

	FrameLoader(final CompressedFrames decoder, final WorkMonitor monitor) {
		this.decoder = decoder;
		this.monitor = monitor;
	}

	/**
	 * @param samples 4D: x, y, z, t
	 * @param slope calibrated value = slope * sample + intercept
	 * @param intercept see slope
	 */
	record Loaded(PlanarImg<? extends RealType<?>, ? extends ArrayDataAccess<?>> samples, double slope, double intercept) {}

	/** One frame and the plane it goes to. */
	private record Target(Frame frame, int plane) {}

	/** @param frames images by slice and time, all of the same size */
	Loaded load(final Frame[][] frames) throws IOException {
		final Frame first = frames[0][0];
		final boolean uniform = isUniform(frames);
		final PixelFormat format = first.image().format();
		final long[] dimensions = { format.columns(), format.rows(), frames.length, frames[0].length };
		JavaMemory.require(dimensions[0] * dimensions[1] * dimensions[2] * dimensions[3] * (uniform ? format.bitsAllocated() / 8 : Float.BYTES), "The DICOM series");
		final PlanarImg<? extends RealType<?>, ? extends ArrayDataAccess<?>> samples = uniform ? stored(format, dimensions) : PlanarImgs.floats(dimensions);
		if (!uniform) monitor.log("The rescale of the DICOM images differs from image to image: the calibrated samples are kept as 32-bit numbers.");
		final List<List<Target>> work = work(frames);
		final AtomicInteger done = new AtomicInteger();
		try (Parallel parallel = Parallel.allCores()) {
			parallel.forEach(work.size(), monitor, i -> {
				read(work.get(i), samples, uniform);
				monitor.progress((double) done.incrementAndGet() / work.size(), "Reading DICOM images");
			});
		}
		catch (final UncheckedIOException failed) {
			throw failed.getCause();
		}
		return uniform ? new Loaded(samples, first.slope(), first.intercept()) : new Loaded(samples, 1, 0);
	}

	private void read(final List<Target> targets, final PlanarImg<?, ? extends ArrayDataAccess<?>> samples, final boolean uniform) {
		final ImageFile image = targets.get(0).frame.image();
		try (StoredFrames stored = StoredFrames.open(image, decoder)) {
			for (final Target target : targets) {
				monitor.check();
				final Object plane = samples.getPlane(target.plane).getCurrentStorageArray();
				final Object read = stored.read(target.frame.index());
				if (uniform) System.arraycopy(read, 0, plane, 0, image.format().samples());
				else calibrate(read, target.frame, (float[]) plane);
			}
		}
		catch (final IOException failed) {
			throw new UncheckedIOException(new IOException("The DICOM file " + image.file() + " cannot be read: " + failed.getMessage(), failed));
		}
	}

	private static void calibrate(final Object stored, final Frame frame, final float[] plane) {
		final boolean signed = frame.image().format().signed();
		final double slope = frame.slope();
		final double intercept = frame.intercept();
		if (stored instanceof byte[] bytes) for (int i = 0; i < plane.length; i++)
			plane[i] = (float) (slope * (signed ? bytes[i] : bytes[i] & 0xff) + intercept);
		else if (stored instanceof short[] shorts) for (int i = 0; i < plane.length; i++)
			plane[i] = (float) (slope * (signed ? shorts[i] : shorts[i] & 0xffff) + intercept);
		else {
			final int[] ints = (int[]) stored;
			for (int i = 0; i < plane.length; i++)
				plane[i] = (float) (slope * (signed ? ints[i] : ints[i] & 0xffffffffL) + intercept);
		}
	}

	private static boolean isUniform(final Frame[][] frames) {
		final Frame first = frames[0][0];
		for (final Frame[] slice : frames)
			for (final Frame frame : slice) {
				final PixelFormat a = first.image().format();
				final PixelFormat b = frame.image().format();
				if (frame.slope() != first.slope() || frame.intercept() != first.intercept() || a.bitsAllocated() != b.bitsAllocated() || a.signed() != b.signed()) return false;
			}
		return true;
	}

	private static PlanarImg<? extends RealType<?>, ? extends ArrayDataAccess<?>> stored(final PixelFormat format, final long[] dimensions) {
		return switch (format.bitsAllocated()) {
			case 8 -> format.signed() ? PlanarImgs.bytes(dimensions) : PlanarImgs.unsignedBytes(dimensions);
			case 16 -> format.signed() ? PlanarImgs.shorts(dimensions) : PlanarImgs.unsignedShorts(dimensions);
			default -> format.signed() ? PlanarImgs.ints(dimensions) : PlanarImgs.unsignedInts(dimensions);
		};
	}

	/** @return pieces of work: frames of one file; all of them where opening the file is expensive */
	private static List<List<Target>> work(final Frame[][] frames) {
		final Map<ImageFile, List<Target>> byFile = new LinkedHashMap<>();
		for (int t = 0; t < frames[0].length; t++)
			for (int z = 0; z < frames.length; z++)
				byFile.computeIfAbsent(frames[z][t].image(), file -> new ArrayList<>()).add(new Target(frames[z][t], z + frames.length * t));
		final List<List<Target>> work = new ArrayList<>();
		byFile.forEach((file, targets) -> {
			final int chunk = file.syntax().deflated() ? targets.size() : CHUNK;
			for (int from = 0; from < targets.size(); from += chunk)
				work.add(targets.subList(from, Math.min(targets.size(), from + chunk)));
		});
		return work;
	}
}
