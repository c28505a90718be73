package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * What a command works on: a series from a file or the active image, with the user's ROIs.
 *
 * @param series the series
 * @param rois the user's ROIs, by what they are for
 * @param measured the user's ROIs that are not vascular, each on its slice, to be kept with the result
 * @param files files that were read, with checksums
 * @param origin what the parameters do not say about where the series came from, under the names of the provenance file
 */
record CaseInput(PerfusionSeries series, VascularRois rois, List<Roi> measured, List<InputFile> files, Map<String, String> origin) {

	/** Which of the user's ROIs count. */
	enum RoiUse {
		/** All, and the selection of the image; of each vessel the most trusted. */
		ALL,
		/** Those that people have chosen, which are compared with what a program finds. A selection is none: it may be there for any reason. */
		OF_PEOPLE;

		private List<Roi> of(final ImagePlus image) {
			return this == ALL ? HostRois.forImage(image, HostRois.inManager()) : HostRois.ofPeople(HostRois.inManager());
		}

		private List<Roi> of(final List<Roi> file) {
			return this == ALL ? file : HostRois.ofPeople(file);
		}
	}

	/**
	 * @param input path of a file or folder, or empty for the active image
	 * @param image the active image, or null
	 * @param roiFile ROI file, or empty for the ROI Manager and the selection
	 * @param use which ROIs count
	 * @param wanted vessels whose ROIs are asked for
	 * @param options what the user says about the file
	 * @param checksums whether checksums are wanted (they read the input once more)
	 * @param monitor progress and cancel
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if there is no input or it cannot be used
	 */
	static CaseInput open(final String input, final ImagePlus image, final String roiFile, final RoiUse use, final Set<Vessel> wanted, final ReadOptions options, final boolean checksums, final WorkMonitor monitor) throws IOException {
		final Map<String, String> origin = new LinkedHashMap<>();
		final List<InputFile> files = new ArrayList<>();
		final PerfusionSeries series;
		final RoiRegions translator;
		if (!input.isBlank()) {
			final Path path = UserPath.of("input", input);
			series = titled(StandardFormats.opener().open(path, options, monitor.part(0, 0.7)), path);
			translator = RoiRegions.of(series);
			if (checksums) files.addAll(InputFile.allOf("input", path.toAbsolutePath(), monitor.part(0.7, 1)));
		}
		else if (image != null) {
			series = HyperstackSeries.of(image, options, monitor);
			translator = RoiRegions.of(image, series, options);
			origin.put("input_image", image.getTitle());
			if (checksums) origin.put("input_image_sha256", SeriesChecksum.of(series, monitor));
		}
		else throw new BadParameterException("There is no input. Open a perfusion series, or give the path of one: input=/data/case1.nii.gz");
		final List<Roi> rois;
		if (!roiFile.isBlank()) {
			final Path path = UserPath.of("rois", roiFile);
			rois = use.of(RoiFiles.read(path));
			if (checksums) files.add(InputFile.of("rois", path.toAbsolutePath(), monitor));
		}
		else rois = use.of(input.isBlank() ? image : null);
		final List<Region> regions = new ArrayList<>();
		final List<Roi> measured = new ArrayList<>();
		for (final Roi roi : rois) {
			final Optional<Region> region = roiFile.isBlank() ? usable(translator, roi, wanted, monitor) : Optional.of(translator.region(roi));
			region.ifPresent(regions::add);
			if (region.isPresent() && VascularRois.isMeasured(roi.getName())) measured.add(translator.located(roi));
		}
		return new CaseInput(series, VascularRois.of(regions), measured, files, origin);
	}

	/** A file that is just called "series" takes its title from the folder of the case. */
	private static PerfusionSeries titled(final PerfusionSeries series, final Path path) {
		final Path folder = path.toAbsolutePath().normalize().getParent();
		return series.name().equals(SeriesDestination.SERIES) && folder != null && folder.getFileName() != null ? series.withName(folder.getFileName().toString()) : series;
	}

	/** A ROI of the ROI Manager may belong to another image: one that does not fit is left out with a message unless its vessel is asked for. */
	private static Optional<Region> usable(final RoiRegions translator, final Roi roi, final Set<Vessel> wanted, final WorkMonitor monitor) {
		try {
			return Optional.of(translator.region(roi));
		}
		catch (final PerfusionException unfit) {
			final String name = Optional.ofNullable(roi.getName()).orElse("").trim().toUpperCase(Locale.ROOT);
			if (wanted.stream().anyMatch(vessel -> name.startsWith(vessel.name()))) throw unfit;
			monitor.log("Warning: A ROI of the ROI Manager is left out. " + unfit.getMessage());
			return Optional.empty();
		}
	}
}
