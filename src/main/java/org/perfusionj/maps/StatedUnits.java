package org.perfusionj.maps;

import java.util.Optional;

import org.perfusionj.io.DecimalText;
import org.perfusionj.maps.MapUnit.Quantity;
import org.perfusionj.work.PerfusionException;

/**
 * The units that a user states for maps; where nothing is stated, that of the file, and where that says nothing, ours. Immutable.
 *
 * @param flow of CBF maps
 * @param volume of CBV maps
 * @param time of MTT, Tmax, BAD and TTP maps
 */
public record StatedUnits(Optional<Factor> flow, Optional<Factor> volume, Optional<Factor> time) {

	/** Nothing is stated. */
	public static final StatedUnits NONE = new StatedUnits(Optional.empty(), Optional.empty(), Optional.empty());

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
			return value == 1 ? origin : origin + ", times " + DecimalText.significant(value);
		}
	}

	/**
	 * @param flow unit of CBF: a name, the number that values are multiplied by to become ml/100 g/min, or auto
	 * @param volume unit of CBV, in the same way (ml/100 g)
	 * @param time unit of all times, in the same way (s)
	 * @param frameIntervalS s between frames, for times in frames; 0 if it is not known
	 * @throws PerfusionException if one is no such unit, with all that are, or times are in frames of unknown length
	 */
	public static StatedUnits of(final String flow, final String volume, final String time, final double frameIntervalS) {
		return new StatedUnits(stated("cbf_unit", flow, Quantity.FLOW, frameIntervalS), stated("cbv_unit", volume, Quantity.VOLUME, frameIntervalS), stated("time_unit", time, Quantity.TIME, frameIntervalS));
	}

	private static Optional<Factor> stated(final String key, final String text, final Quantity quantity, final double frameIntervalS) {
		final String trimmed = text.trim();
		if (trimmed.isEmpty() || trimmed.equalsIgnoreCase("auto")) return Optional.empty();
		final Optional<MapUnit> unit = quantity.unit(trimmed);
		if (unit.isEmpty()) return Optional.of(new Factor(number(key, trimmed, quantity), "as stated", false));
		if (unit.get() == MapUnit.FRAMES && !(frameIntervalS > 0)) throw new PerfusionException(key + "=frames needs the time between frames: give frame_interval_s=, for example frame_interval_s=1.5");
		return Optional.of(new Factor(unit.get().factor(frameIntervalS), unit.get().key() + " as stated", false));
	}

	private static double number(final String key, final String text, final Quantity quantity) {
		try {
			final double number = Double.parseDouble(text);
			if (number > 0 && Double.isFinite(number)) return number;
		}
		catch (final NumberFormatException notANumber) {
			// refused below
		}
		throw new PerfusionException(key + "=" + text + " is no unit that is known here. Use auto, " + quantity.words() + ", or the number that values are multiplied by to become " + quantity.units().get(0).key() + ".");
	}

	/**
	 * @param map whose values are read
	 * @param said unit that its file or window says, as it stands there
	 * @return what its values are multiplied by to become ours, with the unit and where that is from
	 */
	public Factor factor(final PerfusionMap map, final Optional<String> said) {
		final Quantity quantity = Quantity.of(map);
		final Optional<Factor> stated = switch (quantity) {
			case FLOW -> flow;
			case VOLUME -> volume;
			case TIME -> time;
			case RATIO -> Optional.empty();
		};
		if (stated.isPresent()) return stated.get();
		final Optional<MapUnit> own = said.flatMap(quantity::unit).filter(unit -> unit != MapUnit.FRAMES);
		if (own.isPresent()) return new Factor(own.get().factor(0), own.get().key() + " as it says", false);
		return new Factor(1, said.map(text -> "says \"" + text + "\", which is no unit of it; ").orElse("says no unit; ") + map.unit() + " taken", quantity != Quantity.RATIO);
	}
}
