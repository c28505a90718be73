package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
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
import org.perfusionj.series.Region;
import org.perfusionj.vascular.ClassicalEstimator;
import org.perfusionj.vascular.CurveFileEstimator;
import org.perfusionj.vascular.RoiEstimator;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The estimators behind the parameters {@code aif=auto|roi|path} and {@code vof=auto|none|roi|path}.
 *
 * @param aif where the AIF comes from
 * @param vof where the VOF comes from, if one is wanted
 * @param vofRequired true if the user asked for a certain VOF, so that its absence is an error
 */
record VascularSources(VascularEstimator aif, Optional<VascularEstimator> vof, boolean vofRequired) {

	private static final Set<String> WORDS = Set.of("auto", "roi", "none");

	/**
	 * With {@code vof=auto} the VOF comes from the curve file of the AIF if that holds one, else from the classical selection.
	 *
	 * @throws PerfusionException if a ROI or a file that is asked for is missing
	 */
	static VascularSources of(final String aif, final String vof, final CaseInput input, final List<InputFile> files, final WorkMonitor monitor) throws IOException {
		final VascularRois rois = input.rois();
		final Optional<CurveFile.Curves> curves = isPath(aif) ? Optional.of(read("aif", aif, files, monitor)) : Optional.empty();
		final VascularEstimator aifEstimator = switch (key(aif)) {
			case "auto" -> new ClassicalEstimator();
			case "roi" -> new RoiEstimator(some(rois.aif(), Vessel.AIF));
			default -> fileEstimator(Map.of(Vessel.AIF, curves.get().aif()), aif);
		};
		switch (key(vof)) {
			case "none":
				return new VascularSources(aifEstimator, Optional.empty(), false);
			case "roi":
				return new VascularSources(aifEstimator, Optional.of(new RoiEstimator(some(rois.vof(), Vessel.VOF))), true);
			case "auto":
				final Optional<TimeCurve> beside = curves.flatMap(CurveFile.Curves::vof);
				return new VascularSources(aifEstimator, Optional.of(beside.isPresent() ? fileEstimator(Map.of(Vessel.VOF, beside.get()), aif) : new ClassicalEstimator()), false);
			default:
				final TimeCurve curve = read("vof", vof, files, monitor).vof().orElseThrow(() -> new PerfusionException("The curve file " + vof + " has no column vof. Add one, or use vof=auto or vof=none."));
				return new VascularSources(aifEstimator, Optional.of(fileEstimator(Map.of(Vessel.VOF, curve), vof)), true);
		}
	}

	/**
	 * Finds what is wrong before a large series is read.
	 *
	 * @throws BadParameterException if a text is neither one of its words nor a file
	 */
	static void check(final String aif, final String vof) {
		if (key(aif).equals("none")) throw new BadParameterException("aif=none is not possible: deconvolution needs an arterial input function. Use auto, roi or the path of a curve file.");
		if (isPath(aif)) UserPath.ofFile("aif", aif, "auto nor roi");
		if (isPath(vof)) UserPath.ofFile("vof", vof, "auto, none nor roi");
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
		return aif instanceof ClassicalEstimator || vof.filter(estimator -> estimator instanceof ClassicalEstimator).isPresent();
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

	private static VascularEstimator fileEstimator(final Map<Vessel, TimeCurve> curves, final String path) {
		return new CurveFileEstimator(new EnumMap<>(curves), Path.of(path.trim()).getFileName().toString());
	}

	private static CurveFile.Curves read(final String role, final String text, final List<InputFile> files, final WorkMonitor monitor) throws IOException {
		final Path path = UserPath.of(role, text);
		files.add(InputFile.of(role, path.toAbsolutePath(), monitor));
		return CurveFile.read(path);
	}
}
