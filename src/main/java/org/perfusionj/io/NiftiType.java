package org.perfusionj.io;

import java.util.Locale;
import java.util.Map;

import org.perfusionj.work.PerfusionException;

/** The numeric data types of NIfTI that hold one number a voxel. */
public enum NiftiType {
	/** Unsigned 8 bit. */
	UINT8(2, 1),
	/** Signed 16 bit. */
	INT16(4, 2),
	/** Signed 32 bit. */
	INT32(8, 4),
	/** 32 bit floating point. */
	FLOAT32(16, 4),
	/** 64 bit floating point. */
	FLOAT64(64, 8),
	/** Signed 8 bit. */
	INT8(256, 1),
	/** Unsigned 16 bit. */
	UINT16(512, 2),
	/** Unsigned 32 bit. */
	UINT32(768, 4),
	/** Signed 64 bit. */
	INT64(1024, 8),
	/** Unsigned 64 bit. */
	UINT64(1280, 8);

	private static final Map<Integer, String> UNSUPPORTED = Map.of(1, "1-bit binary", 32, "complex64", 128, "RGB24 colour", 1536, "float128", 1792, "complex128", 2048, "complex256", 2304, "RGBA32 colour");

	private final int code;
	private final int bytes;

	NiftiType(final int code, final int bytes) {
		this.code = code;
		this.bytes = bytes;
	}

	/** @return the datatype code of the header */
	public int code() {
		return code;
	}

	/** @return bytes of one sample */
	public int bytes() {
		return bytes;
	}

	/** @return true if samples are kept in memory as they are stored; the others are turned into floats when they are read */
	boolean keptAsStored() {
		return bytes <= 2 || this == FLOAT32;
	}

	/** @return bytes of one sample in memory once it is read */
	int bytesInMemory() {
		return keptAsStored() ? bytes : Float.BYTES;
	}

	/** @return name for messages, for example int16 */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * @param code datatype code of a header
	 * @param source name of the file, for the message
	 * @throws PerfusionException if the code is unknown or its samples are not single numbers of at most 64 bits
	 */
	static NiftiType of(final int code, final String source) {
		for (final NiftiType type : values())
			if (type.code == code) return type;
		final String name = UNSUPPORTED.get(code);
		if (name == null) throw new PerfusionException("The NIfTI header of " + source + " is damaged: it says data type " + code + ", which does not exist.");
		throw new PerfusionException(source + " holds " + name + " samples, which cannot be perfusion images. Convert it to int16 or float32 first.");
	}
}
