package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.RoiRegions;
import org.perfusionj.images.VascularRois;
import org.perfusionj.pipeline.FunctionSources;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The parameters {@code aif} and {@code vof} of a command that works on many cases: the same words as for one case; a path is that of a file below the folder of each case, and ROIs are those of
 * {@value #ROIS} in it.
 *
 * @param aif where the AIF comes from
 * @param vof where the VOF comes from
 * @param correction how the AIF is corrected by the VOF
 */
record CaseVessels(String aif, String vof, PartialVolumeCorrection correction) {

	private static final String ROIS = "rois.zip";

	/** @throws BadParameterException if a text can be no source */
	static void check(final String aif, final String vof) {
		if (aif.trim().equalsIgnoreCase("none")) throw new BadParameterException("aif=none is not possible: methods need an arterial input function. Use auto, roi or the name of a curve file.");
		for (final Map.Entry<String, String> one : Map.of("aif", aif, "vof", vof).entrySet())
			if (VascularSources.isPath(one.getValue())) UserPath.of(one.getKey(), one.getValue());
	}

	/** @return the files that are read beside the series, whether they exist or not */
	List<Path> files(final Path folder) {
		final List<Path> files = new ArrayList<>();
		if (VascularSources.isPath(aif)) files.add(folder.resolve(aif.trim()));
		if (VascularSources.isPath(vof) && !vof.trim().equals(aif.trim())) files.add(folder.resolve(vof.trim()));
		if (needsRois()) files.add(folder.resolve(ROIS));
		return files;
	}

	private boolean needsRois() {
		return !VascularSources.roisWanted(aif, vof).isEmpty();
	}

	/**
	 * @param folder of the case
	 * @param series its series
	 * @return the estimators
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if a file is missing or cannot be used
	 */
	FunctionSources of(final Path folder, final PerfusionSeries series, final WorkMonitor monitor) throws IOException {
		for (final Path file : files(folder))
			if (!Files.exists(file)) throw new PerfusionException("There is no " + file.getFileName() + " in " + folder + ". Put it there, or use aif=auto and vof=auto.");
		final VascularRois rois = VascularRois.of(needsRois() ? RoiRegions.of(series).regions(RoiFiles.read(folder.resolve(ROIS))) : List.of());
		final VascularSources sources = VascularSources.of(inFolder(folder, aif), inFolder(folder, vof), new CaseInput(series, rois, List.of(), List.of(), Map.of()), new ArrayList<>(), monitor);
		return new FunctionSources(sources.aif(), sources.vof(), sources.vofRequired(), correction);
	}

	private static String inFolder(final Path folder, final String text) {
		return VascularSources.isPath(text) ? folder.resolve(text.trim()).toString() : text;
	}
}
