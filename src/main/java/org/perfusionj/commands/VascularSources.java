package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.images.VascularRois;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.InputFile;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.aifnet.AifnetVessels;
import org.perfusionj.pipeline.AutomaticVessels;
import org.perfusionj.series.Region;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.CurveFileEstimator;
import org.perfusionj.vascular.RoiEstimator;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The estimators behind the parameters {@code aif=auto|aifnet|classical|roi|path} and {@code vof=auto|aifnet|classical|none|roi|path}.
 *
 * @param aif where the AIF comes from
 * @param vof where the VOF comes from, if one is wanted
 * @param vofRequired true if the user asked for a certain VOF, so that its absence is an error
 */
record VascularSources(VascularEstimator aif, Optional<VascularEstimator> vof, boolean vofRequired) {

	private static final Set<String> WORDS = Set.of("auto", "aifnet", "classical", "roi", "none");

	/**
	 * With {@code vof=auto} the VOF comes from the curve file of the AIF if that holds one, else it is found automatically.
	 *
	 * @throws PerfusionException if a ROI or a file that is asked for is missing
	 */
	static VascularSources of(final String aif, final String vof, final CaseInput input, final List<InputFile> files, final WorkMonitor monitor) throws IOException {
		final VascularRois rois = input.rois();
		final Optional<CurveFile.Curves> curves = isPath(aif) ? Optional.of(read("aif", aif, files, monitor)) : Optional.empty();
		// one for both vessels, so that what it makes of the series for the one serves the other
		final AifnetVessels aifnet = new AifnetVessels(StandardNetworks.aifnet(), Optional.empty(), EngineChoice.AUTO);
		final VascularEstimator automatic = new AutomaticVessels(aifnet);
		final VascularEstimator aifEstimator = switch (key(aif)) {
			case "auto" -> automatic;
			case "aifnet" -> aifnet;
			case "classical" -> new ClassicalEstimator();
			case "roi" -> new RoiEstimator(some(rois.aif(), Vessel.AIF));
			default -> fileEstimator(Vessel.AIF, curves.get().aif(), aif);
		};
		final Optional<TimeCurve> beside = curves.flatMap(CurveFile.Curves::vof);
		return switch (key(vof)) {
			case "none" -> new VascularSources(aifEstimator, Optional.empty(), false);
			case "auto" -> new VascularSources(aifEstimator, Optional.of(beside.isPresent() ? fileEstimator(Vessel.VOF, beside, aif) : automatic), false);
			case "aifnet" -> new VascularSources(aifEstimator, Optional.of(aifnet), true);
			case "classical" -> new VascularSources(aifEstimator, Optional.of(new ClassicalEstimator()), true);
			case "roi" -> new VascularSources(aifEstimator, Optional.of(new RoiEstimator(some(rois.vof(), Vessel.VOF))), true);
			default -> new VascularSources(aifEstimator, Optional.of(fileEstimator(Vessel.VOF, read("vof", vof, files, monitor).vof(), vof)), true);
		};
	}

	/**
	 * Finds what is wrong before a large series is read.
	 *
	 * @throws BadParameterException if a text is neither one of its words nor a file
	 */
	static void check(final String aif, final String vof) {
		if (key(aif).equals("none")) throw new BadParameterException("aif=none is not possible: the maps need an arterial input function. Use auto, roi or the path of a curve file.");
		if (isPath(aif)) UserPath.ofFile("aif", aif, "auto, aifnet, classical nor roi");
		if (isPath(vof)) UserPath.ofFile("vof", vof, "auto, aifnet, classical, none nor roi");
	}

	/** @return the vessels for which {@code aif} and {@code vof} ask for ROIs */
	static Set<Vessel> roisWanted(final String aif, final String vof) {
		final Set<Vessel> wanted = EnumSet.noneOf(Vessel.class);
		if (key(aif).equals("roi")) wanted.add(Vessel.AIF);
		if (key(vof).equals("roi")) wanted.add(Vessel.VOF);
		return wanted;
	}

	/** @return true if voxels are chosen by an estimator, not by the user */
	boolean isAutomatic() {
		return isAutomatic(aif) || vof.filter(VascularSources::isAutomatic).isPresent();
	}

	private static boolean isAutomatic(final VascularEstimator estimator) {
		return !(estimator instanceof RoiEstimator || estimator instanceof CurveFileEstimator);
	}

	/** @return true if the text is none of the words */
	static boolean isPath(final String text) {
		return !WORDS.contains(key(text));
	}

	private static String key(final String text) {
		return text.isBlank() ? "auto" : text.trim().toLowerCase(Locale.ROOT);
	}

	private static List<Region> some(final List<Region> regions, final Vessel vessel) {
		if (regions.isEmpty()) throw new PerfusionException("There is no " + vessel + " ROI. Draw one in a large " + (vessel == Vessel.AIF ? "artery" : "vein") + " and add it to the ROI Manager with a name that starts with " + vessel +
			" (on the command line: rois=FILE.zip), or use " + vessel.name().toLowerCase(Locale.ROOT) + "=auto.");
		return regions;
	}

	private static VascularEstimator fileEstimator(final Vessel vessel, final Optional<TimeCurve> curve, final String path) {
		final String key = vessel.name().toLowerCase(Locale.ROOT);
		final TimeCurve given = curve.orElseThrow(() -> new PerfusionException("The curve file " + path + " has no column " + key + ", or nothing in it. Add the curve, or use " + key + "=auto" + (vessel == Vessel.VOF ? " or vof=none" : "") + "."));
		return new CurveFileEstimator(Map.of(vessel, given), Path.of(path.trim()).getFileName().toString());
	}

	private static CurveFile.Curves read(final String role, final String text, final List<InputFile> files, final WorkMonitor monitor) throws IOException {
		final Path path = UserPath.of(role, text);
		files.add(InputFile.of(role, path.toAbsolutePath(), monitor));
		return CurveFile.read(path);
	}
}
