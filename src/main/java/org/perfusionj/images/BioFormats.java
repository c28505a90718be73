package org.perfusionj.images;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

import ij.IJ;
import ij.ImagePlus;

import org.perfusionj.work.PerfusionException;

/**
 * The Bio-Formats plugin of the host, called by reflection since Fiji has it and plain ImageJ has not. Its DICOM reader does
 * not apply the rescale of the file and has no time dimension; whoever uses it for DICOM takes raw pixels from it.
 */
public final class BioFormats implements ForeignOpener {

	private static final String CLASS = "loci.plugins.BF";

	private final Method openImagePlus;

	/** @param openImagePlus a static method that takes a path and gives an array of images */
	BioFormats(final Method openImagePlus) {
		this.openImagePlus = openImagePlus;
	}

	/** @return the Bio-Formats of this ImageJ, if it has one */
	public static Optional<ForeignOpener> find() {
		return find(IJ.getClassLoader());
	}

	static Optional<ForeignOpener> find(final ClassLoader plugins) {
		final ClassLoader loader = plugins == null ? BioFormats.class.getClassLoader() : plugins;
		try {
			return Optional.of(new BioFormats(Class.forName(CLASS, true, loader).getMethod("openImagePlus", String.class)));
		}
		catch (final ClassNotFoundException | NoSuchMethodException | LinkageError absent) {
			// absence is an ordinary answer here; who needs it says what is missing
			return Optional.empty();
		}
	}

	@Override
	public ImagePlus open(final Path file) throws IOException {
		final Object result;
		try {
			result = openImagePlus.invoke(null, file.toAbsolutePath().toString());
		}
		catch (final InvocationTargetException thrown) {
			final Throwable cause = thrown.getCause();
			if (cause instanceof Error error) throw error;
			throw new IOException("Bio-Formats cannot read " + file + ": " + cause.getMessage(), cause);
		}
		catch (final IllegalAccessException changed) {
			throw new IOException("Bio-Formats cannot be called: " + changed.getMessage() + ". Update it (Help > Update...).", changed);
		}
		if (!(result instanceof ImagePlus[] images) || images.length == 0) throw new PerfusionException("Bio-Formats found no image in " + file + ".");
		return Arrays.stream(images).max(Comparator.comparingInt(ImagePlus::getImageStackSize)).get();
	}
}
