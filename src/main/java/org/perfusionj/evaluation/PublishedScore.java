package org.perfusionj.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * What Zeng et al. (Biomed. Phys. Eng. Express 2025, 3.1) print of a method, averaged over their six sets of simulated curves.
 *
 * @param method name of the method, as in this software; "network" for theirs
 * @param cbfRmse root mean square error of CBF, ml/100 g/min
 * @param badRmse root mean square error of the bolus arrival delay, s
 * @param cbfRatioMean mean of estimated over true CBF
 * @param cbfRatioSd standard deviation of that ratio
 * @param localAif how well local AIFs were estimated
 */
public record PublishedScore(String method, double cbfRmse, double badRmse, double cbfRatioMean, double cbfRatioSd, LocalAifScore localAif) {

	/** All that is printed. */
	public static final List<PublishedScore> ALL = List.of(new PublishedScore("sSVD", 7.95, 3.07, 0.85, 0.13, LocalAifScore.NONE), new PublishedScore("cSVD", 7.18, 3.27, 0.90, 0.15, LocalAifScore.NONE), new PublishedScore("oSVD", 7.03, 2.82, 0.85,
		0.11, LocalAifScore.NONE), new PublishedScore("network", 4.95, 0.51, 0.95, 0.15, new LocalAifScore(new MeanSd(0.97, 0.04), new MeanSd(0.02, 0.09), new MeanSd(0.12, 1.03), new MeanSd(-0.01, 0.85))));

	/** @return what is printed of a method of that name, in any case */
	public static Optional<PublishedScore> of(final String method) {
		return ALL.stream().filter(score -> score.method().equalsIgnoreCase(method)).findFirst();
	}
}
