package org.perfusionj.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PatienceMonitor;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** A made-up atlas of ellipsoids, whole and spoilt. */
class AtlasVolumesTest {

	private static final String TERRITORIES = "rapidtide_JHU-ArterialTerritories-LVL1_space-MNI152NLin6Asym_2mm.nii";
	private static final double[] FLIPPED = { -4, 0, 0, 90, 0, 4, 0, -126, 0, 0, 4, -72 };
	private static final double[] STRAIGHT = { 4, 0, 0, -90, 0, 4, 0, -126, 0, 0, 4, -72 };

	private static Parallel parallel;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() {
		parallel = new Parallel(2);
	}

	@AfterAll
	static void stop() {
		parallel.close();
	}

	@BeforeEach
	void writeAtlas() throws IOException {
		write("ct_scct.nii", FLIPPED, (x, y, z) -> {
			final double r = radius(x, y, z);
			return AtlasVolumes.stretch(r < 0.84 ? 32 : r < 0.94 ? 800 : r < 1 ? -60 : -1024);
		});
		write("ct_scgrey.nii", FLIPPED, (x, y, z) -> radius(x, y, z) < 0.78 && radius(x, y, z) > 0.65 ? 1 : 0);
		write("ct_scwhite.nii", FLIPPED, (x, y, z) -> radius(x, y, z) <= 0.65 ? 1 : 0);
		write("ct_sccsf.nii", FLIPPED, (x, y, z) -> radius(x, y, z) >= 0.78 && radius(x, y, z) < 0.84 ? 1 : 0);
		// fifteen slabs from back to front, each with two sides; this one's x axis runs the other way
		write(TERRITORIES, STRAIGHT, AtlasVolumesTest::label);
	}

	private static double label(final double x, final double y, final double z) {
		if (radius(x, y, z) > 0.8) return 0;
		final int pair = (int) Math.max(0, Math.min(14, (y + 90) / 10));
		return 2 * pair + (x < 0 ? 1 : 2);
	}

	private static double radius(final double x, final double y, final double z) {
		return Math.sqrt(x * x / (80 * 80.0) + (y + 18) * (y + 18) / (100 * 100.0) + (z - 15) * (z - 15) / (85 * 85.0));
	}

	private interface Values {

		double at(double x, double y, double z);
	}

	private void write(final String name, final double[] affine, final Values values) throws IOException {
		final SpatialGrid grid = new SpatialGrid(46, 55, 46, 4, 4, 4, affine == null ? Orientation.NONE : Orientation.scanner(affine));
		final double[] m = affine == null ? FLIPPED : affine;
		final Volume volume = new Volume(grid);
		for (int z = 0; z < 46; z++)
			for (int y = 0; y < 55; y++)
				for (int x = 0; x < 46; x++)
					volume.plane(z)[y * 46 + x] = (float) values.at(m[0] * x + m[3], m[5] * y + m[7], m[10] * z + m[11]);
		new NiftiWriter().write(folder.resolve(name), volume, NiftiNotes.NONE);
	}

	@Test
	void readsVolumesByTheirHeaders() throws IOException {
		final AtlasVolumes volumes = AtlasVolumes.read(folder, WorkMonitor.SILENT);

		final int left = AtlasVolumes.index(-30, -18, 14);
		final int right = AtlasVolumes.index(30, -18, 14);
		assertEquals(15, volumes.territory()[left]);
		assertEquals(16, volumes.territory()[right]);
		assertEquals(1, volumes.white()[left], 1e-6);
		assertEquals(AtlasVolumes.stretch(32), volumes.ct()[right], 1);
	}

	@Test
	void headsOfAnyAtlasAreWhole() throws IOException {
		final AtlasTemplate template = AtlasTemplate.open(folder, parallel, WorkMonitor.SILENT);
		final HeadAnatomy head = template.head(new Subject(65, true, 0.42), new RandomStream(1), parallel, WorkMonitor.SILENT);

		final float[] fractions = new float[Tissue.COUNT];
		final RandomStream places = new RandomStream(2);
		for (int n = 0; n < 20_000; n++) {
			head.fractions(places.uniform(-100, 100), places.uniform(-130, 100), places.uniform(-80, 110), fractions);
			double sum = 0;
			for (final float fraction : fractions)
				sum += fraction;
			assertEquals(1, sum, 1e-4);
		}
		head.fractions(35, -10, 20, fractions);
		assertEquals(1, fractions[Tissue.WHITE.ordinal()], 1e-4);
		head.fractions(0, -18, 15 + 0.89 * 85, fractions);
		assertTrue(fractions[Tissue.BONE.ordinal()] + fractions[Tissue.DIPLOE.ordinal()] > 0.9, Arrays.toString(fractions));
		assertEquals(15, head.territory(-30, -18, 14));
		assertEquals(0, head.territory(-85, -18, 14));
		assertEquals(folder.getFileName().toString(), template.name());
	}

	@Test
	void folderMustExist() {
		assertRefused(folder.resolve("nowhere"), "no atlas folder", "built-in");
	}

	@Test
	void everyVolumeMustBeThere() throws IOException {
		for (final String name : new String[] { "ct_scct", "ct_scgrey", "ct_scwhite", "ct_sccsf" }) {
			final Path file = folder.resolve(name + ".nii");
			final Path away = folder.resolve("away");
			Files.move(file, away);
			assertRefused(folder, "lacks " + name);
			Files.move(away, file);
		}
		Files.delete(folder.resolve(TERRITORIES));
		assertRefused(folder, "lacks rapidtide_JHU");
	}

	@Test
	void truncatedVolumeIsRefused() throws IOException {
		final Path file = folder.resolve("ct_scwhite.nii");
		final byte[] bytes = Files.readAllBytes(file);
		Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

		assertRefused(folder, "ct_scwhite.nii", "cut off");
	}

	@Test
	void priorsMustLieWhereTheTemplateLies() throws IOException {
		final double[] shifted = FLIPPED.clone();
		shifted[11] = -60;
		write("ct_scgrey.nii", shifted, (x, y, z) -> 0);

		assertRefused(folder, "ct_scgrey.nii", "not aligned", "-60.0");
	}

	@Test
	void priorsMustHaveTheSizeOfTheTemplate() throws IOException {
		final SpatialGrid grid = new SpatialGrid(5, 6, 7, 4, 4, 4, Orientation.scanner(FLIPPED));
		new NiftiWriter().write(folder.resolve("ct_sccsf.nii"), new Volume(grid), NiftiNotes.NONE);

		assertRefused(folder, "5 x 6 x 7", "46 x 55 x 46", "not aligned");
	}

	@Test
	void volumesMustSayWhereTheyLie() throws IOException {
		write("ct_scct.nii", null, (x, y, z) -> 0);

		assertRefused(folder, "ct_scct.nii", "neither qform nor sform");
	}

	@Test
	void volumesMustRunAlongTheAxes() throws IOException {
		final double c = 4 * Math.cos(0.3);
		final double s = 4 * Math.sin(0.3);
		write("ct_scct.nii", new double[] { c, -s, 0, -90, s, c, 0, -126, 0, 0, 4, -72 }, (x, y, z) -> 0);

		assertRefused(folder, "ct_scct.nii", "askew");
	}

	@Test
	void wrongFilesAreSeenByTheirValues() throws IOException {
		final Path ct = folder.resolve("ct_scct.nii");
		final byte[] good = Files.readAllBytes(ct);
		Files.copy(folder.resolve("ct_scgrey.nii"), ct, StandardCopyOption.REPLACE_EXISTING);
		assertRefused(folder, "does not look like the head CT template");
		Files.write(ct, good);
		Files.copy(ct, folder.resolve("ct_scgrey.nii"), StandardCopyOption.REPLACE_EXISTING);
		assertRefused(folder, "ct_scgrey.nii", "not a probability");
	}

	@Test
	void priorsInBoneOrAirAreMisaligned() throws IOException {
		write("ct_scwhite.nii", FLIPPED, (x, y, z) -> radius(x, y - 60, z) <= 0.65 ? 1 : 0);

		assertRefused(folder, "not aligned");
	}

	@Test
	void territoriesMustNotBeFlipped() throws IOException {
		write(TERRITORIES, STRAIGHT, (x, y, z) -> label(-x, y, z));

		assertRefused(folder, "flipped");
	}

	@Test
	void territoriesMustBeComplete() throws IOException {
		write(TERRITORIES, STRAIGHT, (x, y, z) -> label(x, y, z) == 11 ? 0 : label(x, y, z));

		assertRefused(folder, "no territory 11");
	}

	@Test
	void territoriesMustCoverTheBrain() throws IOException {
		write(TERRITORIES, STRAIGHT, (x, y, z) -> z > 10 ? 0 : label(x, y, z));

		assertRefused(folder, "has a territory", "not aligned");
	}

	@Test
	void territoriesAreWholeNumbers() throws IOException {
		write(TERRITORIES, STRAIGHT, (x, y, z) -> 0.5 * label(x, y, z));

		assertRefused(folder, "labels of territories are whole numbers");
	}

	private static void assertRefused(final Path folder, final String... parts) {
		final PerfusionException refused = assertThrows(PerfusionException.class, () -> AtlasTemplate.open(folder, parallel, WorkMonitor.SILENT));
		for (final String part : parts)
			assertTrue(refused.getMessage().contains(part), refused.getMessage());
	}

	@Test
	void cancelNeverWaitsForLong() throws IOException {
		final PatienceMonitor monitor = new PatienceMonitor();

		try (Parallel one = new Parallel(1)) {
			AtlasTemplate.open(folder, one, monitor);
		}

		assertTrue(monitor.longestS() < 1, monitor.longestS() + " s before " + monitor.where());
	}

	@Test
	void cancelEndsTheReading() {
		final WorkMonitor cancelled = new WorkMonitor() {

			@Override
			public void progress(final double fraction, final String message) {
				// nothing is shown
			}

			@Override
			public void log(final String message) {
				// nothing is shown
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};

		assertThrows(CancellationException.class, () -> AtlasTemplate.open(folder, parallel, cancelled));
		assertThrows(CancellationException.class, () -> new BuiltInTemplate().head(new Subject(65, true, 0.42), new RandomStream(1), parallel, cancelled));
	}

	@Test
	void stretchIsThatOfTheTemplate() {
		assertEquals(0, AtlasVolumes.stretch(-1024));
		assertEquals(24 + 1000 + 1240, AtlasVolumes.stretch(0));
		assertEquals(3024 + 1000, AtlasVolumes.stretch(1000));
	}
}
