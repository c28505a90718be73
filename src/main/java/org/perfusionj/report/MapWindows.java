package org.perfusionj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.io.DecimalText;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/**
 * The maps of a case as ImageJ images, titled by case and map, calibrated in mm (and s for curves), with colour
 * table, display range, unit of the values and a colour bar as an overlay. Voxels lie as they are stored, so that ROIs fit the
 * series, and the middle slice is in front, as it is in the window of the series. The images share the planes of the maps: nothing is copied, nothing is shown.
 */
public final class MapWindows {

	/** Key under which {@link ij.ImagePlus#getProp} gives the first part of the titles, the same for all images of one run. */
	public static final String CASE_PROPERTY = "perfusionj.case";

	/** Key under which {@link ij.ImagePlus#getProp} gives the key of the map. */
	public static final String MAP_PROPERTY = "perfusionj.map";

	private static final double PEAK_PERCENTILE = 98;

	private final PerfusionResult result;
	private final String version;
	private final CaseImages images;
	private final Map<PerfusionMap, ImagePlus> maps = new EnumMap<>(PerfusionMap.class);
	private final ImagePlus residue;
	private final ImagePlus localAif;

	/**
	 * @param result the case
	 * @param version version of this software, for the images' information
	 * @param title first part of the images' titles: the title of the case, or one that tells this run from an earlier one
	 *          ({@link WindowTitles})
	 */
	public MapWindows(final PerfusionResult result, final String version, final String title) {
		this.result = result;
		this.version = version;
		this.images = new CaseImages(title, this::information);
		result.maps().all().forEach((map, volume) -> maps.put(map, image(map, volume)));
		residue = result.maps().residue().isPresent() ? curves("residue", "Residue function times flow, 1/s", "1/s", result.maps().residue().get(), result.maps().residueTime().orElseThrow()) : null;
		final String unit = result.concentration().series().signal().concentrationUnit();
		localAif = result.maps().localAif().isPresent() ? curves("local AIF", "AIF at the tissue, dispersed and not delayed, " + unit, unit, result.maps().localAif().get(), result.maps().localAifTime().orElseThrow()) : null;
	}

	/** @return one image for each map, in their usual order */
	public Map<PerfusionMap, ImagePlus> maps() {
		return Collections.unmodifiableMap(maps);
	}

	/** @return the residue functions as a hyperstack x, y, z, t in 1/s, if they were asked for */
	public Optional<ImagePlus> residue() {
		return Optional.ofNullable(residue);
	}

	/** @return the local AIFs as a hyperstack x, y, z, t in the unit of the AIF, if they were asked for */
	public Optional<ImagePlus> localAif() {
		return Optional.ofNullable(localAif);
	}

	/** @return all images, the curves last */
	public List<ImagePlus> all() {
		final List<ImagePlus> all = new ArrayList<>(maps.values());
		residue().ifPresent(all::add);
		localAif().ifPresent(all::add);
		return all;
	}

	private ImagePlus image(final PerfusionMap map, final Volume volume) {
		return images.map(map.key(), map.title(), volume, map.unit(), MapDisplay.of(result, map), result.maps().mask());
	}

	private ImagePlus curves(final String key, final String what, final String unit, final float[][][] samples, final TimeGrid time) {
		final Mask mask = result.maps().mask();
		final SpatialGrid grid = mask.grid();
		final ImageStack stack = new ImageStack(grid.width(), grid.height());
		for (int t = 0; t < time.count(); t++)
			for (int z = 0; z < grid.slices(); z++)
				stack.addSlice("slice " + (z + 1) + ", " + DecimalText.time(time.time(t)) + " s", samples[z][t]);
		final ImagePlus image = images.image(key, stack, grid.slices(), time.count());
		image.setOpenAsHyperStack(true);
		final Calibration calibration = CaseImages.calibration(grid, unit);
		calibration.setTimeUnit("s");
		calibration.frameInterval = time.stepS();
		images.finish(image, key, calibration, new MapDisplay(ColorMap.FLOW, 0, peak(samples, mask)), what);
		return image;
	}

	/** @return 98th percentile of the highest sample of each voxel in the slice with the most voxels; 1 if nothing is positive */
	private static double peak(final float[][][] samples, final Mask mask) {
		int middle = 0;
		int most = -1;
		for (int z = 0; z < samples.length; z++) {
			int count = 0;
			for (final boolean in : mask.plane(z))
				if (in) count++;
			if (count > most) {
				most = count;
				middle = z;
			}
		}
		final float[] peaks = new float[mask.grid().planeSize()];
		int count = 0;
		for (int i = 0; i < peaks.length; i++) {
			if (!mask.plane(middle)[i]) continue;
			float peak = 0;
			for (final float[] sample : samples[middle])
				if (sample[i] > peak && Float.isFinite(sample[i])) peak = sample[i];
			peaks[count++] = peak;
		}
		Arrays.sort(peaks, 0, count);
		final double peak = count == 0 ? 0 : peaks[(int) Math.min(count - 1L, Math.round(PEAK_PERCENTILE / 100 * (count - 1)))];
		return peak > 0 ? peak : 1;
	}

	private String information(final String what) {
		final StringBuilder text = new StringBuilder();
		text.append(what).append("\nCase: ").append(result.title()).append("\nPerfusionJ ").append(version).append(" - research use only, not for diagnosis\n\nParameters:\n");
		text.append(result.parameters().entrySet().stream().map(entry -> "  " + entry.getKey() + " = " + entry.getValue() + "\n").collect(Collectors.joining()));
		text.append("  AIF = ").append(result.aif().source()).append("\n  VOF = ").append(result.vof().map(vof -> vof.source()).orElse("none")).append('\n');
		text.append(CaseImages.orientationText(result.maps().mask().grid()));
		if (!result.warnings().isEmpty()) text.append("\nWarnings:\n").append(result.warnings().stream().map(warning -> "  " + warning + "\n").collect(Collectors.joining()));
		return text.toString();
	}
}
