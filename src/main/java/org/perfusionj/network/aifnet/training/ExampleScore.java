package org.perfusionj.network.aifnet.training;

import java.util.OptionalDouble;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;

/**
 * How well the curve of a network agrees with the annotated one in a scan that it has not learned from: on the frames that the network looks at, not on
 * the whole scan.
 *
 * @param scan name of the scan
 * @param patient whose head it is
 * @param r Pearson correlation with the annotated curve
 * @param truthR the same with the curve without noise that an expert would have measured; with the annotated one where nobody knows it
 * @param tpeakErrorS time to peak of the network minus that of the annotated curve, s
 * @param fwhmErrorS full width at half maximum of the network minus that of the annotated curve, s; NaN where one cannot be measured
 */
public record ExampleScore(String scan, String patient, double r, double truthR, double tpeakErrorS, double fwhmErrorS) {

	/** @param curve of the network, above baseline, one value for each frame of the sample */
	static ExampleScore of(final StoredExample scan, final double[] curve, final TrainingSample sample, final double stepS) {
		final TimeGrid time = new TimeGrid(0, stepS, curve.length);
		final CurveMetrics found = CurveMetrics.of(new TimeCurve(time, curve));
		final CurveMetrics annotated = CurveMetrics.of(new TimeCurve(time, sample.target()));
		return new ExampleScore(scan.name(), scan.patient(), Pearson.of(curve, sample.target()).r(), Pearson.of(curve, sample.truth()).r(), found.timeToPeakS() - annotated.timeToPeakS(), seconds(found.fwhmS()) - seconds(annotated.fwhmS()));
	}

	private static double seconds(final OptionalDouble time) {
		return time.orElse(Double.NaN);
	}
}
