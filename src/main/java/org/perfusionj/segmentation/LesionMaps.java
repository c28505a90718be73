package org.perfusionj.segmentation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.TmaxResponse;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;

/**
 * Maps of one case, made here or by other software, and what is known of the head: what a lesion is found in. All volumes and masks
 * lie on the grid of the brain mask.
 *
 * @param name of the case
 * @param method that made the maps, as the user names it (oSVD, residue, ...); empty text = not known
 * @param signal of the series that the maps were made from: some rules hold for CT or MR only
 * @param brain voxels that hold maps
 * @param maps in the units of {@link PerfusionMap}
 * @param image mean image before the bolus, HU for CT, if there is one
 * @param vessels large vessels, part of the brain; may be empty
 * @param csf cerebrospinal fluid, part of the brain; may be empty
 * @param tmaxResponse what the method measures of tissue with known Tmax, if that is known and Tmax is not corrected by it
 */
public record LesionMaps(String name, String method, SignalType signal, Mask brain, Map<PerfusionMap, Volume> maps, Optional<Volume> image, Mask vessels, Mask csf, Optional<TmaxResponse> tmaxResponse) {

	/** Maps of which it is not known how Tmax is measured, or which need no correction. */
	public LesionMaps(final String name, final String method, final SignalType signal, final Mask brain, final Map<PerfusionMap, Volume> maps, final Optional<Volume> image, final Mask vessels, final Mask csf) {
		this(name, method, signal, brain, maps, image, vessels, csf, Optional.empty());
	}

	/** @throws PerfusionException if the sizes differ, with the names of the maps */
	public LesionMaps {
		maps = maps.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(maps));
		for (final Map.Entry<PerfusionMap, Volume> map : maps.entrySet())
			requireSize(map.getKey().key(), map.getValue().grid(), brain.grid());
		image.ifPresent(volume -> requireSize("image", volume.grid(), brain.grid()));
		requireSize("vessels", vessels.grid(), brain.grid());
		requireSize("csf", csf.grid(), brain.grid());
	}

	private static void requireSize(final String what, final SpatialGrid grid, final SpatialGrid wanted) {
		if (!grid.sameSize(wanted)) throw new PerfusionException(what + " has " + grid.sizeText() + " voxels, the brain mask " + wanted.sizeText() + ". Use maps and masks of one grid.");
	}

	/** @return the voxel grid of everything */
	public SpatialGrid grid() {
		return brain.grid();
	}

	/** @return a map, if there is one */
	public Optional<Volume> get(final PerfusionMap map) {
		return Optional.ofNullable(maps.get(map));
	}

	/** @return the map that says how late blood arrives: Tmax, or BAD where the method has no Tmax */
	public Optional<PerfusionMap> delay() {
		if (maps.containsKey(PerfusionMap.TMAX)) return Optional.of(PerfusionMap.TMAX);
		return maps.containsKey(PerfusionMap.BAD) ? Optional.of(PerfusionMap.BAD) : Optional.empty();
	}

	/** @return the same with other maps */
	public LesionMaps withMaps(final Map<PerfusionMap, Volume> others) {
		return new LesionMaps(name, method, signal, brain, others, image, vessels, csf, tmaxResponse);
	}

	/** @return the same of which it is known how Tmax is measured */
	public LesionMaps withTmaxResponse(final TmaxResponse response) {
		return new LesionMaps(name, method, signal, brain, maps, image, vessels, csf, Optional.of(response));
	}

	/** @return the same with Tmax as it would be without the delay that deconvolution adds, where that is known; else this */
	public LesionMaps withCorrectedTmax() {
		final Volume tmax = maps.get(PerfusionMap.TMAX);
		if (tmax == null || tmaxResponse.isEmpty()) return this;
		final Map<PerfusionMap, Volume> corrected = new EnumMap<>(maps);
		corrected.put(PerfusionMap.TMAX, tmaxResponse.get().corrected(tmax, brain));
		return new LesionMaps(name, method, signal, brain, corrected, image, vessels, csf, Optional.empty());
	}
}
