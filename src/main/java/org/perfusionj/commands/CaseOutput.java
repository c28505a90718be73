package org.perfusionj.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.RoiManagerOutput;
import org.perfusionj.images.RoiRegions;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.report.CaseFiles;
import org.perfusionj.report.CurvePlotWindow;
import org.perfusionj.report.MapSummary;
import org.perfusionj.report.MapWindows;
import org.perfusionj.report.RegionCurves;
import org.perfusionj.report.SummaryTable;
import org.perfusionj.report.WindowArranger;
import org.perfusionj.series.Region;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Shows the result of a case in windows and writes it to its folder. */
final class CaseOutput {

	private final PerfusionResult result;
	private final MapSummary summary;

	CaseOutput(final PerfusionResult result) {
		this.result = result;
		this.summary = MapSummary.of(result);
	}

	/** Writes everything into the folder and gives it its final name. */
	void write(final OutputFolder folder, final VolumeWriter writer, final String command, final Map<String, String> choices, final List<InputFile> inputs, final Parallel parallel, final WorkMonitor monitor)
		throws IOException
	{
		final List<Roi> rois = vascularRois();
		if (!rois.isEmpty()) folder.write("rois.zip", file -> RoiFiles.write(rois, file));
		new CaseFiles(result, summary, RegionCurves.of(result, parallel, monitor.part(0, 0.1)), writer).write(folder, command, choices, inputs, monitor.part(0.1, 1));
		monitor.check();
		folder.commit();
		monitor.log("Results are in " + folder.target());
	}

	/** Logs the mean of every map, so that a terminal or a macro shows a result at once. */
	void log(final WorkMonitor monitor) {
		result.maps().all().keySet().forEach(map -> summary.row(MapSummary.TISSUE, map).or(() -> summary.row(MapSummary.BRAIN, map)).ifPresent(row -> monitor.log(String.format(Locale.ROOT, "%s in %s: mean %.3g, median %.3g %s", map.key(),
			row.region(), row.mean(), row.median(), map.unit()))));
		monitor.log("Research use only, not for diagnosis.");
	}

	/** Opens map windows, plot and table, and puts the AIF and VOF voxels into the ROI Manager if they were chosen automatically. */
	void show(final boolean chosenAutomatically) {
		new WindowArranger().show(new MapWindows(result, SoftwareVersion.current().version()).all(), List.of(new CurvePlotWindow(result), new SummaryTable(summary).show()));
		final List<Roi> rois = vascularRois();
		if (!chosenAutomatically || rois.isEmpty()) return;
		new RoiManagerOutput(RoiManager.getRoiManager()).replace(rois);
	}

	private List<Roi> vascularRois() {
		final List<Roi> rois = new ArrayList<>();
		add(rois, result.measuredAif());
		result.vof().ifPresent(vof -> add(rois, vof));
		return rois;
	}

	private static void add(final List<Roi> rois, final VascularFunction function) {
		rois.addAll(RoiRegions.points(new Region(function.vessel().name(), function.voxels())));
	}
}
