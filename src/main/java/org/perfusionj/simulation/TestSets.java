package org.perfusionj.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The six test sets of Zeng et al. 2025, Table 1: SNR, delay, dispersion, frame interval, AIF and residue function, one varied
 * at a time. Each curve draws a gamma-variate or a Parker AIF with equal probability, except in set 5, which compares them.
 */
public final class TestSets {

	/** Number of frames times interval, s. */
	public static final double DURATION_S = 80;
	/** Blood volume of all curves, ml/100 g. */
	public static final double CBV = 4;

	private TestSets() {}

	/**
	 * What all sets share: CBV 4 ml/100 g, MTT 3.43-24 s, exponential residue function, delay 0-25 s, no dispersion, SNR 20 dB,
	 * a frame every second for 80 s.
	 */
	public static CurvePrior common(final AifWidth width) {
		return new CurvePrior(AifPrior.of(List.of(width)), new FlowPrior(FlowPrior.Given.CBV, Distribution.fixed(CBV), Distribution.uniform(3.43, 24), Double.POSITIVE_INFINITY), Distribution.fixed(1), Distribution.fixed(0), Distribution.uniform(0,
			25), Distribution.fixed(20), ScanPrior.fixed(1, DURATION_S), 0);
	}

	/** @return all 33 conditions with AIFs of this width, set by set */
	public static List<TestCondition> conditions(final AifWidth width) {
		return conditions(common(width));
	}

	/**
	 * @param common what the sets share; each replaces the one quantity that it varies
	 * @return all 33 conditions, set by set
	 */
	public static List<TestCondition> conditions(final CurvePrior common) {
		final List<TestCondition> all = new ArrayList<>();
		vary(all, 1, "SNR", "dB", value -> common.withSnr(Distribution.fixed(value)), 5, 7, 10, 15, 20, 25, 30);
		vary(all, 2, "Delay", "s", value -> common.withDelay(Distribution.fixed(value)), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
		vary(all, 3, "Dispersion", "s", value -> common.withDispersion(Distribution.fixed(value)), 0, 1, 2, 3, 4, 5);
		vary(all, 4, "Frame interval", "s", value -> common.withScan(ScanPrior.fixed(value, DURATION_S)), 1, 1.1, 1.3, 1.6, 2);
		final List<AifShape> shapes = common.aif().shapes();
		for (int i = 0; i < shapes.size(); i++)
			all.add(new TestCondition(5, "AIF", "", shapes.get(i).name(), i + 1, common.withAif(common.aif().withShapes(List.of(shapes.get(i))))));
		vary(all, 6, "Residue function (alpha)", "", value -> common.withAlpha(Distribution.fixed(value)), 1, 100);
		return List.copyOf(all);
	}

	private static void vary(final List<TestCondition> all, final int set, final String factor, final String unit, final DoubleFunction<CurvePrior> prior, final double... values) {
		for (final double value : values) {
			final String text = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
			all.add(new TestCondition(set, factor, unit, text, value, prior.apply(value)));
		}
	}
}
