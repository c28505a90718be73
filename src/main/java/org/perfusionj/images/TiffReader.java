package org.perfusionj.images;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.io.TiffDecoder;

import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.SeriesEntry;
import org.perfusionj.io.SeriesMetadata;
import org.perfusionj.io.SeriesReader;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Reads TIFF hyperstacks as ImageJ writes them, and any other TIFF stack whose slices and frame interval the user gives.
 * A JSON file of the same name beside it may say more ({@link org.perfusionj.io.SeriesSidecar}), and wins over what the
 * TIFF itself says.
 */
public final class TiffReader implements SeriesReader {

	@Override
	public String name() {
		return "TIFF";
	}

	@Override
	public boolean canRead(final Path path) {
		return ImageFileName.isTiff(path) && Files.isRegularFile(path);
	}

	@Override
	public List<SeriesEntry> list(final Path path, final WorkMonitor monitor) throws IOException {
		final FileInfo[] info = decode(path);
		final int planes = planes(info);
		return List.of(new SeriesEntry("", "TIFF " + info[0].width + " x " + info[0].height + ", " + planes + " planes", planes > 1));
	}

	@Override
	public PerfusionSeries read(final Path path, final ReadOptions options, final WorkMonitor monitor) throws IOException {
		final ImagePlus image = open(path);
		monitor.check();
		return HyperstackSeries.of(image, options, SeriesMetadata.ofFile(path, options, monitor), monitor);
	}

	/**
	 * @param path a TIFF file
	 * @return its image, complete
	 * @throws IOException if it is no TIFF, is compressed in a way that ImageJ does not know, or is truncated
	 */
	static ImagePlus open(final Path path) throws IOException {
		final FileInfo[] info = decode(path);
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		final ImagePlus image = opener.openTiff(directory(path), path.getFileName().toString());
		if (image == null) throw new PerfusionException(path + " cannot be opened as TIFF: damaged, or of a pixel type that ImageJ does not know. Convert it to a 16- or 32-bit TIFF hyperstack or to NIfTI.");
		if (image.getImageStackSize() < planes(info)) throw new PerfusionException("Only " + image.getImageStackSize() + " of the " + planes(info) + " planes of " + path +
			" could be read: the file is damaged, or there is too little memory (Edit > Options > Memory & Threads).");
		return image;
	}

	private static FileInfo[] decode(final Path path) throws IOException {
		if (!Files.isRegularFile(path)) throw new PerfusionException(path + " does not exist. Check the path.");
		final FileInfo[] info;
		try {
			info = new TiffDecoder(directory(path), path.getFileName().toString()).getTiffInfo();
		}
		catch (final IOException failed) {
			throw new IOException("Cannot read " + path + ": " + failed.getMessage(), failed);
		}
		catch (final RuntimeException broken) {
			throw new PerfusionException(path + " is damaged: its TIFF header makes no sense. Get the file again.", broken);
		}
		if (info == null || info.length == 0) throw new PerfusionException(path + " is no TIFF file. Check the path, or get the file again if it is damaged.");
		final long length = Files.size(path);
		for (final FileInfo one : info)
			if (end(one) > length) throw new PerfusionException(path + " is truncated: it has " + length + " bytes, its header needs " + end(one) + ". Get the file again.");
		return info;
	}

	/** Position of the first byte after the pixels of one directory of the file. */
	private static long end(final FileInfo info) {
		// ImageJ's own stacks: one directory for all planes, which lie one after the other without compression
		if (info.nImages > 1) return info.getOffset() + info.nImages * ((long) info.width * info.height * info.getBytesPerPixel() + info.getGap()) - info.getGap();
		long end = 0;
		if (info.stripOffsets != null && info.stripLengths != null) for (int strip = 0; strip < Math.min(info.stripOffsets.length, info.stripLengths.length); strip++)
			end = Math.max(end, (info.stripOffsets[strip] & 0xffffffffL) + (info.stripLengths[strip] & 0xffffffffL));
		return end;
	}

	private static int planes(final FileInfo[] info) {
		return info.length > 1 ? info.length : Math.max(1, info[0].nImages);
	}

	private static String directory(final Path path) {
		return path.toAbsolutePath().getParent() + File.separator;
	}
}
