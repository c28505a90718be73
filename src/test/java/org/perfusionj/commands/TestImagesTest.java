package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.host.CommandLineCall;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomGenerator;
import org.perfusionj.phantom.anatomy.BuiltInTemplate;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** The phantom that is kept in {@code test-images}: it freezes what a seed means. */
class TestImagesTest {

	private static final Path IMAGES = Path.of("test-images");
	private static final Path KEPT = IMAGES.resolve("phantom");
	private static final String CHANGED = "The generator no longer makes the phantom of test-images/phantom. If that is not a mistake, raise PhantomGenerator.VERSION, make the folder again (test-images/README.md) and every published table with it: ";
	/** Exponentials may differ by a unit in the last place between Java machines, which turns hardly a rounding to whole HU. */
	private static final double TURNED_ROUNDINGS = 1e-5;

	@TempDir
	private Path folder;

	@BeforeEach
	void needsTheFolder() {
		assertTrue(Files.exists(KEPT), "test-images/phantom is missing");
	}

	@Test
	void theLineOfTheReadmeMakesWhatIsKept() throws Exception {
		// SETUP
		final List<String> words = new ArrayList<>(Arrays.asList(line().split(" +")));
		assertTrue(words.remove("output=" + KEPT.toString().replace('\\', '/')), words.toString());
		words.removeIf(word -> word.startsWith("overwrite="));
		words.add("output=" + folder.resolve("again"));

		// EXECUTE
		final CommandLineCall call = CommandLineCall.of(words.toArray(String[]::new));

		// VERIFY
		assertEquals(0, call.code(), call.err());
		assertEquals(files(folder.resolve("again")), files(KEPT));
		assertSame(read(KEPT), read(folder.resolve("again")));
		for (final String name : files(KEPT).stream().filter(name -> name.endsWith(".nii.gz") && !name.startsWith("series")).toList()) {
			final Volume kept = NiftiVolumes.readVolume(KEPT.resolve(name));
			final Volume again = NiftiVolumes.readVolume(folder.resolve("again").resolve(name));
			for (int z = 0; z < kept.grid().slices(); z++)
				for (int i = 0; i < kept.grid().planeSize(); i++)
					assertEquals(kept.plane(z)[i], again.plane(z)[i], 1e-4 * Math.abs(kept.plane(z)[i]), CHANGED + name);
		}
		final CurveFile.Curves kept = CurveFile.read(KEPT.resolve("curves.csv"));
		final CurveFile.Curves again = CurveFile.read(folder.resolve("again/curves.csv"));
		assertArrayEquals(kept.aif().orElseThrow().values(), again.aif().orElseThrow().values(), 1e-6, CHANGED + "AIF");
		assertArrayEquals(kept.vof().orElseThrow().values(), again.vof().orElseThrow().values(), 1e-6, CHANGED + "VOF");
	}

	@Test
	void theOpenSampleIsTheSame() throws Exception {
		try (Parallel parallel = new Parallel(1)) {
			final Phantom sample = new PhantomGenerator(new BuiltInTemplate()).create(SampleCommand.SETTINGS, parallel, WorkMonitor.SILENT);
			assertSame(read(KEPT), sample.series());
		}
	}

	@Test
	void itIsSmallAndOfThisVersion() throws Exception {
		long bytes = 0;
		for (final String name : files(KEPT))
			bytes += Files.size(KEPT.resolve(name));
		assertTrue(bytes <= 5_000_000, bytes + " bytes");
		final JsonObject json = JsonParser.parseString(Files.readString(KEPT.resolve("phantom.json"))).getAsJsonObject();
		assertEquals(PhantomGenerator.VERSION, json.getAsJsonObject("drawn").get("phantom_version").getAsString());
		assertEquals("built-in", json.get("anatomy").getAsString(), "nothing that comes from an atlas is given away");
	}

	@Test
	void theReadmesMainJobFindsTheStroke() throws Exception {
		final Deconvolved maps = Deconvolved.of(KEPT.resolve("series.nii.gz"), folder.resolve("maps"), "filter=gaussian", "smoothing_mm=6");

		final Volume core = NiftiVolumes.readVolume(KEPT.resolve("core.nii.gz"));
		final Volume penumbra = NiftiVolumes.readVolume(KEPT.resolve("penumbra.nii.gz"));
		final Volume truth = NiftiVolumes.readVolume(KEPT.resolve("truth_CBF.nii.gz"));
		final Deconvolved.VoxelTest lesion = (z, i) -> core.plane(z)[i] + penumbra.plane(z)[i] > 0;
		final Deconvolved.VoxelTest normal = (z, i) -> truth.plane(z)[i] > 0 && !lesion.test(z, i);
		assertTrue(maps.mean("Tmax", lesion) > 6 && maps.mean("Tmax", normal) < 6, maps.mean("Tmax", lesion) + " s in the lesion, " + maps.mean("Tmax", normal) + " s elsewhere");
		assertTrue(maps.mean("CBF", (z, i) -> core.plane(z)[i] > 0) < 0.6 * maps.mean("CBF", normal), maps.mean("CBF", (z, i) -> core.plane(z)[i] > 0) + " in the core");
		// its pixels are so large that an artery has few of them
		assertEquals(1, maps.warnings().size(), maps.warnings().toString());
		assertTrue(maps.warnings().get(0).startsWith("Few voxels make up the AIF"), maps.warnings().toString());
	}

	/** @return the arguments after {@code java -jar ...} of the line that makes the folder */
	private static String line() throws IOException {
		final String jar = "java -jar target/perfusionj.jar ";
		final String line = Files.readString(IMAGES.resolve("README.md")).replace("\\\n", " ").lines().filter(one -> one.startsWith(jar + "phantom ")).findFirst().orElseThrow();
		return line.substring(jar.length()).trim();
	}

	private static List<String> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	private static PerfusionSeries read(final Path folder) throws IOException {
		return new NiftiReader().read(folder.resolve("series.nii.gz"), ReadOptions.FROM_FILE, WorkMonitor.SILENT);
	}

	private static void assertSame(final PerfusionSeries kept, final PerfusionSeries made) {
		assertTrue(kept.grid().sameSize(made.grid()), CHANGED + "size");
		assertEquals(kept.frames(), made.frames(), CHANGED + "frames");
		assertArrayEquals(kept.grid().orientation().affine(), made.grid().orientation().affine(), 1e-4, CHANGED + "orientation");
		final float[] one = new float[kept.grid().planeSize()];
		final float[] other = new float[one.length];
		long different = 0;
		float most = 0;
		for (int t = 0; t < kept.frames(); t++)
			for (int z = 0; z < kept.grid().slices(); z++) {
				kept.planes().read(z, t, one);
				made.planes().read(z, t, other);
				for (int i = 0; i < one.length; i++) {
					if (one[i] == other[i]) continue;
					different++;
					most = Math.max(most, Math.abs(one[i] - other[i]));
				}
			}
		final long all = (long) kept.frames() * kept.grid().slices() * one.length;
		assertTrue(most <= 1 && different <= TURNED_ROUNDINGS * all, CHANGED + different + " of " + all + " voxels differ, by up to " + most + " HU");
	}
}
