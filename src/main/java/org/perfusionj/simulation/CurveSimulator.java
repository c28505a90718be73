package org.perfusionj.simulation;

/**
 * From parameters to a tissue curve (Zeng et al. 2025, section 2.3): kappa C = CBF/6000 [Ca(t - delay) * VTF * r], where the
 * asterisk is convolution, by the trapezoid rule on a fine grid, sampled at the frames without averaging. The delay shifts the
 * formula of the AIF, so it need not be a multiple of any step. VTF is the exponential exp(-t/T_A)/T_A; convolution with it is
 * exact for an AIF that is straight between the fine samples. Immutable and thread-safe.
 *
 * @param kappa factor on the tissue concentration (haematocrit and density); 1 in the evaluation, where it cancels
 * @param oversampling fine steps in a frame interval, at least 1
 */
public record CurveSimulator(double kappa, int oversampling) {

	/** kappa 1, 20 fine steps in a frame interval. */
	public static final CurveSimulator STANDARD = new CurveSimulator(1, 20);

	/** @throws IllegalArgumentException if a value is out of range */
	public CurveSimulator {
		if (!(kappa > 0 && kappa < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("kappa must be positive, but is " + kappa + ".");
		if (oversampling < 1) throw new IllegalArgumentException("The fine grid needs at least 1 step in a frame interval, not " + oversampling + ".");
	}

	/**
	 * @param parameters of the curve
	 * @param noise source of the noise
	 * @return the curve; without noise where it is 0 at every frame (the bolus comes after the last one, or CBF is 0)
	 */
	public SimulatedCurve simulate(final CurveParameters parameters, final RandomStream noise) {
		final int frames = parameters.time().count();
		final int count = (frames - 1) * oversampling + 1;
		final double step = parameters.time().stepS() / oversampling;
		final double flow = parameters.cbf() / 6000;
		final double[] r = GammaResidue.sample(parameters.transit(), step, count);
		final double[] arriving = dispersed(fine(parameters.aif(), parameters.delayS(), step, count), parameters.dispersionS() / step);
		final double[] clean = convolved(arriving, r, frames, step * flow / kappa);
		final double[] aif = new double[frames];
		final double[] residue = new double[frames];
		for (int i = 0; i < frames; i++) {
			aif[i] = parameters.aif().value(parameters.time().time(i));
			residue[i] = flow * r[i * oversampling];
		}
		return new SimulatedCurve(parameters, aif, local(parameters, aif, step, count), residue, clean, noisy(clean, parameters.snrDb(), noise));
	}

	private static double[] fine(final ArterialInput aif, final double delayS, final double step, final int count) {
		final double[] fine = new double[count];
		for (int k = Math.max(0, (int) ((delayS + aif.onsetS()) / step) - 1); k < count; k++)
			fine[k] = aif.value(k * step - delayS);
		return fine;
	}

	private double[] local(final CurveParameters parameters, final double[] aif, final double step, final int count) {
		if (parameters.dispersionS() == 0) return aif.clone();
		final double[] dispersed = dispersed(fine(parameters.aif(), 0, step, count), parameters.dispersionS() / step);
		final double[] local = new double[aif.length];
		for (int i = 0; i < local.length; i++)
			local[i] = dispersed[i * oversampling];
		return local;
	}

	/** In place: curve * exp(-t/ta)/ta, with ta in steps; 0 changes nothing. */
	private static double[] dispersed(final double[] curve, final double ta) {
		if (ta == 0) return curve;
		final ExponentialDispersion dispersion = new ExponentialDispersion(ta, 1);
		double before = curve[0];
		double value = 0;
		curve[0] = 0;
		for (int k = 1; k < curve.length; k++) {
			value = dispersion.next(value, before, curve[k]);
			before = curve[k];
			curve[k] = value;
		}
		return curve;
	}

	/** factor times the trapezoid sum of input[k] r[n - k], at every frame. */
	private double[] convolved(final double[] input, final double[] r, final int frames, final double factor) {
		final int last = input.length - 1;
		final double[] reversed = new double[input.length];
		for (int k = 0; k <= last; k++)
			reversed[k] = r[last - k];
		int first = 0;
		while (first < last && input[first] == 0)
			first++;
		int end = last;
		while (end > 0 && r[end] == 0)
			end--;
		final double[] curve = new double[frames];
		for (int i = 1; i < frames; i++) {
			final int n = i * oversampling;
			final double ends = (input[0] * r[n] + input[n] * r[0]) / 2;
			curve[i] = factor * (ends + product(input, reversed, Math.max(Math.max(1, first), n - end), n, last - n));
		}
		return curve;
	}

	/** Sum of a[k] b[k + shift] over from..to-1; eight sums side by side, since one would wait for each addition. */
	private static double product(final double[] a, final double[] b, final int from, final int to, final int shift) {
		double s0 = 0;
		double s1 = 0;
		double s2 = 0;
		double s3 = 0;
		double s4 = 0;
		double s5 = 0;
		double s6 = 0;
		double s7 = 0;
		int k = from;
		for (; k + 8 <= to; k += 8) {
			s0 += a[k] * b[k + shift];
			s1 += a[k + 1] * b[k + 1 + shift];
			s2 += a[k + 2] * b[k + 2 + shift];
			s3 += a[k + 3] * b[k + 3 + shift];
			s4 += a[k + 4] * b[k + 4 + shift];
			s5 += a[k + 5] * b[k + 5 + shift];
			s6 += a[k + 6] * b[k + 6 + shift];
			s7 += a[k + 7] * b[k + 7 + shift];
		}
		for (; k < to; k++)
			s0 += a[k] * b[k + shift];
		return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
	}

	private static double[] noisy(final double[] clean, final double snrDb, final RandomStream noise) {
		double power = 0;
		for (final double value : clean)
			power += value * value;
		final double sigma = Math.sqrt(power / clean.length / Math.pow(10, snrDb / 10));
		final double[] noisy = clean.clone();
		if (sigma > 0) for (int i = 0; i < noisy.length; i++)
			noisy[i] += sigma * noise.gaussian();
		return noisy;
	}
}
