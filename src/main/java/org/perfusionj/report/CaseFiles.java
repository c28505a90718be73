package org.perfusionj.report;

import java.io.IOException;
import java.util.Map;

import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;
import org.perfusionj.work.WorkMonitor;

/**
 * Writes everything that belongs to a case into its folder: one file a map, {@code mask}, {@code vessels} and {@code csf}, {@code baseline} (the mean image before the bolus),
 * {@code residue} and {@code local_aif} if they were kept, {@code curves.csv}, {@code metrics.csv}, {@code summary.csv}, {@code figure.png}, and {@code parameters.json},
 * which makes the result reproducible.
 */
public final class CaseFiles {

	private final PerfusionResult result;
	private final MapSummary summary;
	private final RegionCurves regionCurves;
	private final VolumeWriter writer;

	/**
	 * @param result what is written
	 * @param summary table of the result
	 * @param regionCurves mean curves of the user's regions
	 * @param writer file format of the maps
	 */
	public CaseFiles(final PerfusionResult result, final MapSummary summary, final RegionCurves regionCurves, final VolumeWriter writer) {
		this.result = result;
		this.summary = summary;
		this.regionCurves = regionCurves;
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
		writeResults(folder, monitor);
		provenance.finish(folder, result.parameters(), result.warnings());
	}

	/**
	 * Writes all files but {@code parameters.json}, for a case that has more to write: the caller ends with {@link Provenance#finish}.
	 *
	 * @param folder where to
	 * @param monitor progress and cancel
	 * @throws IOException if a file cannot be written
	 */
	public void writeResults(final OutputFolder folder, final WorkMonitor monitor) throws IOException {
		final PerfusionMaps maps = result.maps();
		double done = 0;
		for (final Map.Entry<PerfusionMap, Volume> entry : maps.all().entrySet()) {
			final PerfusionMap map = entry.getKey();
			monitor.check();
			monitor.progress(0.5 * done++ / maps.all().size(), "Writing " + map.key());
			folder.write(map.key() + writer.extension(), file -> writer.writeMap(file, entry.getValue(), map.key(), map.unit(), map.displayMin(), map.displayMax()));
		}
		folder.write("mask" + writer.extension(), file -> writer.writeMask(file, maps.mask(), "mask"));
		folder.write("vessels" + writer.extension(), file -> writer.writeMask(file, result.vessels(), "vessels"));
		folder.write("csf" + writer.extension(), file -> writer.writeMask(file, result.csf(), "CSF"));
		if (result.concentration().baseline() != null) {
			final SignalType signal = result.concentration().series().signal();
			final ShownVolume image = ShownVolume.image(signal, result.concentration().baselineImage(), maps.mask());
			folder.write("baseline" + writer.extension(), file -> writer.writeMap(file, image.volume(), "baseline", signal.unit(), image.display().min(), image.display().max()));
		}
		if (maps.residue().isPresent()) folder.write("residue" + writer.extension(), file -> writer.writeCurves(file, maps.residue().get(), maps.mask().grid(), maps.residueTime().get(), "residue", "Flow-scaled residue function", "1/s", monitor
			.part(0.5, 0.7)));
		if (maps.localAif().isPresent()) folder.write("local_aif" + writer.extension(), file -> writer.writeCurves(file, maps.localAif().get(), maps.mask().grid(), maps.localAifTime().get(), "local_aif", "Local AIF, not delayed",
			result.concentration().series().signal().concentrationUnit(), monitor.part(0.7, 0.9)));
		monitor.check();
		folder.write("curves.csv", file -> new CurvesCsv(result, regionCurves).write(file));
		folder.write("metrics.csv", file -> new CurveTable(result, regionCurves, result.title()).write(file));
		folder.write("summary.csv", file -> new SummaryCsv(summary).write(file));
		monitor.progress(0.9, "Writing the figure");
		folder.write("figure.png", file -> new CaseFigure(result, summary, SoftwareVersion.current().version()).write(file));
		monitor.check();
		monitor.progress(1, "Written");
	}
}
