package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.network.aifnet.AifnetModel;
import org.perfusionj.network.aifnet.AifnetModelFile;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.network.aifnet.training.TrainedModel;

/** The model card: what trained networks are for, what they learned from, how well they do and where they may fail; in Markdown. */
public final class ModelCard {

	private static final String RESEARCH_USE = "**Research use only, not for diagnosis.**";

	private final SoftwareVersion software;
	private final Provenance provenance;
	private final List<String> warnings;

	/**
	 * @param software which software trained
	 * @param provenance how training was asked for
	 * @param warnings what the reader must know
	 */
	public ModelCard(final SoftwareVersion software, final Provenance provenance, final List<String> warnings) {
		this.software = software;
		this.provenance = provenance;
		this.warnings = List.copyOf(warnings);
	}

	/**
	 * @param models what was trained, at least one
	 * @param simulated true: on phantoms; false: on scans of the user's own
	 * @return the text
	 */
	public String text(final List<TrainedModel> models, final boolean simulated) {
		final TrainingTables tables = new TrainingTables(models);
		final boolean folds = models.get(0).fold() > 0;
		final MarkdownText text = new MarkdownText().heading(1, "AIFNet models").paragraph(RESEARCH_USE);
		text.paragraph("Networks after de la Rosa et al., AIFNet (Med. Image Anal. 2021), trained by " + software.name() + " " + software.version() + ".");
		if (!warnings.isEmpty()) text.list(warnings);
		text.heading(2, "Intended use").paragraph("To find the arterial input function (AIF) or the venous output function (VOF) in CT perfusion scans of the head for research. Not for diagnosis, not for MR, not for other organs."
			+ (folds ? " These are the models of a cross-validation: they tell how well training works on scans like these. For a model to use, train on all scans (`folds=1`)." : " `aif input=SCAN model=FOLDER` uses them."));
		text.heading(2, "Models").table(List.of("file", "finds", "network", "weights", "looks at", "SHA-256 of the weights"), models.stream().map(ModelCard::row).toList());
		text.heading(2, "Data and training").table(List.of("fact", "value"), facts(models));
		text.paragraph(simulated ? "The scans are simulated: heads of the PerfusionJ phantom, each with its own anatomy, stroke, injection, scanner, dose and motion, all drawn by the seed. The target is the curve with noise of the voxel that a simulated, fallible rater chose."
			: "The scans are the user's own; the target is the mean curve of the voxels that people annotated. Neither the models nor this card hold names of scans; `scans.csv` and `parameters.json` do.");
		text.heading(2, "Figures").paragraph("On scans that were not learned from, on the frames that the network looks at (" + InputSpec.DEFAULT.stepS() + " s in the default), not on the whole scan. r is Pearson's correlation with the annotated curve" + (simulated
			? ", and with the curve without noise of the voxel that an expert would pick" : "; where nobody knows the truth it stands for it") + ". Errors are network minus annotation, mean (standard deviation)."
			+ " The validation scans chose the epoch, so that figures on them are a little too good." + (folds ? " Each scan is a test scan once." : ""));
		text.table(tables.summaryColumns(), tables.summary());
		models.stream().filter(model -> model.before().isPresent()).forEach(model -> text.paragraph(String.format(Locale.ROOT, "%s: before training the model that was started from had r %.4f on the validation scans.", model.name(), model.before().get().stream()
			.mapToDouble(score -> score.r()).average().orElse(Double.NaN))));
		text.image("Learning curves", "learning_curve.png");
		text.heading(2, "Limits").list(limits(models, simulated));
		text.heading(2, "How it was trained").paragraph(time(models) + " The same command on the same machine gives the same model files:");
		text.code(provenance.placeless().commandLine("models"));
		return text.paragraph(RESEARCH_USE).toString();
	}

	private static List<String> row(final TrainedModel trained) {
		final AifnetModel model = trained.model();
		final InputSpec input = model.input();
		final String size = model.design().kind() == AifnetKind.REGRESSION ? "" : ", K = " + model.design().layers() + ", 2^(" + model.design().filterExponent() + "+k) filters";
		final String ranked = model.design().kind() == AifnetKind.SEGMENTATION ? ", mean of the " + model.ranked() + " best cells" : "";
		return List.of("`" + trained.name() + AifnetModelFile.EXTENSION + "`", model.vessel().name(), model.design().kind().name().toLowerCase(Locale.ROOT) + size + ranked, Integer.toString(model.weights().length), String.format(Locale.ROOT,
			"%d frames of %s s from %s s before the bolus, cells of about %s x %s x %s mm", input.frames(), input.stepS(), input.leadS(), input.cellMm(), input.cellMm(), input.cellDepthMm()), "`" + AifnetModelFile.checksum(model) + "`");
	}

	/** Facts that all models share stand once. */
	private static List<List<String>> facts(final List<TrainedModel> models) {
		final List<List<String>> rows = new ArrayList<>();
		for (final Map.Entry<String, String> fact : models.get(0).model().facts().entrySet())
			if (models.stream().allMatch(model -> fact.getValue().equals(model.model().facts().get(fact.getKey())))) rows.add(List.of(fact.getKey(), fact.getValue()));
			else for (final TrainedModel model : models)
				rows.add(List.of(fact.getKey() + ", " + model.name(), model.model().facts().getOrDefault(fact.getKey(), "-")));
		return rows;
	}

	private static List<String> limits(final List<TrainedModel> models, final boolean simulated) {
		final List<String> limits = new ArrayList<>();
		limits.add(simulated ? "No scan of a patient was learned from. Scanners, injections, diseases and artefacts that the phantom does not simulate may mislead the networks."
			: "The networks know what was in these scans: other scanners, protocols and diseases may mislead them, and they repeat the habits of those who annotated.");
		limits.add("Heads that move much need motion correction before.");
		limits.add("The arrival of the bolus is found before the network looks; where it is found wrongly, the network fails.");
		limits.add("Every curve is judged after it is found (late, wide, truncated, low, bone, few voxels): heed the verdict.");
		if (models.stream().anyMatch(model -> model.validation().size() < 10)) limits.add("Fewer than ten validation scans: the figures say little.");
		return limits;
	}

	private static String time(final List<TrainedModel> models) {
		double seconds = 0;
		for (final TrainedModel model : models)
			seconds += model.curve().epochs().get(model.curve().epochs().size() - 1).seconds();
		return String.format(Locale.ROOT, "Training took %.0f s (examples not counted) with %d processors, Java %s, %s %s.", seconds, Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"), System.getProperty("os.name"), System
			.getProperty("os.arch"));
	}
}
