package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.gui.Overlay;

import org.perfusionj.pipeline.FoundVessel;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.WorkMonitor;

/**
 * What AIFNet found as ImageJ images: the peak enhancement with the contributing voxels in colour over it, and the probabilities of each vessel with a colour
 * bar. Calibrated in mm, each with the slice in front on which most happens. They share the planes of the result; nothing is shown.
 */
public final class VesselWindows {

	/** Name of the image with the vessels in its title. */
	public static final String VESSELS = "vessels";
	/** HU above baseline, white from the upper end: tissue reaches 5 to 20, arteries of the brain 100 to 400. */
	static final MapDisplay PEAKS = new MapDisplay(ColorMap.GREY, 0, 80);

	/** Part of the curve whose voxels have the last colour. */
	private static final double BRIGHTEST = 0.25;

	private final VesselResult result;
	private final String version;
	private final List<ImagePlus> images = new ArrayList<>();

	/**
	 * @param result what was found
	 * @param version version of this software, for the images' information
	 * @param title first part of the images' titles ({@link WindowTitles})
	 * @param monitor asked for cancellation
	 */
	public VesselWindows(final VesselResult result, final String version, final String title, final WorkMonitor monitor) {
		this.result = result;
		this.version = version;
		final CaseImages made = new CaseImages(title, this::information);
		final ImagePlus vessels = made.map(VESSELS, "Peak enhancement, with the voxels that make up the curves", result.peakEnhancement(), "HU", PEAKS, result.concentration().mask());
		final Overlay overlay = new VesselOverlay(result, monitor).overlay();
		vessels.setOverlay(overlay);
		inFront(vessels, result.vessels().get(0));
		images.add(vessels);
		for (final FoundVessel found : result.vessels()) {
			if (!found.hasVoxels()) continue;
			final Volume probability = found.probability();
			final String key = found.vessel() + " probability";
			final ImagePlus image = made.map(key, "How much each voxel contributes to the " + found.vessel(), probability, "P", display(found, monitor), result.concentration().mask());
			inFront(image, found);
			images.add(image);
		}
	}

	/**
	 * Probabilities differ by orders of magnitude. If the largest decided, all others would be black.
	 *
	 * @return how they are shown: from 0 to a round number above which the voxels make up less than a quarter of the curve
	 */
	static MapDisplay display(final FoundVessel found, final WorkMonitor monitor) {
		final double bright = new ContributingVoxels(found.probability(), BRIGHTEST, monitor).threshold();
		final double power = Math.pow(10, Math.floor(Math.log10(bright)));
		for (final double digit : new double[] { 1, 1.5, 2, 3, 4, 5, 6, 8 })
			if (digit * power >= bright * (1 - 1e-6)) return new MapDisplay(ColorMap.HEAT, 0, digit * power);
		return new MapDisplay(ColorMap.HEAT, 0, 10 * power);
	}

	/** @return the images: vessels, then the probability of each vessel of which it is known */
	public List<ImagePlus> all() {
		return List.copyOf(images);
	}

	private static void inFront(final ImagePlus image, final FoundVessel found) {
		found.function().voxels().stream().findFirst().map(Voxel::z).ifPresent(z -> image.setPosition(1, z + 1, 1));
	}

	private String information(final String what) {
		final StringBuilder text = new StringBuilder();
		text.append(what).append("\nCase: ").append(result.title()).append("\nPerfusionJ ").append(version).append(" - research use only, not for diagnosis\n\n");
		result.vessels().forEach(found -> text.append(found.quality().text()).append('\n'));
		text.append("\nParameters:\n").append(result.parameters().entrySet().stream().map(entry -> "  " + entry.getKey() + " = " + entry.getValue() + "\n").collect(Collectors.joining()));
		text.append(CaseImages.orientationText(result.peakEnhancement().grid()));
		if (!result.warnings().isEmpty()) text.append("\nWarnings:\n").append(result.warnings().stream().map(warning -> "  " + warning + "\n").collect(Collectors.joining()));
		return text.toString();
	}
}
