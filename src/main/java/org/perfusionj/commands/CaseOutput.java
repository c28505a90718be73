package org.perfusionj.commands;

import java.awt.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Roi;

import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.RoiOrigin;
import org.perfusionj.images.RoiRegions;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.pipeline.VoxelExplorer;
import org.perfusionj.report.CaseFiles;
import org.perfusionj.report.CurveExplorer;
import org.perfusionj.report.CurvePlotWindow;
import org.perfusionj.report.CurveTable;
import org.perfusionj.report.MapSummary;
import org.perfusionj.report.MapWindows;
import org.perfusionj.report.OpenMaps;
import org.perfusionj.report.Provenance;
import org.perfusionj.report.RegionCurves;
import org.perfusionj.report.SummaryTable;
import org.perfusionj.report.WindowArranger;
import org.perfusionj.report.WindowTitles;
import org.perfusionj.series.Region;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Shows the result of a case in windows and writes it to its folder. */
final class CaseOutput {

	private final PerfusionResult result;
	private final MapSummary summary;
	private final RegionCurves regionCurves;

	/**
	 * @param result what is shown and written
	 * @param parallel threads to use for the curves of the user's regions
	 * @param monitor progress and cancel
	 */
	CaseOutput(final PerfusionResult result, final Parallel parallel, final WorkMonitor monitor) {
		this.result = result;
		this.summary = MapSummary.of(result);
		this.regionCurves = RegionCurves.of(result, parallel, monitor);
	}

	/**
	 * Writes everything into the folder and gives it its final name.
	 *
	 * @param measured the user's ROIs that are not vascular: they are written beside the AIF and VOF voxels, because those of the ROI Manager are nowhere else
	 */
	void write(final OutputFolder folder, final VolumeWriter writer, final Provenance provenance, final List<Roi> measured, final WorkMonitor monitor) throws IOException {
		writeResults(folder, writer, monitor);
		final List<Roi> rois = vascularRois();
		rois.addAll(measured);
		if (!rois.isEmpty()) folder.write("rois.zip", file -> RoiFiles.write(rois, file));
		provenance.finish(folder, result.parameters(), result.warnings());
		monitor.check();
		folder.commit();
		monitor.log("Results are in " + folder.target());
	}

	/** Writes maps, tables and figure, but neither ROIs nor parameters, for a case that has more of both. */
	void writeResults(final OutputFolder folder, final VolumeWriter writer, final WorkMonitor monitor) throws IOException {
		new CaseFiles(result, summary, regionCurves, writer).writeResults(folder, monitor);
	}

	/** Logs the mean of every map, so that a terminal or a macro shows a result at once. */
	void log(final WorkMonitor monitor) {
		result.maps().all().keySet().forEach(map -> summary.row(MapSummary.TISSUE, map).or(() -> summary.row(MapSummary.BRAIN, map)).ifPresent(row -> monitor.log(String.format(java.util.Locale.ROOT, "%s in %s: mean %.3g, median %.3g %s", map.key(),
			row.region(), row.mean(), row.median(), map.unit()))));
		monitor.log("Research use only, not for diagnosis.");
	}

	/**
	 * Opens map windows, plot and table, and puts the AIF and VOF voxels into the ROI Manager if they were chosen automatically.
	 * In ImageJ's batch mode nothing opens: the maps become images of the macro, and the ROIs go into its ROI Manager.
	 *
	 * @param explored computes the curves of single voxels, if they are to be shown
	 * @param series open image of the series, if there is one
	 */
	void show(final Display display, final boolean chosenAutomatically, final Optional<VoxelExplorer> explored, final Optional<ImagePlus> series) {
		final String title = WindowTitles.unused(result.title());
		final List<ImagePlus> images = images(title);
		final ManagerRois rois = new ManagerRois(chosenAutomatically ? vascularRois() : List.of(), RoiOrigin.AUTOMATIC);
		if (display == Display.BATCH_MODE) {
			images.forEach(ImagePlus::show);
			rois.putIntoBatchManager();
			return;
		}
		final List<Window> managerToPlace = rois.show();
		final List<Window> tables = tables(title);
		final CurvePlotWindow plot = plot(title);
		explored.ifPresent(model -> new CurveExplorer(model, images, series, title));
		new WindowArranger().show(images, List.of(List.of(plot), tables), managerToPlace);
	}

	/** @return new images of the maps, which know their case */
	List<ImagePlus> images(final String title) {
		final List<ImagePlus> images = new MapWindows(result, SoftwareVersion.current().version(), title).all();
		OpenMaps.remember(images, result.lesionMaps());
		return images;
	}

	/** @return the tables of maps and curves, opened */
	List<Window> tables(final String title) {
		return List.of(new SummaryTable(summary, title).show(), new CurveTable(result, regionCurves, title).show());
	}

	/** @return the window of the curves, not shown */
	CurvePlotWindow plot(final String title) {
		return EventThread.make(() -> new CurvePlotWindow(result, title));
	}

	/** @return the voxels of AIF and VOF, in a new list */
	List<Roi> vascularRois() {
		final List<Roi> rois = new ArrayList<>();
		add(rois, result.measuredAif());
		result.vof().ifPresent(vof -> add(rois, vof));
		return rois;
	}

	private static void add(final List<Roi> rois, final VascularFunction function) {
		rois.addAll(RoiRegions.points(new Region(function.vessel().name(), function.voxels())));
	}
}
