package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.perfusionj.network.CancellableNetwork;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.TrainableNetwork;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.network.aifnet.AifnetModel;
import org.perfusionj.work.WorkMonitor;

/** Measures a network on scans. */
final class ModelTest {

	/** Numbers of cells among which that of a segmentation network is chosen. */
	private static final int[] RANKED = { 1, 2, 3, 5, 10, 20, 50, 100 };

	private final NetworkEngine engine;

	ModelTest(final NetworkEngine engine) {
		this.engine = engine;
	}

	/** What is done with the output of the network for a scan. */
	@FunctionalInterface
	private interface Use {

		void of(StoredExample scan, float[] output, TrainingSample sample);
	}

	/** @return a score for each scan */
	List<ExampleScore> scores(final AifnetModel model, final StoredExamples scans, final WorkMonitor monitor) throws IOException {
		final CurveLoss loss = loss(model);
		final List<ExampleScore> scores = new ArrayList<>();
		each(model, scans, monitor, (scan, output, sample) -> scores.add(ExampleScore.of(scan, aboveBaseline(model, loss.curve(output, sample)), sample, model.input().stepS())));
		return scores;
	}

	private static CurveLoss loss(final AifnetModel model) {
		return switch (model.design().kind()) {
			case PROBABILITY -> new ExpectationLoss();
			case REGRESSION -> new RegressionLoss();
			case SEGMENTATION -> new SegmentationLoss(model.ranked());
		};
	}

	/** The output of a regression network begins anywhere. */
	private static double[] aboveBaseline(final AifnetModel model, final double[] curve) {
		final double first = model.design().kind() == AifnetKind.REGRESSION ? curve[0] : 0;
		for (int t = 0; t < curve.length; t++)
			curve[t] -= first;
		return curve;
	}

	/**
	 * @param model a segmentation network
	 * @param scans not those that it learned from
	 * @return the number of best cells whose mean agrees best with the annotated curves (paper, 3.2.3: "the outperforming threshold value")
	 */
	int bestRanked(final AifnetModel model, final StoredExamples scans, final WorkMonitor monitor) throws IOException {
		final double[] sums = new double[RANKED.length];
		each(model, scans, monitor, (scan, output, sample) -> {
			for (int n = 0; n < RANKED.length; n++)
				sums[n] += Pearson.of(new SegmentationLoss(RANKED[n]).curve(output, sample), sample.target()).r();
		});
		int best = 0;
		for (int n = 1; n < RANKED.length; n++)
			if (sums[n] > sums[best]) best = n;
		return RANKED[best];
	}

	private void each(final AifnetModel model, final StoredExamples scans, final WorkMonitor monitor, final Use use) throws IOException {
		if (scans.size() == 0) return;
		final Samples samples = new Samples(model.vessel(), model.design().kind(), model.input());
		try (TrainableNetwork network = new CancellableNetwork(engine.openForTraining(model.design().architecture(model.input()), model.weights()), monitor)) {
			for (int i = 0; i < scans.size(); i++) {
				monitor.check();
				monitor.progress((double) i / scans.size(), "Measuring on " + scans.size() + (scans.size() == 1 ? " scan" : " scans"));
				final TrainingSample sample = samples.of(scans.get(i, monitor), Augmentation.Change.NONE);
				use.of(scans.all().get(i), network.run(sample.shape(), sample.input()), sample);
			}
		}
	}
}
