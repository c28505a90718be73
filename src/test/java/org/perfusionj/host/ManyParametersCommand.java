package org.perfusionj.host;

import org.perfusionj.commands.PerfusionCommand;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** As many parameters as the largest command of the plugin has: its dialog must fit on a screen. */
@Plugin(type = Command.class, name = "many", menuPath = "Plugins>Perfusion>Many parameters", headless = true,
	description = "Does nothing, with many parameters.")
public class ManyParametersCommand extends PerfusionCommand {

	@Parameter(label = "Series", style = "both", required = false, description = "NIfTI file, DICOM folder or TIFF hyperstack. Empty: the active image.",
		attrs = @Attr(name = "group", value = "Input and output"))
	private String input = "";

	@Parameter(label = "Output folder", style = "directory", required = false, description = "Gets the maps, tables and figure.",
		attrs = @Attr(name = "group", value = "Input and output"))
	private String output = "";

	@Parameter(label = "Format", choices = { "nifti", "tiff" }, attrs = @Attr(name = "group", value = "Input and output"))
	private String format = "nifti";

	@Parameter(label = "Signal", choices = { "CT", "MR", "concentration" }, attrs = @Attr(name = "group", value = "Input and output"))
	private String signal = "CT";

	@Parameter(label = "Echo time", min = "0", attrs = { @Attr(name = "group", value = "Input and output"), @Attr(name = "unit", value = "ms") })
	private double echo_time_ms = 30;

	@Parameter(label = "Frame interval", min = "0", description = "Time between two frames; 0 takes it from the file.", attrs = {
		@Attr(name = "group", value = "Input and output"), @Attr(name = "unit", value = "s") })
	private double frame_interval_s = 0;

	@Parameter(label = "Overwrite", attrs = @Attr(name = "group", value = "Input and output"))
	private boolean overwrite = false;

	@Parameter(label = "Mask", style = "file", attrs = { @Attr(name = "group", value = "Preprocessing"), @Attr(name = "values", value = "auto|none|roi|path") })
	private String mask = "auto";

	@Parameter(label = "Smoothing", min = "0", attrs = { @Attr(name = "group", value = "Preprocessing"), @Attr(name = "unit", value = "mm") })
	private double smoothing_mm = 0;

	@Parameter(label = "Filter", choices = { "none", "gaussian", "guided", "median" }, attrs = @Attr(name = "group", value = "Preprocessing"))
	private String filter = "none";

	@Parameter(label = "AIF", style = "file", attrs = { @Attr(name = "group", value = "AIF and VOF"), @Attr(name = "values", value = "auto|roi|path") })
	private String aif = "auto";

	@Parameter(label = "VOF", style = "file", attrs = { @Attr(name = "group", value = "AIF and VOF"), @Attr(name = "values", value = "auto|none|roi|path") })
	private String vof = "auto";

	@Parameter(label = "Partial-volume correction", choices = { "area", "peak", "none" }, attrs = @Attr(name = "group", value = "AIF and VOF"))
	private String partial_volume = "area";

	@Parameter(label = "Method", choices = { "sSVD", "cSVD", "oSVD", "Tikhonov" }, attrs = @Attr(name = "group", value = "Deconvolution"))
	private String method = "oSVD";

	@Parameter(label = "Matrix", choices = { "auto", "toeplitz", "circulant" }, attrs = @Attr(name = "group", value = "Deconvolution"))
	private String matrix = "auto";

	@Parameter(label = "Quadrature", choices = { "auto", "rectangle", "trapezoid", "simpson", "volterra" }, attrs = @Attr(name = "group",
		value = "Deconvolution"))
	private String quadrature = "auto";

	@Parameter(label = "Threshold", attrs = { @Attr(name = "group", value = "Deconvolution"), @Attr(name = "unit", value = "%"),
		@Attr(name = "values", value = "auto|number") })
	private String threshold = "auto";

	@Parameter(label = "Oscillation index", min = "0", attrs = @Attr(name = "group", value = "Deconvolution"))
	private double oscillation_index = 0.035;

	@Parameter(label = "Lambda", attrs = { @Attr(name = "group", value = "Deconvolution"), @Attr(name = "values", value = "lcurve|gcv|number") })
	private String lambda = "lcurve";

	@Parameter(label = "Kappa", min = "0", attrs = @Attr(name = "group", value = "Maps"))
	private double kappa = 0.73;

	@Parameter(label = "Density", min = "0", attrs = { @Attr(name = "group", value = "Maps"), @Attr(name = "unit", value = "g/ml") })
	private double density = 1;

	@Parameter(label = "CBV from", choices = { "area", "residue" }, attrs = @Attr(name = "group", value = "Maps"))
	private String cbv = "area";

	@Parameter(label = "Residue function", attrs = @Attr(name = "group", value = "Maps"))
	private boolean residue = false;

	@Parameter(label = "Maps", columns = 40, attrs = @Attr(name = "group", value = "Maps"))
	private String maps = "CBF,CBV,MTT,Tmax,TTP";

	@Parameter(label = "Regions", style = "file", required = false, attrs = @Attr(name = "group", value = "Maps"))
	private String rois = "";

	@Override
	protected void execute(final WorkMonitor monitor) {
		monitor.log(String.join(" ", input, output, format, signal, mask, filter, aif, vof, partial_volume, method, matrix, quadrature, threshold, lambda, cbv, maps,
			rois) + echo_time_ms + frame_interval_s + overwrite + smoothing_mm + oscillation_index + kappa + density + residue);
	}
}
