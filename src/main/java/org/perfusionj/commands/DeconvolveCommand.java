package org.perfusionj.commands;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.Lambda;
import org.perfusionj.deconvolution.MatrixForm;
import org.perfusionj.deconvolution.Quadrature;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.MapComputation;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.work.PerfusionException;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Perfusion maps of a CT or MR series by deconvolution. */
@Plugin(type = Command.class, name = DeconvolveCommand.COMMAND, label = "Deconvolve (sSVD/cSVD/oSVD/Tikhonov)", menuPath = "Plugins>Perfusion>Deconvolve (sSVD/cSVD/oSVD/Tikhonov)", headless = true,
	description = "Makes CBF, CBV, MTT, Tmax and TTP maps of a perfusion series by deconvolution. Research use only.")
public class DeconvolveCommand extends MapsCommand {

	/** Word of the command line. */
	static final String COMMAND = "deconvolve";

	@Parameter(label = "Method", choices = { "sSVD", "cSVD", "oSVD", "Tikhonov" }, description = "Deconvolution method. cSVD and oSVD are insensitive to delay.", attrs = @Attr(name = "group", value = "Deconvolution"))
	private String method = "oSVD";

	@Parameter(label = "Matrix", choices = { "auto", "toeplitz", "circulant" }, description = "Convolution matrix; a choice for Tikhonov only. auto: toeplitz for sSVD and Tikhonov, circulant for cSVD and oSVD.", attrs = @Attr(name = "group",
		value = "Deconvolution"))
	private String matrix = "auto";

	@Parameter(label = "Quadrature", choices = { "auto", "rectangle", "trapezoid", "simpson", "volterra" }, description = "How the convolution integral becomes a sum. auto: rectangle for the SVD methods, volterra for Tikhonov.", attrs = @Attr(
		name = "group", value = "Deconvolution"))
	private String quadrature = "auto";

	@Parameter(label = "Threshold", description = "Singular values below this fraction of the largest are dropped (sSVD, cSVD). auto: 0.2 for sSVD, 0.1 for cSVD.", attrs = { @Attr(name = "group", value = "Deconvolution"), @Attr(
		name = "values", value = "auto|number from 0 to 1") })
	private String threshold = "auto";

	@Parameter(label = "Oscillation index", min = "0.0001", max = "10", stepSize = "0.005", style = "format:0.####", description = "Limit of the oscillation index (oSVD).", attrs = @Attr(name = "group", value = "Deconvolution"))
	private double oscillation_index = DeconvolutionSettings.OSCILLATION_INDEX;

	@Parameter(label = "Lambda", description = "Tikhonov parameter: lcurve, gcv, or a number relative to the largest singular value.", attrs = { @Attr(name = "group", value = "Deconvolution"), @Attr(name = "values",
		value = "lcurve|gcv|number") })
	private String lambda = "lcurve";

	@Parameter(label = "Maps", columns = 45, description = "Which maps, separated by commas: CBF, CBV, MTT, Tmax, TTP, rCBF, rCBV, rMTT, rTmax.", attrs = @Attr(name = "group", value = "Maps"))
	private String maps = "CBF,CBV,MTT,Tmax,TTP";

	@Override
	MapChoices.Method method(final double kappa, final double density) {
		final DeconvolutionMethod chosen = new DeconvolutionMethod(deconvolutionSettings(kappa), density);
		return monitor -> chosen;
	}

	@Override
	Set<PerfusionMap> wantedMaps() {
		final Set<PerfusionMap> wanted = mapsOf(maps);
		// said before the series is read
		for (final PerfusionMap map : List.of(PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD))
			if (wanted.contains(map)) throw new PerfusionException(MapComputation.notEstimated("Deconvolution", map));
		return wanted;
	}

	@Override
	String command() {
		return COMMAND;
	}

	private DeconvolutionSettings deconvolutionSettings(final double kappa) {
		return new DeconvolutionSettings(Algorithm.of(method), isAuto(matrix) ? Optional.empty() : Optional.of(MatrixForm.of(matrix)), isAuto(quadrature) ? Optional.empty() : Optional.of(Quadrature.of(quadrature)), thresholdNumber(),
			oscillation_index, Lambda.of(lambda), kappa);
	}

	private OptionalDouble thresholdNumber() {
		if (isAuto(threshold)) return OptionalDouble.empty();
		try {
			return OptionalDouble.of(Double.parseDouble(threshold.trim()));
		}
		catch (final NumberFormatException notANumber) {
			throw new PerfusionException("threshold=" + threshold + " is neither auto nor a number from 0 to 1.", notANumber);
		}
	}
}
