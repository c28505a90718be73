package org.perfusionj.maps;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;

/** The maps of one case. Voxels outside the mask are 0. */
public final class PerfusionMaps {

	private final Mask mask;
	private final Map<PerfusionMap, Volume> maps;
	private final TimeGrid residueTime;
	private final float[][][] residue;
	private final TimeGrid localAifTime;
	private final float[][][] localAif;
	private final TmaxResponse tmaxResponse;

	/** Maps without local AIFs; parameters as for all. */
	public PerfusionMaps(final Mask mask, final Map<PerfusionMap, Volume> maps, final TimeGrid residueTime, final float[][][] residue) {
		this(mask, maps, residueTime, residue, null, null, null);
	}

	/**
	 * @param mask voxels that were computed
	 * @param maps the maps, all on the grid of the mask
	 * @param residueTime time grid of the residue function (from 0), or null
	 * @param residue residue functions [slice][sample][voxel], 1/s, or null
	 * @param localAifTime time grid of the local AIFs, that of the series, or null
	 * @param localAif local AIFs [slice][sample][voxel], in the unit of the AIF, dispersed and not delayed, or null
	 * @param tmaxResponse what the method measures of tissue with known Tmax, or null
	 */
	public PerfusionMaps(final Mask mask, final Map<PerfusionMap, Volume> maps, final TimeGrid residueTime, final float[][][] residue, final TimeGrid localAifTime, final float[][][] localAif, final TmaxResponse tmaxResponse) {
		this.mask = mask;
		this.maps = Collections.unmodifiableMap(new EnumMap<>(maps));
		this.residueTime = residueTime;
		this.residue = residue;
		this.localAifTime = localAifTime;
		this.localAif = localAif;
		this.tmaxResponse = tmaxResponse;
	}

	/** @return voxels that were computed */
	public Mask mask() {
		return mask;
	}

	/** @return the maps in their usual order */
	public Map<PerfusionMap, Volume> all() {
		return maps;
	}

	/** @return one map, if it was asked for */
	public Optional<Volume> get(final PerfusionMap map) {
		return Optional.ofNullable(maps.get(map));
	}

	/** @return flow-scaled residue functions [slice][sample][voxel], 1/s, if they were asked for (shared) */
	public Optional<float[][][]> residue() {
		return Optional.ofNullable(residue);
	}

	/** @return time grid of the residue functions, if they were asked for */
	public Optional<TimeGrid> residueTime() {
		return Optional.ofNullable(residueTime);
	}

	/** @return local AIFs [slice][sample][voxel], in the unit of the AIF, dispersed and not delayed, if they were asked for (shared) */
	public Optional<float[][][]> localAif() {
		return Optional.ofNullable(localAif);
	}

	/** @return what the method measures of tissue with known Tmax, if it makes Tmax */
	public Optional<TmaxResponse> tmaxResponse() {
		return Optional.ofNullable(tmaxResponse);
	}

	/** @return time grid of the local AIFs, that of the series, if they were asked for */
	public Optional<TimeGrid> localAifTime() {
		return Optional.ofNullable(localAifTime);
	}
}
