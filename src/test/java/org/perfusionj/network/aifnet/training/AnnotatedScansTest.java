package org.perfusionj.network.aifnet.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.RoiRegions;
import org.perfusionj.images.VascularRois;
import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.SeriesEntry;
import org.perfusionj.io.SeriesOpener;
import org.perfusionj.io.SeriesReader;
import org.perfusionj.network.aifnet.SmallScan;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Region;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleSeries;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Which annotation belongs to which scan. The images here are not opened. */
class AnnotatedScansTest {

	/** A folder with a file called IM1 is a DICOM series. */
	private static final SeriesOpener OPENER = new SeriesOpener(List.of(new SeriesReader() {

		@Override
		public String name() {
			return "test";
		}

		@Override
		public boolean canRead(final Path path) {
			return Files.exists(path.resolve("IM1"));
		}

		@Override
		public List<SeriesEntry> list(final Path path, final WorkMonitor monitor) {
			throw new AssertionError("no scan is read to find the annotations");
		}

		@Override
		public PerfusionSeries read(final Path path, final ReadOptions options, final WorkMonitor monitor) {
			throw new AssertionError("no scan is read to find the annotations");
		}
	}));

	@TempDir
	private Path temporary;
	private Path folder;

	@BeforeEach
	void name() throws IOException {
		folder = Files.createDirectories(temporary.resolve("my scans"));
	}

	private void files(final String... names) throws IOException {
		for (final String name : names) {
			final Path file = folder.resolve(name);
			Files.createDirectories(file.getParent());
			if (ImageFileName.isNifti(file)) image(file, name.hashCode());
			else Files.writeString(file, name);
		}
	}

	private static void image(final Path file, final float value) throws IOException {
		final Volume volume = new Volume(SmallScan.grid(1, 1, 1, 1, 1));
		volume.plane(0)[0] = value;
		new NiftiWriter().write(file, volume, NiftiNotes.NONE);
	}

	private List<String> found(final MonitorLog log) throws IOException {
		return AnnotatedScans.in(folder, OPENER, log).scans().stream().map(scan -> scan.name() + " (" + scan.patient() + ") " + scan.annotation().files().stream().map(file -> file.getFileName().toString()).toList()).toList();
	}

	@Test
	void aRoiFileBelongsToTheScanOfItsName() throws IOException {
		files("case1.nii.gz", "case1.zip", "case2.tif", "case2_rois.zip", "case3.nii", "case3 ROI.roi", "case4.tiff", "case4.ZIP", "case5/IM1", "case5.zip", "case6.dcm", "case6-rois.zip", "case7.lif", "case7.zip", "case1.json");
		final MonitorLog log = new MonitorLog();
		assertEquals(List.of("case1.nii.gz (case1) [case1.zip]", "case2.tif (case2) [case2_rois.zip]", "case3.nii (case3) [case3 ROI.roi]", "case4.tiff (case4) [case4.ZIP]", "case5 (case5) [case5.zip]", "case6.dcm (case6) [case6-rois.zip]",
			"case7.lif (case7) [case7.zip]"), found(log));
		assertEquals(List.of(), log.warnings());
	}

	@Test
	void inAFolderItBelongsToTheOnlyImageOrToTheSeries() throws IOException {
		files("a/scan.nii.gz", "a/rois.zip", "b/series.nii.gz", "b/truth_CBF.nii.gz", "b/labels.nii.gz", "b/vessels.zip", "c 2/IM1", "c 2/IM2", "c 2/rois.zip", ".hidden/x.nii", ".hidden/x.zip");
		final MonitorLog log = new MonitorLog();
		assertEquals(List.of("a/scan.nii.gz (a) [rois.zip]", "b/series.nii.gz (b) [vessels.zip]", "c 2 (c 2) [rois.zip]"), found(log));
		assertEquals(List.of(), log.warnings());
	}

	@Test
	void severalRoiFilesMayBelongToAScan() throws IOException {
		files("case1.nii.gz", "case1.roi", "case1_rois.zip");
		assertEquals(List.of("case1.nii.gz (case1) [case1.roi, case1_rois.zip]"), found(new MonitorLog()));
	}

	@Test
	void imagesWithoutAnnotationAreTold() throws IOException {
		files("case1.nii.gz", "case1.zip", "case2.nii.gz", "case3.tif", "notes.txt");
		final MonitorLog log = new MonitorLog();
		assertEquals(1, found(log).size());
		assertEquals(List.of("Warning: Images without a ROI file are not used: case2.nii.gz, case3.tif."), log.warnings());
	}

	private String refused() {
		return assertThrows(PerfusionException.class, () -> found(new MonitorLog())).getMessage();
	}

	@Test
	void aRoiFileWithoutAScanIsNamed() throws IOException {
		files("case1.nii.gz", "case2.nii.gz", "other.zip");
		assertTrue(refused().contains("other.zip belongs to no scan"), refused());
	}

	@Test
	void aRoiFileOfTwoScansIsNamed() throws IOException {
		files("case1.nii.gz", "case1.tif", "case1.zip");
		assertTrue(refused().contains("could belong to case1.nii.gz or to case1.tif"), refused());
	}

	@Test
	void withoutAnyAnnotationItIsSaidHowToMakeOne() throws IOException {
		files("case1.nii.gz");
		assertTrue(refused().contains("There is no annotation in or below"), refused());
	}

	@ParameterizedTest
	@CsvSource({ "case_01_slab2.nii.gz, case_01", "sub-01_ses-2_ctp.nii.gz, sub-01", "p12b.tif, p12", "Meyer.nii, Meyer", "4711.zip2, 4711", "sub-01/ses-2/ctp.nii.gz, sub-01", "centre A/p1.nii.gz, centre A", "x1y2.nii, x1" })
	void thePatientIsTheFirstFolderOrTheNameUpToItsFirstNumber(final String scan, final String patient) {
		assertEquals(patient, AnnotatedScans.patient(scan));
	}

	@Test
	void aTableNamesScansVoxelsAndPatients() throws IOException {
		files("a.nii.gz", "deep/b.nii.gz", "c.nii.gz", "a.zip");
		Files.writeString(folder.resolve("annotations.csv"), "patient,scan,vessel,x,y,z,remark\r\nMeyer,deep/b.nii.gz,aif,5,6,2,first\r\n,deep/b.nii.gz,AIF,6.7,6,2,\r\nMeyer,a.nii.gz,VOF,0,0,1,\"a, b\"\r\n,c.nii.gz,AIF,1,1,1,\r\n");
		assertEquals(List.of("a.nii.gz (Meyer) []", "c.nii.gz (c) []", "deep/b.nii.gz (Meyer) []"), found(new MonitorLog()));
		final PerfusionSeries series = SampleSeries.create(1).series();
		final VascularRois rois = AnnotatedScans.in(folder, OPENER, WorkMonitor.SILENT).scans().get(2).annotation().of(series);
		assertEquals(List.of(new Region("AIF", List.of(new Voxel(5, 6, 1), new Voxel(6, 6, 1)))), rois.aif());
		assertEquals(List.of(), rois.vof());
	}

	@Test
	void ofSeveralRatersTheFirstCounts() throws IOException {
		final PerfusionSeries series = SampleSeries.create(1).series();
		final Region first = new Region("AIF-r1", List.of(new Voxel(5, 6, 1)));
		final Region second = new Region("AIF-r2", List.of(new Voxel(7, 8, 2)));
		final Region vein = new Region("VOF-r1", List.of(new Voxel(9, 9, 0)));
		final Path file = folder.resolve("rois.zip");
		RoiFiles.write(Stream.of(second, first, vein).flatMap(region -> RoiRegions.points(region).stream()).toList(), file);
		final VascularRois rois = new RoiAnnotation(List.of(file)).of(series);
		assertEquals(first.voxels(), rois.aif().get(0).voxels());
		assertEquals(1, rois.aif().size());
		assertEquals(vein.voxels(), rois.vof().get(0).voxels());
	}

	@Test
	void theKeyOfAScanChangesWithItsContentAndItsAnnotation() throws IOException {
		files("case 1 (left).nii.gz", "case 1 (left).zip");
		final String key = key();
		assertTrue(key.matches("case_1_left_.nii.gz-[0-9a-f]{12}"), key);
		assertEquals(key, key());
		files("case 1 (left).nii.gz");
		assertEquals(key, key(), "not with the time of writing");
		Files.writeString(folder.resolve("case 1 (left).zip"), "other ROIs");
		final String annotated = key();
		assertNotEquals(key, annotated);
		image(folder.resolve("case 1 (left).nii.gz"), 5);
		assertNotEquals(annotated, key());
		Files.writeString(folder.resolve("annotations.csv"), "scan,vessel,x,y,z\ncase 1 (left).nii.gz,AIF,1,1,1\n");
		final String table = key();
		Files.writeString(folder.resolve("annotations.csv"), "scan,vessel,x,y,z\ncase 1 (left).nii.gz,AIF,1,2,1\n");
		assertNotEquals(table, key());
	}

	private String key() throws IOException {
		return AnnotatedScans.in(folder, OPENER, WorkMonitor.SILENT).scans().get(0).key();
	}
}
