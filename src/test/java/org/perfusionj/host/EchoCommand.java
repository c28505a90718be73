package org.perfusionj.host;

import ij.ImagePlus;
import ij.gui.Roi;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.perfusionj.commands.PerfusionCommand;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** A command with a parameter of every type that writes down what it was given. */
@Plugin(type = Command.class, name = "echo", menuPath = "Plugins>Perfusion>Echo (a/b)...", description = "Writes down what it is given.",
	headless = true)
public class EchoCommand extends PerfusionCommand {

	@Parameter(label = "Series", description = "A file or a DICOM folder.", style = "both", required = false, persist = false, attrs = {
		@Attr(name = "group", value = "Input") })
	private String input = "";

	@Parameter(label = "Result file", description = "Gets the values, one a line.", style = "save", required = false, attrs = {
		@Attr(name = "group", value = "Input") })
	private File output;

	@Parameter(label = "Method", description = "How it is done.", choices = { "sSVD", "cSVD", "oSVD", "two words" }, attrs = {
		@Attr(name = "group", value = "Work") })
	private String method = "oSVD";

	@Parameter(label = "Threshold", description = "Percent of the largest singular value.", attrs = { @Attr(name = "group", value = "Work"),
		@Attr(name = "unit", value = "%"), @Attr(name = "values", value = "auto|number") })
	private String threshold = "auto";

	@Parameter(label = "Smoothing", description = "Width of the filter.", min = "0", max = "20", attrs = { @Attr(name = "group", value = "Work"),
		@Attr(name = "unit", value = "mm") })
	private double smoothing_mm = 1.5;

	@Parameter(label = "Repeats", min = "1", max = "1000", attrs = { @Attr(name = "group", value = "Work") })
	private int repeats = 1;

	@Parameter(label = "Residue function", attrs = { @Attr(name = "group", value = "Work") })
	private boolean residue = false;

	@Parameter(label = "Overwrite", attrs = { @Attr(name = "group", value = "Work") })
	private boolean overwrite = true;

	@Parameter(label = "Note", columns = 30, required = false)
	private String note = "";

	@Parameter(label = "Time it takes", min = "0", attrs = { @Attr(name = "unit", value = "s") })
	private float seconds = 0;

	@Parameter(label = "Fault", choices = { "none", "input", "file", "program" })
	private String fault = "none";

	@Parameter(required = false)
	private ImagePlus image;

	@Parameter(required = false)
	private Roi selection;

	@Override
	protected void execute(final WorkMonitor monitor) throws IOException {
		final long start = System.nanoTime();
		for (double done = 0; done < seconds; done = (System.nanoTime() - start) * 1e-9) {
			monitor.check();
			monitor.progress(done / seconds, "Echoing");
			pause();
		}
		switch (fault) {
			case "input" -> throw new PerfusionException("The input is no echo. Shout louder.");
			case "file" -> throw new IOException("disc.txt: no space left");
			case "program" -> throw new IllegalStateException("a fault of the program");
			default -> {
				// none was asked for
			}
		}
		final String echo = echo();
		monitor.log("echo " + echo.replace('\n', ';'));
		if (output != null) Files.writeString(Path.of(output.getPath()), echo);
	}

	private String echo() {
		return "method=" + method + "\nthreshold=" + threshold + "\nsmoothing_mm=" + smoothing_mm + "\nrepeats=" + repeats + "\nresidue=" + residue
			+ "\noverwrite=" + overwrite + "\nnote=" + note + "\ninput=" + input + "\nimage=" + (image == null ? "none" : image.getTitle()) + "\nselection="
			+ (selection == null ? "none" : selection.getTypeAsString()) + "\nthread=" + Thread.currentThread().getName() + "\n";
	}

	private static void pause() {
		try {
			Thread.sleep(5);
		}
		catch (final InterruptedException interrupted) {
			throw new IllegalStateException(interrupted);
		}
	}
}
