package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.AnalysedCase;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.pipeline.VesselVerdict;
import org.perfusionj.segmentation.AffectedSide;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.MirrorPlane;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.Mask;
import org.perfusionj.vascular.Contributions;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.VascularMetrics;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reports as files: read with the XML parser of the JDK, which stops at the first thing that is not well-formed. */
class CaseReportTest {

	private static final String NASTY = "Case <b>&amp; \"Müller's\" ]]> \u0007";

	private static final SoftwareVersion SOFTWARE = new SoftwareVersion("PerfusionJ", "1.2.3");
	private static final OffsetDateTime WRITTEN = OffsetDateTime.of(2026, 3, 4, 5, 6, 7, 0, ZoneOffset.UTC);

	@TempDir
	private Path folder;

	@Test
	void theReportSaysWhatWasFound() throws Exception {
		final Document report = parsed(new CaseReport(analysed("Case 7", Optional.of(true)), List.of(figure(200, 100)), provenance(), SOFTWARE, WRITTEN).html());
		assertEquals("en", report.getDocumentElement().getAttribute("lang"));
		assertEquals("Case 7 – perfusion report", texts(report, "title").get(0));
		assertEquals(List.of("Case 7"), texts(report, "h1"));
		final List<String> cards = texts(report, "dd").stream().map(text -> text.replaceAll("\\s+", " ").strip()).toList();
		assertEquals(List.of("12.3 ml", "45.7 ml", "58.0 ml", "4.7 lesion to core", "left"), cards);
		final String text = report.getElementsByTagName("body").item(0).getTextContent();
		assertTrue(text.contains("Core: CBF below 38 % of normal tissue inside Tmax > 6 s.") && text.contains("96 × 96 × 8 voxels of 2 × 2 × 5 mm") && text.contains("45 frames in 44 s"), text);
		assertTrue(text.contains("PerfusionJ 1.2.3, 4 March 2026, 05:06"), text);
		assertTrue(text.contains("relative_cbf_percent") && text.contains("circulant") && text.contains("series.nii.gz") && text.contains("ab12"), "parameters, input and its checksum");
		assertFalse(text.contains("/data/secret"), "where inputs lay is nobody's business");
	}

	@Test
	void itSaysTwiceWhatItIsFor() throws Exception {
		final Document report = parsed(new CaseReport(analysed("a", Optional.of(true)), List.of(), provenance(), SOFTWARE, WRITTEN).html());
		final Element body = (Element) report.getElementsByTagName("body").item(0);
		final List<Element> children = children(body);
		assertTrue(children.get(0).getTextContent().strip().startsWith("Research use only, not for diagnosis."));
		assertTrue(children.get(children.size() - 1).getTextContent().contains("Research use only, not for diagnosis."));
	}

	@Test
	void warningsStandBeforeResults() throws Exception {
		final String html = new CaseReport(analysed("a", Optional.of(true)), List.of(), provenance(), SOFTWARE, WRITTEN).html();
		final Document report = parsed(html);
		assertEquals("2 warnings", texts(report, "h2").get(0));
		assertEquals(List.of("The AIF is doubtful: 1 < 2 & so on.", "There is a second one."), texts((Element) report.getElementsByTagName("ul").item(0), "li"));
		final Segmentation lesion = lesion(new SyntheticCase().build().lesionMaps(), Optional.of(true), true);
		final Document calm = parsed(new CaseReport(lesion, numbers(), List.of(), List.of(), provenance(), SOFTWARE, WRITTEN).html());
		assertFalse(texts(calm, "h2").stream().anyMatch(heading -> heading.contains("warning")));
	}

	@Test
	void allNumbersHaveTheirConditions() throws Exception {
		final Document report = parsed(new CaseReport(analysed("a", Optional.of(true)), List.of(), provenance(), SOFTWARE, WRITTEN).html());
		final List<List<String>> volumes = table(report, "Volumes and ratios, by part of the brain");
		assertEquals(List.of("Infarct core", "ml", "12.3", "12.3", "[2, 3]"), volumes.get(0));
		assertEquals(List.of("Volume at Tmax > 10 s", "ml", "–", "0.0", "[4]"), volumes.get(4));
		assertEquals(List.of("Quantity", "Unit", "all", "left [1]", "Conditions"), headings(report, "Volumes and ratios, by part of the brain"));
		final List<List<String>> values = table(report, "Values of the maps, by part of the tissue [2]");
		assertEquals(List.of(List.of("Mean CBF", "ml/100 g/min", "8.46", "21.0", "")), values);
		assertEquals(List.of("Quantity", "Unit", "core [5]", "penumbra [6]", "Conditions"), headings(report, "Values of the maps, by part of the tissue [2]"));
		assertEquals(List.of("Halves by the mirror plane.", "Rule rcbf.", "Islands below 3 ml dropped.", "Tmax in the tissue, not cleaned.", "32 voxels.", "64 voxels."), texts((Element) report.getElementsByTagName("ol").item(0), "li"));
	}

	@Test
	void curvesHaveVerdicts() throws Exception {
		final Document report = parsed(new CaseReport(analysed("a", Optional.of(true)), List.of(), provenance(), SOFTWARE, WRITTEN).html());
		final List<List<String>> rows = table(report, "What the curves are worth, as measured");
		assertEquals(List.of("AIF", "doubtful"), rows.get(0).subList(0, 2));
		assertEquals("The AIF is wide. Look at its place.", rows.get(0).get(8));
		assertEquals(List.of("VOF", "good"), rows.get(1).subList(0, 2));
		// the VOF of the made-up case: a peak of 380 at 22 s and recirculation
		assertEquals(392, Double.parseDouble(rows.get(1).get(2)), 12);
		assertEquals(22, Double.parseDouble(rows.get(1).get(3)), 1);
		assertEquals("–", rows.get(1).get(8));
	}

	@Test
	void aCaseOfMapsHasNoCurves() throws Exception {
		final Segmentation lesion = lesion(new SyntheticCase().build().lesionMaps(), Optional.of(true), true);
		final Document report = parsed(new CaseReport(lesion, numbers(), List.of(), List.of(figure(20, 10)), provenance(), SOFTWARE, WRITTEN).html());
		assertFalse(texts(report, "h2").contains("Curves"));
		assertEquals(1, report.getElementsByTagName("img").getLength());
	}

	@Test
	void aRuleWithoutACoreAndAnUnknownOrientationSaySo() throws Exception {
		final Segmentation lesion = lesion(new SyntheticCase().build().lesionMaps(), Optional.empty(), false);
		final LesionNumbers none = new LesionNumbers(List.of(row("lesion", "Whole lesion", "all", 58, "ml", "Rule salvageable_tmax.")), List.of());
		final Document report = parsed(new CaseReport(lesion, none, List.of(), List.of(), provenance(), SOFTWARE, WRITTEN).html());
		final List<String> cards = texts(report, "dd").stream().map(text -> text.replaceAll("\\s+", " ").strip()).toList();
		assertEquals(List.of("– not told by this rule", "– ml", "58.0 ml", "– not defined", "image left"), cards);
	}

	@Test
	void namesMayHoldAnything() throws Exception {
		final Document report = parsed(new CaseReport(analysed(NASTY, Optional.of(true)), List.of(figure(20, 10)), provenance(), SOFTWARE, WRITTEN).html());
		assertEquals(List.of(NASTY.replace('\u0007', '\ufffd')), texts(report, "h1"));
	}

	@Test
	void nothingIsLoaded() throws Exception {
		final String html = new CaseReport(analysed("a", Optional.of(true)), List.of(figure(20, 10)), provenance(), SOFTWARE, WRITTEN).html();
		final Document report = parsed(html);
		assertFalse(html.replaceAll("base64,[A-Za-z0-9+/=]+", "").matches("(?is).*(https?:|//|url\\(|@import|javascript:).*"), "no address");
		for (final Element element : all(report)) {
			assertFalse(Set.of("script", "link", "iframe", "object", "embed", "base", "a", "audio", "video", "source", "form").contains(element.getTagName()), element.getTagName());
			for (int n = 0; n < element.getAttributes().getLength(); n++) {
				final Node attribute = element.getAttributes().item(n);
				assertFalse(attribute.getNodeName().startsWith("on") || attribute.getNodeName().equals("href"), attribute.getNodeName());
				if (attribute.getNodeName().equals("src")) assertTrue(attribute.getNodeValue().startsWith("data:image/png;base64,"));
			}
		}
	}

	@Test
	void picturesAreInItAndSaidInWords() throws Exception {
		final Document report = parsed(new CaseReport(analysed("a", Optional.of(true)), List.of(figure(300, 150)), provenance(), SOFTWARE, WRITTEN).html());
		final NodeList images = report.getElementsByTagName("img");
		assertEquals(2, images.getLength(), "the figure and the curves");
		for (int n = 0; n < images.getLength(); n++) {
			final Element image = (Element) images.item(n);
			assertFalse(image.getAttribute("alt").isBlank());
			final BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(image.getAttribute("src").substring("data:image/png;base64,".length()))));
			assertEquals(image.getAttribute("width"), Integer.toString(picture.getWidth()));
			assertEquals(image.getAttribute("height"), Integer.toString(picture.getHeight()));
			if (n == 0) assertEquals(Color.ORANGE.getRGB(), picture.getRGB(150, 75));
		}
	}

	@Test
	void tablesHaveHeadings() throws Exception {
		final Document report = parsed(new CaseReport(analysed("a", Optional.of(true)), List.of(), provenance(), SOFTWARE, WRITTEN).html());
		final NodeList tables = report.getElementsByTagName("table");
		assertEquals(7, tables.getLength());
		for (int n = 0; n < tables.getLength(); n++) {
			final Element table = (Element) tables.item(n);
			assertEquals(1, table.getElementsByTagName("caption").getLength());
			final int columns = ((Element) table.getElementsByTagName("thead").item(0)).getElementsByTagName("th").getLength();
			final NodeList rows = ((Element) table.getElementsByTagName("tbody").item(0)).getElementsByTagName("tr");
			assertTrue(rows.getLength() > 0);
			for (int r = 0; r < rows.getLength(); r++) {
				final List<Element> cells = children((Element) rows.item(r));
				assertEquals(columns, cells.size());
				assertEquals("row", cells.get(0).getAttribute("scope"));
			}
		}
	}

	@Test
	void theFileStaysSmallAndIsUtf8() throws Exception {
		// noise is what PNG compresses worst
		final BufferedImage noise = new BufferedImage(1300, 900, BufferedImage.TYPE_INT_RGB);
		final Random random = new Random(5);
		for (int y = 0; y < noise.getHeight(); y++)
			for (int x = 0; x < noise.getWidth(); x++)
				noise.setRGB(x, y, random.nextInt(0x1000000));
		final Path file = folder.resolve("report.html");
		new CaseReport(analysed("Müller", Optional.of(true)), List.of(new ReportFigure(noise, "noise", "Noise.")), provenance(), SOFTWARE, WRITTEN).write(file);
		assertTrue(Files.size(file) < 3_000_000, Files.size(file) + " bytes");
		assertEquals(List.of("Müller"), texts(parsed(Files.readString(file, StandardCharsets.UTF_8)), "h1"));
	}

	@Test
	void figuresShrinkToTheMeanOfTheirPixels() {
		final BufferedImage board = new BufferedImage(64, 32, BufferedImage.TYPE_INT_RGB);
		for (int y = 0; y < 32; y++)
			for (int x = 0; x < 64; x++)
				board.setRGB(x, y, (x + y) % 2 == 0 ? 0xffffff : 0);
		final ReportFigure small = new ReportFigure(board, "board", "Board.").within(16);
		assertEquals(16, small.image().getWidth());
		assertEquals(8, small.image().getHeight());
		assertEquals(127, small.image().getRGB(7, 3) & 0xff, 2);
		final ReportFigure same = new ReportFigure(board, "board", "Board.").within(64);
		assertNotEquals(small.image(), same.image());
		assertEquals(board, same.image());
	}

	// ---- made-up cases

	static AnalysedCase analysed(final String title, final Optional<Boolean> core) {
		final SyntheticCase made = new SyntheticCase();
		made.title = title;
		final PerfusionResult result = made.build();
		final List<VesselVerdict> vessels = List.of(verdict(result.measuredAif(), CurveVerdict.DOUBTFUL, List.of("The AIF is wide. Look at its place."), result), verdict(result.vof().orElseThrow(), CurveVerdict.GOOD, List.of(), result));
		return new AnalysedCase(result, vessels, lesion(result.lesionMaps(), core, true), numbers(), List.of("The AIF is doubtful: 1 < 2 & so on.", "There is a second one."));
	}

	private static VesselVerdict verdict(final VascularFunction function, final CurveVerdict verdict, final List<String> reasons, final PerfusionResult result) {
		return new VesselVerdict(function.vessel(), verdict, reasons, function.source(), VascularMetrics.of(function, Contributions.of(function.voxels()), result.concentration()));
	}

	/** The lesion of the made-up case by its own Tmax and CBF. */
	static Segmentation lesion(final LesionMaps maps, final Optional<Boolean> core, final boolean oriented) {
		final Mask lesion = above(maps, PerfusionMap.TMAX, 6, Float.MAX_VALUE);
		final MirrorPlane plane = new MirrorPlane(maps.grid(), 1, 0, 0, maps.grid().spacingX() * (maps.grid().width() - 1) / 2.0, oriented);
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("rule", "rcbf");
		parameters.put("relative_cbf_percent", "38");
		return new Segmentation(new LesionCase(maps, maps.brain().minus(maps.csf()).minus(maps.vessels()), plane), "rcbf", "Core: CBF below 38 % of normal tissue inside Tmax > 6 s.", core.map(any -> above(maps, PerfusionMap.TMAX, 8.5f,
			Float.MAX_VALUE).and(lesion)), lesion, AffectedSide.LEFT, Map.of("csf", maps.csf()), parameters, List.of());
	}

	private static Mask above(final LesionMaps maps, final PerfusionMap map, final float from, final float to) {
		final boolean[][] planes = new boolean[maps.grid().slices()][maps.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++) {
				final float value = maps.get(map).orElseThrow().plane(z)[i];
				planes[z][i] = maps.brain().plane(z)[i] && value > from && value < to;
			}
		return new Mask(maps.grid(), planes);
	}

	static LesionNumbers numbers() {
		final List<LesionNumbers.Row> rows = new ArrayList<>();
		for (final String region : List.of("all", "left")) {
			final String halves = region.equals("all") ? "" : " Halves by the mirror plane.";
			final String rule = "Rule rcbf. Islands below 3 ml dropped." + halves;
			rows.add(row("core", "Infarct core", region, 12.34, "ml", rule));
			rows.add(row("lesion", "Whole lesion", region, 58.04, "ml", rule));
			rows.add(row("penumbra", "Penumbra", region, 45.7, "ml", rule));
			rows.add(row("mismatch_ratio", "Mismatch ratio", region, 4.703, "ratio", rule));
			rows.add(row("Tmax>10", "Volume at Tmax > 10 s", region, region.equals("all") ? Double.NaN : 0, "ml", "Tmax in the tissue, not cleaned." + halves));
		}
		rows.add(row("mean_CBF", "Mean CBF", "core", 8.456, "ml/100 g/min", "32 voxels. Rule rcbf."));
		rows.add(row("mean_CBF", "Mean CBF", "penumbra", 21, "ml/100 g/min", "64 voxels. Rule rcbf."));
		return new LesionNumbers(rows, List.of());
	}

	private static LesionNumbers.Row row(final String key, final String title, final String region, final double value, final String unit, final String conditions) {
		return new LesionNumbers.Row(key, title, region, value, unit, conditions);
	}

	private static ReportFigure figure(final int width, final int height) {
		final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++)
				image.setRGB(x, y, Color.ORANGE.getRGB());
		return new ReportFigure(image, "an orange \"rectangle\"", "Maps & lesion.");
	}

	private static Provenance provenance() {
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("input", "/data/secret/series.nii.gz");
		parameters.put("output", "/data/secret/out");
		parameters.put("rule", "rcbf");
		return new Provenance("analyze", parameters, Map.of(), List.of(new InputFile("input", Path.of("/data/secret/series.nii.gz"), "ab12")));
	}

	// ---- reading

	private static Document parsed(final String html) throws Exception {
		final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		final DocumentBuilder builder = factory.newDocumentBuilder();
		return builder.parse(new InputSource(new StringReader(html)));
	}

	private static List<String> texts(final Document report, final String element) {
		return texts(report.getDocumentElement(), element);
	}

	private static List<String> texts(final Element in, final String element) {
		final List<String> texts = new ArrayList<>();
		final NodeList nodes = in.getElementsByTagName(element);
		for (int n = 0; n < nodes.getLength(); n++)
			texts.add(nodes.item(n).getTextContent().strip());
		return texts;
	}

	/** @return the cells of the rows of the table with the caption */
	private static List<List<String>> table(final Document report, final String caption) {
		final NodeList captions = report.getElementsByTagName("caption");
		for (int n = 0; n < captions.getLength(); n++)
			if (captions.item(n).getTextContent().equals(caption)) {
				final List<List<String>> rows = new ArrayList<>();
				for (final Element row : children(children((Element) captions.item(n).getParentNode()).get(2)))
					rows.add(children(row).stream().map(Element::getTextContent).toList());
				return rows;
			}
		throw new AssertionError("no table \"" + caption + "\"");
	}

	private static List<String> headings(final Document report, final String caption) {
		final NodeList captions = report.getElementsByTagName("caption");
		for (int n = 0; n < captions.getLength(); n++)
			if (captions.item(n).getTextContent().equals(caption)) return texts(children((Element) captions.item(n).getParentNode()).get(1), "th");
		throw new AssertionError("no table \"" + caption + "\"");
	}

	private static List<Element> children(final Element parent) {
		final List<Element> children = new ArrayList<>();
		for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling())
			if (node instanceof Element element) children.add(element);
		return children;
	}

	private static List<Element> all(final Document report) {
		final List<Element> all = new ArrayList<>();
		final NodeList nodes = report.getElementsByTagName("*");
		for (int n = 0; n < nodes.getLength(); n++)
			all.add((Element) nodes.item(n));
		return all;
	}
}
