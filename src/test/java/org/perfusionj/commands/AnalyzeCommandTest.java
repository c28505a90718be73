package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventService;
import org.xml.sax.InputSource;

import org.perfusionj.host.CommandLineCall;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.series.Volume;

/** The command {@code analyze} without a display, on the small phantom of {@code test-images}, whose lesion is known. */
class AnalyzeCommandTest {

	private static final Path PHANTOM = Path.of("test-images/phantom/series.nii.gz");

	/** Fast and the same everywhere. */
	private static final List<String> VESSELS = List.of("aif=classical", "vof=classical");

	@TempDir
	private static Path folder;

	private static Deconvolved analysed;

	@BeforeAll
	static void analyse() {
		analysed = run("analyze", "analysed", "rule=rcbf", "method=cSVD");
	}

	@Test
	void oneFolderHoldsEverything() throws Exception {
		assertEquals(new TreeSet<>(List.of("CBF.nii.gz", "CBV.nii.gz", "MTT.nii.gz", "TTP.nii.gz", "Tmax.nii.gz", "baseline.nii.gz", "core.nii.gz", "csf.nii.gz", "curves.csv", "figure.png", "lesion_labels.nii.gz", "mask.nii.gz", "metrics.csv", "mosaic.png",
			"parameters.json", "penumbra.nii.gz", "report.html", "rois.zip", "summary.csv", "vessels.nii.gz", "volumes.csv")), new TreeSet<>(analysed.files()));
		final List<String> written = new ArrayList<>(analysed.files());
		written.remove("parameters.json");
		final TreeSet<String> listed = new TreeSet<>();
		analysed.json().getAsJsonArray("outputs").forEach(name -> listed.add(name.getAsString()));
		assertEquals(new TreeSet<>(written), listed);
		assertEquals("analyze", analysed.json().get("command").getAsString());
		final Map<String, String> resolved = analysed.texts("resolved");
		assertEquals(List.of("cSVD", "gaussian", "6", "rcbf", "38"), Stream.of("method", "filter", "smoothing_mm", "rule", "relative_cbf_percent").map(resolved::get).map(value -> value.replaceFirst("\\.0$", "").replace(" %", "")).toList());
		final List<String> rois = RoiFiles.read(analysed.folder().resolve("rois.zip")).stream().map(roi -> roi.getName().replaceFirst(" .*|-.*", "")).distinct().toList();
		assertTrue(rois.containsAll(List.of("AIF", "VOF", "core", "penumbra")), rois.toString());
	}

	@Test
	void itsMapsAreThoseOfDeconvolve() throws Exception {
		final Deconvolved maps = Deconvolved.by("deconvolve", PHANTOM, folder.resolve("maps"), "aif=classical", "vof=classical", "method=cSVD", "filter=gaussian", "smoothing_mm=6");
		Deconvolved.assertSameMaps(maps, analysed, 0, "CBF", "CBV", "MTT", "Tmax", "TTP", "mask", "vessels", "csf");
		assertEquals(Files.readString(maps.folder().resolve("curves.csv")), Files.readString(analysed.folder().resolve("curves.csv")));
	}

	@Test
	void itsLesionIsThatOfSegment() throws Exception {
		final Deconvolved lesion = Deconvolved.by("segment", analysed.folder(), folder.resolve("segmented"), "rule=rcbf");
		for (final String mask : List.of("core", "penumbra", "lesion_labels"))
			for (int z = 0; z < analysed.map(mask).grid().slices(); z++)
				assertArrayEquals(analysed.map(mask).plane(z), lesion.map(mask).plane(z), mask);
	}

	@Test
	void theLesionOfThePhantomIsFound() throws Exception {
		final Volume core = NiftiVolumes.readVolume(PHANTOM.resolveSibling("core.nii.gz"));
		final Volume penumbra = NiftiVolumes.readVolume(PHANTOM.resolveSibling("penumbra.nii.gz"));
		final double dice = dice(sum(core, penumbra), sum(analysed));
		assertTrue(dice > 0.75, "Dice of the lesion " + dice);
		assertTrue(analysed.messages().contains("affected side left") && analysed.messages().contains("Research use only, not for diagnosis."), analysed.messages());
	}

	@Test
	void volumesAreThoseOfTheMasks() throws Exception {
		final Volume mask = analysed.map("core");
		int voxels = 0;
		for (int z = 0; z < mask.grid().slices(); z++)
			for (final float value : mask.plane(z))
				if (value > 0) voxels++;
		final Map<String, List<String>> volumes = analysed.table("volumes.csv");
		final int row = volumes.get("key").indexOf("core");
		assertEquals("all", volumes.get("region").get(row));
		assertEquals(voxels * mask.grid().voxelVolumeMl(), Double.parseDouble(volumes.get("value").get(row)), 1e-3);
	}

	@Test
	void theReportIsOneFile() throws Exception {
		final Path report = analysed.folder().resolve("report.html");
		assertTrue(Files.size(report) < 3_000_000, Files.size(report) + " bytes");
		final String html = Files.readString(report);
		final String text = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html))).getDocumentElement().getTextContent();
		final String core = analysed.table("volumes.csv").get("value").get(analysed.table("volumes.csv").get("key").indexOf("core"));
		assertTrue(text.contains(String.format(Locale.ROOT, "%.1f", Double.parseDouble(core))), core);
		assertTrue(text.contains("phantom") && text.contains("maps by cSVD") && text.contains("series.nii.gz"), "case, method and input");
		assertFalse(html.contains(folder.toString()), "where files lie is nobody's business");
	}

	@Test
	void anotherMethodMakesMapsForIt() throws Exception {
		final Deconvolved found = run("analyze", "by oSVD", "method=oSVD");
		assertEquals("oSVD", found.texts("resolved").get("method"));
		assertTrue(found.files().contains("Tmax.nii.gz") && found.files().contains("report.html"));
	}

	@Test
	void whereNothingIsChosenItIsTikhonovAndTheAutomaticRule() throws Exception {
		final Deconvolved found = run("analyze", "by default");
		assertEquals("Tikhonov", found.texts("resolved").get("method"));
		assertEquals("auto", found.texts("parameters").get("rule"));
		final String rule = found.texts("resolved").get("rule");
		assertTrue(List.of("trained", "rcbf").contains(rule) && found.messages().contains("rule=auto: " + rule), found.messages());
		assertTrue(found.table("volumes.csv").get("conditions").get(1).contains("Rule " + rule), "what was chosen stands with the volumes");
	}

	@Test
	void aNetworkGivesADelay() throws Exception {
		final Deconvolved found = run("fake_analyze", "residue", "method=residue", "rule=bad");
		assertTrue(found.files().contains("BAD.nii.gz") && !found.files().contains("Tmax.nii.gz"), found.files().toString());
		assertEquals("bad", found.texts("resolved").get("rule"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "method=pSVD|sSVD, cSVD, oSVD, Tikhonov, residue", "rule=none|rule", "relative_cbf_percent=0|relative_cbf_percent", "smallest_ml=-1|smallest_ml", "filter=gaussian smoothing_mm=0|smoothing_mm above 0", "aif=none|aif=none",
		"territories=missing.nii|missing.nii", "tmax_s=abc|tmax_s must be a number" })
	void badArgumentsHaveTheirOwnCode(final String given, final String message) throws Exception {
		Deconvolved.refusedBy("analyze", 2, PHANTOM, folder.resolve("bad"), Arrays.asList(given.split(" ")), message);
	}

	@Test
	void aFailureLeavesNothingBehind() throws Exception {
		final Path broken = folder.resolve("broken.nii.gz");
		Files.write(broken, Arrays.copyOf(Files.readAllBytes(PHANTOM), 4000));
		Deconvolved.refusedBy("analyze", 1, broken, folder.resolve("none"), List.of(), "broken.nii.gz");
		final CommandLineCall again = call("analyze", "analysed");
		assertEquals(1, again.code());
		assertTrue(again.err().contains("overwrite"), again.err());
		assertTrue(Files.exists(analysed.folder().resolve("report.html")), "what was there stays");
	}

	@ParameterizedTest
	@CsvSource({ "Looking for the lesion", "Writing the report" })
	void aCancelLeavesNothingBehind(final String moment) throws Exception {
		final Path output = folder.resolve("cancelled " + moment);
		try (Context context = new Context()) {
			final CancelAt cancel = new CancelAt(moment);
			context.service(EventService.class).subscribe(cancel);
			final Map<String, Object> inputs = new HashMap<>(Map.of("input", PHANTOM.toString(), "output", output.toString(), "method", "sSVD", "rule", "rcbf", "aif", "classical", "vof", "classical"));
			final Future<CommandModule> future = context.service(CommandService.class).run(AnalyzeCommand.class, true, inputs);
			final AnalyzeCommand command = (AnalyzeCommand) future.get().getCommand();
			assertTrue(cancel.at() != 0, "\"" + moment + "\" was never told");
			assertTrue(command.isCanceled());
			assertTrue(command.failure().isEmpty(), "a cancel is no failure");
		}
		assertFalse(Files.exists(output));
		try (Stream<Path> beside = Files.list(folder)) {
			assertEquals(List.of(), beside.map(path -> path.getFileName().toString()).filter(name -> name.startsWith(".")).toList());
		}
	}

	private static float[] sum(final Deconvolved found) throws IOException {
		return sum(found.map("core"), found.map("penumbra"));
	}

	private static float[] sum(final Volume one, final Volume other) {
		final int size = one.grid().planeSize();
		final float[] sum = new float[one.grid().slices() * size];
		for (int i = 0; i < sum.length; i++)
			sum[i] = one.plane(i / size)[i % size] + other.plane(i / size)[i % size];
		return sum;
	}

	private static double dice(final float[] one, final float[] other) {
		double both = 0;
		double all = 0;
		for (int i = 0; i < one.length; i++) {
			if (one[i] > 0 && other[i] > 0) both++;
			all += (one[i] > 0 ? 1 : 0) + (other[i] > 0 ? 1 : 0);
		}
		return 2 * both / all;
	}

	private static Deconvolved run(final String command, final String name, final String... more) {
		return Deconvolved.by(command, PHANTOM, folder.resolve(name), Stream.concat(VESSELS.stream(), Arrays.stream(more)).toArray(String[]::new));
	}

	private static CommandLineCall call(final String command, final String name) throws IOException {
		return CommandLineCall.of(command, "input=" + PHANTOM, "output=" + folder.resolve(name), "aif=classical", "vof=classical");
	}
}
