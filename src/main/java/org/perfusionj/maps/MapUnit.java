package org.perfusionj.maps;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Units in which other software writes maps, and what makes them ours ({@link PerfusionMap#unit}). Values per 100 ml of tissue become values per 100 g with {@link #TISSUE_DENSITY}. */
public enum MapUnit {
	/** Flow, ours. */
	ML_100G_MIN(Quantity.FLOW, "ml/100g/min", 1),
	/** Flow for each gram. */
	ML_G_MIN(Quantity.FLOW, "ml/g/min", 100),
	/** Flow for each kilogram. */
	ML_KG_MIN(Quantity.FLOW, "ml/kg/min", 0.1),
	/** Flow for each 100 g in a second. */
	ML_100G_S(Quantity.FLOW, "ml/100g/s", 60),
	/** Flow for each 100 ml of tissue. */
	ML_100ML_MIN(Quantity.FLOW, "ml/100ml/min", 1 / MapUnit.TISSUE_DENSITY),
	/** Flow for each ml of tissue. */
	ML_ML_MIN(Quantity.FLOW, "ml/ml/min", 100 / MapUnit.TISSUE_DENSITY),
	/** Flow for each ml of tissue in a second. */
	ML_ML_S(Quantity.FLOW, "ml/ml/s", 6000 / MapUnit.TISSUE_DENSITY),
	/** Volume, ours. */
	ML_100G(Quantity.VOLUME, "ml/100g", 1),
	/** Volume for each gram. */
	ML_G(Quantity.VOLUME, "ml/g", 100),
	/** Volume for each kilogram. */
	ML_KG(Quantity.VOLUME, "ml/kg", 0.1),
	/** Volume for each 100 ml of tissue. */
	ML_100ML(Quantity.VOLUME, "ml/100ml", 1 / MapUnit.TISSUE_DENSITY),
	/** Volume for each ml of tissue. */
	ML_ML(Quantity.VOLUME, "ml/ml", 100 / MapUnit.TISSUE_DENSITY),
	/** Volume for each 100 ml of tissue. */
	PERCENT(Quantity.VOLUME, "percent", 1 / MapUnit.TISSUE_DENSITY),
	/** Time, ours. */
	S(Quantity.TIME, "s", 1),
	/** Thousandths of it. */
	MS(Quantity.TIME, "ms", 1e-3),
	/** Minutes. */
	MIN(Quantity.TIME, "min", 60),
	/** Frames of the series, whose interval must be known. */
	FRAMES(Quantity.TIME, "frames", Double.NaN);

	/** Density of brain tissue, g/ml (as in Fieselmann et al., Int J Biomed Imaging 2011, eq. 1). */
	public static final double TISSUE_DENSITY = 1.04;

	/** What a map measures. */
	public enum Quantity {
		/** CBF. */
		FLOW,
		/** CBV. */
		VOLUME,
		/** MTT, Tmax, BAD, TTP. */
		TIME,
		/** Relative maps. */
		RATIO;

		/** @return what a map measures */
		public static Quantity of(final PerfusionMap map) {
			return switch (map) {
				case CBF, CBF_SD -> FLOW;
				case CBV -> VOLUME;
				case MTT, TMAX, BAD, BAD_SD, TTP -> TIME;
				case RCBF, RCBV, RMTT, RTMAX -> RATIO;
			};
		}

		/** @return units in which it is written, ours first */
		public List<MapUnit> units() {
			return Arrays.stream(MapUnit.values()).filter(unit -> unit.quantity == this).toList();
		}

		/** @return their keys, for messages */
		public String words() {
			return units().stream().map(MapUnit::key).collect(Collectors.joining(", "));
		}

		/** @return the unit that a text means: with or without blanks, in any case, "%" and "sec" too */
		public Optional<MapUnit> unit(final String text) {
			final String plain = text.toLowerCase(Locale.ROOT).replaceAll("\\s", "");
			final String usual = switch (plain) {
				case "%" -> PERCENT.key;
				case "sec", "seconds" -> S.key;
				case "msec", "milliseconds" -> MS.key;
				case "1/s" -> ML_ML_S.key;
				default -> plain;
			};
			return units().stream().filter(unit -> unit.key.equals(usual)).findFirst();
		}
	}

	private final Quantity quantity;
	private final String key;
	private final double factor;

	MapUnit(final Quantity quantity, final String key, final double factor) {
		this.quantity = quantity;
		this.key = key;
		this.factor = factor;
	}

	/** @return name in macros, without blanks */
	public String key() {
		return key;
	}

	/**
	 * @param frameIntervalS s between frames, for {@link #FRAMES}
	 * @return what values in this unit are multiplied by to become ours
	 */
	public double factor(final double frameIntervalS) {
		return this == FRAMES ? frameIntervalS : factor;
	}
}
