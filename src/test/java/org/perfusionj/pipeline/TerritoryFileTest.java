package org.perfusionj.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.reference.ReferenceData;
import org.perfusionj.segmentation.Territories;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.WorkMonitor;

class TerritoryFileTest {

	@TempDir
	private Path folder;

	@Test
	void namesLieBesideTheLabels() throws IOException {
		final Path labels = folder.resolve("atlas.nii.gz");
		final SpatialGrid grid = new SpatialGrid(2, 1, 1, 1, 1, 1, Orientation.NONE);
		new NiftiVolumeWriter().writeMap(labels, new Volume(grid, new float[][] { { 1, 2 } }), "atlas", "", 0, 2);
		final TerritoryFile file = new TerritoryFile(labels);
		assertEquals(Map.of(), file.read(WorkMonitor.SILENT).names());
		assertEquals(List.of(labels), file.files());
		final Path names = Files.writeString(folder.resolve("atlas.txt"), "1 ACA\n2 MCA\n");
		final Territories territories = file.read(WorkMonitor.SILENT);
		assertEquals(Map.of(1, "ACA", 2, "MCA"), territories.names());
		assertEquals(2, territories.labels().get(1, 0, 0));
		assertEquals("atlas.nii.gz", territories.name());
		assertEquals(List.of(labels, names), file.files());
	}

	@Test
	void theAtlasOfTheReferenceDataIsRead() throws IOException {
		final Path labels = Files.copy(ReferenceData.file("atlas/rapidtide_JHU-ArterialTerritories-LVL1_space-MNI152NLin6Asym_2mm.nii.gz"), folder.resolve("JHU.nii.gz"));
		Files.copy(ReferenceData.file("atlas/rapidtide_JHU-ArterialTerritories-LVL1_regions.txt"), folder.resolve("JHU.txt"));
		final Territories territories = new TerritoryFile(labels).read(WorkMonitor.SILENT);
		assertEquals(32, territories.names().size());
		assertEquals("MCAFL", territories.names().get(7));
		assertEquals(91, territories.labels().grid().width());
	}
}
