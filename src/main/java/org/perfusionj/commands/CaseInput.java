package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Roi;

import org.perfusionj.images.HostRois;
import org.perfusionj.images.HyperstackSeries;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.RoiRegions;
import org.perfusionj.images.VascularRois;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.SeriesChecksum;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Region;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * What a command works on: a series from a file or the active image, with the user's ROIs.
 *
 * @param series the series
 * @param rois the user's ROIs, by what they are for
 * @param files files that were read, with checksums
 * @param origin where the series came from, under the names of the provenance file
 */
record CaseInput(PerfusionSeries series, VascularRois rois, List<InputFile> files, Map<String, String> origin) {

	/**
	 * @param input path of a file or folder, or empty for the active image
	 * @param image the active image, or null
	 * @param roiFile ROI file, or empty for the ROI Manager and the selection
	 * @param options what the user says about the file
	 * @param checksums whether checksums are wanted (they read the input once more)
	 * @param monitor progress and cancel
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if there is no input or it cannot be used
	 */
	static CaseInput open(final String input, final ImagePlus image, final String roiFile, final ReadOptions options, final boolean checksums, final WorkMonitor monitor) throws IOException {
		final Map<String, String> origin = new LinkedHashMap<>();
		final List<InputFile> files = new ArrayList<>();
		final PerfusionSeries series;
		final RoiRegions translator;
		if (!input.isBlank()) {
			final Path path = Path.of(input.trim());
			series = StandardFormats.opener().open(path, options, monitor.part(0, 0.7));
			translator = RoiRegions.of(series);
			origin.put("input", path.toString());
			if (checksums) files.addAll(InputFile.allOf("input", path, monitor.part(0.7, 1)));
		}
		else if (image != null) {
			series = HyperstackSeries.of(image, options, monitor);
			translator = RoiRegions.of(image, series, options);
			origin.put("input_image", image.getTitle());
			if (checksums) origin.put("input_image_sha256", SeriesChecksum.of(series, monitor));
		}
		else throw new PerfusionException("There is no input. Open a perfusion series, or give the path of one: input=/data/case1.nii.gz");
		final List<Roi> rois;
		if (!roiFile.isBlank()) {
			final Path path = Path.of(roiFile.trim());
			rois = RoiFiles.read(path);
			origin.put("rois", path.toString());
			if (checksums) files.add(InputFile.of("rois", path, monitor));
		}
		else rois = input.isBlank() ? HostRois.forImage(image, HostRois.inManager()) : HostRois.inManager();
		return new CaseInput(series, VascularRois.of(roiFile.isBlank() ? usable(translator, rois, monitor) : translator.regions(rois)), files, origin);
	}

	/** ROIs of the ROI Manager may belong to another image: one that does not fit is left out with a message unless it is named AIF or VOF. */
	private static List<Region> usable(final RoiRegions translator, final List<Roi> rois, final WorkMonitor monitor) {
		final List<Region> regions = new ArrayList<>();
		for (final Roi roi : rois) {
			try {
				regions.add(translator.region(roi));
			}
			catch (final PerfusionException unfit) {
				final String name = Optional.ofNullable(roi.getName()).orElse("").toUpperCase(Locale.ROOT);
				if (name.startsWith("AIF") || name.startsWith("VOF")) throw unfit;
				monitor.log("Warning: A ROI of the ROI Manager is left out. " + unfit.getMessage());
			}
		}
		return regions;
	}
}
