package org.perfusionj.report;

import java.util.Locale;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Sample;
import org.perfusionj.series.Volume;

/**
 * How values are turned into colours: the same in windows and figures.
 *
 * @param colors colour table
 * @param min value shown in the first colour
 * @param max value shown in the last colour
 */
public record MapDisplay(ColorMap colors, double min, double max) {

	private static final double TIME_STEP_S = 5;

	/** @throws IllegalArgumentException if the range is empty */
	public MapDisplay {
		if (!(max > min) || !Double.isFinite(max - min)) throw new IllegalArgumentException("A display range must not be empty, but goes from " + min + " to " + max + ".");
	}

	/**
	 * How a map is shown. The range is fixed for each map so that cases can be compared by eye, except for TTP: it counts from
	 * the first frame, so its useful range depends on when contrast was injected, and is the 2nd to 98th percentile of the
	 * tissue (without vessels and CSF, whose TTP is often noise) in whole steps of 5 s.
	 *
	 * @param result the case
	 * @param map one of its maps
	 */
	public static MapDisplay of(final PerfusionResult result, final PerfusionMap map) {
		final Mask tissue = result.maps().mask().minus(result.vessels()).minus(result.csf());
		return of(map, result.maps().get(map).orElseThrow(() -> new IllegalArgumentException("There is no " + map.key() + " map.")), tissue);
	}

	static MapDisplay of(final PerfusionMap map, final Volume volume, final Mask tissue) {
		final ColorMap colors = ColorMap.of(map);
		if (map != PerfusionMap.TTP) return new MapDisplay(colors, map.displayMin(), map.displayMax());
		final Sample values = Sample.of(volume, tissue);
		if (values.count() == 0) return new MapDisplay(colors, map.displayMin(), map.displayMax());
		final double low = Math.floor(values.percentile(2) / TIME_STEP_S) * TIME_STEP_S;
		final double high = Math.ceil(values.percentile(98) / TIME_STEP_S) * TIME_STEP_S;
		return new MapDisplay(colors, low, Math.max(high, low + 2 * TIME_STEP_S));
	}

	/** @return colour of a value inside the mask, 0xRRGGBB: never the black that means outside, except for NaN */
	public int rgbInside(final double value) {
		return Double.isNaN(value) ? 0 : colors.rgb(Math.max(1, colors.index(value, min, max)));
	}

	/** @return round numbers inside the range at which a colour bar is labelled, about {@code wanted} of them */
	public double[] ticks(final int wanted) {
		final double step = tickStep(wanted);
		final int first = (int) Math.ceil(min / step - 1e-9);
		final int last = (int) Math.floor(max / step + 1e-9);
		final double[] ticks = new double[last - first + 1];
		for (int i = 0; i < ticks.length; i++)
			ticks[i] = (first + i) * step;
		return ticks;
	}

	/** @return a tick as text, with as many decimals as the step needs */
	public String tickText(final double tick, final int wanted) {
		final int decimals = (int) Math.max(0, Math.ceil(-Math.log10(tickStep(wanted)) - 1e-9));
		return String.format(Locale.ROOT, "%." + decimals + "f", tick + 0.0);
	}

	private double tickStep(final int wanted) {
		final double rough = (max - min) / Math.max(1, wanted);
		final double power = Math.pow(10, Math.floor(Math.log10(rough)));
		double best = power;
		// the step whose number of intervals comes nearest to what is wanted
		for (final double factor : new double[] { 1, 2, 5, 10 })
			if (Math.abs((max - min) / (factor * power) - wanted) < Math.abs((max - min) / best - wanted)) best = factor * power;
		return best;
	}
}
