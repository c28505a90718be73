package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.gui.GenericDialog;

import org.perfusionj.images.SeriesWindow;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.ReadOptions.PlaneOrder;
import org.perfusionj.io.SeriesEntry;
import org.perfusionj.io.SeriesOpener;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.WorkMonitor;

/** Opens a dynamic series from a file or DICOM folder as a calibrated hyperstack, or writes it as NIfTI. */
@Plugin(type = Command.class, name = "open", menuPath = "Plugins>Perfusion>Open perfusion series", headless = true,
	description = "Opens a dynamic series (DICOM folder, NIfTI, TIFF hyperstack, others by Bio-Formats) as a hyperstack calibrated in mm, s and HU, or writes it as NIfTI.")
public class OpenSeriesCommand extends PerfusionCommand {

	private static final String AUTO = "auto";

	@Parameter(label = "Series", style = "both", persist = false, attrs = @Attr(name = "group", value = "Input"),
		description = "File (.nii, .nii.gz, .hdr, .tif, .dcm) or DICOM folder.")
	private String input;

	@Parameter(label = "Series ID", required = false, persist = false, columns = 30, attrs = @Attr(name = "group", value = "Input"),
		description = "Which series of a folder that holds several: its DICOM Series Instance UID. Empty: asked for, or without a display the dynamic one.")
	private String series = "";

	@Parameter(label = "Signal", choices = { AUTO, "CT", "MR", "concentration" }, attrs = @Attr(name = "group", value = "Input"),
		description = "What the values are. auto: from the file; CT where it does not say.")
	private String signal = AUTO;

	@Parameter(label = "Frame interval", min = "0", persist = false, attrs = { @Attr(name = "group", value = "What the file does not say"), @Attr(name = "unit", value = "s") },
		description = "Time between frames. 0: from the file.")
	private double frame_interval_s = 0;

	@Parameter(label = "Slices", min = "0", persist = false, attrs = @Attr(name = "group", value = "What the file does not say"),
		description = "Number of slices of a stack that holds slices and times in one dimension. 0: from the file.")
	private int slices = 0;

	@Parameter(label = "Plane order", choices = { "zt", "tz" }, attrs = @Attr(name = "group", value = "What the file does not say"),
		description = "Order of such a stack. zt: all slices of one time together; tz: all times of one slice together.")
	private String plane_order = "zt";

	@Parameter(label = "Write to", required = false, style = "both", persist = false, attrs = @Attr(name = "group", value = "Output"),
		description = "Folder or file (.nii.gz, .nii, .tif) to write the series to, with a JSON sidecar where NIfTI cannot hold its times. Empty: nothing is written.")
	private String output = "";

	@Parameter(label = "Overwrite", persist = false, attrs = @Attr(name = "group", value = "Output"), description = "Whether an existing file may be replaced.")
	private boolean overwrite = false;

	@Override
	protected void execute(final WorkMonitor monitor) throws IOException {
		final Optional<SeriesDestination> destination = output.isBlank() ? Optional.empty() : Optional.of(new SeriesDestination(output, overwrite));
		destination.ifPresent(to -> to.checkFree(to.seriesFile()));
		final SeriesOpener opener = StandardFormats.opener();
		final Path path = Path.of(input.trim());
		final String id = series.isBlank() ? choose(opener.list(path, monitor.part(0, 0.1)), monitor) : series.trim();
		final Optional<SignalType> kind = signal.equals(AUTO) ? Optional.empty() : Optional.of(SignalType.of(signal));
		final PerfusionSeries opened = opener.open(path, new ReadOptions(id, frame_interval_s, slices, PlaneOrder.of(plane_order), kind), monitor.part(0.1, 0.7));
		monitor.log(SeriesSummary.of(opened, monitor));
		if (destination.isPresent()) monitor.log("Written: " + destination.get().write(opened, monitor.part(0.7, 1)));
		if (Display.now().takesImages(destination.isPresent())) SeriesWindow.show(opened);
	}

	/** @return id of the series to open: the only one, the one the user picks, or the most likely one */
	private static String choose(final List<SeriesEntry> entries, final WorkMonitor monitor) {
		if (entries.size() == 1) return entries.get(0).id();
		entries.forEach(entry -> monitor.log("Found: " + entry.description() + "; series=" + entry.id()));
		if (Display.now() != Display.WINDOWS || IJ.isMacro()) return entries.get(0).id();
		final String[] descriptions = new String[entries.size()];
		for (int i = 0; i < descriptions.length; i++)
			descriptions[i] = (i + 1) + ": " + entries.get(i).description();
		final GenericDialog dialog = new GenericDialog("Open perfusion series");
		dialog.addMessage(entries.size() + " series were found.");
		dialog.addChoice("Series", descriptions, descriptions[0]);
		dialog.showDialog();
		if (dialog.wasCanceled()) throw new CancellationException("Cancelled. Nothing was opened.");
		return entries.get(dialog.getNextChoiceIndex()).id();
	}
}
