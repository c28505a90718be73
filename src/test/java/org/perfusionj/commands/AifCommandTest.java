package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Point;
import java.awt.image.BufferedImage;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.gui.PointRoi;
import ij.gui.Roi;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

import org.perfusionj.host.CommandLineCall;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.network.aifnet.AifnetFinder;
import org.perfusionj.pipeline.KnownVessels;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleTissue;

/** The files of the command {@code aif}, read again by others. */
class AifCommandTest {

	private static final int FIRST = 1;

	@TempDir
	private static Path folder;

	/** Where {@link Watched} looks when it is closed. */
	private static Path watched;
	private static boolean wasThere;

	private static PerfusionSeries series;
	private static Path input;
	private static Path out;
	private static String messages;

	/** A network that notes whether there are results when it is closed. */
	@Plugin(type = Command.class, name = "watched_aif", menuPath = "Plugins>Perfusion>Fake AIFNet that is watched", headless = true)
	public static class Watched extends EstimateVascularCommand {

		/** Finds as {@link FakeAifnet}. */
		public Watched() {
			super((vessels, model, device, monitor) -> {
				final AifnetFinder finder = new FakeAifnet().open(vessels, model, device, monitor);
				return (AifnetFinder) Proxy.newProxyInstance(Watched.class.getClassLoader(), new Class<?>[] { AifnetFinder.class }, (proxy, method, arguments) -> {
					if (method.getName().equals("close")) wasThere = Files.exists(watched);
					return method.invoke(finder, arguments);
				});
			});
		}
	}

	@BeforeAll
	static void run() throws Exception {
		series = SampleFiles.slices(FIRST, 2);
		input = SampleFiles.nifti(folder.resolve("two slices.nii"), series);
		out = folder.resolve("both");
		messages = AifRun.done(input, out);
	}

	private static JsonObject json(final Path result) throws Exception {
		return JsonParser.parseString(Files.readString(result.resolve("parameters.json"))).getAsJsonObject();
	}

	private static List<String> files(final Path result) throws Exception {
		try (Stream<Path> list = Files.list(result)) {
			return list.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}

	/** Cells of a line of a CSV file without quotes, by the name of their column. */
	private static Map<String, String> row(final Path csv, final int line) throws Exception {
		final List<String> lines = Files.readAllLines(csv);
		final String[] names = lines.get(0).split(",", -1);
		final String[] cells = lines.get(line).split(",", -1);
		final Map<String, String> row = new HashMap<>();
		for (int i = 0; i < names.length; i++)
			row.put(names[i], cells[i]);
		return row;
	}

	@Test
	void everyFileIsThereAndNamed() throws Exception {
		final List<String> expected = List.of("curves.csv", "metrics.csv", "parameters.json", "peak_enhancement.nii.gz", "probability_aif.nii.gz", "probability_vof.nii.gz", "rois.zip", "vessels.png");
		assertEquals(expected, files(out));
		final List<String> named = new ArrayList<>();
		json(out).getAsJsonArray("outputs").forEach(name -> named.add(name.getAsString()));
		assertEquals(expected.stream().filter(name -> !name.equals("parameters.json")).toList(), named);
		assertTrue(messages.contains("Research use only") && messages.contains("AIF: good."), messages);
		final BufferedImage figure = ImageIO.read(out.resolve("vessels.png").toFile());
		assertEquals(2000, figure.getWidth());
	}

	@Test
	void theCurvesAreTheProbabilitiesTimesTheSamples() throws Exception {
		final CurveFile.Curves curves = CurveFile.read(out.resolve("curves.csv"));
		final JsonObject resolved = json(out).getAsJsonObject("resolved");
		final int baseline = Integer.parseInt(resolved.get("baseline_frames").getAsString().substring(2));
		for (final String key : List.of("aif", "vof")) {
			final Volume p = NiftiVolumes.readVolume(out.resolve("probability_" + key + ".nii.gz"));
			final double[] expected = new double[series.frames()];
			double sum = 0;
			final float[] plane = new float[series.grid().planeSize()];
			for (int z = 0; z < 2; z++)
				for (int t = 0; t < expected.length; t++) {
					series.planes().read(z, t, plane);
					for (int i = 0; i < plane.length; i++) {
						expected[t] += p.plane(z)[i] * plane[i];
						if (t == 0) sum += p.plane(z)[i];
					}
				}
			assertEquals(1, sum, 1e-4, key);
			double before = 0;
			for (int t = 0; t < baseline; t++)
				before += expected[t] / baseline;
			for (int t = 0; t < expected.length; t++)
				expected[t] = (expected[t] - before) * (key.equals("vof") ? FakeAifnet.RECALIBRATION : 1);
			assertArrayEquals(expected, (key.equals("aif") ? curves.aif() : curves.vof()).orElseThrow().values(), 0.05, key);
		}
	}

	@Test
	void deconvolutionTakesTheCurvesAsTheyAre() throws Exception {
		final Deconvolved result = Deconvolved.of(input, folder.resolve("maps"), "aif=" + out.resolve("curves.csv"), "partial_volume=none", "method=sSVD", "maps=CBF");
		final CurveFile.Curves given = CurveFile.read(out.resolve("curves.csv"));
		final CurveFile.Curves used = CurveFile.read(result.folder().resolve("curves.csv"));
		assertArrayEquals(given.aif().orElseThrow().values(), used.aif().orElseThrow().values());
		assertArrayEquals(given.vof().orElseThrow().values(), used.vof().orElseThrow().values());
	}

	@Test
	void deconvolutionTakesTheVoxelsAsRois() throws Exception {
		final List<Roi> rois = RoiFiles.read(out.resolve("rois.zip"));
		assertEquals("AIF 1", rois.get(0).getName());
		assertTrue(rois.stream().anyMatch(roi -> roi.getName().equals("VOF 1")));
		final Volume p = NiftiVolumes.readVolume(out.resolve("probability_aif.nii.gz"));
		double last = Double.POSITIVE_INFINITY;
		for (final Roi roi : rois) {
			if (!roi.getName().startsWith("AIF")) continue;
			final Point pixel = roi.getContainedPoints()[0];
			final double at = p.get(pixel.x, pixel.y, roi.getZPosition() - 1);
			assertTrue(at <= last && at > 0.01, roi.getName() + " contributes " + at);
			last = at;
		}
		final Deconvolved result = Deconvolved.of(input, folder.resolve("roi maps"), "aif=roi", "vof=roi", "rois=" + out.resolve("rois.zip"), "method=sSVD", "maps=CBF");
		assertTrue(result.texts("resolved").get("aif_source").startsWith("ROI AIF 1"), result.texts("resolved").get("aif_source"));
	}

	@Test
	void numbersAndVerdictsAreInTheTable() throws Exception {
		final Map<String, String> aif = row(out.resolve("metrics.csv"), 1);
		final double[] curve = CurveFile.read(out.resolve("curves.csv")).aif().orElseThrow().values();
		double peak = 0;
		int top = 0;
		for (int t = 0; t < curve.length; t++)
			if (curve[t] > peak) {
				peak = curve[t];
				top = t;
			}
		assertEquals("AIF", aif.get("curve"));
		assertEquals("good", aif.get("verdict"));
		assertEquals("", aif.get("reasons"));
		assertEquals(peak, Double.parseDouble(aif.get("peak")), 1e-3);
		assertEquals(top, Double.parseDouble(aif.get("time_to_peak_s")), 1e-6);
		final Volume p = NiftiVolumes.readVolume(out.resolve("probability_aif.nii.gz"));
		double squares = 0;
		for (int z = 0; z < 2; z++)
			for (final float value : p.plane(z))
				squares += value * value;
		assertEquals(1 / squares, Double.parseDouble(aif.get("effective_voxels")), 1e-2 / squares);
		assertEquals(FakeAifnet.RECALIBRATION, Double.parseDouble(row(out.resolve("metrics.csv"), 2).get("recalibration")));
	}

	@Test
	void theRunCanBeRepeatedFromItsParameters() throws Exception {
		final JsonObject json = json(out);
		assertEquals(new TreeSet<>(List.of("baseline_end_s", "device", "engine", "format", "frame_interval_s", "input", "interpolation", "mask", "model", "output", "overwrite", "plane_order", "rois", "series", "signal", "slices", "vessel")),
			new TreeSet<>(json.getAsJsonObject("parameters").keySet()));
		assertEquals("fake on auto", json.getAsJsonObject("resolved").get("aif_engine").getAsString());
		assertEquals("good", json.getAsJsonObject("resolved").get("vof_verdict").getAsString());
		final List<String> arguments = new ArrayList<>();
		json.getAsJsonObject("parameters").entrySet().forEach(entry -> arguments.add(entry.getKey() + "=" + entry.getValue().getAsString()));
		arguments.removeIf(argument -> argument.startsWith("output=") || argument.startsWith("input="));
		final Path again = folder.resolve("again");
		AifRun.done(input, again, arguments.toArray(String[]::new));
		for (final String file : List.of("curves.csv", "metrics.csv", "rois.zip", "probability_aif.nii.gz"))
			assertArrayEquals(Files.readAllBytes(out.resolve(file)), Files.readAllBytes(again.resolve(file)), file);
	}

	@Test
	void whatTheNetworkHoldsIsFreeBeforeResultsAreWritten() {
		watched = folder.resolve("watched");
		wasThere = true;
		final CommandLineCall call = CommandLineCall.of("watched_aif", "input=" + input, "output=" + watched);
		assertEquals(0, call.code(), call.err());
		assertTrue(Files.exists(watched) && !wasThere);
	}

	@Test
	void oneVesselAloneIsEnough() throws Exception {
		final Path aif = folder.resolve("only aif");
		AifRun.done(input, aif, "vessel=aif");
		assertTrue(files(aif).contains("probability_aif.nii.gz") && !files(aif).contains("probability_vof.nii.gz"));
		assertTrue(CurveFile.read(aif.resolve("curves.csv")).vof().isEmpty());

		final Path vof = folder.resolve("only vof");
		AifRun.done(input, vof, "vessel=vof", "format=tiff");
		assertTrue(files(vof).contains("probability_vof.tif"), files(vof).toString());
		assertTrue(CurveFile.read(vof.resolve("curves.csv")).aif().isEmpty());
		final Deconvolved used = Deconvolved.of(input, folder.resolve("with both"), "aif=" + aif.resolve("curves.csv"), "vof=" + vof.resolve("curves.csv"), "method=sSVD", "maps=CBF");
		assertEquals("file curves.csv", used.texts("resolved").get("vof_source"));
		Deconvolved.refused(1, input, folder.resolve("none"), List.of("aif=" + vof.resolve("curves.csv")), "has no column aif, or nothing in it");
	}

	@Test
	void ratersAreComparedWithTheNetwork() throws Exception {
		final Path rois = folder.resolve("raters.zip");
		RoiFiles.write(List.of(point("AIF", SampleTissue.ARTERY, 0), point("AIF-r2", SampleTissue.ARTERY, 1), point("VOF", SampleTissue.VEIN, 0)), rois);
		final Path compared = folder.resolve("compared");
		final String said = AifRun.done(input, compared, "rois=" + rois);

		assertTrue(files(compared).contains("comparison.png"));
		final List<String> lines = Files.readAllLines(compared.resolve("comparison.csv"));
		assertEquals(List.of("AIF,rater1,rater2", "AIF,rater1,network", "AIF,rater2,network", "VOF,rater1,network"), lines.stream().skip(1).map(line -> line.replaceAll("^([^,]*,[^,]*,[^,]*),.*", "$1")).toList());
		assertTrue(Double.parseDouble(row(compared.resolve("comparison.csv"), 2).get("r")) > 0.9, lines.get(2));
		assertTrue(said.contains("VOF, network against rater1: r 0.9"), said);
		assertEquals(List.of("input", "rois"), json(compared).getAsJsonArray("inputs").asList().stream().map(file -> file.getAsJsonObject().get("role").getAsString()).toList());
		AifRun.refused(1, input, folder.resolve("bad raters"), List.of("rois=" + outside()), "ROI \"AIF\"", "outside the image");
		final Path itself = folder.resolve("itself");
		final String ofProgram = AifRun.done(input, itself, "rois=" + out.resolve("rois.zip"));
		assertTrue(!files(itself).contains("comparison.csv"), "what a program chose is no rater");
		assertTrue(ofProgram.contains("Warning: There is no comparison: rois=") && ofProgram.contains("Name them AIF..., VOF..."), ofProgram);
	}

	@Test
	void raterRoisThatAreNoVesselsAreSaid() throws Exception {
		final Path rois = folder.resolve("mca.zip");
		RoiFiles.write(List.of(point("left MCA", SampleTissue.ARTERY, 0)), rois);
		final Path compared = folder.resolve("mca");
		final String said = AifRun.done(input, compared, "vessel=aif", "rois=" + rois);
		assertTrue(said.contains("Warning: There is no comparison: rois=" + rois + " holds no ROI of a rater"), said);
		assertTrue(json(compared).getAsJsonArray("warnings").toString().contains("There is no comparison"), "kept with the result");
		assertTrue(!messages.contains("comparison"), "nothing was asked for");
	}

	private static Path outside() throws Exception {
		final Path file = folder.resolve("outside.zip");
		final PointRoi roi = new PointRoi(500, 500);
		roi.setName("AIF");
		roi.setPosition(0, 1, 0);
		RoiFiles.write(List.of(roi), file);
		return file;
	}

	/** A point on the voxel with that label that is so many-th in brightness. */
	private static Roi point(final String name, final SampleTissue tissue, final int rank) {
		final float[] brightest = new float[series.grid().planeSize()];
		final float[] plane = new float[brightest.length];
		for (int t = 0; t < series.frames(); t++) {
			series.planes().read(0, t, plane);
			for (int i = 0; i < plane.length; i++)
				brightest[i] = Math.max(brightest[i], plane[i]);
		}
		final Voxel voxel = KnownVessels.labelled(SampleFiles.sample().labels(), FIRST, 1, tissue.ordinal()).stream().sorted(Comparator.comparingDouble(at -> -brightest[at.y() * series.grid().width() + at.x()])).skip(rank).findFirst().orElseThrow();
		final PointRoi roi = new PointRoi(voxel.x(), voxel.y());
		roi.setName(name);
		roi.setPosition(0, 1, 0);
		return roi;
	}
}
