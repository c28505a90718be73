package org.perfusionj.pipeline;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.StatedUnits;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.series.GridComparison;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SourceVolume;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Maps of one case as files or windows hold them, made one: on one grid, in our units, without values that are no numbers. Not thread-safe; what goes in is not modified.
 */
public final class MapCollection {

	/** Maps in which a value that is no number leaves the voxel without a meaning; others divide by a flow that may be 0. */
	private static final List<PerfusionMap> NEEDED = List.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.TMAX, PerfusionMap.BAD);

	/** What is known of a head beside its maps. */
	public enum Part {
		/** The brain. */
		MASK("mask"),
		/** Large vessels. */
		VESSELS("vessels"),
		/** Cerebrospinal fluid. */
		CSF("csf"),
		/** Mean image before the bolus. */
		IMAGE("baseline");

		private final String key;

		Part(final String key) {
			this.key = key;
		}

		/** @return name in macros and of the file without ending */
		public String key() {
			return key;
		}
	}

	private final String name;
	private final String method;
	private final SignalType signal;
	private final Map<PerfusionMap, SourceVolume> maps = new EnumMap<>(PerfusionMap.class);
	private final Map<Part, SourceVolume> parts = new EnumMap<>(Part.class);

	/**
	 * @param name of the case
	 * @param method that made the maps, empty text = not known
	 * @param signal of the series that they were made from
	 */
	public MapCollection(final String name, final String method, final SignalType signal) {
		this.name = name;
		this.method = method;
		this.signal = signal;
	}

	/** Adds a map, or puts it in the place of one. */
	public void put(final PerfusionMap map, final SourceVolume volume) {
		maps.put(map, volume);
	}

	/** Adds something else, or puts it in the place of that. */
	public void put(final Part part, final SourceVolume volume) {
		parts.put(part, volume);
	}

	/**
	 * @param units of the maps that the user states
	 * @param monitor told what was converted, assumed and left out
	 * @return the case
	 * @throws PerfusionException if there is no map, they do not lie on one grid, or no voxel holds numbers, with the cure
	 */
	public LesionMaps lesionMaps(final StatedUnits units, final WorkMonitor monitor) {
		if (maps.isEmpty()) throw new PerfusionException("There is no map of " + name + ". Give at least CBF and Tmax, or the series that they can be made from.");
		final SourceVolume reference = reference();
		final SpatialGrid grid = reference.grid();
		final Map<String, SourceVolume> others = new LinkedHashMap<>();
		maps.values().forEach(volume -> others.put(volume.name(), volume));
		parts.values().forEach(volume -> others.put(volume.name(), volume));
		for (final SourceVolume other : others.values())
			if (other != reference) GridComparison.require(reference, other, monitor);
		final Map<PerfusionMap, Volume> converted = new EnumMap<>(PerfusionMap.class);
		for (final Map.Entry<PerfusionMap, SourceVolume> one : maps.entrySet()) {
			monitor.check();
			converted.put(one.getKey(), converted(one.getKey(), one.getValue(), grid, units, monitor));
		}
		final Mask brain = brain(grid, converted, monitor);
		converted.forEach((map, volume) -> clear(map, volume, brain, monitor));
		final Mask none = new Mask(grid, new boolean[grid.slices()][grid.planeSize()]);
		return new LesionMaps(name, method, signal, brain, converted, Optional.ofNullable(parts.get(Part.IMAGE)).map(image -> new Volume(grid, planes(image.volume()))), mask(Part.VESSELS, grid).map(brain::and).orElse(none), mask(Part.CSF,
			grid).map(brain::and).orElse(none));
	}

	/** The volume that says most of where it is. */
	private SourceVolume reference() {
		return maps.values().stream().filter(volume -> volume.hasScale() && volume.grid().orientation().isKnown()).findFirst().or(() -> maps.values().stream().filter(SourceVolume::hasScale).findFirst()).orElseGet(() -> maps.values().iterator()
			.next());
	}

	private static Volume converted(final PerfusionMap map, final SourceVolume source, final SpatialGrid grid, final StatedUnits units, final WorkMonitor monitor) {
		final StatedUnits.Factor factor = units.factor(map, source.unit());
		monitor.log((factor.isAssumed() ? "Warning: " : "") + map.key() + " from " + source.name() + ": " + factor.text() + (factor.isAssumed() ? ". If it is another one, state it (cbf_unit, cbv_unit, time_unit)." : ""));
		final float[][] planes = planes(source.volume());
		for (int z = 0; z < planes.length; z++) {
			planes[z] = planes[z].clone();
			if (factor.value() != 1) for (int i = 0; i < planes[z].length; i++)
				planes[z][i] *= factor.value();
		}
		return new Volume(grid, planes);
	}

	private Mask brain(final SpatialGrid grid, final Map<PerfusionMap, Volume> converted, final WorkMonitor monitor) {
		final Optional<Mask> given = mask(Part.MASK, grid);
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		int inside = 0;
		int lost = 0;
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++) {
				if (given.isPresent() ? !given.get().plane(z)[i] : !isAnyNonZero(converted, z, i)) continue;
				inside++;
				if (isNumber(converted, z, i)) planes[z][i] = true;
				else lost++;
			}
		if (given.isPresent() && lost > 0) monitor.log("Warning: " + lost + " of " + inside + " voxels of the mask hold NaN or infinite values in a map and are left out: no lesion can be found there.");
		if (inside - lost == 0) throw new PerfusionException(given.isEmpty() ? "The maps of " + name + " hold no value but 0 and NaN: there is no tissue in them. Check that they are the right files." : inside == 0 ? parts.get(Part.MASK).name() +
			" is empty: there is no tissue to look at. Give another mask=, or leave it out." : "The maps of " + name + " hold NaN or infinite values in every voxel of the mask. Check that they are the right files.");
		if (given.isEmpty()) monitor.log("Warning: There is no mask of the brain: the " + (inside - lost) + " voxels that hold something in the maps are taken for it. If skull or air are among them, give mask=.");
		return new Mask(grid, planes);
	}

	private static boolean isAnyNonZero(final Map<PerfusionMap, Volume> maps, final int z, final int i) {
		for (final Volume volume : maps.values())
			if (Float.isFinite(volume.plane(z)[i]) && volume.plane(z)[i] != 0) return true;
		return false;
	}

	private static boolean isNumber(final Map<PerfusionMap, Volume> maps, final int z, final int i) {
		for (final PerfusionMap map : NEEDED)
			if (maps.containsKey(map) && !Float.isFinite(maps.get(map).plane(z)[i])) return false;
		return true;
	}

	/** Outside the brain maps are 0; what is no number inside stays none, since 0 would count in means. */
	private static void clear(final PerfusionMap map, final Volume volume, final Mask brain, final WorkMonitor monitor) {
		int count = 0;
		for (int z = 0; z < brain.grid().slices(); z++) {
			final float[] plane = volume.plane(z);
			for (int i = 0; i < plane.length; i++) {
				if (brain.plane(z)[i] && Float.isFinite(plane[i])) continue;
				if (brain.plane(z)[i]) count++;
				plane[i] = brain.plane(z)[i] ? Float.NaN : 0;
			}
		}
		if (count > 0) monitor.log("Warning: " + count + " voxels of " + map.key() + " hold NaN or infinite values, though the other maps do not: they are left out of its numbers.");
	}

	private Optional<Mask> mask(final Part part, final SpatialGrid grid) {
		return Optional.ofNullable(parts.get(part)).map(source -> Mask.nonZero(new Volume(grid, planes(source.volume()))));
	}

	private static float[][] planes(final Volume volume) {
		final float[][] planes = new float[volume.grid().slices()][];
		for (int z = 0; z < planes.length; z++)
			planes[z] = volume.plane(z);
		return planes;
	}

	/** @return what is in it, for the log: maps, then masks and image */
	public String text() {
		return maps.keySet().stream().map(PerfusionMap::key).collect(Collectors.joining(", ")) + (parts.isEmpty() ? "" : "; " + parts.keySet().stream().map(Part::key).collect(Collectors.joining(", ")));
	}
}
