package org.perfusionj.images;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.work.PerfusionException;

/** ROI files as the ROI Manager writes them: {@code .roi} (one) and {@code .zip} (several). Needs no display. */
public final class RoiFiles {

	private static final String SUFFIX = ".roi";

	/** The earliest time that a zip file can hold. */
	private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

	private RoiFiles() {}

	/**
	 * @param file .roi or .zip
	 * @return the ROIs in it, each with a name; at least one
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it does not exist, holds no ROI or a damaged one
	 */
	public static List<Roi> read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new PerfusionException("The ROI file " + file + " does not exist. Check the path.");
		final String name = file.getFileName().toString();
		if (name.toLowerCase(Locale.ROOT).endsWith(SUFFIX)) return List.of(decode(Files.readAllBytes(file), name, file));
		final List<Roi> rois = new ArrayList<>();
		try (InputStream in = Files.newInputStream(file); ZipInputStream zip = new ZipInputStream(in)) {
			for (ZipEntry entry; (entry = zip.getNextEntry()) != null;)
				if (entry.getName().toLowerCase(Locale.ROOT).endsWith(SUFFIX)) rois.add(decode(zip.readAllBytes(), entry.getName(), file));
		}
		catch (final ZipException | EOFException damaged) {
			throw new PerfusionException("The ROI file " + file + " is damaged: " + damaged.getMessage() + ". Save the ROIs again (ROI Manager > More > Save...).", damaged);
		}
		if (rois.isEmpty()) throw new PerfusionException("There is no ROI in " + file + ". Give a .roi file, or a .zip file saved by the ROI Manager (More > Save...).");
		return rois;
	}

	/**
	 * @param rois at least one; two of the same name get different entry names
	 * @param file a .zip file, replaced if it exists
	 * @throws IOException if it cannot be written
	 */
	public static void write(final List<Roi> rois, final Path file) throws IOException {
		FinishedFile.write(file, out -> {
			final ZipOutputStream zip = new ZipOutputStream(out);
			final Set<String> used = new HashSet<>();
			for (final Roi roi : rois) {
				// a slash would make a folder of the entry
				final String name = (roi.getName() == null ? "ROI" : roi.getName()).replaceAll("[/\\\\]", "_");
				String entry = name;
				for (int n = 2; !used.add(entry); n++)
					entry = name + "-" + n;
				final ZipEntry part = new ZipEntry(entry + SUFFIX);
				// the same ROIs give the same bytes, whenever they are written
				part.setTimeLocal(FIXED_TIME);
				zip.putNextEntry(part);
				zip.write(RoiEncoder.saveAsByteArray(roi));
				zip.closeEntry();
			}
			zip.finish();
		});
	}

	private static Roi decode(final byte[] bytes, final String name, final Path file) {
		final Roi roi;
		try {
			roi = new RoiDecoder(bytes, name).getRoi();
		}
		catch (final IOException | RuntimeException broken) {
			throw new PerfusionException("\"" + name + "\" in " + file + " is no usable ROI: " + broken.getMessage() + ". Save it again (ROI Manager > More > Save...).", broken);
		}
		if (roi == null) throw new PerfusionException("\"" + name + "\" in " + file + " is no usable ROI. Save it again (ROI Manager > More > Save...).");
		if (roi.getName() == null || roi.getName().isBlank() || roi.getName().toLowerCase(Locale.ROOT).endsWith(SUFFIX)) roi.setName(name.substring(name.lastIndexOf('/') + 1, name.length() - SUFFIX.length()));
		return roi;
	}
}
