package org.perfusionj.commands;

import java.awt.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Roi;

import org.perfusionj.evaluation.RaterComparison;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.RoiOrigin;
import org.perfusionj.images.RoiRegions;
import org.perfusionj.images.VascularRois;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.pipeline.FoundVessel;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.report.CurvePlotWindow;
import org.perfusionj.report.Provenance;
import org.perfusionj.report.RaterComparisonTable;
import org.perfusionj.report.VesselFiles;
import org.perfusionj.report.VesselTable;
import org.perfusionj.report.VesselWindows;
import org.perfusionj.report.WindowArranger;
import org.perfusionj.report.WindowTitles;
import org.perfusionj.series.Region;
import org.perfusionj.work.WorkMonitor;

/** Shows what AIFNet found in windows and writes it to its folder. */
final class VesselOutput {

	private final VesselResult result;
	private final Optional<RaterComparison> comparison;

	/**
	 * @param result what is shown and written
	 * @param comparison with raters, if there are any
	 */
	VesselOutput(final VesselResult result, final Optional<RaterComparison> comparison) {
		this.result = result;
		this.comparison = comparison;
	}

	/** Writes everything into the folder and gives it its final name. */
	void write(final OutputFolder folder, final VolumeWriter writer, final Provenance provenance, final WorkMonitor monitor) throws IOException {
		final List<Roi> rois = rois();
		if (!rois.isEmpty()) folder.write("rois.zip", file -> RoiFiles.write(rois, file));
		new VesselFiles(result, comparison, writer).write(folder, provenance, monitor);
		monitor.check();
		folder.commit();
		monitor.log("Results are in " + folder.target());
	}

	/** Logs the verdicts, so that a terminal or a macro shows them at once. */
	void log(final WorkMonitor monitor) {
		result.vessels().forEach(found -> monitor.log(found.quality().text()));
		comparison.stream().flatMap(with -> with.pairs().stream()).forEach(pair -> monitor.log(String.format(Locale.ROOT, "%s, %s%s against %s: r %.3f, peak %+.1f s", pair.vessel(), pair.second(), pair.isUsable() ? "" : " (unusable)", pair.first(), pair.r(), pair.tpeakSecondS() - pair.tpeakFirstS())));
		monitor.log("Research use only, not for diagnosis.");
	}

	/**
	 * Opens the vessels, the probabilities, plot and table, and puts the voxels that contribute most into the ROI Manager.
	 * In ImageJ's batch mode nothing opens: the images become those of the macro, and the ROIs go into its ROI Manager.
	 *
	 * @param monitor asked for cancellation until the first window opens
	 */
	void show(final Display display, final WorkMonitor monitor) {
		final String title = WindowTitles.unused(result.title());
		final List<ImagePlus> images = new VesselWindows(result, SoftwareVersion.current().version(), title, monitor).all();
		final ManagerRois rois = new ManagerRois(rois(), RoiOrigin.AUTOMATIC);
		if (display == Display.BATCH_MODE) {
			images.forEach(ImagePlus::show);
			rois.putIntoBatchManager();
			return;
		}
		final List<Window> managerToPlace = rois.show();
		final List<List<Window>> wide = new ArrayList<>();
		final List<Window> tables = new ArrayList<>(List.of(new VesselTable(result).show(title)));
		wide.add(List.of(EventThread.make(() -> new CurvePlotWindow(result, title))));
		if (comparison.isPresent()) {
			wide.add(List.of(EventThread.make(() -> new CurvePlotWindow(comparison.get(), title))));
			tables.add(0, new RaterComparisonTable(comparison.get()).table().show(title));
		}
		wide.add(tables);
		new WindowArranger().show(images, wide, managerToPlace);
	}

	/** @return a point for each of the voxels that contribute most; those of a curve that must not be used are named so that no command takes them */
	private List<Roi> rois() {
		final List<Roi> rois = new ArrayList<>();
		for (final FoundVessel found : result.vessels())
			rois.addAll(RoiRegions.points(new Region((found.isUsable() ? "" : VascularRois.UNUSABLE) + found.vessel(), found.function().voxels())));
		return RoiOrigin.AUTOMATIC.marked(rois);
	}
}
