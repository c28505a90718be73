package org.perfusionj.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * A file or folder that a result was made from.
 *
 * @param role what it was used for, for example input, aif, mask
 * @param path where it was
 * @param sha256 checksum, see {@link #of}
 */
public record InputFile(String role, Path path, String sha256) {

	private static final int BUFFER = 1 << 17;

	/**
	 * Reads the file or folder once. The checksum of a file is what {@code sha256sum} says. That of a folder is the
	 * checksum of the text that has one line "checksum, two spaces, path" for each regular file in it and below, in the order
	 * of the paths, which are relative to the folder with / between names:
	 * {@code find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum}
	 *
	 * @param role what it was used for
	 * @param path the file or folder
	 * @param monitor progress and cancel
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if there is no such file or folder
	 */
	public static InputFile of(final String role, final Path path, final WorkMonitor monitor) throws IOException {
		if (!Files.exists(path)) throw new PerfusionException("There is no file " + path + " (" + role + ").");
		return new InputFile(role, path, Files.isDirectory(path) ? folder(path, monitor) : file(path, "Checksum of " + path.getFileName(), monitor));
	}

	/**
	 * Like {@link #of}, and the files that belong to an image: the second file of a NIfTI pair, and the JSON sidecar of a NIfTI
	 * or TIFF file.
	 *
	 * @return one for each file
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if there is no such file or folder
	 */
	public static List<InputFile> allOf(final String role, final Path path, final WorkMonitor monitor) throws IOException {
		final List<InputFile> all = new ArrayList<>();
		all.add(of(role, path, monitor));
		for (final Path part : parts(path))
			if (!Files.isSameFile(part, path)) all.add(of(role, part, monitor));
		return all;
	}

	private static List<Path> parts(final Path path) throws IOException {
		if (!Files.isRegularFile(path)) return List.of();
		if (NiftiFile.looksLikeNifti(path)) return NiftiFile.open(path).files();
		return ImageFileName.isTiff(path) ? SeriesSidecar.pathBeside(path).stream().toList() : List.of();
	}

	private static String file(final Path path, final String message, final WorkMonitor monitor) throws IOException {
		final MessageDigest digest = digest();
		final byte[] buffer = new byte[BUFFER];
		final double size = Math.max(1, Files.size(path));
		long done = 0;
		try (InputStream in = Files.newInputStream(path)) {
			for (int count; (count = in.read(buffer)) >= 0;) {
				monitor.check();
				digest.update(buffer, 0, count);
				done += count;
				monitor.progress(Math.min(1, done / size), message);
			}
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private static String folder(final Path folder, final WorkMonitor monitor) throws IOException {
		final MessageDigest digest = digest();
		final List<byte[]> names = new ArrayList<>();
		try (Stream<Path> tree = Files.walk(folder)) {
			tree.filter(Files::isRegularFile).forEach(file -> {
				monitor.check();
				final StringBuilder name = new StringBuilder();
				for (final Path part : folder.relativize(file))
					name.append(name.length() > 0 ? "/" : "").append(part);
				names.add(name.toString().getBytes(StandardCharsets.UTF_8));
			});
		}
		// one message for all: a DICOM folder has thousands of files, and a terminal shows each new message
		final String message = "Checksum of " + folder.getFileName();
		names.sort(Comparator.comparing(name -> name, Arrays::compareUnsigned));
		for (int i = 0; i < names.size(); i++) {
			final String name = new String(names.get(i), StandardCharsets.UTF_8);
			final WorkMonitor part = monitor.part((double) i / names.size(), (i + 1.0) / names.size());
			digest.update((file(folder.resolve(name), message, part) + "  " + name + "\n").getBytes(StandardCharsets.UTF_8));
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException missing) {
			throw new IllegalStateException("every Java platform has SHA-256", missing);
		}
	}
}
