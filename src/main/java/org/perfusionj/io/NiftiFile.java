package org.perfusionj.io;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.perfusionj.work.PerfusionException;

/**
 * A NIfTI image on disk whose header has been read: one file (.nii, .nii.gz) or a pair (.hdr and .img, each of them
 * plain or with .gz). Whether a file is compressed is seen from its first bytes, not from its name.
 */
public final class NiftiFile {

	private static final int BUFFER = 1 << 17;

	/** Deflate makes data at most about 1032 times smaller (zlib technical details). */
	private static final long LARGEST_COMPRESSION = 1040;

	private final Path headerPath;
	private final Path imagePath;
	private final NiftiHeader header;

	private NiftiFile(final Path headerPath, final Path imagePath, final NiftiHeader header) {
		this.headerPath = headerPath;
		this.imagePath = imagePath;
		this.header = header;
	}

	/**
	 * Reads the header and checks that the file with the samples can hold them.
	 *
	 * @param path the file, or either file of a pair
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if a file is missing, truncated, damaged or not NIfTI
	 */
	public static NiftiFile open(final Path path) throws IOException {
		if (!Files.exists(path)) throw new PerfusionException("There is no file " + path + ".");
		if (Files.isDirectory(path)) throw new PerfusionException(path + " is a folder, not a NIfTI file.");
		final Path headerPath = hasEnding(path, ".img") ? companion(path, ".hdr", "header") : path;
		final NiftiHeader header = readHeader(headerPath);
		final Path imagePath = !header.pair() || isSingleInDisguise(headerPath, header) ? headerPath : hasEnding(path, ".img") ? path : companion(path, ".img", "image");
		final NiftiFile file = new NiftiFile(headerPath, imagePath, header);
		file.checkLength();
		return file;
	}

	/** The C library of NIfTI 2.09 writes the magic of a pair into NIfTI-2 files that are called .nii and hold their samples. */
	private static boolean isSingleInDisguise(final Path headerPath, final NiftiHeader header) {
		return hasEnding(headerPath, ".nii") && header.voxOffset() >= (header.version() == 1 ? NiftiHeader.SIZE_1 : NiftiHeader.SIZE_2);
	}

	/** @return true if the name ends in .nii, .hdr or .img, with or without .gz, in any case */
	public static boolean hasNiftiName(final Path path) {
		return hasEnding(path, ".nii") || hasEnding(path, ".hdr") || hasEnding(path, ".img");
	}

	/**
	 * @return true if the file looks like NIfTI: it is called .nii or .nii.gz, or it is called .hdr or .img and its header
	 *         starts like NIfTI (other formats use these names, too)
	 */
	static boolean looksLikeNifti(final Path path) {
		if (!hasNiftiName(path) || !Files.isRegularFile(path)) return false;
		if (hasEnding(path, ".nii")) return true;
		try (InputStream in = stream(hasEnding(path, ".img") ? companion(path, ".hdr", "header") : path)) {
			return NiftiHeader.sizeOf(in.readNBytes(4)) > 0;
		}
		catch (final IOException | PerfusionException unreadable) {
			return false;
		}
	}

	private static boolean hasEnding(final Path path, final String ending) {
		return ImageFileName.lower(path).endsWith(ending) || ImageFileName.lower(path).endsWith(ending + ".gz");
	}

	private static Path companion(final Path path, final String ending, final String what) {
		final boolean compressed = ImageFileName.lower(path).endsWith(".gz");
		final List<String> endings = new ArrayList<>();
		for (final String suffix : compressed ? new String[] { ".gz", "" } : new String[] { "", ".gz" })
			endings.addAll(List.of(ending + suffix, (ending + suffix).toUpperCase(Locale.ROOT)));
		return endings.stream().map(end -> path.resolveSibling(ImageFileName.stem(path) + end)).filter(Files::isRegularFile).findFirst().orElseThrow(() -> new PerfusionException(path.getFileName() + " needs its " + what + " file " +
			ImageFileName.stem(path) + ending + " beside it, which is missing in " + path.toAbsolutePath().getParent() + "."));
	}

	private static NiftiHeader readHeader(final Path path) throws IOException {
		final byte[] bytes = new byte[NiftiHeader.SIZE_2];
		int length = 0;
		try (InputStream in = stream(path)) {
			length = in.readNBytes(bytes, 0, 4);
			final int size = NiftiHeader.sizeOf(Arrays.copyOf(bytes, length));
			if (size > 0) length += in.readNBytes(bytes, length, size - length);
		}
		catch (final EOFException | ZipException broken) {
			throw damaged(path, broken, "in its header");
		}
		if (length < 4) throw new PerfusionException(path + (length == 0 ? " is empty." : " is cut off: it has " + length + " bytes, a NIfTI header has " + NiftiHeader.SIZE_1 + "."));
		return NiftiHeader.parse(Arrays.copyOf(bytes, length), path.toString());
	}

	/** Sees a file that is much too short before memory is set aside for its samples. */
	private void checkLength() throws IOException {
		final long expected = header.voxOffset() + header.sampleBytes();
		final long found = Files.size(imagePath);
		if (isCompressed(imagePath)) {
			if (expected / LARGEST_COMPRESSION > found) throw new PerfusionException(imagePath + " is cut off or its header is damaged: the header promises " + expected + " bytes (" + header.sizeText() + " samples of type " + header
				.type().key() + "), which cannot come out of a compressed file of " + found + " bytes. Copy or download it again.");
		}
		else if (found < header.voxOffset()) throw new PerfusionException("The NIfTI header of " + headerPath + " is damaged: the samples are said to start at byte " + header.voxOffset() + ", but " + imagePath
			.getFileName() + " has " + found + " bytes.");
		else if (found < expected) throw truncated(found);
	}

	/** @return what to say about a file that ends after so many (uncompressed) bytes */
	PerfusionException truncated(final long found) {
		return new PerfusionException(imagePath + " is cut off: its header promises " + (header.voxOffset() + header.sampleBytes()) + " bytes (" + header.sizeText() + " samples of type " + header.type().key() +
			" after " + header.voxOffset() + " bytes), but it ends after " + found + " bytes. Copy or download it again.");
	}

	/** @return what to say about a compressed file that cannot be decompressed */
	static PerfusionException damaged(final Path path, final IOException cause, final String where) {
		final String reason = cause instanceof EOFException ? "is cut off: the compressed data end" : "is damaged: the compressed data are not valid";
		return new PerfusionException(path + " " + reason + " " + where + (cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")") + ". Copy or download it again.", cause);
	}

	private static boolean isCompressed(final Path path) throws IOException {
		try (InputStream in = Files.newInputStream(path)) {
			return isGzip(in.readNBytes(2));
		}
	}

	private static boolean isGzip(final byte[] start) {
		return start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
	}

	/** @return the bytes of a file, decompressed if it is compressed */
	@SuppressWarnings("resource") // closed by the caller through the stream that wraps it
	private static InputStream stream(final Path path) throws IOException {
		final InputStream file = new BufferedInputStream(Files.newInputStream(path), BUFFER);
		try {
			file.mark(2);
			final byte[] start = file.readNBytes(2);
			file.reset();
			return isGzip(start) ? new GZIPInputStream(file, BUFFER) : file;
		}
		catch (final IOException | RuntimeException failed) {
			file.close();
			throw failed;
		}
	}

	/** @return the bytes from the first sample on, decompressed; close it */
	InputStream sampleBytes() throws IOException {
		try {
			final InputStream in = stream(imagePath);
			try {
				in.skipNBytes(header.voxOffset());
				return in;
			}
			catch (final IOException failed) {
				in.close();
				throw failed;
			}
		}
		catch (final EOFException | ZipException broken) {
			throw damaged(imagePath, broken, "before the samples, which start at byte " + header.voxOffset());
		}
	}

	/** @return the header */
	public NiftiHeader header() {
		return header;
	}

	/** @return the file with the header */
	public Path headerPath() {
		return headerPath;
	}

	/** @return the file with the samples (the same one for .nii) */
	public Path imagePath() {
		return imagePath;
	}

	/** @return the file name without its ending */
	public String name() {
		return ImageFileName.stem(headerPath);
	}

	/** @return the JSON sidecar, if there is one */
	public Optional<Path> sidecarPath() {
		return SeriesSidecar.pathBeside(headerPath);
	}

	/** @return every file that the image is read from: header, samples, sidecar */
	public List<Path> files() {
		final List<Path> files = new ArrayList<>();
		files.add(headerPath);
		if (!imagePath.equals(headerPath)) files.add(imagePath);
		sidecarPath().ifPresent(files::add);
		return files;
	}
}
