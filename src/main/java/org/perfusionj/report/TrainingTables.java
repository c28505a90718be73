package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.perfusionj.evaluation.Spread;
import org.perfusionj.network.aifnet.training.ExampleScore;
import org.perfusionj.network.aifnet.training.LearningCurve;
import org.perfusionj.network.aifnet.training.TrainedModel;
import org.perfusionj.vascular.Vessel;

/** Tables of the training of networks: how it went, and how well they do on scans that they have not learned from. */
public final class TrainingTables {

	private static final String VALIDATION = "validation";
	private static final String TEST = "test";
	private static final String POOLED = "all";

	private final List<TrainedModel> models;

	/** Scores that belong together. */
	private record Group(Vessel vessel, String fold, String part, List<ExampleScore> scores) {
	}

	/** @param models what was trained: a model for each vessel, or for each vessel and fold */
	public TrainingTables(final List<TrainedModel> models) {
		this.models = List.copyOf(models);
	}

	/** @return one row an epoch */
	public ScoreTable learningCurve() {
		final ScoreTable table = new ScoreTable("learning curve", List.of("vessel", "fold", "epoch", "training_loss", "validation_1_minus_r", "validation_truth_1_minus_r", "best", "seconds"));
		for (final TrainedModel model : models)
			for (int n = 0; n < model.curve().epochs().size(); n++) {
				final LearningCurve.Epoch epoch = model.curve().epochs().get(n);
				table.row(model.model().vessel().name(), fold(model), n + 1, epoch.training(), epoch.validation(), epoch.truth(), Boolean.toString(n == model.curve().best()), epoch.seconds());
			}
		return table;
	}

	/** @return one row for each scan that a network was measured on */
	public ScoreTable scans() {
		final ScoreTable table = new ScoreTable("scans", List.of("vessel", "fold", "part", "scan", "patient", "r", "r_truth", "tpeak_error_s", "fwhm_error_s"));
		for (final Group group : groups())
			for (final ExampleScore score : group.scores)
				if (!group.fold.equals(POOLED)) table.row(group.vessel.name(), group.fold, group.part, score.scan(), score.patient(), score.r(), score.truthR(), score.tpeakErrorS(), score.fwhmErrorS());
		return table;
	}

	/** @return mean and spread over scans, for each fold and over all */
	public ScoreTable scores() {
		final ScoreTable table = new ScoreTable("scores", List.of("vessel", "fold", "part", "scans", "r_mean", "r_sd", "r_p5", "r_truth_mean", "r_truth_sd", "r_truth_p5", "tpeak_error_mean_s", "tpeak_error_sd_s", "fwhm_error_mean_s", "fwhm_error_sd_s"));
		for (final Group group : groups()) {
			final Spread r = Spread.of(group.scores, ExampleScore::r);
			final Spread truth = Spread.of(group.scores, ExampleScore::truthR);
			final Spread tpeak = Spread.of(group.scores, ExampleScore::tpeakErrorS);
			final Spread fwhm = Spread.of(group.scores, ExampleScore::fwhmErrorS);
			table.row(group.vessel.name(), group.fold, group.part, r.n(), r.mean(), r.sd(), r.p5(), truth.mean(), truth.sd(), truth.p5(), tpeak.mean(), tpeak.sd(), fwhm.mean(), fwhm.sd());
		}
		return table;
	}

	/** @return headings of {@link #summary()} */
	List<String> summaryColumns() {
		return List.of("", "scans", "r (5th percentile)", "r with the truth (5th percentile)", "Tpeak error, s", "FWHM error, s");
	}

	/** @return the scores in words */
	List<List<String>> summary() {
		return groups().stream().map(group -> {
			final Spread r = Spread.of(group.scores, ExampleScore::r);
			final Spread truth = Spread.of(group.scores, ExampleScore::truthR);
			return List.of(name(group), Integer.toString(r.n()), MarkdownText.number(r.mean(), 4) + " (" + MarkdownText.number(r.p5(), 4) + ")", MarkdownText.number(truth.mean(), 4) + " (" + MarkdownText.number(truth.p5(), 4) + ")", MarkdownText
				.meanSd(Spread.of(group.scores, ExampleScore::tpeakErrorS), 2), MarkdownText.meanSd(Spread.of(group.scores, ExampleScore::fwhmErrorS), 2));
		}).toList();
	}

	/** @return the result for the log */
	public List<String> lines() {
		return groups().stream().map(group -> {
			final Spread r = Spread.of(group.scores, ExampleScore::r);
			return String.format(Locale.ROOT, "%s: r %.4f (5th percentile %.4f), with the truth %.4f, in %d %s", name(group), r.mean(), r.p5(), Spread.of(group.scores, ExampleScore::truthR).mean(), r.n(), r.n() == 1 ? "scan" : "scans");
		}).toList();
	}

	private static String name(final Group group) {
		return group.vessel + (group.fold.isEmpty() ? "" : group.fold.equals(POOLED) ? ", all folds" : ", fold " + group.fold) + ", " + group.part;
	}

	private static String fold(final TrainedModel model) {
		return model.fold() > 0 ? Integer.toString(model.fold()) : "";
	}

	private List<Group> groups() {
		final List<Group> groups = new ArrayList<>();
		for (final Vessel vessel : Vessel.values()) {
			final List<TrainedModel> its = models.stream().filter(model -> model.model().vessel() == vessel).toList();
			its.forEach(model -> groups.add(new Group(vessel, fold(model), VALIDATION, model.validation())));
			its.stream().filter(model -> !model.test().isEmpty()).forEach(model -> groups.add(new Group(vessel, fold(model), TEST, model.test())));
			if (its.size() > 1) groups.add(new Group(vessel, POOLED, TEST, its.stream().flatMap(model -> model.test().stream()).toList()));
		}
		return groups;
	}
}
