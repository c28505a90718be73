package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.evaluation.SamplePhantom;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.phantom.RaterPick;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class PhantomFilesTest {

	private static final Provenance PROVENANCE = new Provenance("phantom", Map.of("seed", "1"), Map.of(), List.of());

	private static Phantom phantom;

	@TempDir
	private Path folder;

	@BeforeAll
	static void makePhantom() {
		try (Parallel parallel = Parallel.allCores()) {
			phantom = new SamplePhantom().create(PhantomSettings.of(1), parallel, WorkMonitor.SILENT);
		}
	}

	@Test
	void everyFileHoldsItsPartOfTheTruth() throws Exception {
		final Path out = write(phantom);

		try (Stream<Path> files = Files.list(out)) {
			assertEquals(List.of("brain.nii.gz", "core.nii.gz", "curves.csv", "labels.nii.gz", "parameters.json", "penumbra.nii.gz", "phantom.json", "readers.csv", "series.nii.gz", "states.nii.gz", "truth_CBF.nii.gz",
				"truth_CBV.nii.gz", "truth_MTT.nii.gz", "truth_Tmax.nii.gz", "truth_delay.nii.gz", "vessels.nii.gz"), files.map(file -> file.getFileName().toString()).sorted().toList());
		}
		final Map<String, Volume> volumes = new LinkedHashMap<>();
		volumes.put("truth_CBF", phantom.truth().cbf());
		volumes.put("truth_CBV", phantom.truth().cbv());
		volumes.put("truth_MTT", phantom.truth().mtt());
		volumes.put("truth_delay", phantom.truth().delay());
		volumes.put("truth_Tmax", phantom.truth().tmax());
		volumes.put("labels", phantom.truth().labels());
		volumes.put("states", phantom.truth().states());
		volumes.put("vessels", phantom.truth().vessels());
		volumes.put("brain", phantom.truth().brain().toVolume());
		volumes.put("core", phantom.truth().core().toVolume());
		volumes.put("penumbra", phantom.truth().penumbra().toVolume());
		for (final Map.Entry<String, Volume> one : volumes.entrySet()) {
			final Volume read = NiftiVolumes.readVolume(out.resolve(one.getKey() + ".nii.gz"));
			assertArrayEquals(phantom.series().grid().orientation().affine(), read.grid().orientation().affine(), 1e-4, one.getKey());
			for (int z = 0; z < read.grid().slices(); z++)
				assertArrayEquals(one.getValue().plane(z), read.plane(z), one.getKey());
		}
		assertSame(phantom.series(), new NiftiReader().read(out.resolve("series.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT));
		assertEquals(3, new NiftiReader().read(out.resolve("series.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT).times().firstS(), 1e-6, "the clock of the series");
	}

	@Test
	void timesThatNiftiCannotHoldStandBesideIt() throws Exception {
		final double[] first = new double[phantom.series().frames()];
		final double[] second = new double[first.length];
		for (int t = 0; t < first.length; t++) {
			first[t] = t < 20 ? t : 20 + 3 * (t - 20);
			second[t] = first[t] + 0.5;
		}
		final AcquisitionTimes shuttle = AcquisitionTimes.perSlice(new double[][] { first, second, first, second });

		final Path out = write(new Phantom(phantom.settings(), phantom.anatomy(), phantom.occlusion(), phantom.series().withTimes(shuttle), phantom.truth(), Map.of()));

		final PerfusionSeries read = new NiftiReader().read(out.resolve("series.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
		assertEquals(first[33], read.times().time(2, 33), 1e-6);
		assertEquals(second[33], read.times().time(3, 33), 1e-6);
	}

	@Test
	void curvesAreThoseOfTheBloodAndReadersSeeTheirVoxels() throws Exception {
		final Path out = write(phantom);

		final CurveFile.Curves curves = CurveFile.read(out.resolve("curves.csv"));
		assertArrayEquals(phantom.truth().aif().blood().times(), curves.aif().orElseThrow().times(), 1e-9);
		assertArrayEquals(phantom.truth().aif().blood().values(), curves.aif().orElseThrow().values());
		assertArrayEquals(phantom.truth().vof().blood().values(), curves.vof().orElseThrow().values());
		final List<String> lines = Files.readAllLines(out.resolve("readers.csv"));
		assertEquals("vessel,reader,x,y,z,time_s,hu", lines.get(0));
		final List<String> expected = new ArrayList<>();
		for (final VesselTruth vessel : List.of(phantom.truth().aif(), phantom.truth().vof())) {
			expected.add(vessel.vessel() + ",expert," + vessel.expert().x() + "," + vessel.expert().y() + "," + vessel.expert().z());
			for (int r = 0; r < 2; r++) {
				final RaterPick pick = vessel.raters().get(r);
				expected.add(vessel.vessel() + ",rater" + (r + 1) + "," + pick.voxel().x() + "," + pick.voxel().y() + "," + pick.voxel().z());
			}
		}
		final int frames = phantom.series().frames();
		assertEquals(1 + 6 * frames, lines.size());
		for (int i = 0; i < expected.size(); i++) {
			final VesselTruth vessel = i < 3 ? phantom.truth().aif() : phantom.truth().vof();
			final TimeCurve curve = i % 3 == 0 ? vessel.expertCurve() : vessel.raters().get(i % 3 - 1).curve();
			for (int t = 0; t < frames; t++) {
				final String line = lines.get(1 + i * frames + t);
				assertTrue(line.startsWith(expected.get(i) + ","), line);
				final String[] cells = line.split(",");
				assertEquals(curve.time(t), Double.parseDouble(cells[5]), 1e-9);
				assertEquals(curve.value(t), Double.parseDouble(cells[6]), 1e-3);
			}
		}
	}

	@Test
	void theJsonFilesSayWhatItIs() throws Exception {
		final Map<String, Object> drawn = new LinkedHashMap<>();
		drawn.put("numbers", new double[][] { { 1, -2.5 }, { 3e-7, 4 } });
		drawn.put("vessel_labels", List.of("M1_L", "SSS"));
		final Phantom described = new Phantom(phantom.settings(), "built-in", phantom.occlusion(), phantom.series(), phantom.truth(), drawn);

		final Path out = write(described);

		final String text = Files.readString(out.resolve("phantom.json"));
		assertTrue(text.contains("[ 1.0, -2.5 ]") && text.contains("[ 3.0E-7, 4.0 ]"), text);
		final JsonObject json = JsonParser.parseString(text).getAsJsonObject();
		assertTrue(json.get("research_use_only").getAsBoolean());
		assertEquals(1, json.get("seed").getAsLong());
		assertEquals("left_M1", json.get("occlusion").getAsString());
		assertEquals("random", json.getAsJsonObject("asked_for").get("occlusion").getAsString());
		assertEquals("auto", json.getAsJsonObject("asked_for").get("frames").getAsString());
		assertEquals(256, json.getAsJsonObject("asked_for").get("matrix").getAsInt());
		assertEquals("ml/100 g/min", json.getAsJsonObject("files").get("truth_CBF.nii.gz").getAsString());
		assertEquals("white", json.getAsJsonObject("labels").get("7").getAsString());
		assertEquals("core", json.getAsJsonObject("states").get("3").getAsString());
		assertEquals("{\"1\":\"M1_L\"}", json.get("vessels").toString(), "only those in view");
		assertFalse(json.getAsJsonObject("drawn").has("vessel_labels"));
		final Mask core = phantom.truth().core();
		assertEquals(core.count() * core.grid().voxelVolumeMl(), json.get("core_ml").getAsDouble(), 1e-3);
		final VesselTruth vof = phantom.truth().vof();
		assertEquals(vof.branch(), json.getAsJsonObject("vof").get("branch").getAsString());
		assertEquals("[" + vof.expert().x() + "," + vof.expert().y() + "," + vof.expert().z() + "]", json.getAsJsonObject("vof").get("expert_voxel").toString());
		assertEquals(2, json.getAsJsonObject("aif").getAsJsonArray("rater_voxels").size());
		for (final String file : json.getAsJsonObject("files").keySet())
			assertTrue(Files.exists(out.resolve(file)), file);

		final JsonObject parameters = JsonParser.parseString(Files.readString(out.resolve("parameters.json"))).getAsJsonObject();
		assertEquals("phantom", parameters.get("command").getAsString());
		assertEquals("left_M1", parameters.getAsJsonObject("resolved").get("occlusion").getAsString());
		assertTrue(parameters.getAsJsonArray("outputs").toString().contains("\"phantom.json\""));
	}

	@Test
	void stoppedHalfWayItLeavesNothing() throws Exception {
		final int[] asked = { 0 };
		final WorkMonitor impatient = new WorkMonitor() {

			@Override
			public void progress(final double fraction, final String message) {
				// not shown
			}

			@Override
			public void log(final String message) {
				// not shown
			}

			@Override
			public boolean isCancelled() {
				return ++asked[0] > 30;
			}
		};

		assertThrows(CancellationException.class, () -> write(phantom, impatient));

		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(List.of(), left.toList());
		}
	}

	private Path write(final Phantom one) throws IOException {
		return write(one, WorkMonitor.SILENT);
	}

	private Path write(final Phantom one, final WorkMonitor monitor) throws IOException {
		try (OutputFolder out = OutputFolder.open(folder.resolve("out"), false)) {
			new PhantomFiles(one).write(out, PROVENANCE, monitor);
			out.commit();
			return out.target();
		}
	}

	private static void assertSame(final PerfusionSeries expected, final PerfusionSeries read) {
		assertEquals(expected.frames(), read.frames());
		final float[] one = new float[expected.grid().planeSize()];
		final float[] other = new float[one.length];
		for (int t = 0; t < expected.frames(); t += 7)
			for (int z = 0; z < expected.grid().slices(); z++) {
				expected.planes().read(z, t, one);
				read.planes().read(z, t, other);
				assertArrayEquals(one, other);
			}
	}
}
