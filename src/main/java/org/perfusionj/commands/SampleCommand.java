package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import org.perfusionj.images.SeriesWindow;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.series.Volume;
import org.perfusionj.simulation.SampleSeries;
import org.perfusionj.work.WorkMonitor;

/** Makes the synthetic sample series: shows it, or writes it together with what is true of it. */
@Plugin(type = Command.class, name = "sample", menuPath = "Plugins>Perfusion>Open sample series", headless = true,
	description = "Makes a small synthetic CT perfusion series of a head with a stroke. For trying the software out, not for measuring methods.")
public class SampleCommand extends PerfusionCommand {

	@Parameter(label = "Seed", description = "Of the noise: the same seed gives the same series.")
	private long seed = 1;

	@Parameter(label = "Write to", required = false, style = "both", persist = false, attrs = @Attr(name = "group", value = "Output"),
		description = "Folder for series.nii.gz with the true maps (truth_CBF.nii.gz ...), labels.nii.gz and curves.csv, or a file (.nii.gz, .nii, .tif) for the series alone. Empty: nothing is written.")
	private String output = "";

	@Parameter(label = "Overwrite", persist = false, attrs = @Attr(name = "group", value = "Output"), description = "Whether existing files may be replaced.")
	private boolean overwrite = false;

	@Override
	protected void execute(final WorkMonitor monitor) throws IOException {
		if (output.isBlank() && !Display.now().takesImages(false)) throw new BadParameterException("There is no display to show the series on. Give a folder for it: output=sample");
		monitor.progress(0, "Making the sample series");
		final SampleSeries sample = SampleSeries.create(seed);
		monitor.log(SeriesSummary.of(sample.series(), monitor));
		if (!output.isBlank()) write(sample, monitor);
		if (Display.now().takesImages(!output.isBlank())) SeriesWindow.show(sample.series());
	}

	private void write(final SampleSeries sample, final WorkMonitor monitor) throws IOException {
		final SeriesDestination destination = new SeriesDestination(output, overwrite);
		final Map<Path, Volume> truth = new LinkedHashMap<>();
		final Path curves = destination.folder().resolve("curves.csv");
		if (destination.isFolder()) {
			truth.put(truthFile(destination, "CBF"), sample.cbf());
			truth.put(truthFile(destination, "CBV"), sample.cbv());
			truth.put(truthFile(destination, "MTT"), sample.mtt());
			truth.put(truthFile(destination, "delay"), sample.delay());
			truth.put(destination.folder().resolve("labels.nii.gz"), sample.labels());
			// before the first file is written
			truth.keySet().forEach(destination::checkFree);
			destination.checkFree(curves);
		}
		monitor.log("Written: " + destination.write(sample.series(), monitor));
		if (!destination.isFolder()) return;
		for (final Map.Entry<Path, Volume> one : truth.entrySet())
			new NiftiWriter().write(one.getKey(), one.getValue(), NiftiNotes.NONE);
		CurveFile.write(curves, new CurveFile.Curves(sample.aif(), Optional.of(sample.vof())), Map.of(), List.of("true vascular functions of the sample series, HU above baseline"));
	}

	private static Path truthFile(final SeriesDestination destination, final String name) {
		return destination.folder().resolve("truth_" + name + ".nii.gz");
	}
}
