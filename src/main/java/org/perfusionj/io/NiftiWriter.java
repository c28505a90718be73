package org.perfusionj.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

import net.imglib2.Cursor;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.PlanarAccess;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.view.Views;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Writes images as NIfTI-1 files, or as NIfTI-2 where a size is above 32767: little endian, mm and s, qform and sform as
 * in the grid's orientation. A path that ends in .nii.gz is compressed, one that ends in .nii is not. A file gets its
 * name only when it is complete; a file that has the name is replaced.
 */
public final class NiftiWriter {

	/** Higher levels of gzip take several times as long and make maps and noisy series only a few percent smaller. */
	private static final int GZIP_LEVEL = 1;
	private static final int BUFFER = 1 << 17;

	/**
	 * Writes a 3D image as float32.
	 *
	 * @param path ends in .nii or .nii.gz
	 * @throws IOException if the file cannot be written
	 * @throws PerfusionException if the name does not end like that, or the disk is full
	 */
	public void write(final Path path, final Volume volume, final NiftiNotes notes) throws IOException {
		final NiftiHeader header = new NiftiHeader.Builder().volume(volume.grid()).type(NiftiType.FLOAT32).notes(notes).build();
		write(path, header, out -> {
			for (int z = 0; z < volume.grid().slices(); z++)
				out.put(volume.plane(z));
		});
	}

	/**
	 * Writes a label image as int16.
	 *
	 * @param path ends in .nii or .nii.gz
	 * @param labels whole numbers from -32768 to 32767
	 * @throws IOException if the file cannot be written
	 * @throws IllegalArgumentException if a value is no such number
	 * @throws PerfusionException if the name does not end like that, or the disk is full
	 */
	public void writeLabels(final Path path, final Volume labels, final NiftiNotes notes) throws IOException {
		final short[][] planes = new short[labels.grid().slices()][labels.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++) {
				planes[z][i] = (short) labels.plane(z)[i];
				if (planes[z][i] != labels.plane(z)[i]) throw new IllegalArgumentException(labels.plane(z)[i] + " is no label of 16 bits");
			}
		final NiftiHeader header = new NiftiHeader.Builder().volume(labels.grid()).type(NiftiType.INT16).notes(notes).build();
		write(path, header, out -> {
			for (final short[] plane : planes)
				out.put(plane);
		});
	}

	/**
	 * Writes a mask as uint8: 1 inside, 0 outside.
	 *
	 * @param path ends in .nii or .nii.gz
	 * @throws IOException if the file cannot be written
	 * @throws PerfusionException if the name does not end like that, or the disk is full
	 */
	public void write(final Path path, final Mask mask, final NiftiNotes notes) throws IOException {
		final NiftiHeader header = new NiftiHeader.Builder().volume(mask.grid()).type(NiftiType.UINT8).notes(notes).build();
		write(path, header, out -> {
			final byte[] bytes = new byte[mask.grid().planeSize()];
			for (int z = 0; z < mask.grid().slices(); z++) {
				for (int i = 0; i < bytes.length; i++)
					bytes[i] = (byte) (mask.plane(z)[i] ? 1 : 0);
				out.put(bytes);
			}
		});
	}

	/**
	 * Writes curves of all voxels, for example residue functions, as 4D float32.
	 *
	 * @param path ends in .nii or .nii.gz
	 * @param samples [slice][sample][voxel of the slice]
	 * @param grid voxel grid
	 * @param time times of the samples
	 * @throws IOException if the file cannot be written
	 * @throws PerfusionException if the name does not end like that, or the disk is full
	 */
	public void write(final Path path, final float[][][] samples, final SpatialGrid grid, final TimeGrid time, final NiftiNotes notes, final WorkMonitor monitor) throws IOException {
		if (samples.length != grid.slices()) throw new IllegalArgumentException(samples.length + " slices of curves for a grid of " + grid.sizeText());
		for (final float[][] slice : samples)
			if (slice.length != time.count()) throw new IllegalArgumentException("curves of " + slice.length + " samples for " + time.count() + " times");
		final NiftiHeader header = new NiftiHeader.Builder().series(grid, time.count(), time.startS(), time.stepS()).type(NiftiType.FLOAT32).notes(notes).build();
		write(path, header, out -> {
			for (int t = 0; t < time.count(); t++) {
				monitor.check();
				monitor.progress((double) t / time.count(), "Writing " + path.getFileName());
				for (int z = 0; z < grid.slices(); z++)
					out.put(samples[z][t]);
			}
		});
	}

	/**
	 * Writes a series. Samples of 8 and 16 bit are written as they are stored, with their slope and intercept; all others
	 * as calibrated float32. Where NIfTI cannot hold the acquisition times (irregular, or different between slices) or the
	 * kind of signal (not CT), a JSON sidecar is written beside the file before the file appears; one that is there from
	 * an earlier file of that name is replaced.
	 *
	 * @param path ends in .nii or .nii.gz
	 * @throws IOException if the file cannot be written
	 * @throws PerfusionException if the name does not end like that, or the disk is full
	 */
	public void write(final Path path, final PerfusionSeries series, final NiftiNotes notes, final WorkMonitor monitor) throws IOException {
		final SpatialGrid grid = series.grid();
		final AcquisitionTimes times = series.times();
		final NiftiType type = series.slope() == 0 ? NiftiType.FLOAT32 : storedType(series.storedSamples());
		final boolean stored = type != NiftiType.FLOAT32;
		final NiftiHeader header = new NiftiHeader.Builder().series(grid, series.frames(), times.firstS(), series.frames() > 1 ? times.meanIntervalS() : 0).type(type).scaling(stored ? series.slope() : 1, stored ? series.intercept() : 0)
			.notes(notes).build();
		final Path sidecar = SeriesSidecar.pathFor(path);
		if (SeriesSidecar.isNeededFor(series) || Files.exists(sidecar)) FinishedFile.write(sidecar, SeriesSidecar.textFor(series));
		write(path, header, out -> {
			final float[] plane = new float[grid.planeSize()];
			for (int t = 0; t < series.frames(); t++) {
				monitor.check();
				monitor.progress((double) t / series.frames(), "Writing " + path.getFileName());
				for (int z = 0; z < grid.slices(); z++) {
					if (stored) putStored(series.storedSamples(), z, t, type, out);
					else {
						series.planes().read(z, t, plane);
						out.put(plane);
					}
				}
			}
		});
	}

	private static NiftiType storedType(final RandomAccessibleInterval<? extends RealType<?>> samples) {
		final RealType<?> type = Views.flatIterable(samples).firstElement();
		if (type instanceof UnsignedByteType) return NiftiType.UINT8;
		if (type instanceof ByteType) return NiftiType.INT8;
		if (type instanceof ShortType) return NiftiType.INT16;
		if (type instanceof UnsignedShortType) return NiftiType.UINT16;
		return NiftiType.FLOAT32;
	}

	private static void putStored(final RandomAccessibleInterval<? extends RealType<?>> samples, final int z, final int t, final NiftiType type, final SampleOutput out) throws IOException {
		final Object array = samples instanceof PlanarAccess<?> planar && planar.getPlane(0) instanceof ArrayDataAccess<?> ? ((ArrayDataAccess<?>) planar.getPlane(z + (int) samples.dimension(2) * t)).getCurrentStorageArray() : null;
		if (array instanceof short[] shorts) out.put(shorts);
		else if (array instanceof byte[] bytes) out.put(bytes);
		else {
			final Cursor<? extends RealType<?>> cursor = Views.flatIterable(Views.hyperSlice(Views.hyperSlice(samples, 3, t + samples.min(3)), 2, z + samples.min(2))).cursor();
			final int size = (int) (samples.dimension(0) * samples.dimension(1));
			if (type.bytes() == 1) {
				final byte[] plane = new byte[size];
				for (int i = 0; i < size; i++)
					plane[i] = (byte) ((IntegerType<?>) cursor.next()).getInteger();
				out.put(plane);
			}
			else {
				final short[] plane = new short[size];
				for (int i = 0; i < size; i++)
					plane[i] = (short) ((IntegerType<?>) cursor.next()).getInteger();
				out.put(plane);
			}
		}
	}

	/** Puts all samples of an image. */
	private interface Samples {

		void writeTo(SampleOutput out) throws IOException;
	}

	private static void write(final Path path, final NiftiHeader header, final Samples samples) throws IOException {
		if (!ImageFileName.isNifti(path)) throw new PerfusionException("A NIfTI file is called .nii or .nii.gz, not " + path.getFileName() + ".");
		final boolean compressed = ImageFileName.lower(path).endsWith(".gz");
		FinishedFile.write(path, file -> {
			try (OutputStream out = compressed ? new FastGzip(file) : file) {
				out.write(header.toBytes());
				out.write(new byte[(int) header.voxOffset() - header.toBytes().length]);
				samples.writeTo(new SampleOutput(out, header));
			}
		});
	}

	private static final class FastGzip extends GZIPOutputStream {

		FastGzip(final OutputStream out) throws IOException {
			super(out, BUFFER);
			def.setLevel(GZIP_LEVEL);
		}
	}

	/** Encodes planes of samples piece by piece. */
	private static final class SampleOutput {

		private final OutputStream out;
		private final byte[] chunk = new byte[BUFFER];
		private final ByteBuffer buffer;

		SampleOutput(final OutputStream out, final NiftiHeader header) {
			this.out = out;
			this.buffer = ByteBuffer.wrap(chunk).order(header.order());
		}

		void put(final byte[] plane) throws IOException {
			out.write(plane);
		}

		void put(final short[] plane) throws IOException {
			for (int done = 0; done < plane.length;) {
				final int count = Math.min(plane.length - done, chunk.length / Short.BYTES);
				buffer.asShortBuffer().put(plane, done, count);
				out.write(chunk, 0, count * Short.BYTES);
				done += count;
			}
		}

		void put(final float[] plane) throws IOException {
			for (int done = 0; done < plane.length;) {
				final int count = Math.min(plane.length - done, chunk.length / Float.BYTES);
				buffer.asFloatBuffer().put(plane, done, count);
				out.write(chunk, 0, count * Float.BYTES);
				done += count;
			}
		}
	}
}
