package org.perfusionj.commands;

import java.awt.Window;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import ij.ImagePlus;

import org.perfusionj.images.RoiOrigin;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.report.CaseReport;
import org.perfusionj.report.LesionFigure;
import org.perfusionj.report.LesionFiles;
import org.perfusionj.report.LesionRois;
import org.perfusionj.report.LesionTable;
import org.perfusionj.report.LesionWindows;
import org.perfusionj.report.OpenMaps;
import org.perfusionj.report.Provenance;
import org.perfusionj.report.WindowArranger;
import org.perfusionj.report.WindowTitles;
import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.work.WorkMonitor;

/** Shows core and penumbra of a case in windows and writes them to its folder. */
final class LesionOutput {

	private static final Set<String> LOGGED = Set.of("core", "lesion", "penumbra", "mismatch_ratio", "hypoperfusion_intensity_ratio");

	private final Segmentation lesion;
	private final LesionNumbers numbers;

	/**
	 * @param lesion what is shown and written
	 * @param numbers measured on it
	 */
	LesionOutput(final Segmentation lesion, final LesionNumbers numbers) {
		this.lesion = lesion;
		this.numbers = numbers;
	}

	/** Writes everything into the folder and gives it its final name. */
	void write(final OutputFolder folder, final VolumeWriter writer, final Provenance provenance, final WorkMonitor monitor) throws IOException {
		monitor.progress(0, "Drawing the lesion");
		final BufferedImage figure = new LesionFigure(lesion, numbers, SoftwareVersion.current().version()).image();
		folder.write(CaseReport.FILE, CaseReport.of(lesion, numbers, figure, provenance)::write);
		new LesionFiles(lesion, numbers, figure, writer).write(folder, provenance, monitor);
		monitor.check();
		folder.commit();
		monitor.log("Results are in " + folder.target());
	}

	/** Logs volumes, side and under which conditions they hold, so that a terminal or a macro shows a result at once. */
	void log(final WorkMonitor monitor) {
		final String values = numbers.rows().stream().filter(row -> row.region().equals("all") && LOGGED.contains(row.key()) && !Double.isNaN(row.value())).map(row -> String.format(Locale.ROOT, "%s %.1f%s", row.title().toLowerCase(
			Locale.ROOT), row.value(), row.unit().equals("ml") ? " ml" : "")).collect(Collectors.joining(", "));
		monitor.log(lesion.example().maps().name() + ": " + values + ", affected side " + lesion.side().words(lesion.example().plane()) + ". Rule " + lesion.rule() + ": " + lesion.conditions());
		monitor.log("Research use only, not for diagnosis.");
	}

	/**
	 * Draws the lesion over open images of the case, or over new ones where none are open, opens labels and table, and puts the outlines into the ROI Manager.
	 * In ImageJ's batch mode nothing opens: the images become those of the macro, and the ROIs go into its ROI Manager.
	 *
	 * @param maps open maps that were segmented, if they were
	 */
	void show(final Display display, final Optional<OpenMaps> maps) {
		final String title = maps.map(OpenMaps::title).filter(open -> !open.isEmpty()).orElseGet(() -> WindowTitles.unused(lesion.example().maps().name()));
		final LesionWindows windows = new LesionWindows(lesion, SoftwareVersion.current().version(), title);
		final List<ImagePlus> images = new ArrayList<>();
		if (maps.isEmpty()) images.addAll(windows.all());
		else {
			maps.get().windows().values().forEach(open -> {
				windows.mark(open);
				open.updateAndDraw();
			});
			images.add(windows.labels());
		}
		OpenMaps.remember(images, lesion.example().maps());
		final ManagerRois rois = new ManagerRois(new LesionRois(lesion).all(), RoiOrigin.LESION);
		if (display == Display.BATCH_MODE) {
			images.forEach(ImagePlus::show);
			rois.putIntoBatchManager();
			return;
		}
		final List<Window> managerToPlace = rois.show();
		final Window table = LesionTable.of(numbers).show(title);
		new WindowArranger().show(images, List.of(List.of(table)), managerToPlace);
	}
}
