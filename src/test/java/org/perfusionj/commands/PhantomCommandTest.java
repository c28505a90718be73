package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.host.CommandLineCall;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.phantom.PhantomGenerator;
import org.perfusionj.reference.ReferenceData;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.WorkMonitor;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.event.EventService;
import org.scijava.event.EventSubscriber;

/** The commands {@code phantom} and {@code sample} as users call them without windows. */
@Timeout(120)
class PhantomCommandTest {

	private static final String[] SMALL = { "seed=7", "occlusion=left_M1", "matrix=96", "slices=3", "slice_mm=10", "frames=40", "frame_interval_s=1.2", "timing=regular" };

	@TempDir
	private static Path shared;

	private static Path made;
	private static String said;

	@TempDir
	private Path folder;

	@BeforeAll
	static void makePhantom() {
		made = shared.resolve("a new/phantom 7");
		final CommandLineCall call = phantom(made);
		assertEquals(0, call.code(), call.err());
		said = call.err();
	}

	@Test
	void theSeriesIsAsAskedFor() throws Exception {
		final PerfusionSeries series = read(made);

		assertEquals("96 x 96 x 3", series.grid().sizeText());
		assertEquals(10, series.grid().spacingZ(), 1e-5);
		assertEquals(40, series.frames());
		assertTrue(series.times().isUniform());
		assertEquals(1.2, series.times().meanIntervalS(), 1e-6);
		for (final String part : new String[] { "96 x 96 x 3 voxels", "40 frames, one every 1.2 s; CT", "occlusion left_M1: core ", "True AIF in ", "Research use only" })
			assertTrue(said.contains(part), part + " in " + said);
	}

	@Test
	void theTruthIsThatOfAStrokeOnTheLeft() throws Exception {
		final Volume core = NiftiVolumes.readVolume(made.resolve("core.nii.gz"));
		final Volume brain = NiftiVolumes.readVolume(made.resolve("brain.nii.gz"));
		final Volume states = NiftiVolumes.readVolume(made.resolve("states.nii.gz"));
		final Volume cbf = NiftiVolumes.readVolume(made.resolve("truth_CBF.nii.gz"));
		final Volume cbv = NiftiVolumes.readVolume(made.resolve("truth_CBV.nii.gz"));
		final Volume mtt = NiftiVolumes.readVolume(made.resolve("truth_MTT.nii.gz"));
		final JsonObject json = json("phantom.json");
		final double[] affine = core.grid().orientation().affine();
		double inCore = 0;
		double elsewhere = 0;
		int cores = 0;
		int brains = 0;
		for (int z = 0; z < core.grid().slices(); z++)
			for (int i = 0; i < core.grid().planeSize(); i++) {
				if (brain.plane(z)[i] == 0) {
					assertEquals(0, cbf.plane(z)[i]);
					continue;
				}
				if (cbf.plane(z)[i] > 0) assertEquals(60 * cbv.plane(z)[i] / cbf.plane(z)[i], mtt.plane(z)[i], 1e-3 * mtt.plane(z)[i]);
				brains++;
				if (core.plane(z)[i] == 0) {
					elsewhere += cbf.plane(z)[i];
					continue;
				}
				cores++;
				inCore += cbf.plane(z)[i];
				assertEquals(3, states.plane(z)[i]);
				final double x = affine[0] * (i % 96) + affine[1] * (i / 96) + affine[2] * z + affine[3];
				assertTrue(x < 15, "patient's left of the midline: " + x + " mm");
			}
		assertEquals(cores * core.grid().voxelVolumeMl(), json.get("core_ml").getAsDouble(), 0.01);
		assertEquals(brains * core.grid().voxelVolumeMl(), json.get("brain_ml").getAsDouble(), 0.01);
		assertTrue(cores > 20, "core in view");
		assertTrue(inCore / cores < 0.6 * elsewhere / (brains - cores), inCore / cores + " in the core, " + elsewhere / (brains - cores) + " elsewhere");
	}

	@Test
	void theVascularFunctionsAreThoseOfTheSeries() throws Exception {
		// SETUP
		final PerfusionSeries series = read(made);
		final CurveFile.Curves curves = CurveFile.read(made.resolve("curves.csv"));
		final List<String[]> readers = Files.readAllLines(made.resolve("readers.csv")).stream().skip(1).map(line -> line.split(",")).toList();

		// VERIFY: blood is brighter than what a voxel shows of it, arteries come before veins
		assertEquals(series.frames(), curves.aif().orElseThrow().size());
		final double[] aif = curves.aif().orElseThrow().values();
		final double[] vof = curves.vof().orElseThrow().values();
		assertTrue(top(aif) < top(vof), "arteries first");

		// VERIFY: what readers see is in the series: a curve with noise differs from the voxel by its baseline only
		for (final String vessel : new String[] { "AIF", "VOF" })
			for (final String reader : new String[] { "expert", "rater1", "rater2" }) {
				final List<String[]> rows = readers.stream().filter(row -> row[0].equals(vessel) && row[1].equals(reader)).toList();
				assertEquals(series.frames(), rows.size(), vessel + reader);
				final Voxel voxel = new Voxel(Integer.parseInt(rows.get(0)[2]), Integer.parseInt(rows.get(0)[3]), Integer.parseInt(rows.get(0)[4]));
				final double[] seen = curve(series, voxel);
				final double[] told = rows.stream().mapToDouble(row -> Double.parseDouble(row[6])).toArray();
				double mean = 0;
				for (int t = 0; t < seen.length; t++)
					mean += (seen[t] - told[t]) / seen.length;
				double squares = 0;
				for (int t = 0; t < seen.length; t++)
					squares += Math.pow(seen[t] - told[t] - mean, 2) / seen.length;
				// 5 to 8 HU of noise, more near bone
				assertTrue(Math.sqrt(squares) < (reader.equals("expert") ? 20 : 0.01), vessel + " " + reader + ": " + Math.sqrt(squares));
				assertTrue(Arrays.stream(told).max().orElseThrow() > 40, vessel + " " + reader);
			}
	}

	@Test
	void theParametersMakeItAgainBitForBit() throws Exception {
		// SETUP: with what the file says, in a folder of another name
		final JsonObject parameters = json("parameters.json");
		assertEquals("phantom", parameters.get("command").getAsString());
		assertEquals(PhantomGenerator.VERSION, parameters.getAsJsonObject("resolved").get("phantom_version").getAsString());
		final List<String> arguments = parameters.getAsJsonObject("parameters").entrySet().stream().filter(one -> !one.getKey().equals("output") && !one.getValue().getAsString().isEmpty()).map(one -> one.getKey() + "=" + one.getValue()
			.getAsString()).toList();
		assertTrue(arguments.contains("anatomy=built-in") && arguments.contains("pixel_mm=auto"), arguments.toString());
		final Path again = folder.resolve("again");

		// EXECUTE
		final CommandLineCall call = CommandLineCall.of(Stream.concat(Stream.of("phantom", "output=" + again), arguments.stream()).toArray(String[]::new));

		// VERIFY
		assertEquals(0, call.code(), call.err());
		try (Stream<Path> files = Files.list(made)) {
			for (final Path file : files.filter(one -> !one.endsWith("parameters.json")).toList())
				assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(again.resolve(file.getFileName())), file.toString());
		}
		final CommandLineCall other = CommandLineCall.of(Stream.concat(Stream.of("phantom", "output=" + again, "overwrite=true", "seed=8"), arguments.stream().filter(one -> !one.startsWith("seed=") && !one.startsWith("overwrite="))).toArray(
			String[]::new));
		assertEquals(0, other.code(), other.err());
		assertFalse(Arrays.equals(curve(read(made), new Voxel(48, 48, 1)), curve(read(again), new Voxel(48, 48, 1))), "another seed is another phantom");
	}

	@Test
	void deconvolutionWorksOnItWithTheTrueVascularFunctions() throws Exception {
		final Deconvolved maps = Deconvolved.of(made.resolve("series.nii.gz"), folder.resolve("maps"), "aif=" + made.resolve("curves.csv"), "vof=none", "partial_volume=none", "mask=" + made.resolve("brain.nii.gz"), "method=oSVD",
			"filter=gaussian", "smoothing_mm=6");

		final Volume core = NiftiVolumes.readVolume(made.resolve("core.nii.gz"));
		final Volume states = NiftiVolumes.readVolume(made.resolve("states.nii.gz"));
		final Volume truth = NiftiVolumes.readVolume(made.resolve("truth_CBF.nii.gz"));
		final Volume found = maps.map("CBF");
		double trueNormal = 0;
		double foundNormal = 0;
		double foundCore = 0;
		int normal = 0;
		int cores = 0;
		for (int z = 0; z < core.grid().slices(); z++)
			for (int i = 0; i < core.grid().planeSize(); i++) {
				if (core.plane(z)[i] > 0) {
					foundCore += found.plane(z)[i];
					cores++;
				}
				else if (truth.plane(z)[i] > 0 && states.plane(z)[i] == 0) {
					trueNormal += truth.plane(z)[i];
					foundNormal += found.plane(z)[i];
					normal++;
				}
			}
		// oSVD finds about 70 % of the flow where transit is quick for the frames, half of it where it is nearly exponential
		assertEquals(0.7, foundNormal / trueNormal, 0.2);
		assertTrue(foundCore / cores < 0.7 * foundNormal / normal, foundCore / cores + " in the core, " + foundNormal / normal + " in normal tissue");
		assertTrue(maps.mean("Tmax", (z, i) -> core.plane(z)[i] > 0) > maps.mean("Tmax", (z, i) -> core.plane(z)[i] == 0) + 2);
	}

	@Test
	void whatIsLeftToTheSeedIsDrawn() throws Exception {
		final Path out = folder.resolve("drawn");
		final CommandLineCall call = CommandLineCall.of("phantom", "seed=3", "matrix=64", "slices=2", "frames=auto", "timing=shuttle", "dose=0", "motion=1", "output=" + out);

		assertEquals(0, call.code(), call.err());
		final PerfusionSeries series = read(out);
		assertTrue(series.frames() >= 20, "frames " + series.frames());
		assertFalse(series.times().sameForAllSlices(), "shuttle");
		assertTrue(Files.exists(out.resolve("series.json")));
		final JsonObject json = JsonParser.parseString(Files.readString(out.resolve("phantom.json"))).getAsJsonObject();
		assertEquals(series.frames(), json.getAsJsonObject("drawn").getAsJsonArray("motion_mm_degrees").size());
		assertEquals(6, json.getAsJsonObject("drawn").getAsJsonArray("motion_mm_degrees").get(5).getAsJsonArray().size());
		assertFalse(json.get("occlusion").getAsString().equals("random"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "frames=0: frames must be 10 to 500, but is 0", "frames=-3: frames must be 10 to 500", "frames=many: frames=many is neither a whole number nor auto", "frames=40.5: neither a whole number nor auto",
		"slices=0: slices must be 1 to 320", "slices=1000: slices must be 1 to 320", "slice_mm=0: slice_mm must be 0.5 to 20", "pixel_mm=-1: pixel_mm must be 0.3 to 5", "pixel_mm=NaN: neither a number nor auto", "frame_interval_s=0: frame_interval_s must be",
		"frame_interval_s=-1.2: frame_interval_s must be", "matrix=32: matrix", "matrix=0: matrix", "dose=-1: dose", "motion=4: motion", "occlusion=left_M4: occlusion must be one of random, none, left_ICA", "timing=fast: timing must be one of", "seed=1.5: seed must be a whole number", "anatomy=no such folder: anatomy=no such folder is neither built-in nor a folder",
		"anatomie=built-in: has no parameter" })
	void theImpossibleIsRefusedBeforeAnythingIsMade(final String line) throws Exception {
		final String[] parts = line.split(": ", 2);
		final String key = parts[0].substring(0, parts[0].indexOf('=') + 1);
		final long start = System.nanoTime();

		final CommandLineCall call = CommandLineCall.of(Stream.concat(Stream.of("phantom", parts[0], "output=" + folder.resolve("new")), Arrays.stream(SMALL).filter(one -> !one.startsWith(key))).toArray(String[]::new));

		assertEquals(2, call.code(), call.err());
		assertTrue(call.err().contains(parts[1]), call.err());
		assertFalse(call.err().contains("\tat "), call.err());
		assertTrue(System.nanoTime() - start < 2_000_000_000L, "nothing is drawn before");
		assertNothingIn(folder);
	}

	@Test
	void whatDoesNotFitIntoThisHeadIsRefusedWithTheReason() throws Exception {
		final CommandLineCall slices = CommandLineCall.of("phantom", "slices=60", "slice_mm=12", "matrix=64", "output=" + folder.resolve("new"));
		assertEquals(1, slices.code(), slices.err());
		assertTrue(slices.err().contains("slices"), slices.err());
		final CommandLineCall field = CommandLineCall.of("phantom", "slices=2", "pixel_mm=1", "matrix=64", "output=" + folder.resolve("new"));
		assertEquals(1, field.code(), field.err());
		assertTrue(field.err().contains("pixel_mm"), field.err());
		assertNothingIn(folder);
	}

	@Test
	void foldersAreKeptUnlessSaidOtherwise() throws Exception {
		final CommandLineCall full = phantom(made);
		assertEquals(1, full.code(), full.err());
		assertTrue(full.err().contains("overwrite=true"), full.err());

		final Path file = Files.writeString(folder.resolve("file"), "kept");
		final CommandLineCall call = phantom(file);
		assertEquals(1, call.code(), call.err());
		assertTrue(call.err().contains("is a file"), call.err());
		assertEquals("kept", Files.readString(file));
	}

	@Test
	void anAtlasThatIsNoneIsRefusedWithTheReason() throws Exception {
		final Path atlas = Files.createDirectory(folder.resolve("atlas"));
		Files.writeString(atlas.resolve("notes.txt"), "no atlas");

		final CommandLineCall call = CommandLineCall.of("phantom", "anatomy=" + atlas, "output=" + folder.resolve("new"));

		assertEquals(1, call.code(), call.err());
		assertTrue(call.err().contains("ct_scct"), call.err());
		assertFalse(Files.exists(folder.resolve("new")));
		final CommandLineCall inside = CommandLineCall.of("phantom", "anatomy=" + atlas, "output=" + atlas.resolve("new"));
		assertEquals(1, inside.code(), inside.err());
		assertTrue(inside.err().contains("lies in the input folder"), inside.err());
	}

	@Test
	void headsOfAnAtlasAreScannedToo() throws Exception {
		final Path atlas = ReferenceData.file("atlas/ct_scct.nii.gz").getParent();
		final Path out = folder.resolve("from an atlas");

		final CommandLineCall call = phantom(out, "anatomy=" + atlas);

		assertEquals(0, call.code(), call.err());
		assertTrue(call.err().contains("Anatomy atlas, occlusion left_M1"), call.err());
		final JsonObject json = JsonParser.parseString(Files.readString(out.resolve("parameters.json"))).getAsJsonObject();
		final JsonObject input = json.getAsJsonArray("inputs").get(0).getAsJsonObject();
		assertEquals("anatomy", input.get("role").getAsString());
		assertEquals(64, input.get("sha256").getAsString().length());
		assertEquals("96 x 96 x 3", read(out).grid().sizeText());
	}

	@Test
	void withoutADisplayAPhantomNeedsAFolder() {
		Assumptions.assumeTrue(GraphicsEnvironment.isHeadless(), "has a display");
		final CommandLineCall phantom = CommandLineCall.of("phantom");
		assertEquals(2, phantom.code(), phantom.err());
		assertTrue(phantom.err().contains("Give a folder for it: output="), phantom.err());
		final CommandLineCall sample = CommandLineCall.of("sample");
		assertEquals(2, sample.code(), sample.err());
		assertTrue(sample.err().contains("To write a phantom: phantom output="), sample.err());
	}

	@Test
	void helpListsEveryParameterInItsGroup() {
		final String help = CommandLineCall.of("phantom", "help").out();

		for (final String part : new String[] { "Patient", "Scan", "Files", "seed", "built-in|path", "left_ICA", "auto|10 to 500", "0 to 100", "0 to 3", "mm", "output" })
			assertTrue(help.contains(part), part + " in " + help);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Drawing", "Growing", "Painting", "Projecting", "Scanning", "Writing" })
	void itStopsWithinASecondAtAnyStage(final String stage) throws Exception {
		// SETUP: seconds of work in every stage
		final Path output = folder.resolve("never");
		try (Context context = new Context()) {
			final CancelAt cancel = new CancelAt(stage);
			final List<EventSubscriber<?>> kept = context.service(EventService.class).subscribe(cancel);
			final Future<CommandModule> run = context.service(CommandService.class).run(PhantomCommand.class, false, "seed", 7L, "occlusion", "left_M1", "matrix", 256, "slices", "4", "slice_mm", "10", "frames", "60", "frame_interval_s", "1",
				"timing", "regular", "output", output.toString());

			// EXECUTE
			final PerfusionCommand command = (PerfusionCommand) run.get().getCommand();
			final double seconds = (System.nanoTime() - cancel.at()) / 1e9;

			// VERIFY
			assertFalse(kept.isEmpty());
			assertTrue(cancel.at() != 0, "never said " + stage);
			assertTrue(command.isCanceled());
			assertTrue(command.failure().isEmpty(), "a user who stops has not failed");
			assertTrue(seconds < 1, stage + ": " + seconds + " s");
		}
		assertNothingIn(folder);
	}

	private static CommandLineCall phantom(final Path output, final String... more) {
		return CommandLineCall.of(Stream.of(Stream.of("phantom", "output=" + output), Arrays.stream(SMALL), Arrays.stream(more)).flatMap(one -> one).toArray(String[]::new));
	}

	private static JsonObject json(final String name) throws IOException {
		return JsonParser.parseString(Files.readString(made.resolve(name))).getAsJsonObject();
	}

	private static PerfusionSeries read(final Path folder) throws IOException {
		return new NiftiReader().read(folder.resolve("series.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
	}

	private static double[] curve(final PerfusionSeries series, final Voxel voxel) {
		final double[] curve = new double[series.frames()];
		final float[] plane = new float[series.grid().planeSize()];
		for (int t = 0; t < curve.length; t++) {
			series.planes().read(voxel.z(), t, plane);
			curve[t] = plane[voxel.y() * series.grid().width() + voxel.x()];
		}
		return curve;
	}

	private static int top(final double[] values) {
		int top = 0;
		for (int i = 1; i < values.length; i++)
			if (values[i] > values[top]) top = i;
		return top;
	}

	private static void assertNothingIn(final Path folder) throws IOException {
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(List.of(), left.toList());
		}
	}
}
