package org.perfusionj.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.perfusionj.evaluation.CohortAgreement;
import org.perfusionj.evaluation.CohortCase;
import org.perfusionj.evaluation.CurveScore;
import org.perfusionj.evaluation.CurveScores;
import org.perfusionj.evaluation.EvaluationTissue;
import org.perfusionj.evaluation.LesionComparison;
import org.perfusionj.evaluation.LesionPart;
import org.perfusionj.evaluation.PairedTest;
import org.perfusionj.evaluation.PhantomEvaluation;
import org.perfusionj.evaluation.PhantomScores;
import org.perfusionj.evaluation.TissueMeasure;
import org.perfusionj.evaluation.TissueResult;
import org.perfusionj.evaluation.TissueRoi;
import org.perfusionj.evaluation.TissueScores;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.simulation.AifWidth;
import org.perfusionj.simulation.TestPrior;
import org.perfusionj.vascular.Vessel;

/** The report of an evaluation, in Markdown: what was run, tables, plots, how to run it again. */
public final class EvaluationReport {

	/** Under this name the provenance of an evaluation on phantoms says which version of the phantom it was. */
	public static final String PHANTOM_VERSION = "phantom_version";

	private static final String RESEARCH_USE = "**Research use only, not for diagnosis.**";

	private final SoftwareVersion software;
	private final Provenance provenance;
	private final List<String> warnings;

	/**
	 * @param software which software ran it
	 * @param provenance how it was asked for
	 * @param warnings what the reader must know to judge it
	 */
	public EvaluationReport(final SoftwareVersion software, final Provenance provenance, final List<String> warnings) {
		this.software = software;
		this.provenance = provenance;
		this.warnings = List.copyOf(warnings);
	}

	/**
	 * @param scores of the evaluation
	 * @param prior what the curves were drawn from
	 * @param figures its plots, which lie beside the report
	 * @return the report of an evaluation on simulated curves
	 */
	public String curves(final CurveScores scores, final TestPrior prior, final List<PanelFigure> figures) {
		final CurveScoreTables tables = new CurveScoreTables(scores);
		final int each = scores.conditions().stream().mapToInt(CurveScore::curves).max().orElse(0);
		final MarkdownText text = start("Methods on simulated curves", description(prior) + "; " + each + " curves in each condition, each with an AIF of its own. All methods see the same curves.");
		text.heading(2, "Averages").paragraph("Errors are averaged over the conditions of a set, then over the sets. CBF in ml/100 g/min, BAD (bolus arrival delay) in s, CBF ratio is estimate over truth (mean \u00b1 standard deviation). "
			+ "In brackets what the paper prints; its network is not part of this evaluation unless a row of its own says so. The width of the AIFs is the one open choice of the paper that moves the averages: `literature` takes the published "
			+ "shapes as they are, `calibrated` narrows them by the factor that reproduces the CBF errors the paper prints. Times are processor time on one thread, with a new AIF for every curve.");
		text.table(tables.comparisonColumns(), tables.comparison());
		if (tables.hasLocalAif()) text.heading(2, "Local AIF").paragraph("Estimate against truth: the AIF at the tissue, dispersed and not delayed. Mean \u00b1 standard deviation over the curves of a condition, both averaged over the conditions of a set, then over the sets. "
			+ "Errors are estimate minus truth; that of the peak is a fraction of the peak of the global AIF. Without dispersion the local AIF is the global one, so what a method adds to copying it shows where T_A is 1 s or more.").table(tables
				.localAifColumns(), tables.localAif());
		if (tables.hasCoverage()) text.heading(2, "Uncertainty").paragraph("Share of curves whose error is smaller than the standard deviation that the method gives with its estimate, averaged like the errors, and lowest to highest of all conditions. "
			+ "A standard deviation that is right covers 68 % of normal errors.").table(tables.coverageColumns(), tables.coverage());
		figures(text, figures);
		contests(text, tables);
		text.heading(2, "Conditions");
		for (final AifWidth width : AifWidth.values()) {
			final Map<Integer, List<CurveScore>> sets = scores.conditions().stream().filter(score -> score.width() == width).collect(Collectors.groupingBy(CurveScore::set, LinkedHashMap::new, Collectors.toList()));
			sets.forEach((set, some) -> {
				final CurveScore first = some.get(0);
				text.heading(3, "Set " + set + ": " + first.factor() + (first.unit().isEmpty() ? "" : " (" + first.unit() + ")") + ", " + width.key() + " AIF width");
				conditions(text, some);
			});
		}
		return finish(text);
	}

	private static String description(final TestPrior prior) {
		final String sets = "Six sets of simulated tissue curves, each of which varies one factor (Zeng et al., Biomed. Phys. Eng. Express 2025, Table 1)";
		return switch (prior) {
			case PAPER -> sets;
			case WIDE -> sets + ", but with MTT uniform in 2-30 s and CBV log-uniform in 0.3-12 ml/100 g";
			case BROAD -> "Simulated tissue curves drawn like those that networks are trained on (`CurvePrior.broad`), but new ones";
			case PUBLISHED -> "Simulated tissue curves drawn from the training ranges of Zeng et al. (Biomed. Phys. Eng. Express 2025, section 2.3), but new ones";
		};
	}

	private static void contests(final MarkdownText text, final CurveScoreTables tables) {
		if (tables.contestants().isEmpty()) return;
		text.heading(2, "Against every deconvolution").paragraph("In each condition the deconvolution that is best there, of those that were run. BAD of a deconvolution is its Tmax.").list(tables.verdicts());
		for (final AifWidth width : AifWidth.values())
			for (final String method : tables.contestants()) {
				final List<List<String>> rows = tables.contestRows(method, width);
				if (!rows.isEmpty()) text.heading(3, method + ", " + width.key() + " AIF width").table(tables.contestColumns(method), rows);
			}
	}

	/** CBF RMSE / BAD RMSE / CBF ratio, a column for each method. */
	private static void conditions(final MarkdownText text, final List<CurveScore> scores) {
		final List<String> methods = scores.stream().map(CurveScore::method).distinct().toList();
		final List<String> columns = new ArrayList<>(List.of(scores.get(0).factor()));
		columns.addAll(methods);
		final List<List<String>> rows = new ArrayList<>();
		for (final String condition : scores.stream().map(CurveScore::condition).distinct().toList()) {
			final List<String> row = new ArrayList<>(List.of(condition));
			for (final String method : methods)
				row.add(scores.stream().filter(score -> score.method().equals(method) && score.condition().equals(condition)).findFirst().map(score -> MarkdownText.number(score.cbfRmse(), 2) + " / " + MarkdownText.number(score.badRmse(),
					2) + " / " + MarkdownText.number(score.cbfRatioMean(), 2)).orElse("-"));
			rows.add(row);
		}
		text.paragraph("CBF RMSE / BAD RMSE / CBF ratio").table(columns, rows);
	}

	/**
	 * @param scores of the evaluation
	 * @param figures its plots, which lie beside the report
	 * @param rules lesion rules that were applied
	 * @param heldOut true if all seeds are for evaluation
	 * @return the report of an evaluation on phantoms
	 */
	public String phantoms(final PhantomScores scores, final List<PanelFigure> figures, final List<LesionRule> rules, final boolean heldOut) {
		final PhantomScoreTables tables = new PhantomScoreTables(scores);
		final long phantoms = scores.runs().stream().filter(run -> run.isPhantom() && run.message().isEmpty()).count();
		final MarkdownText text = start("Methods on head phantoms", phantoms + (phantoms == 1 ? " simulated CT perfusion scan" : " simulated CT perfusion scans") + " of a head with known truth, phantom version " + provenance.origin().getOrDefault(
			PHANTOM_VERSION, "unknown") + ", seeds " + provenance.parameters().getOrDefault("seeds", "?") + ". " + (heldOut ? "These seeds are held out: nothing was tuned or trained on them."
				: "Not all of these seeds are held out (9001-9999): what was tuned or trained on them looks better here than it is."));
		text.heading(2, "Arterial input and venous output functions").paragraph(
			"Against the curve without noise of the voxel that an expert would pick. Mean (standard deviation) over scans; errors are estimate minus expert, in the row rater1-rater2 rater 1 minus rater 2. PTB is peak to baseline. "
				+ "Compare Tables 1 and 2 of de la Rosa et al. (Med. Image Anal. 2021), whose errors are reference minus prediction and whose reference is a rater: between their raters r is 0.971 (0.075) for the AIF and 0.985 (0.047) for the VOF.");
		for (final Vessel vessel : Vessel.values())
			text.heading(3, vessel.name()).table(tables.agreementColumns(), tables.agreement(vessel));
		figures(text, figures);
		text.heading(2, "Maps").paragraph("The whole pipeline against the true maps, voxels with large vessels left out. Mean over scans, in brackets the standard deviation over scans. Scans without a tissue are left out of its mean. MTT is a ratio: a few voxels whose CBF is nearly 0 can decide its RMSE, so look at the median errors, too. The delay (BAD) of a deconvolution is its Tmax, against the true delay of the arrival; its Tmax is compared with the true maximum of the residue function, too.");
		for (final PerfusionMap map : PhantomEvaluation.MAPS)
			if (!scores.maps().isEmpty()) text.heading(3, map.title() + " (" + map.key() + ", " + map.unit() + ")").table(tables.mapColumns(), tables.maps(map, List.of(EvaluationTissue.values())));
		if (!scores.maps().isEmpty()) text.heading(2, "Which method is best").paragraph("Means over the scans that have the tissue.").table(tables.bestColumns(), tables.best());
		if (!scores.contests().isEmpty()) text.heading(2, "Against every deconvolution").list(tables.verdicts()).table(tables.contestColumns(), tables.contestRows());
		if (!scores.residues().isEmpty()) text.heading(2, "Residue functions").paragraph("How much they oscillate: mean (standard deviation over scans) of up to 1,000 voxels of a tissue in each scan. Oscillation index of Wu et al. (Magn. Reson. Med. 2003): mean absolute second difference, as a fraction of the peak. "
			+ "Negative area as a share of the area of the absolute values. Rise after the peak: all together, as a fraction of the peak; 0 for a function that never rises.").table(tables.residueColumns(), tables.residueSummary(List.of(
				EvaluationTissue.NORMAL, EvaluationTissue.PENUMBRA, EvaluationTissue.CORE)));
		text.heading(2, "Lesions");
		lesions(text, new LesionScoreTables(scores.lesions()), rules);
		text.heading(2, "Time and memory").paragraph("Pipelines include preprocessing and the estimation of AIF and VOF, not the making of the phantom. Memory is the largest use of the Java heap from the start of the phantom on, garbage included: an upper bound.");
		text.table(tables.runColumns(), tables.runSummary());
		final List<String> failures = tables.failures();
		if (!failures.isEmpty()) text.heading(2, "What failed").list(failures);
		return finish(text);
	}

	private static void lesions(final MarkdownText text, final LesionScoreTables tables, final List<LesionRule> rules) {
		if (rules.isEmpty()) {
			text.paragraph("No lesion rule was asked for (`rules=none`): `lesions.csv` holds its heading only.");
			return;
		}
		text.paragraph("Lesion = core and penumbra, as the phantom defines them. Overlap, volumes and sides are those of heads with a true core of 1 ml or more: medians, in brackets the 5th and 95th percentile; the first volume error is the mean. A scan to which a rule could not be applied counts as Dice 0 on the wrong side, and a healthy one as not without lesion; volume errors, correlations and distances are those of the other scans, and both numbers are given (\"3 of 4\"). A rule that could be applied to no scan of a method is in no table. "
			+ "Healthy heads have no true lesion; less than 3 ml counts as no lesion.");
		text.list(rules.stream().map(rule -> "`" + rule.name() + "`: " + rule.conditions()).toList());
		text.heading(3, "Ceilings").paragraph("The same rules on the true maps, without noise and without smoothing, in the true brain without its large vessels: more than this cannot be expected of a rule by thresholds, whatever makes the maps. `trained` learned from maps of methods, with their noise: true maps are a kind that it does not know, so that its ceiling is no limit and its share of it can exceed 100 %. "
			+ "`truth without Tmax` is the ceiling of methods that estimate the delay (BAD) only.");
		text.table(LesionScoreTables.columns(), tables.rows(true));
		if (!tables.rows(false).isEmpty()) text.heading(3, "On the maps of methods").paragraph("Share of ceiling: Dice over that of the same rule on the true maps of the same head. Tmax of a deconvolution is corrected for the delay that the deconvolution adds, as `segment` does; true maps need no correction.").table(LesionScoreTables.columns(), tables.rows(false)).table(LesionScoreTables
			.distanceColumns(), tables.distances());
		text.paragraph("De la Rosa et al. (Med. Image Anal. 2021, Table 3) print for rCBF < 38 % inside Tmax > 6 s on real scans: Dice 38.20 %, volume correlation r 0.88, volume error 7.25 ml, absolute volume error 14.51 ml. These cannot be compared one to one with the core here: their reference is the lesion on diffusion-weighted MR, "
			+ "drawn by hand after the CT scan. It is another state of the tissue at another time (tissue whose cells swell, not tissue whose flow is low), while the reference here is the phantom's own core.");
		if (!tables.rocRows().isEmpty()) text.heading(3, "Core against penumbra").paragraph("Every map over its mean in normal tissue of the same head (Tmax below 6 s, or BAD below its threshold where there is no Tmax), not smoothed; voxels of true core and true penumbra within the brain mask of the maps and outside large vessels, of all heads with a lesion together, also of those with only one of the two, as in Fig. 6 of the same paper. "
			+ "AUC: probability that a voxel of core has the lower (higher) value, equal ones counted half; below 0.5 the map says the opposite of what is expected. Best threshold: largest sum of sensitivity and specificity (Youden).").table(LesionScoreTables.rocColumns(), tables.rocRows());
		final List<String> failures = tables.failures();
		if (!failures.isEmpty()) text.heading(3, "Scans on which a rule failed").list(failures);
		if (!tables.notApplicable().isEmpty()) text.heading(3, "Rules that do not fit the maps of a method").list(tables.notApplicable());
	}

	/**
	 * @param cohort agreement of raters and estimates
	 * @param figures its plots, which lie beside the report
	 * @return the report of a comparison with raters
	 */
	public String raters(final CohortAgreement cohort, final List<PanelFigure> figures) {
		final CohortTables tables = new CohortTables(cohort);
		final int cases = cohort.cases().size();
		final MarkdownText text = start("Vascular functions of raters and estimates", cases + (cases == 1 ? " case" : " cases") + ". Mean (standard deviation) over cases. Errors are first reader minus second reader, so that a network that is late has a negative "
			+ "error of the time to peak. r of the signal is the Pearson correlation of two curves; the other r are correlations over cases of a number of the curves, Spearman's where a case lies far out. PTB is peak to baseline. The distance is that "
			+ "between the weighted centres of the voxels: large where a network takes its curve from several vessels.");
		for (final Vessel vessel : Vessel.values())
			if (!cohort.of(vessel).isEmpty()) text.heading(2, vessel.name()).paragraph(published(vessel)).table(tables.agreementColumns(vessel), tables.agreement(vessel));
		figures(text, figures);
		text.heading(2, "Do the readers differ?").paragraph("Paired tests over cases, \u03b1 = " + PairedTest.SIGNIFICANT + ", not corrected for their number. As in 3.2.4 of the paper a t-test, but Wilcoxon's signed rank test where the differences are skewed (more than 1.96 standard errors), "
			+ "have outliers (a value or a difference more than 3 interquartile ranges outside the quartiles), or spread unevenly (the distance from the median difference is correlated with the mean of the pair, Spearman, p < 0.05). "
			+ "Fewer than " + PairedTest.LEAST + " cases are not tested. No difference found is not equality shown.");
		text.table(tables.testColumns(), tables.tests());
		text.heading(2, "Cases").list(cohort.cases().stream().map(CohortCase::name).toList());
		return finish(text);
	}

	/** What de la Rosa et al. (Med. Image Anal. 2021) print of their raters and network. */
	private static String published(final Vessel vessel) {
		return vessel == Vessel.AIF ? "Compare Table 1 of de la Rosa et al. (Med. Image Anal. 2021): between their raters r is 0.971 (0.075), 5th percentile 0.883; between their rater 1 and their network 0.965 (0.050), 0.838. The size of an AIF depends on partial volume and is left out."
			: "Compare Table 2 of de la Rosa et al.: between their raters r is 0.985 (0.047), 5th percentile 0.944; between their rater 1 and their network 0.981 (0.069), 0.914.";
	}

	/**
	 * @param scores methods on tissue
	 * @param example the case whose curves are plotted
	 * @param figures plots, which lie beside the report
	 * @return the report of a comparison on tissue
	 */
	public String tissue(final TissueScores scores, final TissueResult example, final List<PanelFigure> figures) {
		final TissueTables tables = new TissueTables(scores);
		final int cases = scores.cases().size();
		final MarkdownText text = start("Methods on normal and ischaemic tissue", cases + (cases == 1 ? " case" : " cases") + ". The protocol for patients of Zeng et al. (Biomed. Phys. Eng. Express 2025, 3.2): every method sees the same preprocessed curves and the same AIF. Large vessels and "
			+ "cerebrospinal fluid are left out. The number of a case is the mean over the voxels of a region, of MTT the median; what is printed is the mean over cases, each of which counts the same. Delay is the bolus arrival delay of methods that estimate it and Tmax of all "
			+ "others, which dispersion makes larger." + (scores.hasTruth() ? " The column truth holds what is true of phantoms, among the cases in which it is known." : ""));
		text.heading(2, "Means").paragraph("As in Table 2 of the paper, which has 35.16 (sSVD), 33.84 (cSVD), 34.75 (oSVD) and 48.99 ml/100 g/min (its network) in normally perfused regions and 14.81, 15.97, 14.51 and 23.36 in ischaemic ones, over 94 images of patients.");
		for (final TissueMeasure measure : TissueMeasure.values())
			text.heading(3, TissueTables.heading(measure)).table(tables.meanColumns(), tables.means(measure));
		text.heading(2, "Differences from " + scores.reference()).paragraph("Method minus " + scores.reference() + ", over the cases in which both have a number; per cent of the mean of " + scores.reference() + ". Wilcoxon's signed rank test of pairs, \u03b1 = " + PairedTest.SIGNIFICANT
			+ ", not corrected for the number of tests. Fewer than " + PairedTest.LEAST + " cases are not tested. A difference says nothing about who is right.");
		for (final TissueMeasure measure : TissueMeasure.values())
			text.heading(3, TissueTables.heading(measure)).table(tables.differenceColumns(), tables.differences(measure));
		figures(text, figures);
		text.heading(2, "Squares of " + TissueRoi.SIDE + " x " + TissueRoi.SIDE + " voxels in " + example.name()).paragraph("Means over the voxels of a square. Misfit is the root mean square of measured minus reconstructed curve, in " + example.unit()
			+ ". Of the mean residue function R: oscillation index (Wu et al. 2003), area below 0 as a share of all, and by how much it rises again after its peak, as a part of the peak. Those of all cases are in `rois.csv`, their curves in `curves.csv`.");
		text.table(TissueTables.roiColumns(), TissueTables.rois(example));
		text.heading(2, "Cases").list(scores.cases().stream().map(TissueResult::name).toList());
		if (!scores.failed().isEmpty()) text.heading(2, "Cases left out").list(scores.failed().entrySet().stream().map(one -> one.getKey() + ": " + one.getValue()).toList());
		return finish(text);
	}

	/**
	 * @param lesions masks against references
	 * @param figures plots, which lie beside the report
	 * @return the report of a comparison of lesion masks
	 */
	public String lesions(final LesionComparison lesions, final List<PanelFigure> figures) {
		final LesionCohortTables tables = new LesionCohortTables(lesions);
		final int cases = lesions.cases().size();
		final MarkdownText text = start("Lesion masks and references", cases + (cases == 1 ? " case" : " cases") + ". How the masks of " + String.join(", ", lesions.runs()) + " agree with the reference masks, over cases: mean (5th, 95th percentile). "
			+ "Lesion = core and penumbra. Errors are found minus reference. Of a case in which both masks are empty Dice, distances and sensitivity are not defined and it counts in none of them; if one is empty, Dice is 0 and the distances are not defined. How many cases "
			+ "count is in `cohort.csv`. Specificity is that within the brain where a mask of the brain lies with the masks, else that of the whole image (column `specificity_in` of `cases.csv`). How the masks were made stands in the folders they come from; those are named in `parameters.json`.");
		for (final LesionPart part : lesions.parts()) {
			text.heading(2, part.title().substring(0, 1).toUpperCase(Locale.ROOT) + part.title().substring(1)).table(tables.agreementColumns(), tables.agreement(part));
			if (part == LesionPart.CORE) text.paragraph("Table 3 of de la Rosa et al. (Med. Image Anal. 2021) has for the core Dice 38.20 % (2.37, 68.44), r 0.88, volume error 7.25 ml (-23.05, 44.69) and absolute volume error 14.51 ml (0.66, 45.67), with the vascular functions of its network, against DWI "
				+ "masks of real scans. DWI is made later and shows another state of the tissue: numbers against masks of the same state, as on phantoms, cannot be compared with these one to one.");
		}
		figures(text, figures);
		final String rule = "Paired tests over cases, \u03b1 = " + PairedTest.SIGNIFICANT + ", not corrected for their number. Which p to read is as in 3.2.4 of the paper: that of the t-test, but that of Wilcoxon's signed rank test where the differences are skewed (more than 1.96 standard errors), have outliers "
			+ "(a value or a difference more than 3 interquartile ranges outside the quartiles), or spread unevenly (the distance from the median difference is correlated with the mean of the pair, Spearman, p < 0.05). Fewer than " + PairedTest.LEAST + " cases are not tested. No difference found is not equality shown.";
		text.heading(2, "Volumes: do they differ from the reference?").paragraph(rule).table(LesionCohortTables.testColumns(), tables.tests(true));
		if (lesions.runs().size() > 1) text.heading(2, "Do the runs differ?").paragraph("Over the cases in which both runs have a number.").table(LesionCohortTables.testColumns(), tables.tests(false));
		if (!lesions.curves().isEmpty()) text.heading(2, "Core against penumbra").paragraph("How well a map tells core from penumbra inside the lesion, voxels pooled over all cases, as in Fig. 6 of the paper. Core is that of the reference; penumbra is the rest of the lesion of the reference, or, in cases without one, of the lesion that was "
			+ "found (`roc.csv` says in how many). Voxels outside the brain mask of the maps do not count. The best threshold is that with the largest sum of sensitivity and specificity on these very cases: on others it will do worse. Relative maps that were not in a folder were made of the absolute ones: over the mean of tissue without vessels and fluid whose Tmax (or BAD) is below 6 s. Where that cannot be told, absolute maps of different scans are pooled as they are. Tmax is as it was measured: `analyze` and `segment` correct it for the delay of the deconvolution before their thresholds, so a threshold here is none for them.").table(
				LesionCohortTables.curveColumns(), tables.curveRows());
		text.heading(2, "Cases").list(lesions.cases());
		final List<String> failures = tables.failures();
		if (!failures.isEmpty()) text.heading(2, "What is left out").list(failures);
		return finish(text);
	}

	private MarkdownText start(final String title, final String summary) {
		final MarkdownText text = new MarkdownText().heading(1, title).paragraph(RESEARCH_USE).paragraph(summary);
		if (!warnings.isEmpty()) text.list(warnings);
		return text;
	}

	private static void figures(final MarkdownText text, final List<PanelFigure> figures) {
		if (figures.isEmpty()) return;
		text.heading(2, "Plots");
		figures.forEach(figure -> text.image(figure.title(), figure.name() + ".png"));
	}

	private String finish(final MarkdownText text) {
		text.heading(2, "How it was run").paragraph(software.name() + " " + software.version() + ", Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + Runtime
			.getRuntime().availableProcessors() + " processors. Every parameter is in `parameters.json`; the same command gives the same scores, times excepted:");
		text.code(provenance.commandLine("evaluation"));
		return text.paragraph(RESEARCH_USE).toString();
	}
}
