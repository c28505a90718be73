package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.commands.SampleFiles;
import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.SeriesOpener;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.report.PhantomFiles;
import org.perfusionj.report.Provenance;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class TissueFolderTest {

	private static final SeriesOpener OPENER = new SeriesOpener(List.of(new NiftiReader()));

	@TempDir
	private Path cases;

	private static TissueFolder.Content content(final Path folder, final TissueNames names) throws IOException {
		return new TissueFolder("case", folder).content(names, OPENER);
	}

	private static TissueScan read(final Path folder) throws IOException {
		final TissueFolder one = new TissueFolder("case", folder);
		return one.read(one.content(TissueNames.DEFAULTS, OPENER), ReadOptions.FROM_FILE, OPENER, WorkMonitor.SILENT);
	}

	private static String refused(final Path folder, final TissueNames names) {
		return assertThrows(PerfusionException.class, () -> content(folder, names)).getMessage();
	}

	private static void assertSame(final Mask expected, final Mask found) {
		for (int z = 0; z < expected.grid().slices(); z++)
			assertArrayEquals(expected.plane(z), found.plane(z));
	}

	@Test
	void everyFolderIsACaseExceptResultsAndHiddenOnes() throws Exception {
		SampleTissueScans.write(cases, 2);
		SampleTissueScans.write(cases, 1);
		Files.createDirectories(cases.resolve("nothing in it"));
		Files.createDirectories(cases.resolve(".hidden"));
		Files.writeString(Files.createDirectories(cases.resolve("results")).resolve(OutputFolder.FINISHED), "{}");
		final MonitorLog log = new MonitorLog();

		assertEquals(List.of("case1", "case2", "nothing in it"), TissueFolder.in(cases, TissueNames.DEFAULTS, log).stream().map(TissueFolder::name).toList());

		assertTrue(log.says("results holds results and is no case"), log.toString());
		assertEquals(List.of("case1"), TissueFolder.in(cases.resolve("case1"), TissueNames.DEFAULTS, log).stream().map(TissueFolder::name).toList());
		final Path empty = cases.resolve("nothing in it");
		assertTrue(assertThrows(PerfusionException.class, () -> TissueFolder.in(empty, TissueNames.DEFAULTS, WorkMonitor.SILENT)).getMessage().contains("There is no case in"));
	}

	@Test
	void masksBesideTheSeriesAreUsed() throws Exception {
		final Path folder = SampleTissueScans.write(cases, 1);
		final Mask grey = SampleTissueScans.where(SampleTissueScans::isGrey);
		new NiftiVolumeWriter().writeMask(folder.resolve("grey.nii.gz"), grey, "grey");

		final TissueScan scan = read(folder);

		assertSame(SampleTissueScans.lesion(), scan.lesion());
		assertSame(grey, scan.grey().orElseThrow());
		assertTrue(scan.white().isEmpty() && scan.vessels().isEmpty() && scan.normal().isEmpty() && scan.truth().isEmpty());
		assertEquals("case", scan.series().name());
	}

	@Test
	void aPhantomBringsItsTissuesAndItsTruth() throws Exception {
		final Phantom phantom;
		try (Parallel parallel = Parallel.allCores()) {
			phantom = new SamplePhantom().create(PhantomSettings.of(1), parallel, WorkMonitor.SILENT);
		}
		final Path folder = cases.resolve("phantom");
		try (OutputFolder out = OutputFolder.open(folder, false)) {
			new PhantomFiles(phantom).write(out, new Provenance("phantom", Map.of(), Map.of(), List.of()), WorkMonitor.SILENT);
			out.commit();
		}

		final TissueScan scan = read(folder);

		assertSame(phantom.truth().core().or(phantom.truth().penumbra()), scan.lesion());
		assertSame(phantom.truth().brain(), scan.brain().orElseThrow());
		assertSame(Mask.nonZero(phantom.truth().vessels()), scan.vessels().orElseThrow());
		assertSame(EvaluationTissue.GREY_NORMAL.of(phantom.truth()), scan.normal().orElseThrow().and(scan.grey().orElseThrow()).and(scan.brain().orElseThrow()).minus(scan.vessels().orElseThrow()).minus(scan.lesion()));
		assertEquals(Set.of(TissueMeasure.values()), scan.truth().keySet());
		assertArrayEquals(phantom.truth().cbf().plane(1), scan.truth().get(TissueMeasure.CBF).plane(1), 1e-4f);
		assertArrayEquals(phantom.truth().delay().plane(1), scan.truth().get(TissueMeasure.DELAY).plane(1), 1e-4f);
		// without its description it is a scan with two masks
		Files.delete(folder.resolve("phantom.json"));
		final TissueScan patient = read(folder);
		assertTrue(patient.truth().isEmpty() && patient.normal().isEmpty() && patient.grey().isEmpty());
		assertEquals(2, content(folder, TissueNames.DEFAULTS).lesion().size());
		assertEquals(List.of(folder.resolve("core.nii.gz")), content(folder, new TissueNames("auto", "CORE")).lesion());
	}

	@Test
	void namesAndPatternsSayWhichFileIsWhich() throws Exception {
		final Path folder = cases.resolve("case_1");
		Files.createDirectories(folder.resolve("SMIR.CT_4DPWI.1"));
		Files.createDirectories(folder.resolve("SMIR.OT.2"));
		SampleFiles.nifti(folder.resolve("SMIR.CT_4DPWI.1/a.nii"), SampleFiles.slices(1, 1));
		new NiftiVolumeWriter().writeMask(folder.resolve("SMIR.OT.2/b.nii"), SampleTissueScans.lesion(), "lesion");

		final TissueFolder.Content found = content(folder, new TissueNames("*4DPWI*/*.nii", "*.OT.*/*.nii"));

		assertEquals(folder.resolve("SMIR.CT_4DPWI.1/a.nii"), found.series());
		assertEquals(List.of(folder.resolve("SMIR.OT.2/b.nii")), found.lesion());
		assertEquals(List.of("case_1"), TissueFolder.in(cases, new TissueNames("*4DPWI*/*.nii", "*.OT.*/*.nii"), WorkMonitor.SILENT).stream().map(TissueFolder::name).toList());
		assertTrue(refused(folder, new TissueNames("*/*.nii", "auto")).contains("series=*/*.nii fits"));
		assertTrue(refused(folder, new TissueNames("*4DPWI*/*.nii", "mine")).contains("is called mine (lesion)"));
		assertTrue(assertThrows(PerfusionException.class, () -> new TissueNames("[a", "auto")).getMessage().contains("series=[a is no pattern"));
		assertTrue(assertThrows(PerfusionException.class, () -> new TissueNames("auto", "core++penumbra")).getMessage().contains("empty"));
	}

	@Test
	void labelsAreNoLesion() throws Exception {
		final Path folder = SampleTissueScans.write(cases, 1);
		final Volume labels = SampleTissueScans.lesion().toVolume();
		labels.plane(0)[0] = 3;
		new NiftiVolumeWriter().writeLabels(folder.resolve("lesion.nii.gz"), labels, "lesion", "1 normal tissue, 3 core");
		final String refused = assertThrows(PerfusionException.class, () -> read(folder)).getMessage();
		assertTrue(refused.contains("lesion.nii.gz is no mask: it holds 0, 3, 1 ..."), refused);
		// what a segmentation wrote beside the series is neither series nor lesion
		Files.move(folder.resolve("lesion.nii.gz"), folder.resolve("lesion_labels.nii.gz"));
		Files.move(folder.resolve("series.nii.gz"), folder.resolve("scan.nii.gz"));
		new NiftiVolumeWriter().writeMask(folder.resolve("core.nii.gz"), SampleTissueScans.lesion(), "core");
		final TissueFolder.Content found = content(folder, TissueNames.DEFAULTS);
		assertEquals(List.of(folder.resolve("core.nii.gz")), found.lesion());
		assertEquals(folder.resolve("scan.nii.gz"), found.series());
	}

	@Test
	void whatIsMissingIsSaid() throws Exception {
		final Path folder = SampleTissueScans.write(cases, 1);
		SampleFiles.nifti(folder.resolve("other.nii"), SampleFiles.slices(1, 1));
		assertEquals(folder.resolve("series.nii.gz"), content(folder, TissueNames.DEFAULTS).series());
		Files.move(folder.resolve("series.nii.gz"), folder.resolve("first.nii.gz"));
		assertTrue(refused(folder, TissueNames.DEFAULTS).contains("Which image of"));
		Files.delete(folder.resolve("other.nii"));
		assertEquals(folder.resolve("first.nii.gz"), content(folder, TissueNames.DEFAULTS).series());
		Files.delete(folder.resolve("first.nii.gz"));
		assertTrue(refused(folder, TissueNames.DEFAULTS).contains("There is no series in"));

		final Path second = SampleTissueScans.write(cases, 2);
		new NiftiVolumeWriter().writeMask(second.resolve("lesion.nii.gz"), Mask.all(SampleFiles.slices(1, 2).grid()), "lesion");
		final String size = assertThrows(PerfusionException.class, () -> read(second)).getMessage();
		assertTrue(size.contains("lesion.nii.gz is 128 x 128 x 2 voxels, the series 128 x 128 x 1"), size);
		Files.delete(second.resolve("lesion.nii.gz"));
		assertTrue(refused(second, TissueNames.DEFAULTS).contains("There is no lesion mask in"));
		assertFalse(TissueFolder.in(cases, TissueNames.DEFAULTS, WorkMonitor.SILENT).isEmpty());
	}
}
