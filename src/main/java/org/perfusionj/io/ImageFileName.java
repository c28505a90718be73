package org.perfusionj.io;

import java.nio.file.Path;
import java.util.Locale;

/** What the name of an image file says, in upper or lower case. */
public final class ImageFileName {

	private static final String ENDING = "(?i)\\.((nii|hdr|img)(\\.gz)?|tiff?|dcm)$";

	private ImageFileName() {}

	/** @return true for .nii and .nii.gz */
	public static boolean isNifti(final Path path) {
		return lower(path).endsWith(".nii") || lower(path).endsWith(".nii.gz");
	}

	/** @return true for .tif and .tiff */
	public static boolean isTiff(final Path path) {
		return lower(path).endsWith(".tif") || lower(path).endsWith(".tiff");
	}

	/** @return true if the name ends like that of a format which this software reads itself, see {@link #stem(Path)} */
	public static boolean isKnown(final Path path) {
		return !stem(lower(path)).equals(lower(path));
	}

	/** @return the name of the file without the ending of an image (.nii, .hdr and .img, each with or without .gz, .tif, .tiff, .dcm) */
	public static String stem(final Path path) {
		return stem(path.getFileName().toString());
	}

	/** @return a name, for example a window title, without the ending of an image, see {@link #stem(Path)} */
	public static String stem(final String name) {
		return name.replaceFirst(ENDING, "");
	}

	/** @return the name of the file in lower case; empty for the root of a file system */
	static String lower(final Path path) {
		return path.getFileName() == null ? "" : path.getFileName().toString().toLowerCase(Locale.ROOT);
	}
}
