package org.perfusionj.commands;

import java.awt.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import ij.ImagePlus;
import ij.gui.Roi;

import org.perfusionj.images.RoiOrigin;
import org.perfusionj.images.RoiRegions;
import org.perfusionj.images.SeriesWindow;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.report.CurvePlotWindow;
import org.perfusionj.report.PhantomFiles;
import org.perfusionj.report.PhantomWindows;
import org.perfusionj.report.Provenance;
import org.perfusionj.report.WindowArranger;
import org.perfusionj.report.WindowTitles;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Region;
import org.perfusionj.work.WorkMonitor;

/** Shows a phantom with its truth in windows and writes it to its folder. */
final class PhantomOutput {

	private final Phantom phantom;

	PhantomOutput(final Phantom phantom) {
		this.phantom = phantom;
	}

	/** Writes everything into the folder and gives it its final name. */
	void write(final OutputFolder folder, final Provenance provenance, final WorkMonitor monitor) throws IOException {
		new PhantomFiles(phantom).write(folder, provenance, monitor);
		monitor.check();
		folder.commit();
		monitor.log("The phantom is in " + folder.target());
	}

	/** Logs what was made, in a few lines. */
	void log(final WorkMonitor monitor) {
		final PhantomTruth truth = phantom.truth();
		monitor.log(SeriesSummary.of(phantom.series(), monitor));
		monitor.log(String.format(Locale.ROOT, "Anatomy %s, occlusion %s: core %.1f ml, penumbra %.1f ml of %.0f ml of brain in view", phantom.anatomy(), phantom.occlusion().key(), millilitres(truth.core()), millilitres(truth
			.penumbra()), millilitres(truth.brain())));
		monitor.log("True AIF in " + place(truth.aif()) + ", true VOF in " + place(truth.vof()));
		monitor.log("Simulated. Research use only, not for diagnosis.");
	}

	private static double millilitres(final Mask mask) {
		return mask.count() * mask.grid().voxelVolumeMl();
	}

	private static String place(final VesselTruth vessel) {
		return String.format(Locale.ROOT, "%s (expert's voxel %d, %d, slice %d)", vessel.branch(), vessel.expert().x(), vessel.expert().y(), vessel.expert().z() + 1);
	}

	/**
	 * Opens the series, the true maps, a label image and a plot, and puts the expert's voxels into the ROI Manager. In ImageJ's batch mode nothing opens:
	 * the images become those of the macro. The series is the active image then and there, so that it can be analysed at once.
	 */
	void show(final Display display) {
		// the maps that will be made of the series have its own title
		final String title = WindowTitles.unused(phantom.series().name() + " truth");
		final ImagePlus series = SeriesWindow.of(phantom.series());
		final List<ImagePlus> truth = new PhantomWindows(phantom, SoftwareVersion.current().version(), title).all();
		final ManagerRois rois = new ManagerRois(expertRois(), RoiOrigin.EXPERT);
		if (display == Display.BATCH_MODE) {
			truth.forEach(ImagePlus::show);
			series.show();
			rois.putIntoBatchManager();
			return;
		}
		final List<Window> managerToPlace = rois.show();
		final CurvePlotWindow plot = EventThread.make(() -> new CurvePlotWindow(phantom, title));
		new WindowArranger().show(series, truth, List.of(List.of(plot)), managerToPlace);
	}

	/** @return a point for each vessel, named so that {@code aif=roi vof=roi} of other commands finds it */
	private List<Roi> expertRois() {
		final List<Roi> rois = new ArrayList<>();
		for (final VesselTruth vessel : List.of(phantom.truth().aif(), phantom.truth().vof())) {
			final Roi roi = RoiRegions.points(new Region(vessel.vessel().name(), List.of(vessel.expert()))).get(0);
			roi.setName(vessel.vessel().name() + " expert");
			rois.add(roi);
		}
		return rois;
	}
}
