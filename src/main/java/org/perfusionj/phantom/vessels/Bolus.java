package org.perfusionj.phantom.vessels;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.simulation.ExponentialDispersion;
import org.perfusionj.simulation.RandomStream;

/**
 * Contrast in the blood at the root of the arterial tree (the carotid artery at the skull base) over time: a gamma-variate
 * first pass, the second pass 14 to 26 s after it and 1.3 to 1.8 times wider, and the level at which mixing ends. Immutable and
 * thread-safe.
 * <p>
 * Width and height follow from injection and circulation: the width is that of the injection and of the passage through heart
 * and lungs, added in quadrature (chosen; with 40 to 50 ml at 4 to 7 ml/s it gives the FWHM of 8 to 13 s that published
 * curves have); the height goes with the iodine dose and against the width. A low cardiac output makes the bolus late, wide
 * and low.
 */
public final class Bolus {

	/** Relative cardiac output below which contrast may come much later. */
	private static final double LOW_OUTPUT = 0.75;

	/** Iodine of 40 ml with 370 mg/ml, g: the dose that gives 350 HU at a width of 10 s in a carotid artery at 80 kV. */
	private static final double USUAL_IODINE_G = 14.8;
	private static final double USUAL_PEAK_HU = 350;
	private static final double USUAL_FWHM_S = 10;

	private final GammaVariate firstPass;
	private final GammaVariate secondPass;
	private final double secondHeight;
	private final double plateau;
	private final double scaleHu;
	private final double peakHu;
	private final double peakS;
	private final double output;
	private final Injection injection;
	private final String acquisition;

	private Bolus(final GammaVariate firstPass, final GammaVariate secondPass, final double secondHeight, final double plateau, final double peakHu, final double output, final Injection injection,
		final String acquisition)
	{
		this.firstPass = firstPass;
		this.secondPass = secondPass;
		this.secondHeight = secondHeight;
		this.plateau = plateau;
		this.peakHu = peakHu;
		this.output = output;
		this.injection = injection;
		this.acquisition = acquisition;
		// the plateau moves the maximum a little
		double top = 0;
		double topS = firstPass.onsetS();
		for (double t = firstPass.onsetS(); t < firstPass.onsetS() + 3 * firstPass.timeToPeakS(); t += 0.01)
			if (shape(t) > top) {
				top = shape(t);
				topS = t;
			}
		this.peakS = topS;
		this.scaleHu = peakHu / top;
	}

	/**
	 * @param subject whose heart drives it
	 * @param scanS from the first to the last frame, s; the bolus is not later than that its arterial peak and some of its fall
	 *          are seen, if the scan is long enough for that
	 * @param random the bolus' own stream
	 * @return a new bolus
	 */
	public static Bolus draw(final Subject subject, final double scanS, final RandomStream random) {
		final double output = subject.cardiacOutput();
		final Injection injection = Injection.draw(random.named("injection"));
		final double throughHeart = 6.2 / output;
		final double fwhm = Math.min(18, Math.max(6, Math.hypot(0.85 * injection.durationS(), throughHeart) * Math.exp(random.gaussian(0, 0.08, -0.2, 0.2))));
		// of the exponents 2 to 5 those that keep b within 1.3 to 3.5 s
		final double lowA = Math.max(2, GammaVariate.exponentOf(fwhm / 3.5));
		final double highA = Math.min(5, GammaVariate.exponentOf(fwhm / 1.3));
		final double a = random.uniform(Math.min(lowA, highA), Math.max(lowA, highA));
		final double b = fwhm / GammaVariate.widthOf(a);
		final double usualOnset = random.gaussian(10.5, 2.2, 5, 15) / Math.sqrt(output) + (output < LOW_OUTPUT ? random.uniform(0, 5) : 0);
		final double earlyOnset = random.uniform(2, 4);
		final boolean early = random.chance(0.1);
		// the arterial peak and the time that the veins lag should be seen
		final double latest = Math.max(2, scanS - a * b - 0.6 * fwhm - 8);
		final double onset = Math.min(early ? earlyOnset : Math.min(usualOnset, 25), latest);
		final GammaVariate first = new GammaVariate(onset, a, b);
		final double gap = Math.min(26, random.uniform(16, 21) / Math.sqrt(output) * Math.sqrt(fwhm / USUAL_FWHM_S));
		final double wider = random.uniform(1.3, 1.8);
		final GammaVariate second = new GammaVariate(onset + a * b + Math.max(14, gap) - a * b * wider, a, b * wider);
		final double plateau = random.uniform(0.06, 0.14);
		final double secondHeight = random.uniform(0.07, 0.2);
		final double scatter = Math.exp(random.gaussian(0, 0.18, -0.45, 0.45));
		final double peak = Math.min(650, Math.max(100, USUAL_PEAK_HU * scatter * injection.iodineG() / USUAL_IODINE_G * USUAL_FWHM_S / fwhm));
		return new Bolus(first, second, secondHeight, plateau, peak, output, injection, early ? "early: little baseline" : "usual");
	}

	private double shape(final double t) {
		if (t <= firstPass.onsetS()) return 0;
		// mixed once about four times to peak have gone by
		final double x = (t - firstPass.onsetS()) / (2.5 * firstPass.timeToPeakS());
		return firstPass.value(t) + secondHeight * secondPass.value(t) + plateau * (1 - Math.exp(-x * x));
	}

	/** @return enhancement at the root, HU */
	private double value(final double t) {
		return scaleHu * shape(t);
	}

	/** @return enhancement at the root, HU, at the times of a grid on the scan's clock */
	public double[] at(final TimeGrid time) {
		return at(time, 0, 0);
	}

	/**
	 * @param time on the scan's clock; a step of 0.2 s or less keeps the error of the dispersion below 0.1 % of the peak
	 * @param arrivalS how much later it passes than at the root, s
	 * @param dispersionS mean of the exponential transport function, s; 0 = none
	 * @return enhancement, HU: the bolus shifted, then convolved with exp(-t/dispersion)/dispersion (exactly for the straight
	 *         lines between the samples)
	 * @throws IllegalArgumentException if the dispersion is negative
	 */
	public double[] at(final TimeGrid time, final double arrivalS, final double dispersionS) {
		if (!(dispersionS >= 0)) throw new IllegalArgumentException("The dispersion must not be negative, but is " + dispersionS + " s.");
		final double[] curve = new double[time.count()];
		final double step = time.stepS();
		if (dispersionS == 0) {
			for (int i = 0; i < curve.length; i++)
				curve[i] = value(time.time(i) - arrivalS);
			return curve;
		}
		final ExponentialDispersion dispersion = new ExponentialDispersion(dispersionS, step);
		// what came before the grid starts is carried over
		final int before = (int) Math.max(0, Math.ceil((time.startS() - arrivalS - firstPass.onsetS()) / step));
		double last = 0;
		double result = 0;
		for (int i = -before; i < curve.length; i++) {
			final double now = value(time.time(i) - arrivalS);
			if (i > -before) result = dispersion.next(result, last, now);
			last = now;
			if (i >= 0) curve[i] = result;
		}
		return curve;
	}

	/** @return when contrast reaches the root, s on the scan's clock */
	public double onsetS() {
		return firstPass.onsetS();
	}

	/** @return when the enhancement of the root is highest, s on the scan's clock */
	public double peakS() {
		return peakS;
	}

	/** @return the highest enhancement of the root, HU */
	public double peakHu() {
		return peakHu;
	}

	/** @return full width at half maximum of the first pass, s */
	public double fwhmS() {
		return firstPass.fwhmS();
	}

	/** @return cardiac output relative to the usual: blood flows through large vessels as much faster or slower */
	public double output() {
		return output;
	}

	/** @return what was drawn, with units, in order */
	public Map<String, Object> description() {
		final Map<String, Object> drawn = new LinkedHashMap<>();
		drawn.put("injection", injection.inWords());
		drawn.put("iodine_g", injection.iodineG());
		drawn.put("acquisition_start", acquisition);
		drawn.put("cardiac_output_relative", output);
		drawn.put("onset_s", onsetS());
		drawn.put("peak_s", peakS);
		drawn.put("peak_hu", peakHu);
		drawn.put("gamma_variate_a", firstPass.a());
		drawn.put("gamma_variate_b_s", firstPass.bS());
		drawn.put("fwhm_s", fwhmS());
		drawn.put("second_pass_peak_s", secondPass.onsetS() + secondPass.timeToPeakS());
		drawn.put("second_pass_height_relative", secondHeight);
		drawn.put("plateau_relative", plateau);
		return drawn;
	}

	/**
	 * How contrast was injected.
	 *
	 * @param volumeMl contrast, ml
	 * @param mgPerMl iodine concentration, mg/ml
	 * @param rateMlPerS ml/s
	 * @param salineMl saline flush after it, ml
	 */
	private record Injection(int volumeMl, int mgPerMl, double rateMlPerS, int salineMl) {

		/** About 40-50 ml at 4-7 ml/s, as in published protocols; 6 % (chosen) of the scans with little contrast through a thin line. */
		static Injection draw(final RandomStream random) {
			final int concentration = random.pick(List.of(300, 350, 370, 370, 400));
			final int volume = random.pick(List.of(35, 40, 40, 40, 45, 50, 50));
			final double rate = random.pick(List.of(4.0, 5.0, 5.0, 6.0, 6.0, 7.0));
			final int saline = random.pick(List.of(30, 40, 40, 50, 100));
			final boolean little = random.chance(0.06);
			return little ? new Injection(random.integer(24, 30), 300, 4, saline) : new Injection(volume, concentration, rate, saline);
		}

		double iodineG() {
			return volumeMl * mgPerMl / 1000.0;
		}

		double durationS() {
			return volumeMl / rateMlPerS;
		}

		String inWords() {
			return volumeMl + " ml of contrast with " + mgPerMl + " mg iodine/ml at " + rateMlPerS + " ml/s, then " + salineMl + " ml of saline";
		}
	}
}
