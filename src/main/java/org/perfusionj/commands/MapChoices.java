package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.perfusionj.io.InputFile;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.pipeline.AnalysisSettings;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.preprocessing.SpatialFilter;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;

/**
 * What the user chose of the way from a series to its maps, as far as it can be right without one.
 *
 * @param rois ROI file, or empty for the ROIs of ImageJ
 * @param aif where the AIF comes from
 * @param vof where the VOF comes from
 * @param partialVolume how the AIF is scaled
 * @param filter in-plane filter
 * @param smoothingMm full width at half maximum of a gaussian filter, mm
 * @param echoTimeMs echo time of an MR series, ms; 0 = from the file
 * @param method makes the maps
 * @param request which maps
 */
record MapChoices(String rois, String aif, String vof, PartialVolumeCorrection partialVolume, SpatialFilter filter, double smoothingMm, double echoTimeMs, Method method, MapRequest request) {

	/** A way to the maps whose parameters are all right. */
	@FunctionalInterface
	interface Method {

		/**
		 * @param monitor told what it runs on
		 * @return the method, to be closed
		 * @throws PerfusionException if something that it needs is missing or damaged
		 */
		PerfusionMethod open(WorkMonitor monitor);

		/** @return files that are read for it, by their role */
		default Map<String, Path> files() {
			return Map.of();
		}
	}

	/**
	 * A series with the settings of its analysis.
	 *
	 * @param series as the user says that it is
	 * @param settings one choice for each step
	 * @param opened the series as it was read, with the user's ROIs
	 * @param files everything that was read, with checksums if they are wanted
	 * @param isAutomatic whether voxels of AIF or VOF are chosen by the software
	 */
	record Ready(PerfusionSeries series, AnalysisSettings settings, CaseInput opened, List<InputFile> files, boolean isAutomatic) {}

	/** @throws PerfusionException if a choice could not be right for any series */
	MapChoices {
		VascularSources.check(aif, vof);
		if (!rois.isBlank()) UserPath.ofFile("rois", rois, "");
		if (filter == SpatialFilter.GAUSSIAN && !(smoothingMm > 0)) throw new PerfusionException("filter=gaussian needs smoothing_mm above 0, for example smoothing_mm=4, or use filter=none.");
	}

	/** Tells the user of a width that no filter uses, unless it is the usual one. */
	void warnOfUnusedSmoothing(final double usualMm, final WarningCollector monitor) {
		if (smoothingMm > 0 && smoothingMm != usualMm && filter != SpatialFilter.GAUSSIAN) monitor.warn("smoothing_mm is used by filter=gaussian only; with filter=" + filter.key() + " it does nothing.");
	}

	/**
	 * @param command that the choices are of
	 * @param opened the method, opened
	 * @param options what the user says about the file
	 * @param written whether results are written, so that checksums are wanted
	 * @param monitor progress and cancel
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if the series or a choice cannot be used
	 */
	Ready read(final SeriesCommand command, final PerfusionMethod opened, final ReadOptions options, final boolean written, final WorkMonitor monitor) throws IOException {
		final CaseInput input = command.open(rois, CaseInput.RoiUse.ALL, VascularSources.roisWanted(aif, vof), options, written, monitor);
		final List<InputFile> files = new ArrayList<>(input.files());
		if (written) for (final Map.Entry<String, Path> file : method.files().entrySet())
			files.add(InputFile.of(file.getKey(), file.getValue().toAbsolutePath(), monitor));
		final VascularSources vascular = VascularSources.of(aif, vof, input, files, monitor);
		final PreprocessingSettings filtered = command.preprocessing(input, files, monitor).withFilter(filter).withSmoothingMm(smoothingMm);
		final AnalysisSettings settings = new AnalysisSettings(echoTimeMs > 0 ? filtered.withEchoTimeMs(echoTimeMs) : filtered, vascular.aif(), vascular.vof(), vascular.vofRequired(), partialVolume, opened, request, input.rois().regions());
		return new Ready(command.signalType().map(input.series()::withSignal).orElse(input.series()), settings, input, files, vascular.isAutomatic());
	}
}
