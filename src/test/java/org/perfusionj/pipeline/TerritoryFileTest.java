package org.perfusionj.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.reference.ReferenceData;
import org.perfusionj.segmentation.Territories;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;

class TerritoryFileTest {

	@TempDir
	private Path folder;

	@Test
	void namesLieBesideTheLabels() throws IOException {
		final Path labels = folder.resolve("atlas.nii.gz");
		final SpatialGrid grid = new SpatialGrid(2, 1, 1, 1, 1, 1, Orientation.NONE);
		new NiftiVolumeWriter().writeMap(labels, new Volume(grid, new float[][] { { 1, 2 } }), "atlas", "", 0, 2);
		assertEquals(Map.of(), TerritoryFile.read(labels, Optional.empty()).names());
		Files.writeString(folder.resolve("atlas.txt"), "1 ACA\n2 MCA\n");
		final Territories territories = TerritoryFile.read(labels, Optional.empty());
		assertEquals(Map.of(1, "ACA", 2, "MCA"), territories.names());
		assertEquals("atlas", territories.name());
		final Path others = Files.writeString(folder.resolve("others.txt"), "one\ntwo\n");
		assertEquals(Map.of(1, "one", 2, "two"), TerritoryFile.read(labels, Optional.of(others)).names());
	}

	@Test
	void otherFilesAreRefused() {
		assertTrue(assertThrows(PerfusionException.class, () -> TerritoryFile.read(folder.resolve("none.nii"), Optional.empty())).getMessage().contains("none.nii"));
		assertTrue(assertThrows(PerfusionException.class, () -> TerritoryFile.read(Files.writeString(folder.resolve("atlas.tif"), "x"), Optional.empty())).getMessage().contains("not NIfTI"));
	}

	@Test
	void theAtlasOfTheReferenceDataIsRead() throws IOException {
		final Path labels = ReferenceData.file("atlas/rapidtide_JHU-ArterialTerritories-LVL1_space-MNI152NLin6Asym_2mm.nii.gz");
		final Territories territories = TerritoryFile.read(labels, Optional.of(ReferenceData.file("atlas/rapidtide_JHU-ArterialTerritories-LVL1_regions.txt")));
		assertEquals(32, territories.names().size());
		assertEquals("MCAFL", territories.names().get(7));
	}
}
