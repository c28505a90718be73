package org.perfusionj.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.PerfusionException;

/**
 * The header of a NIfTI-1 or NIfTI-2 image: an immutable value that is parsed from bytes and written to bytes. Field
 * meanings follow nifti1.h and nifti2.h of the NIfTI Data Format Working Group.
 */
public final class NiftiHeader {

	/** Bytes of a NIfTI-1 header. */
	public static final int SIZE_1 = 348;
	/** Bytes of a NIfTI-2 header. */
	public static final int SIZE_2 = 540;
	/** Largest size along an axis that NIfTI-1 can hold. */
	public static final int MAX_SIZE_1 = Short.MAX_VALUE;

	private static final int AXES = 7;
	private static final byte[] SINGLE_1 = { 'n', '+', '1', 0 };
	private static final byte[] PAIR_1 = { 'n', 'i', '1', 0 };
	private static final byte[] SINGLE_2 = { 'n', '+', '2', 0, '\r', '\n', 0x1a, '\n' };
	private static final byte[] PAIR_2 = { 'n', 'i', '2', 0, '\r', '\n', 0x1a, '\n' };

	private static final int SPACE_UNIT = 0x07;
	private static final int TIME_UNIT = 0x38;
	private static final int MILLIMETRE = 2;
	private static final int SECOND = 8;

	/**
	 * An interval without a unit that is larger than this is taken as ms: no perfusion series has 100 s between frames,
	 * and none has less than 0.1 s.
	 */
	private static final double LARGEST_INTERVAL_S = 100;

	/** The squares of b, c and d add up to at most 1, but for rounding. */
	private static final double LARGEST_QUATERNION = 1.01;

	private final int version;
	private final ByteOrder order;
	private final boolean pair;
	private final long[] dim;
	private final NiftiType type;
	private final double[] pixdim;
	private final long voxOffset;
	private final double slope;
	private final double intercept;
	private final int units;
	private final double toffset;
	private final double calMin;
	private final double calMax;
	private final String description;
	private final String intentName;
	private final int qformCode;
	private final int sformCode;
	private final double[] quaternion;
	private final double[] qoffset;
	private final double[] srow;

	private NiftiHeader(final Builder b) {
		version = b.version;
		order = b.order;
		pair = b.pair;
		dim = b.dim;
		type = b.type;
		pixdim = b.pixdim;
		voxOffset = b.voxOffset;
		slope = b.slope;
		intercept = b.intercept;
		units = b.units;
		toffset = b.toffset;
		calMin = b.calMin;
		calMax = b.calMax;
		description = b.description;
		intentName = b.intentName;
		qformCode = b.qformCode;
		sformCode = b.sformCode;
		quaternion = b.quaternion;
		qoffset = b.qoffset;
		srow = b.srow;
	}

	/** @return 1 or 2 */
	public int version() {
		return version;
	}

	/** @return byte order of the header and the samples */
	public ByteOrder order() {
		return order;
	}

	/** @return true if the samples lie in a file of their own (.img) */
	public boolean pair() {
		return pair;
	}

	/** @return number of axes that the header names, 1 to 7 */
	public int axes() {
		return (int) dim[0];
	}

	/**
	 * @param axis 1 to 7
	 * @return number of samples along it, 1 beyond the axes that the header names
	 */
	public long size(final int axis) {
		return axis <= dim[0] ? dim[axis] : 1;
	}

	/** @return number of samples */
	public long samples() {
		long product = 1;
		for (int axis = 1; axis <= AXES; axis++)
			product *= size(axis);
		return product;
	}

	/** @return bytes that all samples take */
	public long sampleBytes() {
		return samples() * type.bytes();
	}

	/** @return the sizes as text, for example 256 x 256 x 8 x 60 */
	public String sizeText() {
		final StringBuilder text = new StringBuilder();
		for (int axis = 1; axis <= dim[0]; axis++)
			text.append(axis > 1 ? " x " : "").append(dim[axis]);
		return text.toString();
	}

	/** @return type of the stored samples */
	public NiftiType type() {
		return type;
	}

	/** @return byte at which the samples start in their file */
	public long voxOffset() {
		return voxOffset;
	}

	/** @return calibrated value = slope * stored + intercept; 1 if the header asks for no scaling */
	public double slope() {
		return slope;
	}

	/** @return see {@link #slope()}; 0 if the header asks for no scaling */
	public double intercept() {
		return intercept;
	}

	/** @return lower end of the suggested display range (0 and 0: none) */
	public double calMin() {
		return calMin;
	}

	/** @return upper end of the suggested display range */
	public double calMax() {
		return calMax;
	}

	/** @return free text */
	public String description() {
		return description;
	}

	/** @return name of what the numbers are */
	public String intentName() {
		return intentName;
	}

	/** @return true if the file says how far apart voxel centres are along an axis (1 to 3) */
	public boolean hasSpacing(final int axis) {
		return pixdim[axis] != 0;
	}

	/**
	 * @param axis 1 to 3
	 * @return mm between voxel centres: pixdim, else the length of the sform's column, else 1
	 */
	public double spacingMm(final int axis) {
		if (pixdim[axis] != 0) return Math.abs(pixdim[axis]) * millimetres();
		if (sformCode > 0) {
			final double length = Math.sqrt(square(srow[axis - 1]) + square(srow[4 + axis - 1]) + square(srow[8 + axis - 1])) * millimetres();
			if (length > 0) return length;
		}
		return 1;
	}

	/** @return true if pixdim[4] is an interval in time (or has no unit), false if it is a frequency or the like */
	public boolean timeAxisIsTime() {
		return (units & TIME_UNIT) <= 24;
	}

	/** @return true if the header says in which unit its times are */
	public boolean timeUnitKnown() {
		return (units & TIME_UNIT) != 0;
	}

	/**
	 * @return s between frames, 0 if the header has none. Without a unit the number is taken as seconds, or as
	 *         milliseconds where it is larger than 100.
	 */
	public double frameIntervalS() {
		return timeAxisIsTime() ? Math.max(0, pixdim[4]) * seconds() : 0;
	}

	/** @return time of the first frame, s */
	public double firstTimeS() {
		return timeAxisIsTime() ? toffset * seconds() : 0;
	}

	private double millimetres() {
		return switch (units & SPACE_UNIT) {
			case 1 -> 1e3;
			case 3 -> 1e-3;
			default -> 1;
		};
	}

	private double seconds() {
		return switch (units & TIME_UNIT) {
			case 16 -> 1e-3;
			case 24 -> 1e-6;
			case 0 -> pixdim[4] > LARGEST_INTERVAL_S ? 1e-3 : 1;
			default -> 1;
		};
	}

	/**
	 * @return qform and sform with their codes, mm. The qform is the rotation of the quaternion times the voxel size
	 *         (nifti1.h, "METHOD 2"), the sform is as stored.
	 */
	public Orientation orientation() {
		return new Orientation(sformCode, sformCode > 0 ? sformMm() : null, qformCode, qformCode > 0 ? qformMm() : null);
	}

	private double[] sformMm() {
		final double[] affine = srow.clone();
		for (int i = 0; i < affine.length; i++)
			affine[i] *= millimetres();
		return affine;
	}

	private double[] qformMm() {
		final double[] rotation = Quaternion.toRotation(quaternion[0], quaternion[1], quaternion[2]);
		final double qfac = pixdim[0] < 0 ? -1 : 1;
		final double[] affine = new double[12];
		for (int row = 0; row < 3; row++) {
			for (int column = 0; column < 3; column++)
				affine[row * 4 + column] = rotation[row * 3 + column] * spacingMm(column + 1) * (column == 2 ? qfac : 1);
			affine[row * 4 + 3] = qoffset[row] * millimetres();
		}
		return affine;
	}

	/**
	 * @param slices number of slices to use instead of the third size
	 * @return the voxel grid
	 * @throws PerfusionException if a plane is larger than an array can be
	 */
	public SpatialGrid grid(final int slices) {
		if (size(1) * size(2) > Integer.MAX_VALUE - 16) throw new PerfusionException("The planes of " + size(1) + " x " + size(2) + " voxels are too large: a plane may have at most 2^31 voxels.");
		return new SpatialGrid((int) size(1), (int) size(2), slices, spacingMm(1), spacingMm(2), spacingMm(3), orientation());
	}

	// ---- parsing

	/**
	 * @param sizeField first four bytes of a file
	 * @return bytes that its header has (348 or 540), or 0 if this is not a NIfTI header
	 */
	static int sizeOf(final byte[] sizeField) {
		if (sizeField.length < 4) return 0;
		for (final ByteOrder order : new ByteOrder[] { ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN }) {
			final int size = ByteBuffer.wrap(sizeField).order(order).getInt(0);
			if (size == SIZE_1 || size == SIZE_2) return size;
		}
		return 0;
	}

	/**
	 * @param bytes a header, 348 bytes (NIfTI-1) or 540 bytes (NIfTI-2), in either byte order
	 * @param source name of the file, for messages
	 * @throws PerfusionException if it is no NIfTI header or a field cannot be right
	 */
	public static NiftiHeader parse(final byte[] bytes, final String source) {
		final int size = sizeOf(bytes);
		if (size == 0) throw new PerfusionException(source + " is not a NIfTI file: it starts with the bytes " + hex(bytes, 0, 4) + ", but a NIfTI header starts with its size, 348 or 540.");
		if (bytes.length < size) throw new PerfusionException(source + " is cut off: it ends after " + bytes.length + " bytes, but its header alone has " + size + " bytes. Copy or download it again.");
		final ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		if (in.getInt(0) != size) in.order(ByteOrder.BIG_ENDIAN);
		final Builder b = new Builder();
		b.order = in.order();
		if (size == SIZE_1) b.read1(in, source);
		else b.read2(in, source);
		b.check(source);
		return new NiftiHeader(b);
	}

	private static boolean hasMagic(final ByteBuffer in, final int at, final byte[] magic) {
		return Arrays.equals(in.array(), at, at + magic.length, magic, 0, magic.length);
	}

	private static PerfusionException wrongMagic(final String source, final ByteBuffer in, final int at, final int length, final String expected) {
		boolean zero = true;
		for (int i = at; i < at + length; i++)
			zero &= in.get(i) == 0;
		return new PerfusionException(source + (zero ? " has no NIfTI magic (the bytes are 0): it may be an Analyze 7.5 image, which does not say where left and right are. Convert it to NIfTI first."
			: " is not a NIfTI file or is damaged: its magic bytes are " + hex(in.array(), at, length) + ", expected " + expected + "."));
	}

	static String hex(final byte[] bytes, final int from, final int count) {
		final StringBuilder text = new StringBuilder();
		for (int i = from; i < Math.min(bytes.length, from + count); i++)
			text.append(i > from ? " " : "").append(String.format("%02x", bytes[i]));
		return text.length() == 0 ? "(none)" : text.toString();
	}

	private static String text(final ByteBuffer in, final int at, final int length) {
		int end = at;
		while (end < at + length && in.get(end) != 0)
			end++;
		return new String(in.array(), at, end - at, StandardCharsets.UTF_8).trim();
	}

	private static double square(final double value) {
		return value * value;
	}

	// ---- writing

	/** @return the header as bytes: 348 (NIfTI-1) or 540 (NIfTI-2) */
	public byte[] toBytes() {
		final ByteBuffer out = ByteBuffer.allocate(version == 1 ? SIZE_1 : SIZE_2).order(order);
		if (version == 1) write1(out);
		else write2(out);
		return out.array();
	}

	private void write1(final ByteBuffer out) {
		out.putInt(0, SIZE_1);
		out.put(38, (byte) 'r'); // the "regular" flag that Analyze programs look for
		for (int i = 0; i <= AXES; i++)
			out.putShort(40 + 2 * i, (short) (i == 0 ? dim[0] : size(i)));
		out.putShort(70, (short) type.code());
		out.putShort(72, (short) (type.bytes() * 8));
		for (int i = 0; i <= AXES; i++)
			out.putFloat(76 + 4 * i, (float) pixdim[i]);
		out.putFloat(108, voxOffset);
		out.putFloat(112, (float) slope);
		out.putFloat(116, (float) intercept);
		out.put(123, (byte) units);
		out.putFloat(124, (float) calMax);
		out.putFloat(128, (float) calMin);
		out.putFloat(136, (float) toffset);
		put(out, 148, 80, description);
		out.putShort(252, (short) qformCode);
		out.putShort(254, (short) sformCode);
		for (int i = 0; i < 3; i++) {
			out.putFloat(256 + 4 * i, (float) quaternion[i]);
			out.putFloat(268 + 4 * i, (float) qoffset[i]);
		}
		for (int i = 0; i < 12; i++)
			out.putFloat(280 + 4 * i, (float) srow[i]);
		put(out, 328, 16, intentName);
		out.put(344, pair ? PAIR_1 : SINGLE_1);
	}

	private void write2(final ByteBuffer out) {
		out.putInt(0, SIZE_2);
		out.put(4, pair ? PAIR_2 : SINGLE_2);
		out.putShort(12, (short) type.code());
		out.putShort(14, (short) (type.bytes() * 8));
		for (int i = 0; i <= AXES; i++) {
			out.putLong(16 + 8 * i, i == 0 ? dim[0] : size(i));
			out.putDouble(104 + 8 * i, pixdim[i]);
		}
		out.putLong(168, voxOffset);
		out.putDouble(176, slope);
		out.putDouble(184, intercept);
		out.putDouble(192, calMax);
		out.putDouble(200, calMin);
		out.putDouble(216, toffset);
		put(out, 240, 80, description);
		out.putInt(344, qformCode);
		out.putInt(348, sformCode);
		for (int i = 0; i < 3; i++) {
			out.putDouble(352 + 8 * i, quaternion[i]);
			out.putDouble(376 + 8 * i, qoffset[i]);
		}
		for (int i = 0; i < 12; i++)
			out.putDouble(400 + 8 * i, srow[i]);
		out.putInt(500, units);
		put(out, 508, 16, intentName);
	}

	/** Puts as many whole characters of the text as fit and leave a closing 0. */
	private static void put(final ByteBuffer out, final int at, final int length, final String text) {
		String rest = text;
		while (rest.getBytes(StandardCharsets.UTF_8).length > length - 1)
			rest = rest.substring(0, rest.offsetByCodePoints(rest.length(), -1));
		out.put(at, rest.getBytes(StandardCharsets.UTF_8));
	}

	/** Collects the fields of a header. Distances are mm and times s; what is not given is "unknown" or "none". */
	public static final class Builder {

		private int version = 1;
		private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
		private boolean pair;
		private long[] dim = { 0, 1, 1, 1, 1, 1, 1, 1 };
		private NiftiType type = NiftiType.FLOAT32;
		private final double[] pixdim = { 1, 0, 0, 0, 0, 0, 0, 0 };
		private long voxOffset;
		private double slope = 1;
		private double intercept;
		private int units = MILLIMETRE | SECOND;
		private double toffset;
		private double calMin;
		private double calMax;
		private String description = "";
		private String intentName = "";
		private int qformCode;
		private int sformCode;
		private final double[] quaternion = new double[3];
		private final double[] qoffset = new double[3];
		private double[] srow = new double[12];

		private int bitpix;

		/** @param newVersion 1 or 2; {@link #build()} takes 2 where a size does not fit into 1 */
		public Builder version(final int newVersion) {
			version = newVersion;
			return this;
		}

		/** @param newOrder byte order of the header and the samples */
		public Builder order(final ByteOrder newOrder) {
			order = newOrder;
			return this;
		}

		/** @param newPair true for .hdr and .img, false for one .nii file */
		public Builder pair(final boolean newPair) {
			pair = newPair;
			return this;
		}

		/** @param newType type of the stored samples */
		public Builder type(final NiftiType newType) {
			type = newType;
			return this;
		}

		/** A 3D image on a grid. */
		public Builder volume(final SpatialGrid grid) {
			dim = new long[] { 3, grid.width(), grid.height(), grid.slices(), 1, 1, 1, 1 };
			return geometry(grid);
		}

		/**
		 * A 4D image.
		 *
		 * @param grid voxel grid
		 * @param frames number of frames
		 * @param firstS time of the first frame, s
		 * @param intervalS s between frames, 0 if unknown
		 */
		public Builder series(final SpatialGrid grid, final int frames, final double firstS, final double intervalS) {
			dim = new long[] { 4, grid.width(), grid.height(), grid.slices(), frames, 1, 1, 1 };
			pixdim[4] = intervalS;
			toffset = firstS;
			return geometry(grid);
		}

		private Builder geometry(final SpatialGrid grid) {
			pixdim[1] = grid.spacingX();
			pixdim[2] = grid.spacingY();
			pixdim[3] = grid.spacingZ();
			final Orientation orientation = grid.orientation();
			sformCode = orientation.sformCode();
			if (sformCode > 0) srow = orientation.sform();
			qformCode = orientation.qformCode();
			if (qformCode > 0) {
				final double[] qform = orientation.qform();
				final Quaternion rotation = Quaternion.of(qform);
				quaternion[0] = rotation.b();
				quaternion[1] = rotation.c();
				quaternion[2] = rotation.d();
				pixdim[0] = rotation.qfac();
				for (int row = 0; row < 3; row++)
					qoffset[row] = qform[row * 4 + 3];
			}
			return this;
		}

		/** Calibrated value = slope * stored + intercept. */
		public Builder scaling(final double newSlope, final double newIntercept) {
			slope = newSlope;
			intercept = newIntercept;
			return this;
		}

		/** @param notes texts and display range; texts that are too long for the header are cut */
		public Builder notes(final NiftiNotes notes) {
			description = notes.description();
			intentName = notes.intentName();
			calMin = notes.displayMin();
			calMax = notes.displayMax();
			return this;
		}

		/** @return the header; the samples start where the format wants them */
		public NiftiHeader build() {
			if (Arrays.stream(dim).anyMatch(size -> size > MAX_SIZE_1)) version = 2;
			voxOffset = pair ? 0 : (version == 1 ? SIZE_1 : SIZE_2) + 4; // 4 bytes say "no extensions"
			return new NiftiHeader(this);
		}

		private void read1(final ByteBuffer in, final String source) {
			version = 1;
			pair = hasMagic(in, 344, PAIR_1);
			if (!pair && !hasMagic(in, 344, SINGLE_1)) throw wrongMagic(source, in, 344, 4, "6e 2b 31 00 (n+1) or 6e 69 31 00 (ni1)");
			for (int i = 0; i <= AXES; i++) {
				dim[i] = in.getShort(40 + 2 * i);
				pixdim[i] = in.getFloat(76 + 4 * i);
			}
			type = NiftiType.of(in.getShort(70) & 0xffff, source);
			bitpix = in.getShort(72);
			voxOffset = offset(in.getFloat(108), source);
			scaling(in.getFloat(112), in.getFloat(116));
			units = in.get(123) & 0xff;
			calMax = in.getFloat(124);
			calMin = in.getFloat(128);
			toffset = in.getFloat(136);
			description = text(in, 148, 80);
			qformCode = in.getShort(252);
			sformCode = in.getShort(254);
			for (int i = 0; i < 3; i++) {
				quaternion[i] = in.getFloat(256 + 4 * i);
				qoffset[i] = in.getFloat(268 + 4 * i);
			}
			for (int i = 0; i < 12; i++)
				srow[i] = in.getFloat(280 + 4 * i);
			intentName = text(in, 328, 16);
		}

		private void read2(final ByteBuffer in, final String source) {
			version = 2;
			pair = hasMagic(in, 4, PAIR_2);
			if (!pair && !hasMagic(in, 4, SINGLE_2)) throw wrongMagic(source, in, 4, 8, "6e 2b 32 00 0d 0a 1a 0a (n+2) or 6e 69 32 00 0d 0a 1a 0a (ni2)");
			type = NiftiType.of(in.getShort(12) & 0xffff, source);
			bitpix = in.getShort(14);
			for (int i = 0; i <= AXES; i++) {
				dim[i] = in.getLong(16 + 8 * i);
				pixdim[i] = in.getDouble(104 + 8 * i);
			}
			voxOffset = in.getLong(168);
			scaling(in.getDouble(176), in.getDouble(184));
			calMax = in.getDouble(192);
			calMin = in.getDouble(200);
			toffset = in.getDouble(216);
			description = text(in, 240, 80);
			qformCode = in.getInt(344);
			sformCode = in.getInt(348);
			for (int i = 0; i < 3; i++) {
				quaternion[i] = in.getDouble(352 + 8 * i);
				qoffset[i] = in.getDouble(376 + 8 * i);
			}
			for (int i = 0; i < 12; i++)
				srow[i] = in.getDouble(400 + 8 * i);
			units = in.getInt(500);
			intentName = text(in, 508, 16);
		}

		private static long offset(final float value, final String source) {
			if (!Float.isFinite(value)) throw damaged(source, "the samples are said to start at byte " + value + ".");
			return (long) value;
		}

		/** Checks what was read from a file, and fills in what the format leaves to the reader. */
		private void check(final String source) {
			if (dim[0] < 1 || dim[0] > AXES) throw damaged(source, "it says that the image has " + dim[0] + " dimensions, which must be 1 to 7.");
			long bytes = type.bytes();
			for (int axis = 1; axis <= dim[0]; axis++) {
				if (dim[axis] < 1) throw damaged(source, "it says that dimension " + axis + " has " + dim[axis] + " samples.");
				if (dim[axis] > Integer.MAX_VALUE - 16) throw damaged(source, "dimension " + axis + " has " + dim[axis] + " samples, more than this software can hold.");
				try {
					bytes = Math.multiplyExact(bytes, dim[axis]);
				}
				catch (final ArithmeticException overflow) {
					throw new PerfusionException("The NIfTI header of " + source + " is damaged: the image sizes multiply to more than any file can hold.", overflow);
				}
			}
			if (bitpix != 0 && bitpix != type.bytes() * 8) throw damaged(source, "it says data type " + type.key() + " and " + bitpix + " bits a sample.");
			final int least = pair ? 0 : version == 1 ? SIZE_1 : SIZE_2;
			if (voxOffset == 0 && !pair) voxOffset = least + 4;
			if (voxOffset < least) throw damaged(source, "the samples are said to start at byte " + voxOffset + (pair ? "." : ", inside the header."));
			if (voxOffset > Long.MAX_VALUE - bytes) throw damaged(source, "the samples are said to start at byte " + voxOffset + ".");
			for (int axis = 1; axis <= 4; axis++)
				if (!Double.isFinite(pixdim[axis])) {
					if (axis <= dim[0]) throw damaged(source, "the spacing along dimension " + axis + " is " + pixdim[axis] + ".");
					pixdim[axis] = 0;
				}
			if (slope == 0 || !Double.isFinite(slope)) scaling(1, 0);
			if (!Double.isFinite(intercept)) throw damaged(source, "the intercept of the scaling is " + intercept + " (slope " + slope + ").");
			if (!Double.isFinite(toffset)) toffset = 0;
			if (!Double.isFinite(calMin) || !Double.isFinite(calMax)) calMin = calMax = 0;
			qformCode = Math.max(0, qformCode);
			sformCode = Math.max(0, sformCode);
			if (sformCode > 0) requireFinite(srow, "sform", source);
			if (qformCode > 0) {
				requireFinite(quaternion, "qform", source);
				requireFinite(qoffset, "qform offset", source);
				if (Arrays.stream(quaternion).map(NiftiHeader::square).sum() > LARGEST_QUATERNION) throw damaged(source, "the quaternion of its qform, " + Arrays.toString(quaternion) + ", is no rotation.");
			}
		}

		private static void requireFinite(final double[] values, final String what, final String source) {
			for (final double value : values)
				if (!Double.isFinite(value)) throw damaged(source, "its " + what + " holds " + value + ".");
		}

		private static PerfusionException damaged(final String source, final String what) {
			return new PerfusionException("The NIfTI header of " + source + " is damaged: " + what);
		}
	}
}
