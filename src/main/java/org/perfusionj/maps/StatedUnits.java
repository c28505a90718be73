package org.perfusionj.maps;

import java.util.Locale;
import java.util.Optional;

import org.perfusionj.maps.MapUnit.Quantity;
import org.perfusionj.work.PerfusionException;

/**
 * The units that a user states for maps; where nothing is stated, that of the file, and where that says nothing, ours.
 *
 * @param flow of CBF maps
 * @param volume of CBV maps
 * @param time of MTT, Tmax, BAD and TTP maps
 * @param frameIntervalS s between frames, for times in frames; else unused
 */
public record StatedUnits(Optional<MapUnit> flow, Optional<MapUnit> volume, Optional<MapUnit> time, double frameIntervalS) {

	/** Nothing is stated. */
	public static final StatedUnits NONE = new StatedUnits(Optional.empty(), Optional.empty(), Optional.empty(), 0);

	/**
	 * @throws PerfusionException if times are in frames, and how far these are apart is not known
	 */
	public StatedUnits {
		if (time.equals(Optional.of(MapUnit.FRAMES)) && !(frameIntervalS > 0)) throw new PerfusionException("time_unit=frames needs the time between frames: give frame_interval_s=, for example frame_interval_s=1.5");
	}

	/**
	 * @param flow, volume, time a unit, or auto
	 * @throws PerfusionException if one is no such unit, with all that are
	 */
	public static StatedUnits of(final String flow, final String volume, final String time, final double frameIntervalS) {
		return new StatedUnits(unit("cbf_unit", flow, Quantity.FLOW), unit("cbv_unit", volume, Quantity.VOLUME), unit("time_unit", time, Quantity.TIME), frameIntervalS);
	}

	private static Optional<MapUnit> unit(final String key, final String text, final Quantity quantity) {
		if (text.isBlank() || text.trim().equalsIgnoreCase("auto")) return Optional.empty();
		return Optional.of(quantity.unit(text).orElseThrow(() -> new PerfusionException(key + "=" + text.trim() + " is no unit that is known here. Use auto, " + quantity.words() + ".")));
	}

	/**
	 * @param map whose values are read
	 * @return the unit that the user states for it
	 */
	public Optional<MapUnit> stated(final PerfusionMap map) {
		return switch (Quantity.of(map)) {
			case FLOW -> flow;
			case VOLUME -> volume;
			case TIME -> time;
			case RATIO -> Optional.empty();
		};
	}

	/**
	 * @param map whose values are read
	 * @param said unit that its file or window says, as it stands there
	 * @return what its values are multiplied by to become ours, with the unit and where that is from
	 */
	public Factor factor(final PerfusionMap map, final Optional<String> said) {
		final Optional<MapUnit> stated = stated(map);
		if (stated.isPresent()) return new Factor(stated.get().factor(frameIntervalS), stated.get().key() + " as stated", false);
		final Optional<MapUnit> own = said.flatMap(text -> Quantity.of(map).unit(text)).filter(unit -> unit != MapUnit.FRAMES);
		if (own.isPresent()) return new Factor(own.get().factor(0), own.get().key() + " as it says", false);
		return new Factor(1, said.map(text -> "says \"" + text + "\", which is no unit of it; ").orElse("says no unit; ") + map.unit() + " taken", Quantity.of(map) != Quantity.RATIO);
	}

	/**
	 * How values become ours.
	 *
	 * @param value what they are multiplied by
	 * @param origin unit and where it is from, for the log
	 * @param isAssumed whether nobody says the unit
	 */
	public record Factor(double value, String origin, boolean isAssumed) {

		/** @return for the log, for example "ml/g/min as stated, times 100" */
		public String text() {
			return value == 1 ? origin : String.format(Locale.ROOT, "%s, times %.5g", origin, value);
		}
	}
}
