package org.perfusionj.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.pipeline.AnalysedCase;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.pipeline.VesselVerdict;
import org.perfusionj.report.HtmlText.Cell;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.vascular.VascularMetrics;

/**
 * The report of one case as one HTML file that needs nothing else, no network either: warnings, the main volumes, pictures, curves with
 * a verdict on each, all numbers with the conditions that they hold under, parameters and versions. It names the inputs but not where they lay.
 */
public final class CaseReport {

	/** Name of the file in the folder of a case. */
	public static final String FILE = "report.html";

	private static final String RESEARCH_USE = "Research use only, not for diagnosis.";
	/** Region of numbers that hold for the whole head. */
	private static final String ALL = "all";
	/** What stands for a number that does not exist. */
	private static final String NONE = "\u2013";

	private static final int CURVES_WIDTH = 1400;
	private static final int CURVES_HEIGHT = 560;

	private final Segmentation lesion;
	private final LesionNumbers numbers;
	private final Optional<PerfusionResult> perfusion;
	private final List<VesselVerdict> vessels;
	private final List<String> warnings;
	private final List<ReportFigure> figures;
	private final Provenance provenance;
	private final SoftwareVersion software;
	private final OffsetDateTime written;

	/**
	 * @param lesion of the case
	 * @param numbers of the lesion
	 * @param warnings what the user must know to judge all of it
	 * @param figures shown after the main numbers
	 * @param provenance what the case was made from
	 * @param software that made it
	 * @param written when
	 */
	public CaseReport(final Segmentation lesion, final LesionNumbers numbers, final List<String> warnings, final List<ReportFigure> figures, final Provenance provenance, final SoftwareVersion software, final OffsetDateTime written) {
		this(lesion, numbers, Optional.empty(), List.of(), warnings, figures, provenance, software, written);
	}

	/** A report that shows the curves, too. */
	public CaseReport(final AnalysedCase analysed, final List<ReportFigure> figures, final Provenance provenance, final SoftwareVersion software, final OffsetDateTime written) {
		this(analysed.lesion(), analysed.numbers(), Optional.of(analysed.perfusion()), analysed.vessels(), analysed.warnings(), figures, provenance, software, written);
	}

	private CaseReport(final Segmentation lesion, final LesionNumbers numbers, final Optional<PerfusionResult> perfusion, final List<VesselVerdict> vessels, final List<String> warnings, final List<ReportFigure> figures, final Provenance provenance,
		final SoftwareVersion software, final OffsetDateTime written)
	{
		this.lesion = lesion;
		this.numbers = numbers;
		this.perfusion = perfusion;
		this.vessels = vessels;
		this.warnings = List.copyOf(warnings);
		this.figures = List.copyOf(figures);
		this.provenance = provenance.placeless();
		this.software = software;
		this.written = written;
	}

	/**
	 * @param analysed a case with its curves
	 * @param figure of the lesion, as {@link LesionFigure} draws it
	 * @param provenance what it was made from
	 * @return its report by this software, now
	 */
	public static CaseReport of(final AnalysedCase analysed, final BufferedImage figure, final Provenance provenance) {
		return new CaseReport(analysed, List.of(figure(figure)), provenance, SoftwareVersion.current(), OffsetDateTime.now());
	}

	/**
	 * @param lesion found in maps, whose curves are not known
	 * @param numbers of the lesion
	 * @param figure of the lesion, as {@link LesionFigure} draws it
	 * @param provenance what it was made from
	 * @return its report by this software, now
	 */
	public static CaseReport of(final Segmentation lesion, final LesionNumbers numbers, final BufferedImage figure, final Provenance provenance) {
		return new CaseReport(lesion, numbers, lesion.warnings(), List.of(figure(figure)), provenance, SoftwareVersion.current(), OffsetDateTime.now());
	}

	private static ReportFigure figure(final BufferedImage drawn) {
		return new ReportFigure(drawn, "Slices of the head before the bolus and of every map, with the outlines of infarct core and penumbra; their volumes stand above and in the "
			+ "table of all numbers.", "Core and penumbra on the image before the bolus and on every map.");
	}

	/**
	 * @param file is replaced, as UTF-8, when the new one is complete
	 * @throws IOException if the file cannot be written; the message names it
	 */
	public void write(final Path file) throws IOException {
		FinishedFile.write(file, html());
	}

	/**
	 * @return the report, well-formed XML at the same time
	 * @throws IOException if this Java cannot write PNG
	 */
	public String html() throws IOException {
		final LesionMaps maps = lesion.example().maps();
		final HtmlText html = new HtmlText().start(title() + " \u2013 perfusion report", CaseReportStyle.CSS);
		html.open("header", "").element("p", "research", RESEARCH_USE).element("h1", "", title()).element("p", "about", about(maps)).close("header").open("main", "");
		addWarnings(html);
		addMainNumbers(html);
		for (final ReportFigure figure : figures)
			html.figure(figure);
		if (perfusion.isPresent()) addCurves(html, perfusion.get());
		addNumbers(html);
		addParameters(html);
		addOrigin(html);
		return html.close("main").open("footer", "").element("p", "research", RESEARCH_USE).paragraph(software.name() + " " + software.version() + ", " + DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", Locale.ENGLISH).format(written)).close("footer")
			.end();
	}

	private String title() {
		final String name = lesion.example().maps().name();
		return name.isBlank() ? "Untitled" : name;
	}

	private String about(final LesionMaps maps) {
		final SpatialGrid grid = maps.grid();
		final List<String> facts = new ArrayList<>();
		facts.add(switch (maps.signal()) {
			case CT -> "CT perfusion";
			case MR -> "MR perfusion";
			case CONCENTRATION -> "Perfusion from concentration";
		});
		facts.add(String.format(Locale.ROOT, "%s voxels of %s \u00d7 %s \u00d7 %s mm", grid.sizeText().replace("x", "\u00d7"), shortNumber(grid.spacingX()), shortNumber(grid.spacingY()), shortNumber(grid.spacingZ())));
		perfusion.ifPresent(result -> {
			final PerfusionSeries series = result.concentration().series();
			facts.add(series.frames() + " frames in " + shortNumber(series.times().lastS() - series.times().firstS()) + " s");
		});
		if (!maps.method().isBlank()) facts.add("maps by " + maps.method());
		facts.add("lesion by " + lesion.rule());
		return String.join(" \u00b7 ", facts);
	}

	private void addWarnings(final HtmlText html) {
		if (warnings.isEmpty()) return;
		html.open("section", "warnings").element("h2", "", warnings.size() == 1 ? "One warning" : warnings.size() + " warnings").list(warnings).close("section");
	}

	// ---- the main numbers

	private void addMainNumbers(final HtmlText html) {
		html.open("section", "").element("h2", "", "Result").open("dl", "main");
		card(html, "core", "Infarct core", lesion.core().isPresent() ? ml("core") : NONE, lesion.core().isPresent() ? "ml" : "not told by this rule");
		card(html, "penumbra", "Penumbra", ml("penumbra"), "ml");
		card(html, "lesion", "Whole lesion", ml("lesion"), "ml");
		final double ratio = numbers.value("mismatch_ratio", ALL);
		card(html, "", "Mismatch ratio", Double.isFinite(ratio) ? fixed(ratio, 1) : NONE, Double.isFinite(ratio) ? "lesion to core" : "not defined");
		card(html, "", "Affected side", lesion.side().words(lesion.example().plane()), "");
		html.close("dl").element("p", "conditions", lesion.conditions()).close("section");
	}

	private static void card(final HtmlText html, final String kind, final String name, final String value, final String unit) {
		html.open("div", kind).element("dt", "", name).open("dd", "").element("span", "value", value);
		if (!unit.isEmpty()) html.element("span", "unit", unit);
		html.close("dd").close("div");
	}

	private String ml(final String key) {
		final double value = numbers.value(key, ALL);
		return Double.isFinite(value) ? fixed(value, 1) : NONE;
	}

	// ---- curves

	private void addCurves(final HtmlText html, final PerfusionResult result) throws IOException {
		html.open("section", "").element("h2", "", "Curves");
		html.figure(new ReportFigure(new CurvePlot(result).image(CURVES_WIDTH, CURVES_HEIGHT), "Concentration over time in artery, vein and tissue of " + title() + "; the numbers stand in the table below.",
			"Arterial and venous function as used, and the mean of the tissue without large vessels and cerebrospinal fluid."));
		final String unit = result.concentration().series().signal().concentrationUnit();
		final List<List<Cell>> rows = new ArrayList<>();
		for (final VesselVerdict vessel : vessels) {
			final VascularMetrics m = vessel.metrics();
			rows.add(List.of(Cell.text(vessel.vessel().name()), new Cell(vessel.verdict().key(), vessel.verdict().key()), Cell.number(significant(m.peak())), Cell.number(seconds(OptionalDouble.of(m.tpeakS()))), Cell.number(seconds(m.arrivalS())), Cell
				.number(seconds(m.fwhmS())), Cell.number(significant(m.noise())), Cell.text(vessel.source()), Cell.text(vessel.reasons().isEmpty() ? NONE : String.join(" ", vessel.reasons()))));
		}
		html.table("What the curves are worth, as measured", List.of(Cell.text("Curve"), Cell.text("Verdict"), Cell.number("Peak (" + unit + ")"), Cell.number("Peak at (s)"), Cell.number("Arrival (s)"), Cell.number("Width (s)"), Cell.number("Noise (" + unit + ")"),
			Cell.text("From"), Cell.text("What speaks against it")), rows).close("section");
	}

	// ---- all numbers

	private void addNumbers(final HtmlText html) {
		if (numbers.rows().isEmpty()) return;
		final NumberTables made = new NumberTables(numbers);
		html.open("section", "").element("h2", "", "All numbers").paragraph("Numbers in brackets are the conditions below, under which a table, a column, a line or a value holds.");
		for (final NumberTables.Table table : made.tables()) {
			final List<Cell> columns = new ArrayList<>(List.of(Cell.text("Quantity"), Cell.text("Unit")));
			for (int r = 0; r < table.regions().size(); r++)
				columns.add(Cell.number(table.regions().get(r) + bracketed(table.regionNotes().get(r))));
			columns.add(Cell.text("Conditions"));
			final String caption = table.regions().contains(ALL) ? "Volumes and ratios, by part of the brain" : "Values of the maps, by part of the tissue";
			html.table(caption + bracketed(table.notes()), columns, table.lines().stream().map(CaseReport::row).toList());
		}
		html.open("ol", "notes");
		made.notes().forEach(sentence -> html.element("li", "", sentence));
		html.close("ol").close("section");
	}

	private static List<Cell> row(final NumberTables.Line line) {
		final List<Cell> row = new ArrayList<>(List.of(Cell.text(line.title()), Cell.text(line.unit())));
		for (final NumberTables.Value value : line.values())
			row.add(Cell.number((line.unit().equals("ml") && Double.isFinite(value.value()) ? fixed(value.value(), 1) : significant(value.value())) + bracketed(value.notes())));
		row.add(Cell.text(bracketed(line.notes()).strip()));
		return row;
	}

	private static String bracketed(final List<Integer> notes) {
		return notes.isEmpty() ? "" : notes.stream().sorted().map(String::valueOf).collect(Collectors.joining(", ", " [", "]"));
	}

	// ---- parameters and origin

	private void addParameters(final HtmlText html) {
		final Map<String, String> found = new LinkedHashMap<>(provenance.origin());
		perfusion.ifPresent(result -> found.putAll(result.parameters()));
		lesion.parameters().forEach(found::putIfAbsent);
		html.open("section", "").element("h2", "", "Parameters").open("div", "columns");
		html.table("As given or by default", List.of(Cell.text("Parameter of " + provenance.command()), Cell.text("Value")), rows(provenance.parameters()));
		html.table("What was made of them", List.of(Cell.text("Name"), Cell.text("Value")), rows(found));
		html.close("div");
		if (found.keySet().stream().anyMatch(CaseFigure::isOfNetworks)) html.paragraph("How networks were made and trained stands in the file parameters.json beside this report.");
		html.close("section");
	}

	private static List<List<Cell>> rows(final Map<String, String> values) {
		return values.entrySet().stream().filter(value -> !value.getValue().isBlank() && !CaseFigure.isOfNetworks(value.getKey())).map(value -> List.of(Cell.text(value.getKey()), Cell.text(value.getValue()))).toList();
	}

	private void addOrigin(final HtmlText html) {
		html.open("section", "").element("h2", "", "Made from, made by");
		final List<InputFile> inputs = provenance.inputs();
		if (!inputs.isEmpty()) html.table("Files that were read", List.of(Cell.text("Used as"), Cell.text("Name"), Cell.text("SHA-256")), inputs.stream().map(input -> List.of(Cell.text(input.role()), Cell.text(String.valueOf(input.path().getFileName())), new Cell(input.sha256(),
			"checksum"))).toList());
		html.table("Software", List.of(Cell.text("Part"), Cell.text("Version")), List.of(List.of(Cell.text(software.name()), Cell.text(software.version())), List.of(Cell.text("Java"), Cell.text(System.getProperty("java.version") + " (" + System.getProperty("java.vendor")
			+ ")")), List.of(Cell.text("System"), Cell.text(System.getProperty("os.name") + " " + System.getProperty("os.arch")))));
		html.paragraph("The same run again:").element("pre", "", provenance.commandLine("OUTPUT")).close("section");
	}

	// ---- numbers as text

	private static String fixed(final double value, final int decimals) {
		return MarkdownText.number(value, decimals);
	}

	/** @return three significant digits, as people read them */
	private static String significant(final double value) {
		if (!Double.isFinite(value)) return NONE;
		final double size = Math.abs(value);
		return fixed(value, size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2);
	}

	private static String seconds(final OptionalDouble time) {
		return time.isPresent() && Double.isFinite(time.getAsDouble()) ? fixed(time.getAsDouble(), 1) : NONE;
	}

	private static String shortNumber(final double value) {
		return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
	}
}
