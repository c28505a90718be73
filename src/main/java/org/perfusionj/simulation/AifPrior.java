package org.perfusionj.simulation;

import java.util.List;

/**
 * How arterial input functions are drawn. Scaling of the two axes is independent.
 *
 * @param shapes each as likely as the others
 * @param widths each as likely as the others
 * @param peakHu height before scaling, HU
 * @param peakFactor factor on the height
 * @param timeFactor factor on the time axis, beside the one of the width
 * @param onsetS arrival of the bolus after the first frame, s
 */
public record AifPrior(List<AifShape> shapes, List<AifWidth> widths, double peakHu, Distribution peakFactor, Distribution timeFactor, Distribution onsetS) {

	/** Peak before scaling, HU. */
	public static final double PEAK_HU = 300;
	/** Scaling of both axes (Zeng et al. 2025, section 2.3). */
	public static final Distribution SCALING = Distribution.uniform(0.7, 1.3);

	/** @throws IllegalArgumentException if there is no shape or no width */
	public AifPrior {
		if (shapes.isEmpty() || widths.isEmpty()) throw new IllegalArgumentException("An AIF needs a shape and a width to be drawn from.");
		shapes = List.copyOf(shapes);
		widths = List.copyOf(widths);
	}

	/** @return gamma-variate or Parker, 300 HU, scaled by 0.7 to 1.3 along both axes, onset 0 s */
	public static AifPrior of(final List<AifWidth> widths) {
		return new AifPrior(List.of(AifShape.GAMMA, AifShape.PARKER), widths, PEAK_HU, SCALING, SCALING, Distribution.fixed(0));
	}

	/** @return the same with other shapes */
	public AifPrior withShapes(final List<AifShape> newShapes) {
		return new AifPrior(newShapes, widths, peakHu, peakFactor, timeFactor, onsetS);
	}

	ArterialInput draw(final RandomStream random) {
		final AifShape shape = random.pick(shapes);
		final AifWidth width = random.pick(widths);
		final double peak = peakHu * peakFactor.draw(random);
		final double factor = width.timeFactor() * timeFactor.draw(random);
		return new ArterialInput(shape, peak, factor, onsetS.draw(random));
	}
}
