package org.perfusionj.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.host.CommandLineCall;
import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/** Maps that cannot be used: an exit code, a message that says what to do, and no file; or a result that says under which conditions it holds. */
class SegmentBadInputTest {

	@TempDir
	private Path root;

	@Test
	void mapsOfAnotherSizeOrPlaceAreRefused() throws Exception {
		final Path maps = MapFolder.at(root.resolve("maps")).write();
		final Path tmax = maps.resolve("Tmax.nii.gz");
		write(tmax, new SpatialGrid(20, 24, 6, 8, 8, 5, Orientation.NONE), 7);
		refused(1, maps, List.of(), "Tmax.nii.gz has 20 x 24 x 6 voxels, CBF.nii.gz 40 x 48 x 6", "resample");
		write(tmax, new SpatialGrid(40, 48, 6, 4, 4, 8, Orientation.NONE), 7);
		refused(1, maps, List.of(), "The voxels of Tmax.nii.gz are 4 x 4 x 8 mm, those of CBF.nii.gz 4 x 4 x 5 mm", "Correct the header");
		write(tmax, new SpatialGrid(40, 48, 6, 4, 4, 5, Orientation.scanner(new double[] { 4, 0, 0, -78, 0, 4, 0, -94, 0, 0, 5, 0 })), 7);
		refused(1, maps, List.of(), "mm apart or the other way round", "same header");
	}

	@Test
	void aRuleWithoutItsMapSaysWhichOneIsMissing() throws Exception {
		final Path maps = MapFolder.at(root.resolve("maps")).without(PerfusionMap.BAD).without(PerfusionMap.CBV).write();
		refused(1, maps, List.of("rule=bad"), "rule=bad", "BAD", "Tmax");
		refused(1, maps, List.of("rule=cbv"), "rule=cbv needs the map CBV");
		final Path late = MapFolder.at(root.resolve("late")).without(PerfusionMap.CBF).write();
		refused(1, late, List.of("rule=rcbf"), "rule=rcbf needs the map CBF");
		refused(1, late, List.of("rule=salvageable_cbf"), "needs the map CBF");
		final Path flow = MapFolder.at(root.resolve("flow")).without(PerfusionMap.TMAX).without(PerfusionMap.BAD).write();
		refused(1, flow, List.of("rule=rcbf"), "rule=rcbf needs the map Tmax");
	}

	@Test
	void mapsWithoutTissueAreRefused() throws Exception {
		final Path zero = MapFolder.at(root.resolve("zero")).changed(PerfusionMap.CBF, (value, x, y, z) -> 0).write();
		refused(1, zero, List.of(), "CBF is 0 everywhere in the brain", "right file");
		final Path none = MapFolder.at(root.resolve("none")).write();
		write(none.resolve("mask.nii.gz"), MapFolder.GRID, 0);
		refused(1, none, List.of(), "mask.nii.gz is empty", "mask=");
		final Path nan = MapFolder.at(root.resolve("nan")).changed(PerfusionMap.CBF, (value, x, y, z) -> Double.NaN).write();
		refused(1, nan, List.of(), "NaN or infinite values in every voxel");
	}

	@Test
	void wrongUnitsAreRefusedWithTheUnitThatTheyMayBeIn() throws Exception {
		final Path maps = MapFolder.at(root.resolve("maps")).changed(PerfusionMap.CBF, (value, x, y, z) -> value / 60).write();
		refused(1, maps, List.of("rule=rcbf"), "The map CBF does not look like ml/100 g/min", "ml/g/min");
		final Path stated = MapFolder.at(root.resolve("stated")).changed(PerfusionMap.CBF, (value, x, y, z) -> value / 100).write();
		assertEquals(0, call(stated, root.resolve("right"), "cbf_unit=ml/g/min").code());
		refused(2, maps, List.of("cbf_unit=furlong"), "cbf_unit=furlong is no unit", "ml/100g/min");
		refused(2, maps, List.of("time_unit=frames"), "frame_interval_s");
	}

	@Test
	void withoutNormalTissueThereIsNothingToCompareWith() throws Exception {
		final Path maps = MapFolder.at(root.resolve("maps")).changed(PerfusionMap.TMAX, (value, x, y, z) -> 9).write();
		refused(1, maps, List.of("rule=rcbf"), "no normal tissue to compare flow with");
	}

	@Test
	void oneSliceAndBothSidesAreSaidWithTheVolumes() throws Exception {
		final SpatialGrid one = new SpatialGrid(40, 48, 1, 4, 4, 5, MapFolder.GRID.orientation());
		final Path slice = MapFolder.at(root.resolve("slice"), new NiftiVolumeWriter(), one).changed(PerfusionMap.TMAX, (value, x, y, z) -> MapFolder.isLesion(x, y, 2) ? 9 : 2).write();
		final Deconvolved single = Deconvolved.by("segment", slice, root.resolve("of a slice"), "maps_fwhm_mm=0", "rule=rcbf");
		assertTrue(single.warnings().stream().anyMatch(warning -> warning.contains("one slice")), single.warnings().toString());
		final Path both = MapFolder.at(root.resolve("both")).changed(PerfusionMap.TMAX, (value, x, y, z) -> MapFolder.isLesion(x, y, z) || MapFolder.isLesion(39 - x, y, z) ? 9 : 2).write();
		final Deconvolved two = Deconvolved.by("segment", both, root.resolve("of both"), "maps_fwhm_mm=0", "rule=rcbf");
		assertTrue(two.warnings().stream().anyMatch(warning -> warning.contains("both sides")), two.warnings().toString());
		assertEquals("both", two.texts("resolved").get("affected_side"));
	}

	@Test
	void damagedFilesAreRefused() throws Exception {
		final Path maps = MapFolder.at(root.resolve("maps")).write();
		Files.delete(maps.resolve("Tmax.nii.gz"));
		new NiftiWriter().write(maps.resolve("Tmax.nii"), new Volume(MapFolder.GRID), NiftiNotes.NONE);
		Files.write(maps.resolve("Tmax.nii"), Arrays.copyOf(Files.readAllBytes(maps.resolve("Tmax.nii")), 5000));
		refused(1, maps, List.of(), "Tmax.nii is cut off");
		refused(1, MapFolder.at(root.resolve("2")).write(), List.of("tmax=" + Path.of("test-images/phantom/series.nii.gz").toAbsolutePath()), "48 volumes", "one 3D volume");
	}

	@Test
	void whatIsNoInputIsSaid() throws Exception {
		final Path maps = MapFolder.at(root.resolve("maps")).write();
		refused(2, maps.resolve("CBF.nii.gz"), List.of(), "single map", "cbf=");
		refused(1, Files.createDirectory(root.resolve("empty")), List.of(), "holds no");
		refused(1, root.resolve("missing"), List.of(), "does not exist");
		refused(2, maps, List.of("cbf=" + root.resolve("missing.nii")), "does not exist");
		refused(2, maps, List.of("mask=roi"), "mask=", "auto");
		refused(2, maps, List.of("rule=best"), "rule must be one of");
		final CommandLineCall nothing = CommandLineCall.of("segment", "output=" + root.resolve("never"));
		assertEquals(2, nothing.code());
		assertTrue(nothing.err().contains("folder of maps") && nothing.err().contains("cbf="), nothing.err());
	}

	@Test
	void resultsNeverReplaceMaps() throws Exception {
		final Path maps = MapFolder.at(root.resolve("maps")).write();
		final CommandLineCall into = call(maps, maps, "overwrite=true");
		assertTrue(into.code() != 0 && into.err().contains("lies in"), into.err());
		assertTrue(Files.exists(maps.resolve("CBF.nii.gz")));
		assertFalse(Files.exists(maps.resolve("core.nii.gz")));
		final Path output = root.resolve("out");
		assertEquals(0, call(maps, output).code());
		assertTrue(call(maps, output).err().contains("overwrite=true"));
	}

	private static CommandLineCall call(final Path maps, final Path output, final String... more) {
		return CommandLineCall.of(Stream.concat(Stream.of("segment", "input=" + maps, "output=" + output, "rule=rcbf"), Arrays.stream(more)).toArray(String[]::new));
	}

	private void refused(final int code, final Path input, final List<String> more, final String... texts) throws Exception {
		Deconvolved.refusedBy("segment", code, input, root.resolve("refused"), more, texts);
	}

	private static void write(final Path file, final SpatialGrid grid, final float value) throws Exception {
		final Volume volume = new Volume(grid);
		for (int z = 0; z < grid.slices(); z++)
			Arrays.fill(volume.plane(z), value);
		new NiftiVolumeWriter().writeMap(file, volume, "map", "s", 0, 1);
	}
}
