package org.perfusionj.images;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import ij.IJ;

import org.perfusionj.io.dicom.CompressedFrames;

/**
 * Decodes compressed DICOM frames with the DICOM reader of the host's Bio-Formats (class loci.formats.in.DicomReader),
 * called by reflection. That reader gives the stored samples without rescale. Files are not grouped into series here.
 */
public final class BioFormatsFrames implements CompressedFrames {

	private static final String CLASS = "loci.formats.in.DicomReader";

	private final Supplier<Optional<Class<?>>> finder;

	/** The multi-frame file that was asked for last; opening one means reading its whole header. */
	private Path openFile;
	private Object openReader;

	/** Uses the Bio-Formats of this ImageJ. */
	public BioFormatsFrames() {
		this(() -> find(IJ.getClassLoader()));
	}

	/** @param finder gives a class with the methods of a Bio-Formats reader, or nothing where there is none */
	BioFormatsFrames(final Supplier<Optional<Class<?>>> finder) {
		this.finder = finder;
	}

	@Override
	public boolean available() {
		return finder.get().isPresent();
	}

	@Override
	public synchronized Object decode(final Path file, final int frame) throws IOException {
		final Object reader = file.equals(openFile) ? openReader : open(file);
		boolean keep = false;
		try {
			final int frames = (int) call(reader, file, "getImageCount");
			if (frame >= frames) throw new IOException("Bio-Formats finds " + frames + " frames in " + file + ", but frame " + (frame + 1) + " is needed.");
			final byte[] bytes = (byte[]) call(reader, file, "openBytes", frame);
			keep = frame + 1 < frames;
			return samples(bytes, (int) call(reader, file, "getSizeX") * (int) call(reader, file, "getSizeY"), (boolean) call(reader, file, "isLittleEndian"), file);
		}
		finally {
			openFile = keep ? file : null;
			openReader = keep ? reader : null;
			if (!keep) call(reader, file, "close");
		}
	}

	private Object open(final Path file) throws IOException {
		if (openReader != null) {
			final Object old = openReader;
			final Path oldFile = openFile;
			openReader = null;
			openFile = null;
			call(old, oldFile, "close");
		}
		final Class<?> type = finder.get().orElseThrow(() -> new IOException("Bio-Formats is not installed."));
		final Object reader;
		try {
			reader = type.getConstructor().newInstance();
		}
		catch (final ReflectiveOperationException changed) {
			throw new IOException("The DICOM reader of Bio-Formats cannot be started: " + changed + ". Update Fiji (Help > Update...).", changed);
		}
		try {
			call(reader, file, "setGroupFiles", false);
			call(reader, file, "setId", file.toAbsolutePath().toString());
			return reader;
		}
		catch (final IOException unreadable) {
			call(reader, file, "close");
			throw unreadable;
		}
	}

	private static Object samples(final byte[] bytes, final int size, final boolean littleEndian, final Path file) throws IOException {
		if (bytes.length == size) return bytes.clone();
		final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		if (bytes.length == 2 * size) {
			final short[] samples = new short[size];
			buffer.asShortBuffer().get(samples);
			return samples;
		}
		if (bytes.length == 4 * size) {
			final int[] samples = new int[size];
			buffer.asIntBuffer().get(samples);
			return samples;
		}
		throw new IOException("Bio-Formats gives " + bytes.length + " bytes for the " + size + " pixels of a frame of " + file + ": a colour image?");
	}

	private static Object call(final Object reader, final Path file, final String method, final Object... arguments) throws IOException {
		final Class<?>[] types = new Class<?>[arguments.length];
		for (int i = 0; i < types.length; i++)
			types[i] = arguments[i] instanceof Integer ? int.class : arguments[i] instanceof Boolean ? boolean.class : arguments[i].getClass();
		try {
			return reader.getClass().getMethod(method, types).invoke(reader, arguments);
		}
		catch (final InvocationTargetException thrown) {
			if (thrown.getCause() instanceof Error error) throw error;
			throw new IOException("Bio-Formats cannot decode " + file + ": " + thrown.getCause().getMessage(), thrown.getCause());
		}
		catch (final ReflectiveOperationException changed) {
			throw new IOException("The DICOM reader of Bio-Formats has no " + method + ". Update Fiji (Help > Update...).", changed);
		}
	}

	private static Optional<Class<?>> find(final ClassLoader plugins) {
		try {
			return Optional.of(Class.forName(CLASS, true, plugins == null ? BioFormatsFrames.class.getClassLoader() : plugins));
		}
		catch (final ClassNotFoundException | LinkageError absent) {
			// an ordinary answer: available() says so, and the DICOM reader says what is missing
			return Optional.empty();
		}
	}
}
