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
import org.perfusionj.maps.PerfusionMaps;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/**
 * The maps of a case as ImageJ images, titled by case and map, calibrated in mm (and s for the residue function), with colour
 * table, display range, unit of the values and a colour bar as an overlay. Voxels lie as they are stored, so that ROIs fit the
 * series, and the middle slice is in front, as it is in the window of the series. The images share the planes of the maps: nothing is copied, nothing is shown.
 */
public final class MapWindows {

	/** Key under which {@link ij.ImagePlus#getProp} gives the first part of the titles, the same for all images of one run. */
	public static final String CASE_PROPERTY = "perfusionj.case";

	/** Key under which {@link ij.ImagePlus#getProp} gives the key of the map. */
	public static final String MAP_PROPERTY = "perfusionj.map";

	private static final double RESIDUE_PERCENTILE = 98;

	private final PerfusionResult result;
	private final String version;
	private final String title;
	private final Map<PerfusionMap, ImagePlus> maps = new EnumMap<>(PerfusionMap.class);
	private final ImagePlus residue;

	/**
	 * @param result the case
	 * @param version version of this software, for the images' information
	 * @param title first part of the images' titles: the title of the case, or one that tells this run from an earlier one
	 *          ({@link WindowTitles})
	 */
	public MapWindows(final PerfusionResult result, final String version, final String title) {
		this.result = result;
		this.version = version;
		this.title = title;
		result.maps().all().forEach((map, volume) -> maps.put(map, image(map, volume)));
		residue = result.maps().residue().isPresent() ? residueImage(result.maps()) : null;
	}

	/** @return one image for each map, in their usual order */
	public Map<PerfusionMap, ImagePlus> maps() {
		return Collections.unmodifiableMap(maps);
	}

	/** @return the residue functions as a hyperstack x, y, z, t in 1/s, if they were asked for */
	public Optional<ImagePlus> residue() {
		return Optional.ofNullable(residue);
	}

	/** @return all images, the residue function last */
	public List<ImagePlus> all() {
		final List<ImagePlus> all = new ArrayList<>(maps.values());
		residue().ifPresent(all::add);
		return all;
	}

	private ImagePlus image(final PerfusionMap map, final Volume volume) {
		final SpatialGrid grid = volume.grid();
		final ImageStack stack = new ImageStack(grid.width(), grid.height());
		for (int z = 0; z < grid.slices(); z++)
			stack.addSlice("slice " + (z + 1), volume.plane(z));
		final ImagePlus image = new ImagePlus(title + " " + map.key(), stack);
		image.setDimensions(1, grid.slices(), 1);
		final MapDisplay display = MapDisplay.of(result, map);
		finish(image, calibration(grid, map.unit()), display, map.title() + ", " + map.unit());
		image.setProp(MAP_PROPERTY, map.key());
		image.setOverlay(new ColorBarOverlay(result.maps().mask(), display, map.unit()).overlay());
		return image;
	}

	private ImagePlus residueImage(final PerfusionMaps maps) {
		final float[][][] samples = maps.residue().orElseThrow();
		final TimeGrid time = maps.residueTime().orElseThrow();
		final SpatialGrid grid = maps.mask().grid();
		final ImageStack stack = new ImageStack(grid.width(), grid.height());
		for (int t = 0; t < time.count(); t++)
			for (int z = 0; z < grid.slices(); z++)
				stack.addSlice("slice " + (z + 1) + ", " + DecimalText.time(time.time(t)) + " s", samples[z][t]);
		final ImagePlus image = new ImagePlus(title + " residue", stack);
		image.setDimensions(1, grid.slices(), time.count());
		image.setOpenAsHyperStack(true);
		final Calibration calibration = calibration(grid, "1/s");
		calibration.setTimeUnit("s");
		calibration.frameInterval = time.stepS();
		final MapDisplay display = new MapDisplay(ColorMap.FLOW, 0, residuePeak(samples, maps.mask()));
		finish(image, calibration, display, "Residue function times flow, 1/s");
		image.setProp(MAP_PROPERTY, "residue");
		return image;
	}

	/** @return 98th percentile of the highest sample of each voxel in the slice with the most voxels, 1/s; 1 if nothing is positive */
	private static double residuePeak(final float[][][] samples, final Mask mask) {
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
		final double peak = count == 0 ? 0 : peaks[(int) Math.min(count - 1L, Math.round(RESIDUE_PERCENTILE / 100 * (count - 1)))];
		return peak > 0 ? peak : 1;
	}

	private void finish(final ImagePlus image, final Calibration calibration, final MapDisplay display, final String what) {
		image.setCalibration(calibration);
		image.setLut(display.colors().lut());
		image.setDisplayRange(display.min(), display.max());
		image.setPosition(1, image.getNSlices() / 2 + 1, 1);
		image.setProp(CASE_PROPERTY, title);
		image.setProperty("Info", information(what));
	}

	private static Calibration calibration(final SpatialGrid grid, final String valueUnit) {
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = grid.spacingX();
		calibration.pixelHeight = grid.spacingY();
		calibration.pixelDepth = grid.spacingZ();
		calibration.setUnit("mm");
		calibration.setValueUnit(valueUnit);
		return calibration;
	}

	private String information(final String what) {
		final StringBuilder text = new StringBuilder();
		text.append(what).append("\nCase: ").append(result.title()).append("\nPerfusionJ ").append(version).append(" - research use only, not for diagnosis\n\nParameters:\n");
		text.append(result.parameters().entrySet().stream().map(entry -> "  " + entry.getKey() + " = " + entry.getValue() + "\n").collect(Collectors.joining()));
		text.append("  AIF = ").append(result.aif().source()).append("\n  VOF = ").append(result.vof().map(vof -> vof.source()).orElse("none")).append('\n');
		final double[] affine = result.maps().mask().grid().orientation().affine();
		if (affine != null) text.append("\nVoxel index to mm (RAS+, rows of 4):\n").append(row(affine, 0)).append(row(affine, 4)).append(row(affine, 8));
		if (!result.warnings().isEmpty()) text.append("\nWarnings:\n").append(result.warnings().stream().map(warning -> "  " + warning + "\n").collect(Collectors.joining()));
		return text.toString();
	}

	private static String row(final double[] affine, final int from) {
		return "  " + Arrays.stream(affine, from, from + 4).mapToObj(DecimalText::significant).collect(Collectors.joining(" ")) + "\n";
	}
}
