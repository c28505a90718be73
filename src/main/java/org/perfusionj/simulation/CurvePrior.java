package org.perfusionj.simulation;

import java.util.List;

import org.perfusionj.curve.TimeGrid;

/**
 * The distribution that simulated curves are drawn from.
 *
 * @param aif arterial input functions
 * @param flow CBF, CBV and MTT
 * @param alpha shape of the transit time distribution, see {@link GammaTransit}
 * @param dispersionS mean arterial transit time T_A, s; 0 = no dispersion
 * @param delayS bolus arrival delay, s
 * @param snrDb signal-to-noise ratio, dB
 * @param scan frames
 * @param leastSeenS the delay is drawn again where the scan ends sooner than this after the bolus has arrived, s; 0 or less
 *          = never
 */
public record CurvePrior(AifPrior aif, FlowPrior flow, Distribution alpha, Distribution dispersionS, Distribution delayS, Distribution snrDb, ScanPrior scan, double leastSeenS) {

	private static final int MOST_TRIES = 10_000;
	/** Transit times of the paper, s. */
	private static final Distribution MTT_S = Distribution.uniform(3.43, 24);
	private static final double LONGEST_DELAY_S = 25;

	/**
	 * The paper's own training ranges, all uniform: SNR 1-30 dB, CBF 0-200 ml/100 g/min, MTT 3.43-24 s, alpha 0.5-100, T_A
	 * 1-4 s, delay 0-25 s, interval 1-2 s, 45-120 frames (Zeng et al. 2025, section 2.3).
	 */
	public static CurvePrior published(final List<AifWidth> widths) {
		return new CurvePrior(AifPrior.of(widths), new FlowPrior(FlowPrior.Given.CBF, Distribution.uniform(0, 200), MTT_S, Double.POSITIVE_INFINITY), Distribution.uniform(0.5, 100), Distribution.uniform(1, 4), Distribution.uniform(0,
			LONGEST_DELAY_S), Distribution.uniform(1, 30), new ScanPrior(Distribution.uniform(1, 2), 45, 120), 0);
	}

	/**
	 * A broad distribution: MTT uniform 3.43-24 s, CBV log-uniform 0.3-12 ml/100 g, CBF at most 200 ml/100 g/min, alpha
	 * log-uniform 0.5-100, T_A 0 for half of the curves and else uniform 0-5 s, delay uniform 0-25 s, SNR uniform 1-30 dB,
	 * interval uniform 0.5-3 s, 40-150 frames. Scans go on for 10 s after the bolus has arrived (chosen): the shortest would
	 * otherwise end before it.
	 */
	public static CurvePrior broad(final List<AifWidth> widths) {
		return new CurvePrior(AifPrior.of(widths), new FlowPrior(FlowPrior.Given.CBV, Distribution.logUniform(0.3, 12), MTT_S, 200), Distribution.logUniform(0.5, 100), Distribution.uniform(0, 5).orZero(0.5), Distribution.uniform(0,
			LONGEST_DELAY_S), Distribution.uniform(1, 30), new ScanPrior(Distribution.uniform(0.5, 3), 40, 150), 10);
	}

	/** @return the same with other arterial input functions */
	public CurvePrior withAif(final AifPrior newAif) {
		return new CurvePrior(newAif, flow, alpha, dispersionS, delayS, snrDb, scan, leastSeenS);
	}

	/** @return the same with another distribution of CBF, CBV and MTT */
	public CurvePrior withFlow(final FlowPrior newFlow) {
		return new CurvePrior(aif, newFlow, alpha, dispersionS, delayS, snrDb, scan, leastSeenS);
	}

	/** @return the same with another distribution of alpha */
	public CurvePrior withAlpha(final Distribution newAlpha) {
		return new CurvePrior(aif, flow, newAlpha, dispersionS, delayS, snrDb, scan, leastSeenS);
	}

	/** @return the same with another dispersion, s */
	public CurvePrior withDispersion(final Distribution newDispersionS) {
		return new CurvePrior(aif, flow, alpha, newDispersionS, delayS, snrDb, scan, leastSeenS);
	}

	/** @return the same with another delay, s */
	public CurvePrior withDelay(final Distribution newDelayS) {
		return new CurvePrior(aif, flow, alpha, dispersionS, newDelayS, snrDb, scan, leastSeenS);
	}

	/** @return the same with another signal-to-noise ratio, dB */
	public CurvePrior withSnr(final Distribution newSnrDb) {
		return new CurvePrior(aif, flow, alpha, dispersionS, delayS, newSnrDb, scan, leastSeenS);
	}

	/** @return the same with other frames */
	public CurvePrior withScan(final ScanPrior newScan) {
		return new CurvePrior(aif, flow, alpha, dispersionS, delayS, snrDb, newScan, leastSeenS);
	}

	/**
	 * @param random a stream for this curve alone
	 * @return parameters of a curve; the same quantity comes from the same stream, whatever is drawn of the others
	 */
	public CurveParameters draw(final RandomStream random) {
		return draw(random, scan.draw(random.named("scan")));
	}

	/** Like {@link #draw(RandomStream)}, with frames that are given. */
	public CurveParameters draw(final RandomStream random, final TimeGrid time) {
		return draw(random, time, aif.draw(random.named("aif")));
	}

	/** Like {@link #draw(RandomStream)}, with frames and an AIF that are given. */
	public CurveParameters draw(final RandomStream random, final TimeGrid time, final ArterialInput input) {
		final FlowPrior.Flow flows = flow.draw(random.named("flow"));
		final GammaTransit transit = new GammaTransit(alpha.draw(random.named("alpha")), flows.mttS());
		final double latest = leastSeenS > 0 ? time.time(time.count() - 1) - leastSeenS - input.onsetS() : Double.POSITIVE_INFINITY;
		return new CurveParameters(input, flows.cbf(), transit, dispersionS.draw(random.named("dispersion")), delay(random.named("delay"), latest), snrDb.draw(random.named("snr")), time);
	}

	private double delay(final RandomStream random, final double latest) {
		for (int tries = 0; tries < MOST_TRIES; tries++) {
			final double delay = delayS.draw(random);
			if (delay <= latest) return delay;
		}
		throw new IllegalArgumentException("The bolus hardly ever arrives " + leastSeenS + " s before the scan ends: delays from " + delayS.low() + " s, latest " + latest + " s.");
	}
}
