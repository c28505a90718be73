package org.perfusionj.maps;

import java.util.Arrays;
import java.util.Optional;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/** The maps that this software makes: file name, unit and the range in which they are shown. */
public enum PerfusionMap implements Choice {
	/** Cerebral blood flow. */
	CBF("CBF", "Cerebral blood flow", "ml/100 g/min", 0, 80),
	/** Cerebral blood volume. */
	CBV("CBV", "Cerebral blood volume", "ml/100 g", 0, 6),
	/** Mean transit time. */
	MTT("MTT", "Mean transit time", "s", 0, 16),
	/** Time at which the residue function is maximal. */
	TMAX("Tmax", "Time to maximum of the residue function", "s", 0, 12),
	/** How much later than at the AIF the bolus arrives; for methods that estimate it apart from Tmax. */
	BAD("BAD", "Bolus arrival delay", "s", 0, 12),
	/** Standard deviation of the estimate of CBF; for methods that know it. */
	CBF_SD("CBF_sd", "Standard deviation of cerebral blood flow", "ml/100 g/min", 0, 20),
	/** Standard deviation of the estimate of BAD; for methods that know it. */
	BAD_SD("BAD_sd", "Standard deviation of the bolus arrival delay", "s", 0, 3),
	/** Time to peak of the tissue curve, from the first frame. */
	TTP("TTP", "Time to peak", "s", 0, 40),
	/** CBF divided by its mean in normally perfused tissue. */
	RCBF("rCBF", "Relative cerebral blood flow", "ratio", 0, 2),
	/** CBV divided by its mean in normally perfused tissue. */
	RCBV("rCBV", "Relative cerebral blood volume", "ratio", 0, 2),
	/** MTT divided by its mean in normally perfused tissue. */
	RMTT("rMTT", "Relative mean transit time", "ratio", 0, 4),
	/** Tmax divided by its mean in normally perfused tissue. */
	RTMAX("rTmax", "Relative Tmax", "ratio", 0, 6);

	private final String key;
	private final String title;
	private final String unit;
	private final double displayMin;
	private final double displayMax;

	PerfusionMap(final String key, final String title, final String unit, final double displayMin, final double displayMax) {
		this.key = key;
		this.title = title;
		this.unit = unit;
		this.displayMin = displayMin;
		this.displayMax = displayMax;
	}

	/** @return the name used in file names, macros and tables, for example Tmax */
	@Override
	public String key() {
		return key;
	}

	/** @return the name in words */
	public String title() {
		return title;
	}

	/** @return unit of the values */
	public String unit() {
		return unit;
	}

	/** @return lower end of the display range, in units of the map */
	public double displayMin() {
		return displayMin;
	}

	/** @return upper end of the display range, in units of the map */
	public double displayMax() {
		return displayMax;
	}

	/** @return true for maps that are ratios to normal tissue */
	public boolean isRelative() {
		return unit.equals("ratio");
	}

	/** @return the map that a file or window is called after, in any case */
	public static Optional<PerfusionMap> named(final String name) {
		return Arrays.stream(values()).filter(map -> map.key.equalsIgnoreCase(name)).findFirst();
	}

	/**
	 * @param key name of a map in any case
	 * @throws PerfusionException if there is no such map
	 */
	public static PerfusionMap of(final String key) {
		return Choice.of("maps", key, values());
	}
}
