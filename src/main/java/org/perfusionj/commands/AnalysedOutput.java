package org.perfusionj.commands;

import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.ImagePlus;
import ij.gui.Roi;

import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.RoiOrigin;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.pipeline.AnalysedCase;
import org.perfusionj.pipeline.VoxelExplorer;
import org.perfusionj.report.CaseReport;
import org.perfusionj.report.CurveExplorer;
import org.perfusionj.report.LesionFigure;
import org.perfusionj.report.LesionFiles;
import org.perfusionj.report.LesionRois;
import org.perfusionj.report.LesionTable;
import org.perfusionj.report.LesionWindows;
import org.perfusionj.report.OpenMaps;
import org.perfusionj.report.Provenance;
import org.perfusionj.report.WindowArranger;
import org.perfusionj.report.WindowTitles;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Shows a case from its curves to its lesion in windows and writes all of it with a report to its folder. */
final class AnalysedOutput {

	private final AnalysedCase analysed;
	private final Segmentation lesion;
	private final CaseOutput maps;

	/**
	 * @param analysed what is shown and written
	 * @param parallel threads to use for the curves of the user's regions
	 * @param monitor progress and cancel
	 */
	AnalysedOutput(final AnalysedCase analysed, final Parallel parallel, final WorkMonitor monitor) {
		this.analysed = analysed;
		this.lesion = analysed.lesion();
		this.maps = new CaseOutput(analysed.perfusion(), parallel, monitor);
	}

	/**
	 * Writes everything into the folder and gives it its final name.
	 *
	 * @param measured the user's ROIs that are not vascular
	 */
	void write(final OutputFolder folder, final VolumeWriter writer, final Provenance provenance, final List<Roi> measured, final WorkMonitor monitor) throws IOException {
		maps.writeResults(folder, writer, monitor.part(0, 0.5));
		monitor.progress(0.5, "Drawing the lesion");
		final BufferedImage figure = new LesionFigure(lesion, analysed.numbers(), SoftwareVersion.current().version()).image();
		new LesionFiles(lesion, analysed.numbers(), figure, writer).writeResults(folder, monitor.part(0.6, 0.8));
		final List<Roi> rois = maps.vascularRois();
		rois.addAll(measured);
		rois.addAll(new LesionRois(lesion).all());
		if (!rois.isEmpty()) folder.write("rois.zip", file -> RoiFiles.write(rois, file));
		monitor.check();
		monitor.progress(0.8, "Writing the report");
		folder.write(CaseReport.FILE, CaseReport.of(analysed, figure, provenance)::write);
		provenance.finish(folder, parameters(), analysed.warnings());
		monitor.check();
		folder.commit();
		monitor.log("Results are in " + folder.target() + ", the report is " + CaseReport.FILE);
	}

	/** Everything in force; what both steps know means the same. */
	private Map<String, String> parameters() {
		final Map<String, String> parameters = new LinkedHashMap<>(analysed.perfusion().parameters());
		lesion.resolved().forEach(parameters::putIfAbsent);
		return parameters;
	}

	/** Logs the volumes with their conditions, so that a terminal or a macro shows a result at once. */
	void log(final WorkMonitor monitor) {
		new LesionOutput(lesion, analysed.numbers()).log(monitor);
	}

	/**
	 * Opens the maps and the image before the bolus with the lesion over them, its labels, plot and tables, and puts the voxels of AIF and VOF and the outlines into the ROI Manager. In ImageJ's batch mode nothing opens:
	 * the images become those of the macro, and the ROIs go into its ROI Manager.
	 *
	 * @param chosenAutomatically whether AIF and VOF were not chosen by the user
	 * @param explored computes the curves of single voxels, if they are to be shown
	 * @param series open image of the series, if there is one
	 */
	void show(final Display display, final boolean chosenAutomatically, final Optional<VoxelExplorer> explored, final Optional<ImagePlus> series) {
		final String title = WindowTitles.unused(analysed.perfusion().title());
		final LesionWindows windows = new LesionWindows(lesion, SoftwareVersion.current().version(), title);
		final List<ImagePlus> mapImages = maps.images(title);
		mapImages.forEach(windows::mark);
		final List<ImagePlus> images = new ArrayList<>();
		windows.image().ifPresent(images::add);
		images.addAll(mapImages);
		images.add(windows.labels());
		// the windows show Tmax as it was measured, not as it was corrected for the lesion
		OpenMaps.remember(images, analysed.perfusion().lesionMaps());
		series.ifPresent(open -> {
			windows.mark(open);
			open.updateAndDraw();
		});
		final List<ManagerRois> rois = List.of(new ManagerRois(chosenAutomatically ? maps.vascularRois() : List.of(), RoiOrigin.AUTOMATIC), new ManagerRois(new LesionRois(lesion).all(), RoiOrigin.LESION));
		if (display == Display.BATCH_MODE) {
			images.forEach(ImagePlus::show);
			rois.forEach(ManagerRois::putIntoBatchManager);
			return;
		}
		final List<Window> managerToPlace = rois.stream().flatMap(some -> some.show().stream()).distinct().toList();
		final List<Window> numbers = List.of(LesionTable.of(analysed.numbers()).show(title));
		explored.ifPresent(model -> new CurveExplorer(model, mapImages, series, title));
		new WindowArranger().show(images, List.of(List.of(maps.plot(title)), numbers, maps.tables(title)), managerToPlace);
	}
}
