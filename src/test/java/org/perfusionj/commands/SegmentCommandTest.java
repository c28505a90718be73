package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.perfusionj.host.CommandLineCall;
import org.perfusionj.images.TiffVolumeWriter;
import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;

/** What {@code segment} finds in maps without a display, by a lesion whose volumes are known. */
class SegmentCommandTest {

	@TempDir
	private static Path root;

	private static Path maps;

	@BeforeAll
	static void write() throws IOException {
		maps = MapFolder.at(root.resolve("case 1")).write();
	}

	@Test
	void aFolderOfMapsGivesVolumesMasksAndRois() throws IOException {
		final Map<Path, List<Byte>> before = contents(maps);

		final Deconvolved found = Deconvolved.by("segment", maps, root.resolve("found"), "maps_fwhm_mm=0", "rule=rcbf");

		assertEquals(new TreeSet<>(List.of("core.nii.gz", "penumbra.nii.gz", "lesion_labels.nii.gz", "volumes.csv", "mosaic.png", "report.html", "rois.zip", "parameters.json")), new TreeSet<>(found.files()));
		assertEquals(MapFolder.CORE_ML, volume(found, "core"), 1e-3);
		assertEquals(MapFolder.LESION_ML, volume(found, "lesion"), 1e-3);
		assertEquals(MapFolder.LESION_ML - MapFolder.CORE_ML, volume(found, "penumbra"), 1e-3);
		for (int z = 0; z < 6; z++)
			for (int y = 0; y < 48; y++)
				for (int x = 0; x < 40; x++) {
					assertEquals(MapFolder.isCore(x, y, z), found.map("core").get(x, y, z) == 1);
					assertEquals(MapFolder.isLesion(x, y, z) && !MapFolder.isCore(x, y, z), found.map("penumbra").get(x, y, z) == 1);
				}
		assertTrue(found.messages().contains("Input: map files.") && found.messages().contains("affected side left") && found.messages().contains("Research use only"), found.messages());
		assertTrue(found.table("volumes.csv").get("conditions").get(1).contains("38 %"), "no volume without its conditions");
		assertEquals("segment", found.json().get("command").getAsString());
		assertEquals("rcbf", found.texts("resolved").get("rule"));
		assertEquals("left", found.texts("resolved").get("affected_side"));
		assertEquals(7, found.json().getAsJsonArray("inputs").size(), "five maps, mask and image");
		assertEquals(before, contents(maps), "the input is as it was");
	}

	@ParameterizedTest
	@CsvSource({ "rcbf, 7.68, 30.72", "contralateral, 7.68, 30.72", "cbv, 7.68, 30.72", "salvageable_cbf, , 30.72", "salvageable_tmax, , 30.72", "bad, 7.68, 30.72" })
	void everyRuleFindsIt(final String rule, final Double core, final double lesion) throws IOException {
		final Deconvolved found = Deconvolved.by("segment", maps, root.resolve("by " + rule), "maps_fwhm_mm=0", "rule=" + rule);
		assertEquals(lesion, volume(found, "lesion"), 1e-3, found.messages());
		assertEquals(core != null, found.files().contains("core.nii.gz"));
		if (core != null) assertEquals(core, volume(found, "core"), 1e-3);
		if (rule.startsWith("salvageable")) assertTrue(found.warnings().stream().anyMatch(warning -> warning.contains("MR")), found.warnings().toString());
	}

	@Test
	void thresholdsThatTheRuleDoesNotUseAreWarnedOf() throws IOException {
		final List<String> usual = Deconvolved.by("segment", maps, root.resolve("usual"), "rule=cbv").warnings();
		final List<String> changed = Deconvolved.by("segment", maps, root.resolve("changed"), "rule=cbv", "relative_cbf_percent=30", "bad_s=3", "tmax_s=5", "cbv_threshold=2.1", "maps_fwhm_mm=5").warnings();
		assertEquals(List.of("bad_s is used by bad, and by rcbf, contralateral and cbv on maps without Tmax only; with rule=cbv it does not change core and lesion, only the volumes at thresholds.", "relative_cbf_percent is used by rcbf only; with rule=cbv it does not change core and lesion."), changed
			.stream().filter(warning -> warning.contains("is used by")).toList());
		assertTrue(usual.stream().noneMatch(warning -> warning.contains("is used by")), usual.toString());
	}

	@Test
	void thresholdsAndCleaningAreParameters() throws IOException {
		// 10 of 60 is 16.7 %, 25 of 60 41.7 %
		assertEquals(0, volume(Deconvolved.by("segment", maps, root.resolve("low"), "maps_fwhm_mm=0", "rule=rcbf", "relative_cbf_percent=16"), "core"));
		assertEquals(MapFolder.LESION_ML, volume(Deconvolved.by("segment", maps, root.resolve("high"), "maps_fwhm_mm=0", "rule=rcbf", "relative_cbf_percent=42"), "core"), 1e-3);
		assertEquals(MapFolder.CORE_ML, volume(Deconvolved.by("segment", maps, root.resolve("late"), "maps_fwhm_mm=0", "rule=rcbf", "tmax_s=10"), "lesion"), 1e-3);
		assertEquals(0, volume(Deconvolved.by("segment", maps, root.resolve("large"), "maps_fwhm_mm=0", "rule=rcbf", "smallest_ml=31"), "lesion"));
	}

	@Test
	void mapsOfOtherSoftwareAreNamedOneByOne() throws IOException {
		final Path foreign = Files.createDirectory(root.resolve("Foreign"));
		final MapFolder made = MapFolder.at(maps);
		foreign(foreign, "perf", made.get(PerfusionMap.CBF), 0.01f);
		foreign(foreign, "vol", made.get(PerfusionMap.CBV), 1.04f);
		foreign(foreign, "delay", made.get(PerfusionMap.TMAX), 1000);

		final CommandLineCall call = CommandLineCall.of("segment", "cbf=" + foreign.resolve("perf.nii"), "cbv=" + foreign.resolve("vol.nii"), "tmax=" + foreign.resolve("delay.nii"), "cbf_unit=ml/g/min", "cbv_unit=percent", "time_unit=ms",
			"mask=" + maps.resolve("mask.nii.gz"), "maps_fwhm_mm=0", "rule=cbv", "output=" + root.resolve("foreign lesion"));

		assertEquals(0, call.code(), call.err());
		assertTrue(call.err().contains("CBF from perf.nii: ml/g/min as stated, times 100"), call.err());
		assertTrue(call.err().contains("Foreign: ") && call.err().contains("infarct core 7.7 ml"), call.err());
		assertFalse(call.err().contains("Warning: CBF"), call.err());
	}

	@Test
	void aNamedMapTakesThePlaceOfThatOfTheFolder() throws IOException {
		final Path other = root.resolve("normal.nii");
		foreign(root, "normal", MapFolder.at(maps).changed(PerfusionMap.TMAX, (value, x, y, z) -> 2).get(PerfusionMap.TMAX), 1);
		assertEquals(0, volume(Deconvolved.by("segment", maps, root.resolve("named"), "tmax=" + other, "maps_fwhm_mm=0", "rule=rcbf"), "lesion"));
	}

	@Test
	void tiffGivesTheSame() throws IOException {
		final Path tiff = MapFolder.at(root.resolve("tiff maps"), new TiffVolumeWriter(), MapFolder.GRID).write();
		final Deconvolved found = Deconvolved.by("segment", tiff, root.resolve("from tiff"), "maps_fwhm_mm=0", "rule=rcbf", "format=tiff");
		assertEquals(MapFolder.CORE_ML, volume(found, "core"), 1e-3);
		assertTrue(found.messages().contains("affected side left"), found.messages());
		assertTrue(found.files().contains("core.tif") && !found.files().contains("core.nii.gz"));
	}

	@Test
	void aFolderCalledLikeAWordIsNoInput() throws IOException {
		final Path word = Files.createDirectory(Path.of("auto"));
		try {
			final Path output = word.resolve("lesion");
			Deconvolved.by("segment", maps.toAbsolutePath(), output, "mask=auto", "lesion_model=auto", "rule=rcbf");
			try (Stream<Path> files = Files.list(output)) {
				for (final Path file : files.toList())
					Files.delete(file);
			}
			Files.delete(output);
		}
		finally {
			Files.delete(word);
		}
	}

	@Test
	void whereNoRuleIsNamedTheMapsDecide() throws IOException {
		final Deconvolved found = Deconvolved.by("segment", MapFolder.at(root.resolve("bad only")).without(PerfusionMap.TMAX).write(), root.resolve("by maps"), "maps_fwhm_mm=0");
		assertEquals(List.of("auto", "bad"), List.of(found.texts("parameters").get("rule"), found.texts("resolved").get("rule")));
		assertTrue(found.messages().contains("rule=auto: bad, because"), found.messages());
		assertEquals(MapFolder.LESION_ML, volume(found, "lesion"), 1e-3);
	}

	@Test
	void volumesAreGivenByTerritory() throws IOException {
		final Volume labels = new Volume(MapFolder.GRID);
		for (int z = 0; z < 6; z++)
			for (int i = 0; i < labels.plane(z).length; i++)
				labels.plane(z)[i] = i % 40 < 28 ? 1 : 2;
		final Path atlas = root.resolve("territories.nii");
		new NiftiWriter().write(atlas, labels, NiftiNotes.NONE);
		Files.writeString(root.resolve("territories.txt"), "1 front\n2 left side\n");

		final Deconvolved found = Deconvolved.by("segment", maps, root.resolve("by territory"), "maps_fwhm_mm=0", "rule=rcbf", "territories=" + atlas);

		// half of the core's columns, half of the lesion's
		assertEquals(MapFolder.CORE_ML / 2, volume(found, "core", "left side"), 1e-3);
		assertEquals(MapFolder.LESION_ML / 2, volume(found, "lesion", "front"), 1e-3);
		assertTrue(found.json().getAsJsonArray("inputs").toString().contains("territories.txt"));
	}

	@Test
	void aSeriesGoesThroughThePipelineFirst() throws IOException {
		final Deconvolved found = Deconvolved.by("segment", Path.of("test-images/phantom/series.nii.gz"), root.resolve("series"), "rule=rcbf");

		assertTrue(found.messages().contains("Input: a series") && found.messages().contains("by Tikhonov") && found.messages().contains("side left"), found.messages());
		final Mask truth = Mask.nonZero(org.perfusionj.io.NiftiVolumes.readVolume(Path.of("test-images/phantom/core.nii.gz"))).or(Mask.nonZero(org.perfusionj.io.NiftiVolumes.readVolume(Path.of("test-images/phantom/penumbra.nii.gz"))));
		final Mask lesion = Mask.nonZero(found.map("core")).or(Mask.nonZero(found.map("penumbra")));
		final double dice = 2.0 * lesion.and(truth).count() / (lesion.count() + truth.count());
		assertTrue(dice > 0.7, "Dice " + dice);
		assertTrue(found.files().contains("CBF.nii.gz") && found.files().contains("Tmax.nii.gz"), found.files().toString());
	}

	private static double volume(final Deconvolved found, final String key) throws IOException {
		return volume(found, key, "all");
	}

	private static double volume(final Deconvolved found, final String key, final String region) throws IOException {
		final Map<String, List<String>> table = found.table("volumes.csv");
		for (int row = 0; row < table.get("key").size(); row++)
			if (table.get("key").get(row).equals(key) && table.get("region").get(row).equals(region)) return Double.parseDouble(table.get("value").get(row));
		throw new AssertionError("no " + key + " of " + region + " in " + table);
	}

	private static void foreign(final Path folder, final String name, final Volume volume, final float factor) throws IOException {
		final float[][] planes = new float[volume.grid().slices()][];
		for (int z = 0; z < planes.length; z++) {
			planes[z] = volume.plane(z).clone();
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] *= factor;
		}
		new NiftiWriter().write(folder.resolve(name + ".nii"), new Volume(volume.grid(), planes), NiftiNotes.NONE);
	}

	private static Map<Path, List<Byte>> contents(final Path folder) throws IOException {
		final Map<Path, List<Byte>> contents = new HashMap<>();
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path file : files.toList()) {
				final byte[] bytes = Files.readAllBytes(file);
				contents.put(file, List.of((byte) Arrays.hashCode(bytes), (byte) bytes.length));
			}
		}
		return contents;
	}
}
