package org.perfusionj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.WindowManager;

import org.perfusionj.images.ImageVolume;
import org.perfusionj.io.ImageFileName;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.StatedUnits;
import org.perfusionj.maps.TmaxResponse;
import org.perfusionj.pipeline.MapCollection;
import org.perfusionj.pipeline.MapCollection.Part;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SourceVolume;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.WorkMonitor;

/**
 * The maps of one case in ImageJ's windows, or among the images of a macro in batch mode: those that this software has shown, which know their case, its brain mask and more; or images whose titles end
 * with the name of a map ("case1 Tmax", "Tmax.tif").
 */
public final class OpenMaps {

	/** Key under which an image holds its {@link LesionMaps}. */
	private static final String MAPS_PROPERTY = "perfusionj.maps";

	private static final Pattern TITLE = Pattern.compile("(?i)(?:(.*)[ _-])?(" + Arrays.stream(PerfusionMap.values()).map(PerfusionMap::key).collect(Collectors.joining("|")) + ")(-\\d+)?");

	private final String title;
	private final Map<PerfusionMap, ImagePlus> windows;
	private final Optional<LesionMaps> made;

	private OpenMaps(final String title, final Map<PerfusionMap, ImagePlus> windows, final Optional<LesionMaps> made) {
		this.title = title;
		this.windows = windows;
		this.made = made;
	}

	/** Lets the images of a case know what it was made of, as long as they are open. */
	public static void remember(final List<ImagePlus> images, final LesionMaps maps) {
		images.forEach(image -> image.setProperty(MAPS_PROPERTY, maps));
	}

	/**
	 * @param active an image
	 * @return all maps of its case that are open, if it is a map
	 */
	public static Optional<OpenMaps> of(final ImagePlus active) {
		if (map(active).isEmpty() || active.getNFrames() > 1) return Optional.empty();
		final String title = title(active);
		final Map<PerfusionMap, ImagePlus> windows = new EnumMap<>(PerfusionMap.class);
		for (final ImagePlus image : open())
			if (image.getNFrames() == 1 && title.equals(title(image))) map(image).ifPresent(map -> windows.put(map, image));
		// of several with one name the one that the user points at
		windows.put(map(active).get(), active);
		return Optional.of(new OpenMaps(title, windows, Optional.ofNullable((LesionMaps) active.getProperty(MAPS_PROPERTY)).filter(maps -> fits(maps.grid(), active))));
	}

	/** @return the first part of the windows' titles; empty if they are called after the map alone */
	public String title() {
		return title;
	}

	/** @return titles of the windows, for the files that say where results are from */
	public String titles() {
		return windows.values().stream().map(ImagePlus::getTitle).collect(Collectors.joining("; "));
	}

	/** @return the windows by map, in their usual order */
	public Map<PerfusionMap, ImagePlus> windows() {
		return Collections.unmodifiableMap(windows);
	}

	/**
	 * Takes the values of the windows as they are now, and of maps whose windows were closed as they were made. Relative maps are left: they are made anew from the others.
	 *
	 * @param units that the user states
	 * @param stated signal of the series that the maps were made from, if the user says it
	 * @param given mask and image that the user gives in place of those that the maps know
	 * @param monitor progress, log and cancel
	 * @return the case
	 * @throws org.perfusionj.work.PerfusionException if the images do not belong together or cannot be used, with the cure
	 */
	public LesionMaps read(final StatedUnits units, final Optional<SignalType> stated, final Map<Part, SourceVolume> given, final WorkMonitor monitor) {
		final SignalType signal = stated.or(() -> made.map(LesionMaps::signal)).orElse(SignalType.CT);
		final String name = made.map(LesionMaps::name).orElse(title.isEmpty() ? "maps" : title);
		final MapCollection collection = new MapCollection(name, made.map(LesionMaps::method).orElse(""), signal);
		made.ifPresent(maps -> {
			maps.maps().forEach((map, volume) -> {
				if (!map.isRelative()) collection.put(map, source(map.key(), volume, map.unit()));
			});
			collection.put(Part.MASK, source("mask", maps.brain().toVolume(), ""));
			collection.put(Part.VESSELS, source("vessels", maps.vessels().toVolume(), ""));
			collection.put(Part.CSF, source("csf", maps.csf().toVolume(), ""));
			maps.image().ifPresent(image -> collection.put(Part.IMAGE, source("image", image, "")));
		});
		windows.forEach((map, image) -> {
			if (!map.isRelative()) collection.put(map, source(image, monitor));
		});
		given.forEach(collection::put);
		monitor.log("Open maps" + (title.isEmpty() ? "" : " of " + title) + ": " + collection.text() + "; " + signal.key() + (stated.isEmpty() && made.isEmpty() ? " (not said; signal=MR if they are)" : "") + ".");
		final LesionMaps read = collection.lesionMaps(units, monitor);
		// a Tmax that was made elsewhere has another response
		final ImagePlus tmax = windows.get(PerfusionMap.TMAX);
		final Optional<TmaxResponse> response = made.filter(maps -> tmax == null || tmax.getProperty(MAPS_PROPERTY) == maps).flatMap(LesionMaps::tmaxResponse);
		return response.map(read::withTmaxResponse).orElse(read);
	}

	/** A window shows the voxels that the case was made of, but knows less of where they lie. */
	private SourceVolume source(final ImagePlus image, final WorkMonitor monitor) {
		final SourceVolume shown = ImageVolume.of(image, "\"" + image.getTitle() + "\"", monitor);
		if (made.isEmpty() || image.getProperty(MAPS_PROPERTY) != made.get() || !shown.grid().sameSize(made.get().grid())) return shown;
		final float[][] planes = new float[shown.grid().slices()][];
		for (int z = 0; z < planes.length; z++)
			planes[z] = shown.volume().plane(z);
		return new SourceVolume(shown.name(), new Volume(made.get().grid(), planes), true, shown.unit());
	}

	private static SourceVolume source(final String name, final Volume volume, final String unit) {
		return new SourceVolume(name, volume, true, unit.isEmpty() ? Optional.empty() : Optional.of(unit));
	}

	private static boolean fits(final SpatialGrid grid, final ImagePlus image) {
		return image.getWidth() == grid.width() && image.getHeight() == grid.height() && image.getStackSize() == grid.slices();
	}

	private static List<ImagePlus> open() {
		final int[] ids = WindowManager.getIDList();
		if (ids == null) return List.of();
		final List<ImagePlus> images = new ArrayList<>();
		for (final int id : ids)
			images.add(WindowManager.getImage(id));
		images.removeIf(Objects::isNull);
		return images;
	}

	private static Optional<PerfusionMap> map(final ImagePlus image) {
		final String key = image.getProp(MapWindows.MAP_PROPERTY);
		if (key != null) return PerfusionMap.named(key);
		final Matcher title = TITLE.matcher(ImageFileName.stem(image.getTitle()));
		return title.matches() ? PerfusionMap.named(title.group(2)) : Optional.empty();
	}

	private static String title(final ImagePlus image) {
		final String kept = image.getProp(MapWindows.CASE_PROPERTY);
		if (kept != null) return kept;
		final Matcher title = TITLE.matcher(ImageFileName.stem(image.getTitle()));
		return title.matches() && title.group(1) != null ? title.group(1) : "";
	}
}
