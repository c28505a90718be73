package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.perfusionj.evaluation.training.TrainedLesion;
import org.perfusionj.evaluation.training.ValidationScore;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.segmentation.trained.LesionModel;
import org.perfusionj.segmentation.trained.LesionStage;

/**
 * The tables and the model card of a training of the lesion rule.
 *
 * @param trained what was trained
 */
public record LesionTrainingReport(TrainedLesion trained) {

	private static final String RESEARCH_USE = "**Research use only, not for diagnosis.**";

	/** @return mean logarithmic loss on the validation cases after each tree */
	public ScoreTable learningCurve() {
		final ScoreTable table = new ScoreTable("Learning curve", List.of("forest", "trees", "validation_loss"));
		for (final Map.Entry<String, double[]> forest : trained.losses().entrySet())
			for (int tree = 0; tree < forest.getValue().length; tree++)
				table.row(forest.getKey(), tree + 1, forest.getValue()[tree]);
		return table;
	}

	/** @return how well the lesion of each validation case is found */
	public ScoreTable validation() {
		final ScoreTable table = new ScoreTable("Validation", List.of("case", "true_core_ml", "core_ml", "core_dice", "true_lesion_ml", "lesion_ml", "lesion_dice"));
		for (final ValidationScore score : trained.scores())
			table.row(score.name(), score.trueCoreMl(), score.coreMl(), score.coreDice(), score.trueLesionMl(), score.lesionMl(), score.lesionDice());
		return table;
	}

	/** @return the figures that count, a line each */
	public List<String> lines() {
		final List<ValidationScore> scores = trained.scores();
		final List<ValidationScore> healthy = scores.stream().filter(score -> score.trueLesionMl() == 0).toList();
		final List<String> lines = new ArrayList<>();
		lines.add(String.format(Locale.ROOT, "Validation cases, before islands are removed: median Dice of the core %.3f (true cores of 1 ml or more), of the lesion %.3f.", ValidationScore.medianCoreDice(scores), ValidationScore.medianLesionDice(scores)));
		lines.add(String.format(Locale.ROOT, "Core from a probability of %.2f on, lesion from %.2f on.", trained.model().coreThreshold(), trained.model().lesionThreshold()));
		if (!healthy.isEmpty()) lines.add(String.format(Locale.ROOT, "Heads without a stroke: %d, with a lesion of less than 3 ml: %d.", healthy.size(), healthy.stream().filter(score -> score.lesionMl() < 3).count()));
		return lines;
	}

	/**
	 * @param software which software trained
	 * @param provenance how training was asked for
	 * @param file name of the model file
	 * @param warnings what the reader must know
	 * @return what the rule is for, what it learned from, how well it does and where it may fail; in Markdown
	 */
	public String card(final SoftwareVersion software, final Provenance provenance, final String file, final List<String> warnings) {
		final LesionModel model = trained.model();
		final MarkdownText text = new MarkdownText().heading(1, "Trained lesion rule").paragraph(RESEARCH_USE);
		text.paragraph("Boosted decision trees that say how likely a voxel is infarct core or penumbra, trained by " + software.name() + " " + software.version() + " on simulated scans. File: `" + file + "`.");
		if (!warnings.isEmpty()) text.list(warnings);
		text.heading(2, "Intended use").paragraph("To find core and penumbra in maps of CT perfusion for research (rule `trained`). Not for diagnosis, not for MR.");
		text.heading(2, "Stages").table(List.of("stage", "features", "trees for core", "trees for lesion"), stages(model));
		text.heading(2, "Data and training").table(List.of("fact", "value"), model.facts().entrySet().stream().map(fact -> List.of(fact.getKey(), fact.getValue().isEmpty() ? "-" : fact.getValue())).toList());
		text.paragraph("All cases are phantoms: core and penumbra are what the simulation says. The validation cases told when to stop and where the thresholds are, so their figures are a little too good; use `evaluate set=phantom` with held-out seeds for figures to compare.");
		text.paragraph("AIF and VOF of all cases were found by `auto`. AIFNet, which is the first choice of it, was itself trained on phantoms with seeds 10000-10699: on cases with these seeds its AIF and VOF are better than on scans that it has not seen. Where the seeds above are among them, the figures of the validation are too good for this reason, too, and the rule has learned from maps that are a little better than those it will get.");
		text.heading(2, "Figures").list(lines());
		text.heading(2, "Limits").list(List.of("No scan of a patient was learned from. In phantoms, core and penumbra are states of tissue relative to its normal flow; diffusion imaging or follow-up of patients shows something else.",
			"Maps of other methods, filters or software than those that were learned from may mislead it.", "The mirrored side is taken for healthy: with lesions on both sides it finds less."));
		text.heading(2, "How it was trained").code(provenance.placeless().commandLine("model"));
		return text.paragraph(RESEARCH_USE).toString();
	}

	private static List<List<String>> stages(final LesionModel model) {
		final List<List<String>> rows = new ArrayList<>();
		for (int s = 0; s < model.stages().size(); s++) {
			final LesionStage stage = model.stages().get(s);
			rows.add(List.of(Integer.toString(s + 1), Integer.toString(stage.features().size()), Integer.toString(stage.core().trees().size()), Integer.toString(stage.lesion().trees().size())));
		}
		return rows;
	}
}
