package org.perfusionj.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.io.CsvText;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.DecimalText;
import org.perfusionj.io.FinishedFile;
import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.WorkMonitor;

/**
 * Writes a phantom and everything that is true of it into a folder:
 * <ul>
 * <li>{@code series.nii.gz}, HU, with {@code series.json} where NIfTI cannot hold its times;</li>
 * <li>{@code truth_CBF.nii.gz} and CBV, MTT, delay, Tmax;</li>
 * <li>{@code labels.nii.gz} (tissues), {@code states.nii.gz}, {@code vessels.nii.gz}: numbers whose meaning stands in
 * {@code phantom.json};</li>
 * <li>masks {@code brain.nii.gz}, {@code core.nii.gz}, {@code penumbra.nii.gz};</li>
 * <li>{@code curves.csv} ({@code time_s,aif,vof}): contrast in the blood of the true feeding artery and draining vein, HU, which can be given to
 * other commands as {@code aif=curves.csv};</li>
 * <li>{@code readers.csv} ({@code vessel,reader,x,y,z,time_s,hu}): what is seen in the voxel that an expert would pick (without noise) and in
 * those of the simulated raters (with noise), HU above baseline;</li>
 * <li>{@code phantom.json}: what was drawn, and {@code parameters.json}, which makes the phantom again.</li>
 * </ul>
 */
public final class PhantomFiles {

	private final Phantom phantom;
	private final VolumeWriter writer = new NiftiVolumeWriter();

	/** @param phantom what is written */
	public PhantomFiles(final Phantom phantom) {
		this.phantom = phantom;
	}

	/**
	 * Writes the files; the caller commits the folder.
	 *
	 * @param folder where to; may already hold further files of the case
	 * @param provenance how the phantom was asked for
	 * @param monitor progress and cancel
	 * @throws IOException if a file cannot be written
	 */
	public void write(final OutputFolder folder, final Provenance provenance, final WorkMonitor monitor) throws IOException {
		final PhantomTruth truth = phantom.truth();
		folder.write("series.nii.gz", file -> new NiftiWriter().write(file, phantom.series(), new NiftiNotes("Simulated CT perfusion (HU), research use only", "HU", 0, 100), monitor.part(0, 0.6)));
		double done = 0;
		for (final TruthMap map : TruthMap.of(truth)) {
			monitor.check();
			monitor.progress(0.6 + 0.04 * done++, "Writing the true " + map.key());
			folder.write(map.fileName(), file -> writer.writeMap(file, map.volume(), map.key(), map.unit(), map.display().min(), map.display().max()));
		}
		monitor.progress(0.8, "Writing labels and masks");
		writeLabels(folder, "labels", truth.labels(), monitor);
		writeLabels(folder, "states", truth.states(), monitor);
		writeLabels(folder, "vessels", truth.vessels(), monitor);
		writeMask(folder, "brain", truth.brain(), monitor);
		writeMask(folder, "core", truth.core(), monitor);
		writeMask(folder, "penumbra", truth.penumbra(), monitor);
		monitor.progress(0.95, "Writing curves and numbers");
		folder.write("curves.csv", file -> CurveFile.write(file, new CurveFile.Curves(truth.aif().blood(), Optional.of(truth.vof().blood())), Map.of(),
			List.of("contrast in the blood of " + truth.aif().branch() + " (AIF) and " + truth.vof().branch() + " (VOF), HU above baseline, without noise and partial volume")));
		folder.write("readers.csv", file -> FinishedFile.write(file, readers()));
		folder.write("phantom.json", file -> FinishedFile.write(file, new PhantomJson(phantom).text()));
		monitor.check();
		final Map<String, String> found = new LinkedHashMap<>();
		found.put("occlusion", phantom.occlusion().key());
		found.put("true_aif", truth.aif().branch());
		found.put("true_vof", truth.vof().branch());
		provenance.finish(folder, found, List.of());
		monitor.progress(1, "Written");
	}

	private void writeLabels(final OutputFolder folder, final String name, final Volume labels, final WorkMonitor monitor) throws IOException {
		monitor.check();
		folder.write(name + writer.extension(), file -> new NiftiWriter().writeLabels(file, labels, new NiftiNotes(name + " (numbers: see phantom.json), research use only", name, 0, largest(labels))));
	}

	private void writeMask(final OutputFolder folder, final String name, final Mask mask, final WorkMonitor monitor) throws IOException {
		monitor.check();
		folder.write(name + writer.extension(), file -> writer.writeMask(file, mask, name));
	}

	private static double largest(final Volume labels) {
		float largest = 1;
		for (int z = 0; z < labels.grid().slices(); z++)
			for (final float label : labels.plane(z))
				largest = Math.max(largest, label);
		return largest;
	}

	private String readers() {
		final CsvText csv = new CsvText().line(List.of("vessel", "reader", "x", "y", "z", "time_s", "hu"));
		for (final VesselTruth vessel : List.of(phantom.truth().aif(), phantom.truth().vof())) {
			add(csv, vessel, "expert", vessel.expert(), vessel.expertCurve());
			for (int rater = 0; rater < vessel.raters().size(); rater++)
				add(csv, vessel, "rater" + (rater + 1), vessel.raters().get(rater).voxel(), vessel.raters().get(rater).curve());
		}
		return csv.toString();
	}

	private static void add(final CsvText csv, final VesselTruth vessel, final String reader, final Voxel voxel, final TimeCurve curve) {
		for (int t = 0; t < curve.size(); t++)
			csv.line(List.of(vessel.vessel().name(), reader, String.valueOf(voxel.x()), String.valueOf(voxel.y()), String.valueOf(voxel.z()), DecimalText.time(curve.time(t)), DecimalText.significant(curve.value(t))));
	}
}
