package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.network.residue.ResidueModel;
import org.perfusionj.network.residue.ResidueModelFile;
import org.perfusionj.network.residue.training.ResidueLearningCurve;
import org.perfusionj.network.residue.training.TrainedResidue;

/** The model card of a network for deep residue estimation: what it is for, what it learned from, how well it does and where it may fail; in Markdown. */
public final class ResidueModelCard {

	private static final String RESEARCH_USE = "**Research use only, not for diagnosis.**";

	private final SoftwareVersion software;
	private final Provenance provenance;
	private final List<String> warnings;

	/**
	 * @param software which software trained
	 * @param provenance how training was asked for
	 * @param warnings what the reader must know
	 */
	public ResidueModelCard(final SoftwareVersion software, final Provenance provenance, final List<String> warnings) {
		this.software = software;
		this.provenance = provenance;
		this.warnings = List.copyOf(warnings);
	}

	/**
	 * @param trained what was trained
	 * @param simulated true: on simulated curves; false: fine-tuned on scans of the user's own
	 * @return the text
	 */
	public String text(final TrainedResidue trained, final boolean simulated) {
		final ResidueModel model = trained.model();
		final ResidueLearningCurve.Row best = trained.curve().rows().get(trained.curve().best());
		final MarkdownText text = new MarkdownText().heading(1, "Network for deep residue estimation").paragraph(RESEARCH_USE);
		text.paragraph("A network after Zeng et al. (2025), trained by " + software.name() + " " + software.version() + ". It estimates local AIF, flow-scaled residue function and arrival delay from tissue curve and global AIF.");
		if (!warnings.isEmpty()) text.list(warnings);
		text.heading(2, "Intended use").paragraph("To estimate perfusion of the brain from CT scans for research: `residue input=SCAN model=model" + ResidueModelFile.EXTENSION + "`. Not for diagnosis, not for other organs.");
		text.heading(2, "Model").table(List.of("", ""), model(model));
		text.heading(2, "Data and training").table(List.of("fact", "value"), model.facts().entrySet().stream().map(fact -> List.of(fact.getKey(), fact.getValue())).toList());
		text.paragraph(simulated ? "The curves are simulated; curves for validation, for calibration and for tests are others than those that were learned from. The best validation chose the weights."
			: "The scans are the user's own and have no truth: the network learned to reconstruct their curves with smooth residue functions, and only the weights of its residue decoder changed.");
		text.heading(2, "Figures");
		if (simulated) text.paragraph(String.format(Locale.ROOT, "On held-out curves of the same kind: root mean square error of CBF %.3f ml/100 g/min, where CBV is 4 ml/100 g, and of the delay %.3f s.", best.cbfError(), best.delayError()));
		trained.coverage().ifPresent(coverage -> text.paragraph(String.format(Locale.ROOT, "Intervals of one predicted standard deviation hold the truth of %,d other curves in %.1f %% (CBF) and %.1f %% (delay).", coverage.curves(), 100 * coverage.cbf(),
			100 * coverage.delay())));
		text.image("Learning curves", "learning_curve.png");
		text.heading(2, "Limits").list(limits(simulated));
		text.heading(2, "How it was trained").paragraph(String.format(Locale.ROOT, "Training took %.0f s (curves not counted) with %d processors, Java %s, %s %s.", last(trained).seconds(), Runtime.getRuntime().availableProcessors(), System.getProperty(
			"java.version"), System.getProperty("os.name"), System.getProperty("os.arch")));
		text.code(provenance.placeless().commandLine("model"));
		return text.paragraph(RESEARCH_USE).toString();
	}

	private static ResidueLearningCurve.Row last(final TrainedResidue trained) {
		return trained.curve().rows().get(trained.curve().rows().size() - 1);
	}

	private static List<List<String>> model(final ResidueModel model) {
		final List<List<String>> rows = new ArrayList<>();
		rows.add(List.of("design", model.design().key()));
		model.design().settings().forEach((name, value) -> rows.add(List.of(name, value.isEmpty() ? "-" : value)));
		rows.add(List.of("weights", String.format(Locale.ROOT, "%,d", model.weights().length)));
		rows.add(List.of("factor on the standard deviation of CBF", String.format(Locale.ROOT, "%.4f", model.cbfSdFactor())));
		rows.add(List.of("factor on the standard deviation of the delay", String.format(Locale.ROOT, "%.4f", model.badSdFactor())));
		rows.add(List.of("SHA-256 of the weights", "`" + ResidueModelFile.checksum(model) + "`"));
		return rows;
	}

	private static List<String> limits(final boolean simulated) {
		final List<String> limits = new ArrayList<>();
		limits.add(simulated ? "No scan of a patient was learned from. What the simulation leaves out (motion, beam hardening, partial volume, venous blood, a leaky barrier) may mislead the network."
			: "The network knows the noise and the protocol of these scans; others may mislead it. Nothing tells whether its CBF became better or worse.");
		limits.add("An estimate is drawn towards what was common among the training curves where a curve says little: with much noise, with a late arrival, or in a short scan.");
		limits.add("Predicted standard deviations hold for curves like the training curves, not for artefacts.");
		return limits;
	}
}
