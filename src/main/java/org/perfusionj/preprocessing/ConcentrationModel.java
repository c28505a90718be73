package org.perfusionj.preprocessing;

import java.util.Optional;

import org.perfusionj.series.SignalType;
import org.perfusionj.work.PerfusionException;

/** How a measured signal becomes contrast agent concentration, voxel by voxel. */
interface ConcentrationModel {

	/**
	 * @param frame samples of one frame, turned into concentration in place
	 * @param baseline pre-bolus mean of each voxel
	 * @param from first voxel
	 * @param to first voxel not to be touched
	 */
	void convert(float[] frame, float[] baseline, int from, int to);

	/** @return true if the model needs a pre-bolus mean */
	default boolean needsBaseline() {
		return true;
	}

	/**
	 * @param signal what the samples are
	 * @param echoTimeMs echo time of an MR series, ms
	 * @throws PerfusionException if the signal is MR and there is no echo time
	 */
	static ConcentrationModel of(final SignalType signal, final Optional<Double> echoTimeMs) {
		return switch (signal) {
			case CT -> new CtEnhancement();
			case MR -> new DscRelaxation(echoTimeMs.orElseThrow(() -> new PerfusionException("An MR series needs its echo time: give echo_time_ms, for example echo_time_ms=30.")));
			case CONCENTRATION -> new Unchanged();
		};
	}

	/** CT: attenuation is linear in iodine, so concentration is HU above the pre-bolus mean. */
	final class CtEnhancement implements ConcentrationModel {

		@Override
		public void convert(final float[] frame, final float[] baseline, final int from, final int to) {
			for (int i = from; i < to; i++)
				frame[i] -= baseline[i];
		}
	}

	/**
	 * Dynamic susceptibility contrast MR: change of the transverse relaxation rate, -ln(S / S0) / TE in 1/s, which is taken as
	 * proportional to concentration (Rosen et al., Magn. Reson. Med. 14, 1990, 249-265). Signals below 1 % of S0, zero
	 * and negative ones included, count as 1 % of S0, because their logarithm is noise or does not exist. A voxel with S0 <= 0 gives 0.
	 */
	final class DscRelaxation implements ConcentrationModel {

		private static final float SMALLEST_RATIO = 0.01f;

		private final double perEchoTimeS;

		/**
		 * @param echoTimeMs ms, positive
		 * @throws PerfusionException if it is not
		 */
		DscRelaxation(final double echoTimeMs) {
			if (!(echoTimeMs > 0) || Double.isInfinite(echoTimeMs)) throw new PerfusionException("The echo time must be a positive number of milliseconds, but echo_time_ms is " + echoTimeMs + ".");
			perEchoTimeS = 1000 / echoTimeMs;
		}

		@Override
		public void convert(final float[] frame, final float[] baseline, final int from, final int to) {
			for (int i = from; i < to; i++) {
				final float s0 = baseline[i];
				// Math.max keeps a NaN sample NaN; a NaN baseline gives NaN as well
				frame[i] = s0 <= 0 ? 0 : (float) (-Math.log(Math.max(frame[i] / s0, SMALLEST_RATIO)) * perEchoTimeS);
			}
		}
	}

	/** The samples already are a concentration and stay as they are, bit for bit. */
	final class Unchanged implements ConcentrationModel {

		@Override
		public void convert(final float[] frame, final float[] baseline, final int from, final int to) {
			// nothing to convert
		}

		@Override
		public boolean needsBaseline() {
			return false;
		}
	}
}
