package org.perfusionj.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.images.TiffVolumeWriter;
import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.StatedUnits;
import org.perfusionj.maps.TmaxResponse;
import org.perfusionj.pipeline.MapCollection.Part;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.Sample;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;

class MapFilesTest {

	private static final SpatialGrid GRID = new SpatialGrid(6, 5, 2, 2, 2, 5, Orientation.scanner(new double[] { -2, 0, 0, 6, 0, 2, 0, -5, 0, 0, 5, 0 }));

	@TempDir
	private Path root;
	private Path folder;
	private final WarningCollector log = new WarningCollector(WorkMonitor.SILENT);

	@BeforeEach
	void make() throws IOException {
		folder = Files.createDirectory(root.resolve("case 7"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "nifti", "tiff" })
	void aFolderOfOursSaysEverything(final String format) throws IOException {
		final VolumeWriter writer = format.equals("tiff") ? new TiffVolumeWriter() : new NiftiVolumeWriter();
		write(writer, PerfusionMap.CBF, ramp(1));
		write(writer, PerfusionMap.TMAX, ramp(0.1f));
		write(writer, PerfusionMap.RCBF, ramp(0.01f));
		writer.writeMask(folder.resolve("mask" + writer.extension()), inner(), "mask");
		writer.writeMask(folder.resolve("vessels" + writer.extension()), Mask.all(GRID), "vessels");
		writer.writeMap(folder.resolve("baseline" + writer.extension()), ramp(2), "baseline", "HU", 0, 80);
		Files.writeString(folder.resolve("parameters.json"), "{\"resolved\": {\"method\": \"oSVD\", \"signal\": \"MR\"}}");

		final LesionMaps maps = read(StatedUnits.NONE);

		assertEquals("case 7", maps.name());
		assertEquals("oSVD", maps.method());
		assertEquals(SignalType.MR, maps.signal());
		assertEquals(Set.of(PerfusionMap.CBF, PerfusionMap.TMAX), maps.maps().keySet(), "relative maps are made anew");
		assertTrue(GRID.sameSize(maps.grid()));
		assertEquals(5, maps.grid().spacingZ());
		assertArrayEquals(GRID.orientation().affine(), maps.grid().orientation().affine(), 1e-6);
		assertEquals(inner().count(), maps.brain().count());
		assertEquals(inner().count(), maps.vessels().count(), "part of the brain");
		assertEquals(0, maps.csf().count());
		assertEquals(2 * 8f, maps.image().orElseThrow().get(1, 1, 0));
		assertEquals(8f, maps.get(PerfusionMap.CBF).orElseThrow().get(1, 1, 0));
		assertEquals(0f, maps.get(PerfusionMap.CBF).orElseThrow().get(0, 0, 0), "outside of the mask");
		assertEquals(List.of(), log.warnings());
	}

	@Test
	void statedUnitsBecomeOursAndAssumedOnesAreSaid() throws IOException {
		foreign("CBF", ramp(0.01f));
		foreign("Tmax", ramp(100));

		final LesionMaps maps = read(StatedUnits.of("ml/g/min", "auto", "ms", 0));

		assertEquals(8, maps.get(PerfusionMap.CBF).orElseThrow().get(1, 1, 0), 1e-5);
		assertEquals(0.8, maps.get(PerfusionMap.TMAX).orElseThrow().get(1, 1, 0), 1e-6);
		assertEquals(1, log.warnings().size(), log.warnings().toString());
		assertTrue(log.warnings().get(0).contains("no mask of the brain: the 60 voxels"), log.warnings().toString());
		read(StatedUnits.NONE);
		assertTrue(log.warnings().stream().anyMatch(warning -> warning.startsWith("CBF from CBF.nii: says no unit; ml/100 g/min taken") && warning.contains("cbf_unit")), log.warnings().toString());
	}

	@Test
	void voxelsWithoutNumbersAreLeftOutAndCounted() throws IOException {
		final Volume flow = ramp(1);
		flow.plane(0)[7] = Float.NaN;
		final Volume transit = ramp(1);
		transit.plane(0)[8] = Float.POSITIVE_INFINITY;
		foreign("CBF", flow);
		foreign("MTT", transit);
		foreign("mask", Mask.all(GRID).toVolume());

		final LesionMaps maps = read(StatedUnits.NONE);

		assertFalse(maps.brain().contains(1, 1, 0));
		assertEquals(59, maps.brain().count());
		assertTrue(maps.brain().contains(2, 1, 0), "a transit time is a division by flow");
		assertTrue(Float.isNaN(maps.get(PerfusionMap.MTT).orElseThrow().get(2, 1, 0)), "0 s would be a time");
		assertEquals(58, Sample.of(maps.get(PerfusionMap.MTT).orElseThrow(), maps.brain()).count());
		assertTrue(log.warnings().stream().anyMatch(warning -> warning.contains("1 of 60 voxels of the mask hold NaN")), log.warnings().toString());
		assertTrue(log.warnings().stream().anyMatch(warning -> warning.contains("1 voxels of MTT hold NaN")), log.warnings().toString());
	}

	@Test
	void filesAreNamedOneByOne() throws IOException {
		foreign("flow", ramp(1));
		foreign("head", inner().toVolume());
		final LesionMaps maps = MapFiles.none("P1").with(PerfusionMap.CBF, folder.resolve("flow.nii")).with(Part.MASK, folder.resolve("head.nii")).read(StatedUnits.NONE, Optional.of(SignalType.MR), log);
		assertEquals("P1", maps.name());
		assertEquals(SignalType.MR, maps.signal());
		assertEquals(inner().count(), maps.brain().count());
	}

	@Test
	void theResponseOfTheFolderHoldsForItsOwnTmaxOnly() throws IOException {
		foreign("CBF", ramp(1));
		foreign("Tmax", ramp(0.1f));
		final String response = new TmaxResponse(new double[] { 0, 6 }, new double[] { 1, 8 }).text();
		Files.writeString(folder.resolve("parameters.json"), "{\"resolved\": {\"tmax_response\": \"" + response + "\"}}");
		assertEquals(8, read(StatedUnits.NONE).tmaxResponse().orElseThrow().measured(6), 1e-6);
		final Path other = Files.move(folder.resolve("Tmax.nii"), root.resolve("other.nii"));
		assertTrue(MapFiles.in(folder).with(PerfusionMap.TMAX, other).read(StatedUnits.NONE, Optional.empty(), log).tmaxResponse().isEmpty());
	}

	@Test
	void emptyMapsAndMasksAreRefused() throws IOException {
		foreign("CBF", new Volume(GRID));
		assertTrue(refused().contains("there is no tissue in them"));
		foreign("CBF", ramp(1));
		foreign("mask", new Volume(GRID));
		assertTrue(refused().contains("mask.nii is empty"));
		foreign("mask", Mask.all(GRID).toVolume());
		final Volume nothing = ramp(1);
		for (int z = 0; z < 2; z++)
			Arrays.fill(nothing.plane(z), Float.NaN);
		foreign("CBF", nothing);
		assertTrue(refused().contains("NaN or infinite values in every voxel"));
	}

	@Test
	void filesThatCannotBeUsedAreRefused() throws IOException {
		foreign("CBF", ramp(1));
		foreign("Tmax", new Volume(new SpatialGrid(6, 5, 3, 2, 2, 5, Orientation.NONE)));
		assertTrue(refused().contains("Tmax.nii has 6 x 5 x 3 voxels, CBF.nii 6 x 5 x 2"));
		Files.write(folder.resolve("Tmax.nii"), Arrays.copyOf(Files.readAllBytes(folder.resolve("CBF.nii")), 400));
		assertTrue(refused().contains("cut off"), refused());
		Files.delete(folder.resolve("Tmax.nii"));
		new TiffVolumeWriter().writeCurves(folder.resolve("Tmax.tif"), new float[2][3][30], GRID, new org.perfusionj.curve.TimeGrid(0, 1, 3), "x", "x", "s", WorkMonitor.SILENT);
		assertTrue(refused().contains("Tmax.tif has 3 times"), refused());
		Files.delete(folder.resolve("Tmax.tif"));
		write(new TiffVolumeWriter(), PerfusionMap.CBF, ramp(1));
		assertTrue(assertThrows(PerfusionException.class, () -> MapFiles.in(folder)).getMessage().contains("both CBF.nii and CBF.tif"));
	}

	@Test
	void aFolderWithoutMapsHoldsNone() throws IOException {
		foreign("core", ramp(1));
		assertFalse(MapFiles.in(folder).holdMaps());
		foreign("rcbf", ramp(1));
		assertFalse(MapFiles.in(folder).holdMaps(), "a relative map alone says nothing");
	}

	@Test
	void parametersOfOthersAreNotUsed() throws IOException {
		foreign("CBF", ramp(1));
		for (final String text : List.of("no json", "[1]", "{\"resolved\": 3}")) {
			Files.writeString(folder.resolve("parameters.json"), text);
			assertEquals("", read(StatedUnits.NONE).method());
			assertTrue(log.warnings().stream().anyMatch(warning -> warning.contains("parameters.json was not written by this software")), log.warnings().toString());
		}
	}

	private LesionMaps read(final StatedUnits units) throws IOException {
		return MapFiles.in(folder).read(units, Optional.empty(), log);
	}

	private String refused() {
		return assertThrows(PerfusionException.class, () -> read(StatedUnits.NONE)).getMessage();
	}

	private void write(final VolumeWriter writer, final PerfusionMap map, final Volume volume) throws IOException {
		writer.writeMap(folder.resolve(map.key() + writer.extension()), volume, map.key(), map.unit(), 0, 1);
	}

	/** A file that says nothing of units. */
	private void foreign(final String name, final Volume volume) throws IOException {
		new NiftiWriter().write(folder.resolve(name + ".nii"), volume, NiftiNotes.NONE);
	}

	/** 1, 2, 3, ... times the factor in each slice. */
	private static Volume ramp(final float factor) {
		final Volume volume = new Volume(GRID);
		for (int z = 0; z < GRID.slices(); z++)
			for (int i = 0; i < GRID.planeSize(); i++)
				volume.plane(z)[i] = factor * (i + 1);
		return volume;
	}

	private static Mask inner() {
		return Mask.all(GRID).where(x -> x > 0 && x < 5);
	}
}
