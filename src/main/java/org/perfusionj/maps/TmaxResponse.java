package org.perfusionj.maps;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;

/**
 * What a deconvolution measures as Tmax of tissue whose true Tmax is known. Regularisation makes a steep residue function flat, which puts its maximum later: with usual AIFs and frame
 * intervals tissue of 6 s is measured as 7 to 8 s, so that a threshold of 6 s finds normal white matter. Straight between its points, rising; beyond them it goes on in parallel to the identity.
 */
public final class TmaxResponse {

	/** Tmax that lesions are told apart by: the borders of salvageable tissue and of severe delay, and that of the lesion between them, s. */
	private static final int EARLY_S = 4;
	private static final int LATE_S = 10;
	private static final int LESION_S = 6;
	/** Least difference of what is measured of the first two, of 6 s, and largest error of the third, s. */
	private static final double LEAST_APART_S = 3;
	private static final double LARGEST_SHIFT_S = 3;

	private final double[] trueS;
	private final double[] measuredS;

	/**
	 * @param trueS true Tmax, s, rising
	 * @param measuredS what is measured, s, rising
	 * @throws IllegalArgumentException if they do not rise or differ in length, or there are fewer than two
	 */
	public TmaxResponse(final double[] trueS, final double[] measuredS) {
		if (trueS.length != measuredS.length || trueS.length < 2) throw new IllegalArgumentException(trueS.length + " true and " + measuredS.length + " measured values");
		for (int i = 1; i < trueS.length; i++)
			if (!(trueS[i] > trueS[i - 1] && measuredS[i] > measuredS[i - 1])) throw new IllegalArgumentException("values that do not rise: " + Arrays.toString(trueS) + ", " + Arrays.toString(measuredS));
		this.trueS = trueS.clone();
		this.measuredS = measuredS.clone();
	}

	/** @return what is measured of tissue with that Tmax, s */
	public double measured(final double tmaxS) {
		return interpolated(trueS, measuredS, tmaxS);
	}

	/** @return Tmax of the tissue of which that is measured, s, at least 0 */
	public double corrected(final double tmaxS) {
		return Math.max(0, interpolated(measuredS, trueS, tmaxS));
	}

	/** @return why volumes by Tmax of this scan are doubtful, corrected or not, with the cure; empty if they are not */
	public Optional<String> doubt() {
		final double last = trueS[trueS.length - 1];
		final double early = measured(EARLY_S);
		final double late = measured(LATE_S);
		final double lesion = measured(LESION_S);
		final String what;
		if (last < LATE_S) what = String.format(Locale.ROOT, "cannot tell how late blood arrives after %.0f s (true Tmax)", last);
		else if (late - early < LEAST_APART_S) what = String.format(Locale.ROOT, "hardly tells Tmax of %d s from Tmax of %d s (measured as %.1f and %.1f s)", EARLY_S, LATE_S, early, late);
		else if (Math.abs(lesion - LESION_S) > LARGEST_SHIFT_S) what = String.format(Locale.ROOT, "measures Tmax of %d s as %.1f s", LESION_S, lesion);
		else return Optional.empty();
		return Optional.of("This scan " + what + ": it is too short, or its AIF too late or too wide. Core, lesion and all volumes by Tmax are doubtful. Check the AIF, and scan until the contrast agent has left the brain.");
	}

	private static double interpolated(final double[] from, final double[] to, final double value) {
		final int last = from.length - 1;
		if (value <= from[0]) return to[0] + value - from[0];
		if (value >= from[last]) return to[last] + value - from[last];
		int i = 1;
		while (from[i] < value)
			i++;
		return to[i - 1] + (to[i] - to[i - 1]) * (value - from[i - 1]) / (from[i] - from[i - 1]);
	}

	/** @return a measured map, corrected inside the mask; elsewhere and where it is no number as it was */
	public Volume corrected(final Volume tmax, final Mask mask) {
		final Volume result = new Volume(tmax.grid());
		for (int z = 0; z < tmax.grid().slices(); z++) {
			final float[] from = tmax.plane(z);
			final float[] to = result.plane(z);
			for (int i = 0; i < from.length; i++)
				to[i] = mask.plane(z)[i] && Float.isFinite(from[i]) ? (float) corrected(from[i]) : from[i];
		}
		return result;
	}

	/** @return true and measured values, for a file of parameters, from which {@link #of} makes the same again: 2.0=3.1 3.0=4.2 ... */
	public String text() {
		final StringBuilder text = new StringBuilder();
		for (int i = 0; i < trueS.length; i++)
			text.append(i == 0 ? "" : " ").append(trueS[i]).append('=').append(measuredS[i]);
		return text.toString();
	}

	/**
	 * @param text as {@link #text} writes it
	 * @throws PerfusionException if it is not
	 */
	public static TmaxResponse of(final String text) {
		try {
			final String[] pairs = text.trim().split("\\s+");
			final double[] trueS = new double[pairs.length];
			final double[] measuredS = new double[pairs.length];
			for (int i = 0; i < pairs.length; i++) {
				final int sign = pairs[i].indexOf('=');
				trueS[i] = Double.parseDouble(pairs[i].substring(0, sign));
				measuredS[i] = Double.parseDouble(pairs[i].substring(sign + 1));
			}
			return new TmaxResponse(trueS, measuredS);
		}
		catch (final IllegalArgumentException | IndexOutOfBoundsException damaged) {
			throw new PerfusionException("tmax_response=" + text + " cannot be read: it should be rising pairs such as 2.0=3.1 3.0=4.2. Repair or remove it.", damaged);
		}
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof TmaxResponse o && Arrays.equals(trueS, o.trueS) && Arrays.equals(measuredS, o.measuredS);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(trueS) + Arrays.hashCode(measuredS);
	}

	@Override
	public String toString() {
		return text();
	}
}
