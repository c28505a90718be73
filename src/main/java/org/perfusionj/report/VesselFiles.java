package org.perfusionj.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.evaluation.ComparisonFile;
import org.perfusionj.evaluation.RaterComparison;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.FinishedFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.pipeline.FoundVessel;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.WorkMonitor;

/**
 * Writes what AIFNet found into a folder: {@code curves.csv}, {@code metrics.csv}, {@code probability_aif} and {@code probability_vof} (how much each voxel
 * contributes, sum 1), {@code peak_enhancement}, the figure {@code vessels.png}, with raters {@code comparison.csv} and
 * {@code comparison.png}, and {@code parameters.json}.
 * <p>
 * {@code curves.csv} holds the columns {@code time_s,aif,vof}, as other commands read them. A curve that must not be used stands in a column
 * {@code aif_unusable} or {@code vof_unusable} instead, and its own column is empty: no command takes it by mistake.
 * </p>
 */
public final class VesselFiles {

	private final VesselResult result;
	private final Optional<RaterComparison> comparison;
	private final VolumeWriter writer;

	/**
	 * @param result what is written
	 * @param comparison with raters, if there are any
	 * @param writer file format of the images
	 */
	public VesselFiles(final VesselResult result, final Optional<RaterComparison> comparison, final VolumeWriter writer) {
		this.result = result;
		this.comparison = comparison;
		this.writer = writer;
	}

	/**
	 * Writes the files; the caller commits the folder.
	 *
	 * @param folder where to; may already hold further files of the case
	 * @param provenance what the result was made from
	 * @param monitor progress and cancel
	 * @throws IOException if a file cannot be written
	 */
	public void write(final OutputFolder folder, final Provenance provenance, final WorkMonitor monitor) throws IOException {
		double done = 0;
		for (final FoundVessel found : result.vessels()) {
			if (!found.hasVoxels()) continue;
			monitor.check();
			monitor.progress(0.7 * done++ / result.vessels().size(), "Writing the probability of the " + found.vessel());
			final double largest = VesselWindows.display(found, monitor).max();
			folder.write("probability_" + key(found.vessel()) + writer.extension(), file -> writer.writeMap(file, found.probability(), found.vessel() + " probability", "1", 0, largest));
		}
		monitor.check();
		final String unit = result.concentration().series().signal().concentrationUnit();
		folder.write("peak_enhancement" + writer.extension(), file -> writer.writeMap(file, result.peakEnhancement(), "peak enhancement", unit, VesselWindows.PEAKS.min(), VesselWindows.PEAKS.max()));
		folder.write("curves.csv", file -> FinishedFile.write(file, curves()));
		folder.write("metrics.csv", file -> new VesselTable(result).write(file));
		if (comparison.isPresent()) {
			folder.write(ComparisonFile.NAME, file -> new RaterComparisonTable(comparison.get()).table().write(file));
			folder.write("comparison.png", file -> PngFile.write(new RaterComparisonPlot(comparison.get()).image(1200, 760), file));
		}
		monitor.check();
		monitor.progress(0.8, "Writing the figure");
		folder.write("vessels.png", file -> new VesselFigure(result, SoftwareVersion.current().version(), monitor).write(file));
		monitor.check();
		provenance.finish(folder, result.parameters(), result.warnings());
		monitor.progress(1, "Written");
	}

	/** @return the text of {@code curves.csv} */
	String curves() {
		final Map<String, TimeCurve> unusable = new LinkedHashMap<>();
		result.vessels().stream().filter(found -> !found.isUsable()).forEach(found -> unusable.put(key(found.vessel()) + "_unusable", found.function().curve()));
		return CurveFile.text(new CurveFile.Curves(usable(Vessel.AIF), usable(Vessel.VOF)), unusable, List.of());
	}

	private Optional<TimeCurve> usable(final Vessel vessel) {
		return result.find(vessel).filter(FoundVessel::isUsable).map(found -> found.function().curve());
	}

	private static String key(final Vessel vessel) {
		return vessel.name().toLowerCase(Locale.ROOT);
	}
}
